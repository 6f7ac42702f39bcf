#pragma once

#include "statistics/expression.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace evenhand::plans {

/// A text as R reads it, in quotes.
std::string r_text(std::string_view text);
/// c("a", "b").
std::string r_texts(const std::vector<std::string>& texts);
/// A number with the digits that read back to the same bits.
std::string r_number(double value);

/// A derived column or a condition as an R expression over the data frame `d`, with the helpers of
/// r_prelude() for what R does in another way: rounding of halves, membership of what is missing.
std::string r_expression(const statistics::Expression& expression);

} // namespace evenhand::plans
