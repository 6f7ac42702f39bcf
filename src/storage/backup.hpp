#pragma once

#include "core/result.hpp"
#include "core/time.hpp"
#include "storage/database.hpp"
#include "storage/store_digest.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::storage {

/// What a backup holds, written beside it as FILE.manifest.json.
struct BackupManifest
{
    Instant made;
    std::string last_migration;
    std::int64_t leaves = 0; ///< of the audit log
    std::int64_t file_bytes = 0;
    std::string file_sha256;
    std::vector<TableDigest> tables;
};

/// Told how far a long copy has come, from 0 to 1.
using OnCopied = std::function<void(double)>;

/// Copies a SQLite store, in use or not, to a new file beside which its manifest stands. The copy
/// is one moment of the store, read by a connection of its own, so writers and readers go on. Both
/// files are synced before this returns, and neither stands under its name before it is whole.
/// Fails with a sentence; for PostgreSQL that says which tools to use. Throws StorageError if the
/// store fails.
Result<BackupManifest, std::string> back_up(const DatabaseUrl& from, const std::string& to,
                                            Instant now, const OnCopied& progress = {});

/// Makes a new SQLite store from a backup. Refuses a file that is not byte for byte what its
/// manifest says, or whose tables are not; and never writes over anything. Fails with a sentence.
Result<BackupManifest, std::string> restore(const std::string& from, const DatabaseUrl& to,
                                            const OnCopied& progress = {});

/// The manifest as JSON text, and back; nothing if the text is no manifest.
std::string manifest_text(const BackupManifest& manifest);
Result<BackupManifest, std::string> parse_manifest(std::string_view text);

} // namespace evenhand::storage
