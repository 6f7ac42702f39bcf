#pragma once

#include "core/id.hpp"
#include "core/time.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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
    std::string true_area;     ///< empty unless the stratum was wrong
    std::string true_group;    ///< the same
    bool from_answers = false; ///< a correction of what they answered tells it, not a person
    bool ended = false;        ///< of those: a later correction tells it no more
    std::optional<std::string> note;
    std::string actor;
    Instant at;
};

struct NewFlag
{
    FlagKind kind = FlagKind::randomised_in_error;
    std::string true_area = {};
    std::string true_group = {};
    bool from_answers = false; ///< it stands with the evaluation: nobody takes it back alone
    std::string note;          ///< cleaned, not empty
};

/// Of the flags that corrections of the answers raised, the latest stands, and that only while
/// `answers_misfit`: the answers, as they are now, say that something is wrong. The others have
/// ended. `all` of one person, the latest first.
void end_by_answers(std::vector<Flag>& all, bool answers_misfit);

} // namespace evenhand::allocation
