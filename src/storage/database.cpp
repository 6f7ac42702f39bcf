#include "storage/database.hpp"

#include "storage/errors.hpp"
#include "storage/migrations.hpp"
#include "storage/postgres_database.hpp"
#include "storage/sqlite_database.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace evenhand::storage {
namespace database {

void require_file(const std::string& path)
{
    std::error_code ignored;
    if (std::filesystem::is_regular_file(path, ignored)) return;
    throw StorageError(
        Failure::unavailable, "open", "no store",
        fmt::format("There is no trial store at {}. `evenhand init` makes one.", path));
}

std::unique_ptr<Database> connect(const DatabaseSettings& settings)
{
    if (settings.url.engine == Engine::postgresql)
        return std::make_unique<PostgresDatabase>(settings);
    require_file(settings.url.target);
    if (settings.single_threaded) return std::make_unique<SqliteRehearsalDatabase>(settings);
    return std::make_unique<SqliteDatabase>(settings);
}

} // namespace database

Result<DatabaseUrl, std::string> DatabaseUrl::parse(std::string_view text)
{
    constexpr std::string_view file = "sqlite:";
    if (text.starts_with(file) && text.size() > file.size()) {
        const auto path = text.substr(file.size());
        if (path.find_first_of("\"\n") != std::string_view::npos) {
            return refuse(
                std::string("A database's path may not hold a double quote or a line break."));
        }
        return DatabaseUrl{Engine::sqlite, std::string(path)};
    }
    if (text.starts_with("postgresql://") || text.starts_with("postgres://")) {
        return DatabaseUrl{Engine::postgresql, std::string(text)};
    }
    return refuse(std::string("A database is sqlite:PATH or postgresql://USER@HOST/NAME."));
}

std::unique_ptr<Database> Database::open(const DatabaseSettings& settings,
                                         std::span<const Migration> migrations)
{
    auto opened = database::connect(settings);
    opened->read([&](Connection& sql) { require_schema(sql, settings.url, migrations); });
    return opened;
}

std::unique_ptr<Database> Database::open(const DatabaseSettings& settings)
{
    return open(settings, migrations());
}

} // namespace evenhand::storage
