#pragma once

#include "storage/connection.hpp"
#include "storage/statement.hpp"
#include "storage/table.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::storage {

/// The statements that storage writes for a Table, each made once from the table's compile-time
/// names and kept, so that connections can keep them prepared. Safe from any thread. Internal to
/// storage.
class TableStatements
{
public:
    struct Set
    {
        std::string insert_name, insert_sql;
        std::string update_name, update_sql;
        std::string lock_name, lock_sql;   ///< a row by its key, kept from others until the commit
        std::string after_name, after_sql; ///< by key range
        [[nodiscard]] Statement insert() const { return {insert_name, insert_sql}; }
        [[nodiscard]] Statement update() const { return {update_name, update_sql}; }
        [[nodiscard]] Statement lock() const { return {lock_name, lock_sql}; }
        [[nodiscard]] Statement after() const { return {after_name, after_sql}; }
    };

    /// The reference stays good as long as this object does.
    const Set& of(const Table& table, Engine engine);

private:
    std::mutex mutex_;
    std::map<std::string, std::unique_ptr<const Set>, std::less<>> sets_;
};

/// How each column is read, in the table's order.
std::vector<CellKind> column_kinds(const Table& table);

} // namespace evenhand::storage
