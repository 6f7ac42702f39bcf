#include "storage/store_digest.hpp"

#include "core/check.hpp"
#include "crypto/canonical.hpp"
#include "crypto/hash.hpp"
#include "storage/statement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace evenhand::storage {
namespace store_digest {

constexpr int rows_a_read = 10'000; // design 8.12
constexpr std::uint8_t null_tag = 0;
constexpr std::uint8_t number_tag = 1;
constexpr std::uint8_t text_tag = 2;

constexpr Statement tables_statement(
    "digest: tables",
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY "
    "name",
    "SELECT CAST(table_name AS text) FROM information_schema.tables WHERE table_schema = "
    "current_schema() AND table_type = 'BASE TABLE' ORDER BY table_name COLLATE \"C\"");
// Name, whether it is a number, and its place in the primary key from 1, or 0.
constexpr Statement columns_statement(
    "digest: columns",
    "SELECT name, CASE type WHEN 'INTEGER' THEN 1 ELSE 0 END, pk FROM pragma_table_info(:table) "
    "ORDER BY name",
    "SELECT CAST(c.column_name AS text), CASE c.data_type WHEN 'bigint' THEN 1 ELSE 0 END, "
    "coalesce((SELECT CAST(k.ordinal_position AS bigint) FROM information_schema.table_constraints "
    "t "
    "JOIN information_schema.key_column_usage k USING (constraint_schema, constraint_name) "
    "WHERE t.constraint_type = 'PRIMARY KEY' AND t.table_schema = c.table_schema AND "
    "t.table_name = c.table_name AND k.column_name = c.column_name), 0) "
    "FROM information_schema.columns c WHERE c.table_schema = current_schema() AND "
    "c.table_name = :table ORDER BY c.column_name COLLATE \"C\"");

struct Field
{
    std::string name;
    CellKind kind = CellKind::text;
    std::int64_t key_place = 0;
    bool counted = true; ///< false: read because it is part of the key, but left out of the digest
};

bool listed(const std::vector<std::string>& names, const std::string& name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

void add(crypto::CanonicalWriter& out, const Field& field, const Value& cell)
{
    out.field(field.name);
    if (const auto* number = cell.number()) {
        out.u8(number_tag).i64(*number);
    } else if (const auto* text = cell.text()) {
        out.u8(text_tag).field(*text);
    } else {
        out.u8(null_tag);
    }
}

} // namespace store_digest

/// Reads one table of the schema from its first key to its last, whatever its columns.
class TableWalk
{
public:
    TableWalk(Connection& sql, std::string_view table, const std::vector<std::string>& left_out)
        : sql_(sql), table_(table)
    {
        using store_digest::Field;
        for (auto& [name, number, place] : sql.rows<std::string, bool, std::int64_t>(
                 store_digest::columns_statement, {{"table", table}})) {
            const bool counted = !store_digest::listed(left_out, fmt::format("{}.{}", table, name));
            if (!counted && place == 0) continue;
            fields_.push_back({name, number ? CellKind::number : CellKind::text, place, counted});
        }
        for (std::size_t i = 0; i < fields_.size(); ++i) {
            kinds_.push_back(fields_[i].kind);
            if (fields_[i].key_place > 0) key_.push_back(i);
        }
        std::sort(key_.begin(), key_.end(), [&](std::size_t a, std::size_t b) {
            return fields_[a].key_place < fields_[b].key_place;
        });
        CHECK(!key_.empty()); // every table has a primary key
    }

    TableDigest digest()
    {
        TableDigest result{table_, 0, {}};
        crypto::Sha256 hash;
        hash.add(crypto::lp(table_));
        std::vector<std::vector<Value>> rows = first();
        while (!rows.empty()) {
            for (const auto& row : rows)
                hash.add(bytes(row));
            result.rows += static_cast<std::int64_t>(rows.size());
            rows = rows.size() < store_digest::rows_a_read ? decltype(rows)() : after(rows.back());
        }
        result.sha256 = hash.finish().text();
        return result;
    }

private:
    [[nodiscard]] Bytes bytes(const std::vector<Value>& row) const
    {
        crypto::CanonicalWriter out;
        for (std::size_t i = 0; i < fields_.size(); ++i) {
            if (fields_[i].counted) store_digest::add(out, fields_[i], row[i]);
        }
        return std::move(out).bytes();
    }

    std::vector<std::vector<Value>> first()
    {
        const auto text =
            fmt::format("SELECT {} FROM {} ORDER BY {} LIMIT :most", names(), table_, keys("{}"));
        return sql_.fetch(Statement(statement_name, text), {{"most", store_digest::rows_a_read}},
                          kinds_);
    }

    std::vector<std::vector<Value>> after(const std::vector<Value>& last)
    {
        const auto text = fmt::format("SELECT {} FROM {} WHERE ({}) > ({}) ORDER BY {} LIMIT :most",
                                      names(), table_, keys("{}"), keys(":{}"), keys("{}"));
        Binds binds{{"most", store_digest::rows_a_read}};
        for (const auto i : key_)
            binds.push_back({fields_[i].name, last[i]});
        return sql_.fetch(Statement(statement_name, text), binds, kinds_);
    }

    [[nodiscard]] std::string names() const
    {
        std::string out;
        for (const auto& field : fields_)
            out += (out.empty() ? "" : ", ") + field.name;
        return out;
    }

    [[nodiscard]] std::string keys(std::string_view form) const
    {
        std::string out;
        for (const auto i : key_) {
            out += out.empty() ? "" : ", ";
            out += fmt::format(fmt::runtime(form), fields_[i].name);
        }
        return out;
    }

    static constexpr std::string_view statement_name = "digest: rows";
    Connection& sql_;
    std::string table_;
    std::vector<store_digest::Field> fields_;
    std::vector<CellKind> kinds_;
    std::vector<std::size_t> key_;
};

TableDigest digest_table(Connection& sql, std::string_view table,
                         const std::vector<std::string>& left_out)
{
    return TableWalk(sql, table, left_out).digest();
}

std::vector<TableDigest> digest_store(Connection& sql, const std::vector<std::string>& left_out)
{
    std::vector<TableDigest> digests;
    for (const auto& [table] : sql.rows<std::string>(store_digest::tables_statement)) {
        if (!store_digest::listed(left_out, table)) {
            digests.push_back(digest_table(sql, table, left_out));
        }
    }
    return digests;
}

} // namespace evenhand::storage
