#include "core/london_time.hpp"
#include "html/components.hpp"
#include "intake/eligibility/pages/services.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::eligibility {

namespace record_section_parts {

using html::attr;
using html::element;
using html::Html;

struct Shown
{
    const protocol::Protocol& protocol;
    PersonId person;
    Standing standing;
    std::string_view link = {}; ///< after the person's path; empty: nothing to do here
    std::string_view link_text = {};
    std::vector<ResolutionKept> resolutions;
    bool may_mark = false; ///< evidence as entered in error
};

std::string outcome_words(const Shown& shown)
{
    std::string words(label_of(shown.standing.outcome));
    const auto& reasons = shown.protocol.eligibility.reasons;
    const auto found = std::ranges::find(reasons, shown.standing.reason, &protocol::Reason::id);
    if (found != reasons.end()) words += ": " + found->label;
    return words;
}

Html evidence(const Shown& shown, const ResolutionKept& each)
{
    if (each.in_error) return Html{"The evidence was entered in error."};
    if (!each.evidence) return Html{"The evidence has been erased."};
    if (!shown.may_mark) return Html{*each.evidence};
    return html::fragment(
        *each.evidence, " ",
        element("a",
                {attr("class", "govuk-link"), attr("href", evidence_path(shown.person, each.id))},
                "Entered in error",
                element("span", {attr("class", "govuk-visually-hidden")}, ": ",
                        question_of(shown.protocol, each.criterion))));
}

Html found_out(const Shown& shown)
{
    Html all;
    for (const ResolutionKept& each : shown.resolutions) {
        all += element(
            "p", {attr("class", "govuk-body-s")}, question_of(shown.protocol, each.criterion), " ",
            element("strong", {}, each.meets ? "Met. " : "Not met. "), evidence(shown, each));
    }
    return all;
}

Html render(const Shown& shown)
{
    html::SummaryList list{.card = html::SummaryCard{.title = "Who may join"}};
    list.rows = {{.key = "Decided", .value = outcome_words(shown)},
                 {.key = "Day that decides", .value = shown.standing.on.plain()}};
    if (!shown.resolutions.empty())
        list.rows.push_back({.key = "What a lead found out", .value = found_out(shown)});
    Html link;
    if (!shown.link.empty())
        link = staff::paragraph(
            element("a",
                    {attr("class", "govuk-link"),
                     attr("href", participants::person_path(shown.person, shown.link))},
                    shown.link_text));
    return html::summary_list(list) + link;
}

std::optional<Shown> load(const Services& services, storage::UnitOfWork& work,
                          const http::Viewer& viewer, PersonId person)
{
    const auto standing = services.evaluations.standing(work, person);
    if (!standing) return std::nullopt;
    Shown shown{.protocol = services.participants.protocol,
                .person = person,
                .standing = *standing,
                .resolutions = services.evaluations.resolutions(work, person),
                .may_mark = staff::may(viewer, "eligibility.resolve")};
    const auto journey = services.participants.journeys.find(work, person);
    const auto occasion = journey ? occasion_at(journey->stage) : std::nullopt;
    // At the appointment and where a lead is owed, the record's own button leads on.
    const bool corrects = occasion && *occasion != Occasion::appointment;
    if (corrects && staff::may(viewer, "eligibility.decide")) {
        const bool lapsed =
            protocol::has_lapsed(shown.protocol.eligibility, standing->on, london_date(work.now()));
        const bool anew = lapsed && *occasion == Occasion::correction;
        shown.link = "/eligibility";
        shown.link_text = anew ? "They were asked too long ago: ask who may join again"
                               : "Correct an answer on who may join";
    }
    return shown;
}

} // namespace record_section_parts

std::string question_of(const protocol::Protocol& protocol, const std::string& criterion)
{
    const auto* found = protocol::find_criterion(protocol.eligibility, criterion);
    return found == nullptr ? criterion : found->question;
}

participants::Section record_section(const Services& services)
{
    return {.place = participants::Section::Place::after_who,
            .load = [&services](storage::UnitOfWork& work, const http::Viewer& viewer,
                                PersonId person) -> participants::Rendering {
                auto shown = record_section_parts::load(services, work, viewer, person);
                if (!shown) return {};
                return [shown = std::move(*shown)] { return record_section_parts::render(shown); };
            }};
}

participants::TimelineSource timeline_source(const Services& services)
{
    return [&services](storage::UnitOfWork& work, const http::Viewer&, PersonId person) {
        std::vector<participants::TimelineRow> rows;
        for (const Evaluation& each : services.evaluations.history(work, person)) {
            if (each.cause != Cause::corrected) continue;
            const auto reason = correction_reason_named(each.reason);
            rows.push_back({.at = each.at,
                            .what = "An answer on who may join was corrected",
                            .detail = fmt::format("{}. {}", label_of(each.standing.outcome),
                                                  reason ? label_of(*reason) : ""),
                            .actor = each.actor});
        }
        for (const ResolutionKept& each : services.evaluations.resolutions(work, person)) {
            const auto& protocol = services.participants.protocol;
            rows.push_back({.at = each.at,
                            .what = "A lead found out",
                            .detail = fmt::format("{} {}", question_of(protocol, each.criterion),
                                                  each.meets ? "Met" : "Not met"),
                            .actor = each.actor});
        }
        return rows;
    };
}

} // namespace evenhand::eligibility
