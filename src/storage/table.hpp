#pragma once

#include "storage/connection.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace evenhand::storage {

enum class TableKind {
    fact,   ///< append-only: exactly one audit event a row, for ever
    record, ///< current state: each change carries commitments to before and after
};

struct Column
{
    std::string_view name;
    CellKind kind = CellKind::text;
    bool was_added = false;       ///< by a later migration, which is not null
    std::string_view before = {}; ///< what the rows hold then that were written without it
};

consteval Column text(const char* name)
{
    return {name, CellKind::text};
}
consteval Column number(const char* name)
{
    return {name, CellKind::number};
}

/// A column that a later migration added with that default: the log committed to older rows without
/// it, and `verify all` asks that they hold this. One that may be null is declared as any other.
consteval Column added_text(const char* name, const char* before)
{
    return {name, CellKind::text, true, before};
}

/// A table whose rows the audit log answers for. It lists every column, the key first, so that
/// storage can write the row, commit to it, find it again and, in `verify all`, recompute every
/// commitment. Names are compile-time literals.
///   constexpr auto referral_table = storage::table("referral", TableKind::fact, text("id"),
///   number("recorded_at"), …);
struct Table
{
    static constexpr std::size_t most_columns = 40;
    std::string_view name;
    TableKind kind = TableKind::fact;
    std::array<Column, most_columns> columns{};
    std::size_t column_count = 0;
};

template <class... Columns>
consteval Table table(const char* name, TableKind kind, Columns... columns)
{
    static_assert(sizeof...(columns) >= 2 && sizeof...(columns) <= Table::most_columns);
    return Table{name, kind, {columns...}, sizeof...(columns)};
}

} // namespace evenhand::storage
