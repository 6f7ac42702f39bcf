#pragma once

#include "core/id.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace evenhand::allocation {

using FlagId = Id<struct AllocationFlagIdTag>;

/// What was found out later.
enum class FlagKind { randomised_in_error, wrong_stratum, not_eligible };
inline constexpr std::array all_flag_kinds{FlagKind::randomised_in_error, FlagKind::wrong_stratum,
                                           FlagKind::not_eligible};
std::string_view name_of(FlagKind kind);
std::optional<FlagKind> flag_named(std::string_view name);
std::string_view label_of(FlagKind kind);

} // namespace evenhand::allocation
