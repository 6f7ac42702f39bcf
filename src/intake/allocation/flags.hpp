#pragma once

#include "core/id.hpp"

#include <array>
#include <optional>
#include <string_view>

namespace evenhand::allocation {

using FlagId = Id<struct AllocationFlagIdTag>;

/// What was found out later. A second randomisation is told by the merge of two records and is
/// never typed: it ends when the merge is undone.
enum class FlagKind {
    randomised_in_error,
    wrong_stratum,
    not_eligible,
    in_doubt,
    second_randomisation,
};
/// Those that somebody writes down.
inline constexpr std::array all_flag_kinds{FlagKind::randomised_in_error, FlagKind::wrong_stratum,
                                           FlagKind::not_eligible, FlagKind::in_doubt};
std::string_view name_of(FlagKind kind);
/// Of those that somebody writes down.
std::optional<FlagKind> flag_named(std::string_view name);
std::string_view label_of(FlagKind kind);

} // namespace evenhand::allocation
