#pragma once

// A hash of all that a SQLite store holds, so that a test can say "this changed nothing" without
// naming what might have changed.

#include "crypto/hash.hpp"

#include <sqlite3.h>

#include <memory>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace evenhand::tests {

/// Of every row of every table in key order, but for the tables in `without`. `file` is the path of
/// the store.
inline std::string store_digest(const std::string& file, const std::set<std::string>& without = {})
{
    sqlite3* raw = nullptr;
    const int opened = sqlite3_open_v2(file.c_str(), &raw, SQLITE_OPEN_READONLY, nullptr);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> db(raw, &sqlite3_close);
    if (opened != SQLITE_OK) throw std::runtime_error("cannot open " + file);

    const auto rows = [&](const std::string& sql, auto&& each) {
        sqlite3_stmt* prepared = nullptr;
        if (sqlite3_prepare_v2(db.get(), sql.c_str(), -1, &prepared, nullptr) != SQLITE_OK) {
            throw std::runtime_error(sqlite3_errmsg(db.get()));
        }
        const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> statement(
            prepared, &sqlite3_finalize);
        while (sqlite3_step(prepared) == SQLITE_ROW) {
            std::string row;
            for (int column = 0; column < sqlite3_column_count(prepared); ++column) {
                const auto* text = sqlite3_column_text(prepared, column);
                const std::string cell =
                    text == nullptr ? "-" : "+" + std::string(reinterpret_cast<const char*>(text));
                row += std::to_string(cell.size()) + ":" + cell;
            }
            each(row);
        }
    };

    std::vector<std::string> tables;
    rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name",
         [&](const std::string& row) { tables.push_back(row.substr(row.find('+') + 1)); });
    crypto::Sha256 hash;
    for (const auto& table : tables) {
        if (without.contains(table)) continue;
        hash.add(as_bytes(table));
        rows("SELECT * FROM \"" + table + "\" ORDER BY 1, 2",
             [&](const std::string& row) { hash.add(as_bytes(row)); });
    }
    return hash.finish().text();
}

} // namespace evenhand::tests
