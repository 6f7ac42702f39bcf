#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"
#include "support/casework/pages/parts.hpp"
#include "support/casework/pages/services.hpp"

#include <fmt/format.h>

namespace evenhand::casework {

namespace record_section_parts {

using html::attr;
using html::element;
using html::Html;

struct Shown
{
    PersonId person;
    std::string
        arm_path; ///< of the case or the pack; empty: there is none that the viewer may know
    std::string_view arm_words;
    std::vector<Deviation> deviations;
    std::vector<std::string> by; ///< of each
    bool may_record = false;
};

Html link(const std::string& href, std::string_view text)
{
    return staff::paragraph(element("a", {attr("class", "govuk-link"), attr("href", href)}, text));
}

Html deviations(const Shown& shown)
{
    if (shown.deviations.empty()) return {};
    html::Table table{
        .caption = "Support actually received, as it was told",
        .caption_classes = "govuk-table__caption--m",
        .head = {{.text = "Since"}, {.text = "What"}, {.text = "Recorded"}, {.text = "By whom"}}};
    for (std::size_t i = 0; i < shown.deviations.size(); ++i) {
        const Deviation& each = shown.deviations[i];
        Html what{label_of(each.received)};
        if (each.note) what = html::fragment(what, ". ", *each.note);
        table.rows.push_back({{.text = each.from.plain()},
                              {.text = what},
                              {.text = staff::moment(each.recorded)},
                              {.text = shown.by[i]}});
    }
    return html::scrolling_table(table, "Support actually received");
}

Html render(const Shown& shown)
{
    Html all = deviations(shown);
    if (!shown.arm_path.empty()) all += link(shown.arm_path, shown.arm_words);
    if (shown.may_record)
        all += link(participants::person_path(shown.person, "/deviations/new"),
                    "Record support actually received");
    return all;
}

/// The way to the case or the pack, for who may know that there is one.
void find_arm(const Services& services, storage::UnitOfWork& work, const http::Viewer& viewer,
              Shown& shown)
{
    const Asker asker = pages::asker_of(viewer);
    if (staff::may(viewer, "cases.open", "own_case")) {
        if (const auto found = services.cases.of_person(work, asker, shown.person)) {
            shown.arm_path = pages::case_path(found->id);
            shown.arm_words = "Open the support case";
        }
    }
    if (!staff::may(viewer, "packs.give", "own_hand_off")) return;
    const HandOffAsker hands{.account = asker.account,
                             .leads = asker.leads,
                             .sat_with = services.sat_with(work, viewer, shown.person)};
    if (services.hand_offs.local_services(work, hands, shown.person)) {
        shown.arm_path = participants::person_path(shown.person, "/local-services-pack");
        shown.arm_words = "Open the local services pack";
    }
}

} // namespace record_section_parts

participants::Section record_section(const Services& services)
{
    return {.place = participants::Section::Place::after_who,
            .load = [&services](storage::UnitOfWork& work, const http::Viewer& viewer,
                                PersonId person) -> participants::Rendering {
                using namespace record_section_parts;
                Shown shown{.person = person,
                            .arm_path = {},
                            .arm_words = {},
                            .deviations = {},
                            .by = {},
                            .may_record = false};
                const bool everywhere = staff::may(viewer, "deviations.record");
                shown.may_record =
                    (everywhere || staff::may(viewer, "deviations.record", "own_area")) &&
                    services.deviations.may_record(work, viewer.account_id, everywhere, person);
                find_arm(services, work, viewer, shown);
                // What was received points to an arm, so it is for those who may know it.
                if (!shown.arm_path.empty()) {
                    shown.deviations = services.deviations.of_person(work, person);
                    for (const Deviation& each : shown.deviations)
                        shown.by.push_back(participants::actor_name(services.participants.staff,
                                                                    work, each.actor));
                }
                if (shown.arm_path.empty() && !shown.may_record) return {};
                return [shown = std::move(shown)] { return render(shown); };
            }};
}

} // namespace evenhand::casework
