#include "storage/table_statements.hpp"

#include "storage/table_rows.hpp"

#include <fmt/format.h>

#include <span>

namespace evenhand::storage {
namespace table_statements {

std::span<const Column> columns(const Table& table)
{
    return {table.columns.data(), table.column_count};
}

/// "a, b, c", with something before each name and between two.
std::string listed(std::span<const Column> columns, std::string_view form)
{
    std::string out;
    for (const auto& column : columns) {
        if (!out.empty()) out += ", ";
        out += fmt::format(fmt::runtime(form), column.name);
    }
    return out;
}

TableStatements::Set write(const Table& table, Engine engine)
{
    const auto all = columns(table);
    const auto key = table.columns[0].name;
    const auto names = listed(all, "{}");
    TableStatements::Set set;
    set.insert_name = fmt::format("{}: append", table.name);
    set.insert_sql =
        fmt::format("INSERT INTO {} ({}) VALUES ({})", table.name, names, listed(all, ":{}"));
    set.update_name = fmt::format("{}: update", table.name);
    set.update_sql = fmt::format("UPDATE {} SET {} WHERE {} = :{}", table.name,
                                 listed(all.subspan(1), "{0} = :{0}"), key, key);
    set.lock_name = fmt::format("{}: before update", table.name);
    set.lock_sql = fmt::format("SELECT {} FROM {} WHERE {} = :{}{}", names, table.name, key, key,
                               engine == Engine::postgresql ? " FOR UPDATE" : "");
    set.after_name = fmt::format("{}: rows after", table.name);
    set.after_sql = fmt::format("SELECT {} FROM {} WHERE {} > :after ORDER BY {} LIMIT :most",
                                names, table.name, key, key);
    return set;
}

} // namespace table_statements

const TableStatements::Set& TableStatements::of(const Table& table, Engine engine)
{
    const std::lock_guard lock(mutex_);
    auto found = sets_.find(table.name);
    if (found == sets_.end()) {
        found = sets_
                    .emplace(std::string(table.name),
                             std::make_unique<const Set>(table_statements::write(table, engine)))
                    .first;
    }
    return *found->second;
}

std::vector<CellKind> column_kinds(const Table& table)
{
    std::vector<CellKind> kinds;
    for (const auto& column : table_statements::columns(table))
        kinds.push_back(column.kind);
    return kinds;
}

std::vector<std::vector<Value>> rows_after(Connection& sql, const Table& table,
                                           std::string_view after, int limit)
{
    const auto set = table_statements::write(table, sql.engine());
    return sql.fetch(set.after(), {{"after", after}, {"most", limit}}, column_kinds(table));
}

} // namespace evenhand::storage
