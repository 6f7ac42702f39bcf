#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace evenhand::reports {

/// As people read it: "12,345".
std::string grouped(std::int64_t number);
/// The same, or what stands for a hidden count: "fewer than 8" would tell too much where another is
/// hidden beside it, so it is a star that the page explains.
std::string shown_count(const std::optional<std::int64_t>& count);
inline constexpr const char* hidden_mark = "*";

} // namespace evenhand::reports
