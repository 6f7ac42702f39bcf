#pragma once

#include "core/encoding.hpp"
#include "storage/table.hpp"
#include "storage/value.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evenhand::storage {

/// The one way to write a row of an audited table as bytes (docs/methods/audit.md, "Rows"). It
/// carries the names of the columns, so that a row written before a column was added, or after one
/// was dropped, can still be compared. CHECKs that `row` binds every column once and as its kind.
Bytes canonical_row(const Table& table, const Binds& row);
/// The same of a row that was read: every column, in the order of the table.
Bytes canonical_row(const Table& table, std::span<const Value> cells);

/// A row as it was committed to.
struct CommittedRow
{
    std::string table;
    std::vector<std::pair<std::string, Value>> columns;
};

/// Nothing unless the bytes are exactly what canonical_row writes for some table.
std::optional<CommittedRow> parse_row(ByteView bytes);

/// The first column in which the row that stands in the table differs from what was committed to,
/// or nothing if they agree. A column that the table has since lost is not compared; one that it
/// has since gained must be null, or hold what was declared for older rows (added_text).
std::optional<std::string_view> first_difference(const CommittedRow& committed, const Table& table,
                                                 std::span<const Value> cells);

} // namespace evenhand::storage
