#pragma once

#include "storage/connection.hpp"
#include "storage/table.hpp"

#include <string_view>
#include <vector>

namespace evenhand::storage {

/// The rows of a table whose key is greater than `after` in byte order (empty: from the first), in
/// that order, at most `limit` of them; each with every column in the order that the table lists.
/// `verify all` and `rebuild` walk tables with it, by key range, so memory stays bounded
/// (design 8.12). The key is a text.
std::vector<std::vector<Value>> rows_after(Connection& sql, const Table& table,
                                           std::string_view after, int limit);

} // namespace evenhand::storage
