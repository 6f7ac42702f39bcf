#pragma once

#include "storage/connection.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace evenhand::storage {

/// One hash over every row of a table, in order of its primary key.
struct TableDigest
{
    std::string table;
    std::int64_t rows = 0;
    std::string sha256; ///< lower-case hexadecimal

    friend bool operator==(const TableDigest&, const TableDigest&) = default;
};

/// The digest of every table, in order of name, as one read transaction sees them. The same rows
/// give the same digests on both engines: columns are taken by name, rows by key in byte order.
/// Used by the restore drill, by the test that a GET changes nothing, and to say that two fills are
/// the same. `left_out` names tables ("audit_leaf") and columns ("session.seen_at") to pass over.
/// Memory is bounded: tables are read by key range.
///
///   digest = SHA-256( lp(table) { row } ),  row = { lp(column) cell }
///   cell   = 0x00 | 0x01 i64be | 0x02 lp(text)      null, number, text
std::vector<TableDigest> digest_store(Connection& sql,
                                      const std::vector<std::string>& left_out = {});

/// The digest of one table.
TableDigest digest_table(Connection& sql, std::string_view table,
                         const std::vector<std::string>& left_out = {});

} // namespace evenhand::storage
