#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"
#include "recruitment/referral/pages/services.hpp"

#include <utility>

namespace evenhand::referral {

participants::Section return_section(const Services& services)
{
    // Only what was linked can be returned: a referral that made the record is its own, and two
    // records of one person are merged.
    return {
        .place = participants::Section::Place::after_who,
        .load = [&services](storage::UnitOfWork& work, const http::Viewer& viewer,
                            identity::PersonId person) -> participants::Rendering {
            if (!staff::may(viewer, "records.merge")) return {};
            std::vector<std::pair<std::string, std::string>> links;
            for (const auto id : services.referrals.referrals_of(work, person)) {
                const auto record = services.referrals.open(work, id);
                if (!record) continue;
                const auto decided = services.identities.decision_of(work, record->claim);
                const bool linked = decided && decided->person == person &&
                                    decided->decision == identity::Decision::linked;
                if (linked) {
                    links.emplace_back(not_theirs_path(person, id),
                                       "Referral " + record->reference + " is of somebody else");
                }
            }
            if (links.empty()) return {};
            return [links = std::move(links)] {
                html::Html all;
                for (const auto& [href, text] : links) {
                    all += staff::paragraph(html::element(
                        "a", {html::attr("class", "govuk-link"), html::attr("href", href)}, text));
                }
                return all;
            };
        }};
}

} // namespace evenhand::referral
