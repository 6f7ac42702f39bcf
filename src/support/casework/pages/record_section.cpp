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
    pages::ArmPage arm;
    std::vector<Deviation> deviations;
    std::vector<std::string> by; ///< of each
    bool may_record = false;
    bool may_correct = false;
};

Html link(const std::string& href, std::string_view text)
{
    return staff::paragraph(element("a", {attr("class", "govuk-link"), attr("href", href)}, text));
}

Html in_error_link(const Shown& shown, const Deviation& each)
{
    return element("a",
                   {attr("class", "govuk-link"),
                    attr("href", pages::deviation_path(shown.person, each.id) + "/in-error")},
                   "Entered in error",
                   element("span", {attr("class", "govuk-visually-hidden")}, ": ",
                           label_of(each.received), ", since ", each.from.plain()));
}

Html deviations(const Shown& shown)
{
    if (shown.deviations.empty()) return {};
    html::Table table{
        .caption = "Support actually received, as it was told",
        .caption_classes = "govuk-table__caption--m",
        .head = {{.text = "Since"}, {.text = "What"}, {.text = "Recorded"}, {.text = "By whom"}}};
    if (shown.may_correct) table.head.push_back({.text = "Correct"});
    for (std::size_t i = 0; i < shown.deviations.size(); ++i) {
        const Deviation& each = shown.deviations[i];
        Html what{label_of(each.received)};
        if (each.note) what = html::fragment(what, ". ", *each.note);
        table.rows.push_back({{.text = each.from.plain()},
                              {.text = what},
                              {.text = staff::moment(each.recorded)},
                              {.text = shown.by[i]}});
        if (shown.may_correct) table.rows.back().push_back({.text = in_error_link(shown, each)});
    }
    return html::scrolling_table(table, "Support actually received");
}

Html render(const Shown& shown)
{
    Html all = deviations(shown);
    if (!shown.arm.path.empty()) all += link(shown.arm.path, shown.arm.words);
    if (shown.may_record)
        all += link(participants::person_path(shown.person, "/deviations/new"),
                    "Record support actually received");
    return all;
}

} // namespace record_section_parts

participants::Section record_section(const Services& services)
{
    return {.place = participants::Section::Place::after_who,
            .load = [&services](storage::UnitOfWork& work, const http::Viewer& viewer,
                                PersonId person) -> participants::Rendering {
                using namespace record_section_parts;
                Shown shown{.person = person,
                            .arm = pages::arm_page(services, work, viewer, person),
                            .deviations = {},
                            .by = {},
                            .may_record = false,
                            .may_correct = staff::may(viewer, "deviations.correct", "own_area")};
                const bool everywhere = staff::may(viewer, "deviations.record");
                shown.may_record =
                    (everywhere || staff::may(viewer, "deviations.record", "own_area")) &&
                    services.deviations.may_record(work, viewer.account_id, everywhere, person);
                // What was received points to an arm, so it is for those who may know it.
                if (!shown.arm.path.empty()) {
                    shown.deviations = services.deviations.of_person(work, person);
                    for (const Deviation& each : shown.deviations)
                        shown.by.push_back(participants::actor_name(services.participants.staff,
                                                                    work, each.actor));
                }
                if (shown.arm.path.empty() && !shown.may_record) return {};
                return [shown = std::move(shown)] { return render(shown); };
            }};
}

} // namespace evenhand::casework
