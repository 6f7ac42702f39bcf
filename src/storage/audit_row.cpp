#include "storage/audit_row.hpp"

#include "core/check.hpp"
#include "crypto/canonical.hpp"
#include "storage/audit_bytes.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace evenhand::storage {

namespace audit_row {

constexpr std::uint8_t version = 1;
constexpr std::uint8_t null_tag = 0;
constexpr std::uint8_t number_tag = 1;
constexpr std::uint8_t text_tag = 2;
constexpr std::size_t name_max = 255;
constexpr std::size_t text_max = std::numeric_limits<std::uint32_t>::max();

void write(crypto::CanonicalWriter& out, const Column& column, const Value& value)
{
    out.field(column.name);
    if (value.is_null()) {
        out.u8(null_tag);
    } else if (const auto* number = value.number()) {
        CHECK(column.kind == CellKind::number);
        out.u8(number_tag).i64(*number);
    } else {
        CHECK(column.kind == CellKind::text);
        out.u8(text_tag).field(*value.text());
    }
}

crypto::CanonicalWriter begin(const Table& table)
{
    crypto::CanonicalWriter out;
    out.u8(version).field(table.name).u32(static_cast<std::uint32_t>(table.column_count));
    return out;
}

const Value& bound(const Binds& row, std::string_view name)
{
    const auto named = [name](const Bind& bind) { return bind.name == name; };
    const auto found = std::find_if(row.begin(), row.end(), named);
    CHECK(found != row.end());
    return found->value;
}

const Value* find(const CommittedRow& row, std::string_view name)
{
    const auto named = [name](const auto& column) { return column.first == name; };
    const auto found = std::find_if(row.columns.begin(), row.columns.end(), named);
    return found == row.columns.end() ? nullptr : &found->second;
}

std::optional<Value> read_value(CanonicalReader& in)
{
    const std::uint8_t tag = in.u8();
    if (tag == null_tag) return Value{};
    if (tag == number_tag) return Value{in.i64()};
    if (tag == text_tag) return Value{in.text(text_max)};
    return std::nullopt;
}

/// What a row holds in a column that it was written without.
Value without(const Column& column)
{
    return column.was_added ? Value{column.before} : Value{};
}

} // namespace audit_row

Bytes canonical_row(const Table& table, const Binds& row)
{
    CHECK(row.size() == table.column_count);
    auto out = audit_row::begin(table);
    for (std::size_t i = 0; i < table.column_count; ++i) {
        audit_row::write(out, table.columns[i], audit_row::bound(row, table.columns[i].name));
    }
    return std::move(out).bytes();
}

Bytes canonical_row(const Table& table, std::span<const Value> cells)
{
    CHECK(cells.size() == table.column_count);
    auto out = audit_row::begin(table);
    for (std::size_t i = 0; i < table.column_count; ++i) {
        audit_row::write(out, table.columns[i], cells[i]);
    }
    return std::move(out).bytes();
}

std::optional<CommittedRow> parse_row(ByteView bytes)
{
    CanonicalReader in(bytes);
    if (in.u8() != audit_row::version) return std::nullopt;
    CommittedRow row;
    row.table = in.text(audit_row::name_max);
    const std::uint32_t count = in.u32();
    if (count > Table::most_columns) return std::nullopt;
    for (std::uint32_t i = 0; i < count; ++i) {
        std::string name = in.text(audit_row::name_max);
        auto value = audit_row::read_value(in);
        if (!value || audit_row::find(row, name) != nullptr) return std::nullopt;
        row.columns.emplace_back(std::move(name), *std::move(value));
    }
    if (!in.finished()) return std::nullopt;
    return row;
}

std::optional<std::string_view> first_difference(const CommittedRow& committed, const Table& table,
                                                 std::span<const Value> cells)
{
    CHECK(cells.size() == table.column_count);
    for (std::size_t i = 0; i < table.column_count; ++i) {
        const Value* then = audit_row::find(committed, table.columns[i].name);
        const bool same =
            then != nullptr ? *then == cells[i] : cells[i] == audit_row::without(table.columns[i]);
        if (!same) return table.columns[i].name;
    }
    return std::nullopt;
}

} // namespace evenhand::storage
