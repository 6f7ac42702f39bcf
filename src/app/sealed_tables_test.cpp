// Whatever somebody writes about a person in words of their own may prove to be about somebody
// else, so each such text can be hidden and destroyed alone.
#include "app/audited_tables.hpp"
#include "app/sealed_tables.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <span>
#include <string>

namespace evenhand::app::sealed_tables_test {

bool seals_something(const storage::Table& table)
{
    const std::span<const storage::Column> columns(table.columns.data(), table.column_count);
    return std::ranges::any_of(
        columns, [](const storage::Column& column) { return column.name.starts_with("sealed_"); });
}

/// What is sealed and is no text about a person that hangs on a row of its own.
const std::set<std::string_view> otherwise{
    // Corrected forward on pages of their own; the version before is destroyed there or not opened.
    "contact", "person_details", "contact_wishes", "eligibility_evaluation", "baseline_answer",
    "baseline_confirmation", "baseline_lock", "consent", "linkage_keys",
    // What they wrote themselves, and what was built of it.
    "identity_claim", "referral", "equality_answer"};

TEST(SealedTables, EachTextAboutAPersonCanBeEnteredInErrorAlone)
{
    std::set<std::string_view> markable;
    for (const auto& notes : notes_in_error())
        markable.insert(notes.table);
    for (const auto* table : audited_tables()) {
        if (!seals_something(*table)) continue;
        EXPECT_NE(markable.contains(table->name), otherwise.contains(table->name))
            << table->name << " is in neither list, or in both";
    }
}

TEST(SealedTables, WhatCanBeEnteredInErrorIsAnAuditedColumn)
{
    const auto tables = audited_tables();
    for (const auto& notes : notes_in_error()) {
        const auto table = std::ranges::find(tables, notes.table, &storage::Table::name);
        ASSERT_NE(table, tables.end()) << notes.table;
        const auto& columns = (*table)->columns;
        EXPECT_TRUE(std::ranges::any_of(
            columns, [&](const storage::Column& column) { return column.name == notes.column; }))
            << notes.table << "." << notes.column;
    }
}

} // namespace evenhand::app::sealed_tables_test
