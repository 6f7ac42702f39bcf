#pragma once

#include "storage/database.hpp"
#include "storage/statement.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::storage {

/// A table whose rows follow from facts alone: current state, kept so that it can be read quickly
/// (design 8.4). `refill` writes it anew from the facts into the emptied table.
struct DerivedTable
{
    std::string_view name;
    Statement empty; ///< DELETE FROM the table
    std::function<void(Connection&)> refill;
};

/// What the comparison of one derived table found.
struct RebuildFinding
{
    std::string table;
    bool equal = true;     ///< the rows that stood there are those that the facts give
    std::int64_t rows = 0; ///< that the facts give
};

enum class Rebuild {
    compare, ///< changes nothing
    refill,  ///< keeps the rows that the facts give, where they differ
};

/// Fills every derived table anew in a transaction of its own and compares by digest. The rooms'
/// tables are handed in, in the order in which they may depend on each other; `app` lists them.
/// Throws StorageError.
std::vector<RebuildFinding> rebuild(Database& database, const std::vector<DerivedTable>& tables,
                                    Rebuild how);

} // namespace evenhand::storage
