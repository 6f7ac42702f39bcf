#pragma once

#include "people/identity/identity.hpp"

#include <span>
#include <string>
#include <string_view>

namespace evenhand::participants {

/// One line of a comparison of people side by side.
struct ComparedLine
{
    std::string_view key; ///< "Date of birth"
    std::string (*cell)(const identity::IdentityView&);
};
/// What somebody looks at who has to tell whether two are one.
std::span<const ComparedLine> compared_lines();

} // namespace evenhand::participants
