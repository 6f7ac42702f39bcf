#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// How figures are frozen: a line a row, its fields with tabs between them. Plain enough to be read
// with the eye in twenty years.

namespace evenhand::reports {

using Fields = std::vector<std::string>;

/// One line. CHECKs that no field holds a tab or a line's end.
std::string line_of(const Fields& fields);
/// The fields of each line that line_of() wrote.
std::vector<Fields> lines_in(std::string_view text);
/// A whole number that was written with std::to_string. CHECKs that it is one.
std::int64_t number_in(std::string_view field);

} // namespace evenhand::reports
