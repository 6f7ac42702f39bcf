#include "intake/consent/same_number.hpp"

#include "core/check.hpp"
#include "core/words.hpp"

#include <array>

namespace evenhand::consent {

namespace same_number {

constexpr std::array findings{
    Words<MatchFinding>{MatchFinding::two_people, "two_people", "They are two people"},
    Words<MatchFinding>{MatchFinding::this_is_the_duplicate, "this_is_the_duplicate",
                        "They are one person, and this record goes no further"},
    Words<MatchFinding>{MatchFinding::other_is_the_duplicate, "other_is_the_duplicate",
                        "They are one person, and the other record goes no further"},
};
constexpr std::array grounds{
    Words<MatchGround>{MatchGround::documents, "documents", "Documents were seen"},
    Words<MatchGround>{MatchGround::spoke_to_both, "spoke_to_both",
                       "They, or both of them, were asked"},
    Words<MatchGround>{MatchGround::number_corrected, "number_corrected",
                       "One number was written down wrongly"},
    Words<MatchGround>{MatchGround::records_compared, "records_compared",
                       "The two records were compared"},
};

constexpr auto finding_list = values_of(findings);
constexpr auto ground_list = values_of(grounds);

} // namespace same_number

std::span<const MatchFinding> all_match_findings()
{
    return same_number::finding_list;
}

std::span<const MatchGround> all_match_grounds()
{
    return same_number::ground_list;
}

std::string_view name_of(MatchFinding finding)
{
    return words_of(same_number::findings, finding).name;
}

std::string_view name_of(MatchGround ground)
{
    return words_of(same_number::grounds, ground).name;
}

std::optional<MatchFinding> match_finding_named(std::string_view name)
{
    return value_named(same_number::findings, name);
}

std::optional<MatchGround> match_ground_named(std::string_view name)
{
    return value_named(same_number::grounds, name);
}

std::string_view label_of(MatchFinding finding)
{
    return words_of(same_number::findings, finding).label;
}

std::string_view label_of(MatchGround ground)
{
    return words_of(same_number::grounds, ground).label;
}

std::string_view code(SettleRefusal refusal)
{
    switch (refusal) {
    case SettleRefusal::not_there:
        return "not_there";
    case SettleRefusal::randomised:
        return "randomised";
    }
    CHECK(false);
}

} // namespace evenhand::consent
