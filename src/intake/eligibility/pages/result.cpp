#include "html/components.hpp"
#include "intake/eligibility/pages/pages.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

#include <algorithm>

// What was decided, to be read together: never only "no". Whoever cannot join is told why in plain
// words and where else to look.

namespace evenhand::eligibility::pages {

namespace result_page {

using html::attr;
using html::element;
using html::Html;

struct Shown
{
    const protocol::Protocol& protocol;
    PersonId person;
    Standing standing;
    std::optional<participants::Journey> journey;
    std::string next; ///< where this viewer goes on
};

Html link(const std::string& href, std::string_view text)
{
    return element("a", {attr("class", "govuk-link"), attr("href", href)}, text);
}

Html eligible(const Shown& shown)
{
    html::SummaryList list;
    list.rows.push_back({.key = "Day that decides", .value = shown.standing.on.plain()});
    if (!shown.protocol.areas.empty())
        list.rows.push_back(
            {.key = "Area", .value = participants::area_name(shown.protocol, shown.standing.area)});
    list.rows.push_back(
        {.key = "Group", .value = participants::group_name(shown.protocol, shown.standing.group)});
    return staff::paragraph("They may join, if they want to. It is their choice, and nothing "
                            "about their benefits or their care depends on it.") +
           html::summary_list(list) + html::button({.text = "Go on", .href = shown.next});
}

/// What the trial asks for, in the words of its start page; of a rule that is not told there,
/// nothing.
Html rule(const protocol::Eligibility& eligibility, const std::string& reason)
{
    const auto found =
        std::ranges::find(eligibility.criteria, reason, &protocol::Criterion::reason);
    if (found == eligibility.criteria.end() || found->plain.empty()) return {};
    return staff::paragraph(fmt::format("Somebody may join if {}.", found->plain));
}

std::string reason_label(const protocol::Eligibility& eligibility, const std::string& reason)
{
    const auto found = std::ranges::find(eligibility.reasons, reason, &protocol::Reason::id);
    return found == eligibility.reasons.end() ? reason : found->label;
}

Html elsewhere(const Shown& shown)
{
    std::vector<Html> places;
    for (const auto& each : shown.protocol.referral.elsewhere)
        places.push_back(element("li", {}, element("strong", {}, each.name), " ", each.plain));
    std::string area = shown.standing.area;
    if (area.empty() && shown.journey) area = shown.journey->area;
    const bool known = std::ranges::find(shown.protocol.areas, area, &protocol::Area::id) !=
                       shown.protocol.areas.end();
    const std::string services = known ? "/local-help?area=" + area : std::string("/local-help");
    return element("h2", {attr("class", "govuk-heading-m")}, "Where else to look") +
           element("ul", {attr("class", "govuk-list govuk-list--bullet")}, places) +
           staff::paragraph(html::fragment("Look together at the ",
                                           link(services, "local services that can help"), "."));
}

Html not_eligible(const Shown& shown)
{
    const auto& eligibility = shown.protocol.eligibility;
    return html::inset_text({.text = html::fragment(
                                 "Why: ", reason_label(eligibility, shown.standing.reason), ".")}) +
           rule(eligibility, shown.standing.reason) +
           staff::paragraph("Thank them for coming. It is the rule of the study and says nothing "
                            "about them; nobody can change it. If things change they may come to "
                            "us again.") +
           elsewhere(shown);
}

Html unsure(const Shown& shown)
{
    Html due;
    if (shown.journey && shown.journey->due)
        due = html::fragment(" by ", shown.journey->due->plain());
    return staff::paragraph(html::fragment(
               "Nobody is sure of one answer or more. A team lead finds it out", due,
               ", and then somebody calls them. Tell them so, and that nothing is decided yet.")) +
           html::button({.text = "To their record",
                         .href = participants::person_path(shown.person),
                         .classes = "govuk-button--secondary"});
}

Html body(const Shown& shown)
{
    switch (shown.standing.outcome) {
    case EligibilityOutcome::eligible:
        return eligible(shown);
    case EligibilityOutcome::not_eligible:
        return not_eligible(shown);
    case EligibilityOutcome::unsure:
    case EligibilityOutcome::unfinished:
        break;
    }
    return unsure(shown);
}

html::Page view(const Shown& shown)
{
    const std::string title(label_of(shown.standing.outcome));
    Html flag;
    const Flag misfit = shown.journey ? flag_of(*shown.journey, shown.standing) : Flag::none;
    if (misfit != Flag::none) flag = html::warning_text({.text = label_of(misfit)});
    return {.title = title,
            .body = html::fragment(
                participants::intake_heading(participants::IntakePage::eligibility, title), flag,
                body(shown)),
            .back_href = participants::person_path(shown.person)};
}

} // namespace result_page

http::Response result(const Services& services, const http::Request& request,
                      const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    const auto standing =
        person ? services.evaluations.standing(work, *person) : std::optional<Standing>();
    if (!standing) return http::not_found();
    work.log({.action = "eligibility.result_opened",
              .object_type = "person",
              .object_id = person->text(),
              .detail = {}});
    result_page::Shown shown{.protocol = services.participants.protocol,
                             .person = *person,
                             .standing = *standing,
                             .journey = services.participants.journeys.find(work, *person),
                             .next = participants::person_path(*person)};
    if (shown.journey)
        shown.next =
            participants::next_page(services.participants, viewer, *person, shown.journey->stage);
    return staff::answer_staff_page(
        services.participants.staff, 200, request, viewer,
        [shown = std::move(shown)] { return result_page::view(shown); });
}

} // namespace evenhand::eligibility::pages
