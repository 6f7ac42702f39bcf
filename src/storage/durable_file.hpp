#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace evenhand::storage {

/// A file made whole or not at all. Each throws StorageError (full, or broken) with a sentence that
/// names the file. Internal to storage.

/// Makes an empty file that only its owner may read, if there is none.
void make_private(const std::string& name);
/// Syncs the file and renames it, then syncs the folder, so that after a power cut the new name
/// either holds all of it or does not exist.
void put_in_place(const std::string& draft, const std::string& name);
/// Writes a text to a file of that name, durably, readable by its owner only.
void write_durably(const std::string& name, std::string_view text);

struct FileSum
{
    std::int64_t bytes = 0;
    std::string sha256;
};
FileSum sum_of(const std::string& name);
std::string read_text(const std::string& name);

} // namespace evenhand::storage
