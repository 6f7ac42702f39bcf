#include "app/audited_tables.hpp"

#include "storage/migrations.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <regex>
#include <span>
#include <string>
#include <vector>

using namespace evenhand;

namespace audited_tables_test {

/// What a migration adds to a table.
struct Added
{
    std::string table;
    std::string column;
    std::string standing; ///< its DEFAULT, or nothing
};

std::vector<Added> columns_added_by(const std::string& text)
{
    static const std::regex adding(
        R"(ALTER\s+TABLE\s+(\w+)\s+ADD\s+(?:COLUMN\s+)?(\w+)\s+\w+([^;]*);)", std::regex::icase);
    static const std::regex standing(R"(DEFAULT\s+('[^']*'|-?\d+))", std::regex::icase);
    std::vector<Added> all;
    for (std::sregex_iterator at(text.begin(), text.end(), adding), end; at != end; ++at) {
        const std::string rest = (*at)[3];
        std::smatch found;
        std::regex_search(rest, found, standing);
        all.push_back({(*at)[1], (*at)[2], found.empty() ? std::string() : found[1].str()});
    }
    return all;
}

/// Of every migration, in the text of either engine.
std::vector<Added> added_columns()
{
    std::vector<Added> all;
    for (const auto& migration : storage::migrations()) {
        for (const auto text : {migration.sql, migration.postgresql})
            std::ranges::move(columns_added_by(std::string(text)), std::back_inserter(all));
    }
    return all;
}

const storage::Table* find_table(const std::string& name)
{
    const auto tables = app::audited_tables();
    const auto found = std::ranges::find(tables, name, &storage::Table::name);
    return found == tables.end() ? nullptr : *found;
}

const storage::Column* find_column(const storage::Table& table, const std::string& name)
{
    const std::span columns(table.columns.data(), table.column_count);
    const auto found = std::ranges::find(columns, name, &storage::Column::name);
    return found == columns.end() ? nullptr : &*found;
}

} // namespace audited_tables_test

using namespace audited_tables_test;

// Else `verify all` takes every older row of a trial that was upgraded for a forged one.
TEST(AuditedTables, SayWhatOlderRowsHoldInEachColumnThatAMigrationAdded)
{
    int compared = 0;
    for (const Added& added : added_columns()) {
        const auto* table = find_table(added.table);
        if (table == nullptr) continue; // not audited row by row
        const auto* column = find_column(*table, added.column);
        ASSERT_NE(column, nullptr) << "the log leaves out " << added.table << "." << added.column;
        ++compared;
        const auto declared =
            column->was_added ? "'" + std::string(column->before) + "'" : std::string();
        EXPECT_EQ(declared, added.standing) << added.table << "." << added.column;
    }
    EXPECT_GE(compared, 6) << "the migrations are read";
}

TEST(AuditedTables, FindAnAddedColumnHoweverItsMigrationIsWritten)
{
    for (const char* text : {"ALTER TABLE visit ADD COLUMN place TEXT NOT NULL DEFAULT 'home';",
                             "alter table visit add place text default 'home' not null;",
                             "ALTER TABLE visit\n    ADD COLUMN place TEXT CHECK (place <> '')\n"
                             "    DEFAULT 'home';"}) {
        const auto found = columns_added_by(text);
        ASSERT_EQ(found.size(), 1U) << text;
        EXPECT_EQ(found.front().table, "visit");
        EXPECT_EQ(found.front().column, "place");
        EXPECT_EQ(found.front().standing, "'home'") << text;
    }
    EXPECT_EQ(columns_added_by("ALTER TABLE visit ADD place BIGINT;").front().standing, "");
}
