#pragma once

#include "core/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::simulation {

struct CsvRow
{
    std::size_t line = 1; ///< on which it begins, from 1
    std::vector<std::string> fields;
};

/// The rows of a text after RFC 4180, with the head first; empty lines are left out. A refusal is
/// one clause: a quote that does not end, a row with more or fewer fields than the head, nothing.
Result<std::vector<CsvRow>, std::string> read_csv(std::string_view text);

} // namespace evenhand::simulation
