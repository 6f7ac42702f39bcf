#include "storage/backup.hpp"

#include <nlohmann/json.hpp>

#include <utility>

namespace evenhand::storage {
namespace backup_manifest {

constexpr const char* version = "evenhand-backup/1";

} // namespace backup_manifest

std::string manifest_text(const BackupManifest& manifest)
{
    auto tables = nlohmann::ordered_json::array();
    for (const auto& table : manifest.tables) {
        tables.push_back({{"table", table.table}, {"rows", table.rows}, {"sha256", table.sha256}});
    }
    const nlohmann::ordered_json all{{"version", backup_manifest::version},
                                     {"made", manifest.made.iso()},
                                     {"last_migration", manifest.last_migration},
                                     {"leaves", manifest.leaves},
                                     {"file_bytes", manifest.file_bytes},
                                     {"file_sha256", manifest.file_sha256},
                                     {"tables", tables}};
    return all.dump(2) + "\n";
}

Result<BackupManifest, std::string> parse_manifest(std::string_view text)
{
    const std::string wrong = "The manifest of the backup cannot be read.";
    const auto json = nlohmann::json::parse(text, nullptr, /*allow_exceptions=*/false);
    BackupManifest manifest;
    try {
        if (json.at("version").get<std::string>() != backup_manifest::version) return refuse(wrong);
        const auto made = Instant::parse(json.at("made").get<std::string>());
        if (!made) return refuse(wrong);
        manifest.made = *made;
        json.at("last_migration").get_to(manifest.last_migration);
        json.at("leaves").get_to(manifest.leaves);
        json.at("file_bytes").get_to(manifest.file_bytes);
        json.at("file_sha256").get_to(manifest.file_sha256);
        for (const auto& table : json.at("tables")) {
            manifest.tables.push_back({table.at("table").get<std::string>(),
                                       table.at("rows").get<std::int64_t>(),
                                       table.at("sha256").get<std::string>()});
        }
    } catch (const nlohmann::json::exception&) {
        return refuse(wrong);
    }
    return manifest;
}

} // namespace evenhand::storage
