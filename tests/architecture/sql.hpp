#pragma once

#include "tests/architecture/layers.hpp"
#include "tests/architecture/tree.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace evenhand::architecture {

/// A line of tables.txt: `table: room [readers…]`.
struct TableRule
{
    std::string room;
    std::set<std::string> readers;
};
using TableRules = std::map<std::string, TableRule, std::less<>>;

TableRules parse_tables(std::string_view text);

/// A table that a statement names, and whether it only reads it.
struct TableUse
{
    std::string table;
    bool writes = false;
    bool operator==(const TableUse&) const = default;
};

bool looks_like_sql(std::string_view text);
std::vector<TableUse> tables_in(std::string_view sql);

/// Link rules do not stop SQL, so the literals are read (design 2). "sql": a statement outside a
/// _store and outside src/storage; "table": one that names a table of another room without leave,
/// or a table nobody owns; "built": a statement put together at run time.
Findings check_sql(const Tree& tree, const Layers& layers, const TableRules& tables);

/// "migration": a file whose name gives no time or the same time as another, that stands in the
/// wrong room, or a table that tables.txt and the migrations do not agree on.
Findings check_migrations(const Tree& tree, const Layers& layers, const TableRules& tables);

} // namespace evenhand::architecture
