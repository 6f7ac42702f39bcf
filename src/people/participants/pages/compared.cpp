#include "people/participants/pages/compared.hpp"

#include <array>

namespace evenhand::participants {

namespace compared {

using identity::IdentityView;

constexpr std::array lines{
    ComparedLine{"Name", [](const IdentityView& who) { return who.full_name(); }},
    ComparedLine{"Date of birth",
                 [](const IdentityView& who) {
                     return who.birth_date ? who.birth_date->plain() : std::string();
                 }},
    ComparedLine{"NHS number", [](const IdentityView& who) { return who.nhs_number; }},
    ComparedLine{"Phone", [](const IdentityView& who) { return who.phone; }},
    ComparedLine{"Email", [](const IdentityView& who) { return who.email; }},
    ComparedLine{"Postcode", [](const IdentityView& who) { return who.postcode; }},
};

} // namespace compared

std::span<const ComparedLine> compared_lines()
{
    return compared::lines;
}

} // namespace evenhand::participants
