#pragma once

#include <string>

namespace evenhand::storage {

/// Holds PATH.lock for as long as it lives, so that no second process writes to the same SQLite
/// file (SQLite 3.40 may damage a file that two connections write and checkpoint: security.md
/// finding 2). The operating system lets go of it when the process ends, however it ends.
class LockFile
{
public:
    /// Throws StorageError (unavailable) with a sentence that names the process holding it.
    explicit LockFile(const std::string& database_path);
    ~LockFile();
    LockFile(const LockFile&) = delete;
    LockFile& operator=(const LockFile&) = delete;

private:
    int descriptor_ = -1;
};

} // namespace evenhand::storage
