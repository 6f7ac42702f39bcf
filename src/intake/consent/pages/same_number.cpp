#include "html/components.hpp"
#include "intake/consent/pages/pages.hpp"
#include "people/staff/pages/choose_one.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

// A lead says whether two records with one National Insurance number are one person. The number
// itself is shown to nobody here.

namespace evenhand::consent::pages {

namespace same_number_page {

using html::Html;

constexpr std::array messages{
    html::FieldMessage{"finding", "missing", "Choose what you found out"},
    html::FieldMessage{"finding", "randomised",
                       "That record is in a group already, or about to be. Choose the other one, "
                       "or tell the trial manager"},
    html::FieldMessage{"ground", "missing", "Choose how you know"},
};

struct Shown
{
    PersonId person;
    participants::Journey mine;
    participants::Journey theirs;
    std::optional<MatchSettled> before;
    std::string by; ///< who found that out
    http::FormData typed;
    std::vector<html::FieldError> found;
    http::FormTokens tokens;
};

std::string path_of(PersonId person, PersonId other)
{
    return participants::person_path(person, "/same-number/" + other.text());
}

Html record_row(std::string_view which, const participants::Journey& journey)
{
    return html::element(
        "p", {html::attr("class", "govuk-body")}, which, ": ",
        html::element("a",
                      {html::attr("class", "govuk-link"),
                       html::attr("href", participants::person_path(journey.person))},
                      journey.study_number.empty() ? "open it" : journey.study_number),
        fmt::format(". {}.", participants::label_of(journey.stage)));
}

/// The draw alone is settled here: letters and counts follow the merge.
Html merge_link(const Shown& shown)
{
    const auto path = "/same-person/" + shown.theirs.person.text();
    return staff::paragraph(html::fragment(
        "If they are one person, ",
        html::element("a",
                      {html::attr("class", "govuk-link"),
                       html::attr("href", participants::person_path(shown.person, path))},
                      "merge the two records"),
        " too, so that nobody is written to or counted twice."));
}

Html so_far(const Shown& shown)
{
    if (!shown.before) return {};
    return html::inset_text(
        {.text = html::fragment("Found out so far: ", label_of(shown.before->finding), ". ",
                                label_of(shown.before->ground), ". By ", shown.by, ", ",
                                staff::moment(shown.before->at), ".")});
}

html::Page view(const Shown& shown)
{
    const html::FieldErrors errors(shown.found, messages);
    constexpr std::string_view heading = "govuk-fieldset__legend--m";
    constexpr std::string_view title = "Two records have one National Insurance number";
    return {
        .title = std::string(title),
        .body = html::fragment(
            errors.summary(), staff::heading(title),
            staff::paragraph("Nobody with one of these records can be put into a group until "
                             "you say whether they are one person. Ask, look at documents, and "
                             "have a number that was written down wrongly corrected."),
            record_row("This record", shown.mine), record_row("The other record", shown.theirs),
            merge_link(shown), so_far(shown),
            html::form(staff::posting_to(path_of(shown.person, shown.theirs.person), shown.tokens),
                       html::fragment(staff::choose_one({.name = "finding",
                                                         .legend = "What did you find out?",
                                                         .legend_classes = heading,
                                                         .classes = {}},
                                                        all_match_findings(), shown.typed, errors),
                                      staff::choose_one({.name = "ground",
                                                         .legend = "How do you know?",
                                                         .legend_classes = heading,
                                                         .classes = {}},
                                                        all_match_grounds(), shown.typed, errors),
                                      html::button({.text = "Save what you found out"})))),
        .has_errors = errors.any(),
        .back_href = participants::person_path(shown.person)};
}

/// Nothing unless the two were found to have one number.
std::optional<Shown> find(const Services& services, const http::Request& request,
                          storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    const auto other = request.id<PersonId>("record");
    if (!person || !other) return std::nullopt;
    const auto all = services.same_numbers.matches(work, *person);
    const auto match = std::ranges::find(all, *other, &NumberMatch::other);
    auto mine = services.participants.journeys.find(work, *person);
    auto theirs = services.participants.journeys.find(work, *other);
    if (match == all.end() || !mine || !theirs) return std::nullopt;
    Shown shown{.person = *person,
                .mine = *std::move(mine),
                .theirs = *std::move(theirs),
                .before = match->settled,
                .by = {},
                .typed = request.form,
                .found = {},
                .tokens = request.tokens};
    if (shown.before)
        shown.by = participants::actor_name(services.participants.staff, work, shown.before->actor);
    return shown;
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Shown shown)
{
    return staff::answer_form(services.participants.staff, request, viewer, std::move(shown), view);
}

} // namespace same_number_page

http::Response ask_same_number(const Services& services, const http::Request& request,
                               const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto shown = same_number_page::find(services, request, work);
    if (!shown) return http::not_found();
    for (const PersonId seen : {shown->person, shown->theirs.person}) {
        work.log({.action = "linkage.match_opened",
                  .object_type = "person",
                  .object_id = seen.text(),
                  .detail = {}});
    }
    return same_number_page::show(services, request, viewer, *std::move(shown));
}

http::Response settle_same_number(const Services& services, const http::Request& request,
                                  const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto shown = same_number_page::find(services, request, work);
    if (!shown) return http::not_found();
    const auto finding = match_finding_named(request.form.value("finding"));
    const auto ground = match_ground_named(request.form.value("ground"));
    if (!finding) shown->found.push_back({"finding", "missing"});
    if (!ground) shown->found.push_back({"ground", "missing"});
    if (!shown->found.empty())
        return same_number_page::show(services, request, viewer, *std::move(shown));
    const auto refusal =
        services.same_numbers.settle(work, shown->person, shown->theirs.person, *finding, *ground);
    if (refusal == SettleRefusal::not_there) return http::not_found();
    if (refusal) {
        shown->found = {{"finding", std::string(code(*refusal))}};
        return same_number_page::show(services, request, viewer, *std::move(shown));
    }
    return http::see_other(participants::person_path(shown->person));
}

} // namespace evenhand::consent::pages
