#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace evenhand::storage {

/// Why postgresql://… cannot be used as an address, in a sentence that repeats nothing of it;
/// nothing if it can. Internal to storage.
std::optional<std::string> fault_of_postgres_address(const std::string& address);

/// What is told of a connection that was refused: the first thing that libpq said about it, as one
/// sentence on one line, and only if the password of the address is not in it.
std::string refused_connection(std::string_view said, const std::string& address);

} // namespace evenhand::storage
