#pragma once

#include "core/id.hpp"
#include "core/time.hpp"

#include <array>
#include <optional>
#include <string>
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

/// A flag with who raised it.
struct Flag
{
    std::optional<FlagId> id; ///< nothing: nobody wrote it, a merge tells it
    FlagKind kind = FlagKind::randomised_in_error;
    std::string true_area;  ///< empty unless the stratum was wrong
    std::string true_group; ///< the same
    std::optional<std::string> note;
    std::string actor;
    Instant at;
};

struct NewFlag
{
    FlagKind kind = FlagKind::randomised_in_error;
    std::string true_area = {};
    std::string true_group = {};
    std::string note; ///< cleaned, not empty
};

} // namespace evenhand::allocation
