#include "app/audited_tables.hpp"

#include "storage/migrations.hpp"

#include <gtest/gtest.h>

#include <algorithm>
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
    std::string standing; ///< " NOT NULL DEFAULT …", or nothing
};

std::vector<Added> added_columns()
{
    static const std::regex adding(
        R"(ALTER TABLE (\w+) ADD COLUMN (\w+) \w+( NOT NULL DEFAULT ('[^']*'|\d+))?)");
    std::vector<Added> all;
    for (const auto& migration : storage::migrations()) {
        const std::string text(migration.sql);
        for (std::sregex_iterator at(text.begin(), text.end(), adding), end; at != end; ++at)
            all.push_back({(*at)[1], (*at)[2], (*at)[4]});
    }
    return all;
}

const storage::Column* find_column(const Added& added)
{
    for (const auto* table : app::audited_tables()) {
        if (table->name != added.table) continue;
        const std::span columns(table->columns.data(), table->column_count);
        const auto found = std::ranges::find(columns, added.column, &storage::Column::name);
        return found == columns.end() ? nullptr : &*found;
    }
    return nullptr;
}

} // namespace audited_tables_test

using namespace audited_tables_test;

// Else `verify all` takes every older row of a trial that was upgraded for a forged one.
TEST(AuditedTables, SayWhatOlderRowsHoldInEachColumnThatAMigrationAdded)
{
    int compared = 0;
    for (const Added& added : added_columns()) {
        const auto* column = find_column(added);
        if (column == nullptr) continue;
        ++compared;
        const auto declared =
            column->was_added ? "'" + std::string(column->before) + "'" : std::string();
        EXPECT_EQ(declared, added.standing) << added.table << "." << added.column;
    }
    EXPECT_GE(compared, 6) << "the migrations are read";
}
