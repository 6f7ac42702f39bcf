#pragma once

#include "storage/errors.hpp"

#include <string>
#include <string_view>

namespace evenhand::storage {

/// The class of an extended SQLite result code. `no_space` says that the operating system's own
/// error was ENOSPC or EDQUOT, which SQLite reports as an I/O error where it grows the WAL's index.
Failure sqlite_failure(int extended_code, bool no_space);

/// "SQLITE_FULL"; codes without a name of their own here come as their primary name and number.
std::string sqlite_code_name(int extended_code);

/// The class of a five-character SQLSTATE.
Failure postgres_failure(std::string_view sqlstate);

/// Every error of a server has an SQLSTATE. One without (empty, or SOCI's blanks) is libpq's own:
/// what it sent or should have read did not get through.
bool is_no_sqlstate(std::string_view sqlstate);

} // namespace evenhand::storage
