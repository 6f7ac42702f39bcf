#include "html/components.hpp"
#include "html/form.hpp"
#include "people/participants/merging.hpp"
#include "people/participants/pages/pages.hpp"
#include "people/staff/pages/choose_one.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

// Two records agree and are of two people all the same: a lead says so, and how they know. Until
// then neither is put into a group, if triage did not compare them. That they are one person is
// said on the page of the merge.

namespace evenhand::participants::pages {

namespace another_person_page {

using html::Html;

constexpr std::array messages{
    html::FieldMessage{"ground", "missing", "Choose how you know"},
};

struct Shown
{
    PersonId person;
    PersonId other;
    http::FormData typed;
    std::vector<html::FieldError> found;
    http::FormTokens tokens;
};

html::Page view(const Shown& shown)
{
    constexpr std::string_view title = "These two records are of two people";
    const html::FieldErrors errors(shown.found, messages);
    const auto of = [&](std::string_view which) {
        return person_path(shown.person, std::string(which) + shown.other.text());
    };
    return {
        .title = std::string(title),
        .body = html::fragment(
            errors.summary(), staff::heading(title),
            staff::paragraph("They go on as two people: each is called, written to and put into a "
                             "group by their own record. Who you are and how you know is written "
                             "down. If it proves to be wrong, merge the two records."),
            html::form(staff::posting_to(of("/another-person/"), shown.tokens),
                       html::fragment(
                           staff::choose_one({.name = "ground",
                                              .legend = "How do you know that they are two people?",
                                              .legend_classes = "govuk-fieldset__legend--m",
                                              .classes = {}},
                                             identity::grounds_for_merging(), shown.typed, errors),
                           html::button({.text = "They are two people"})))),
        .has_errors = errors.any(),
        .back_href = of("/same-person/")};
}

/// Nothing unless both are records of the trial.
std::optional<Shown> find(const Services& services, const http::Request& request,
                          storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    const auto other = request.id<PersonId>("record");
    if (!person || !other || *person == *other) return std::nullopt;
    if (!services.journeys.find(work, *person) || !services.journeys.find(work, *other))
        return std::nullopt;
    return Shown{.person = *person,
                 .other = *other,
                 .typed = request.form,
                 .found = {},
                 .tokens = request.tokens};
}

Html note(PersonId person, const identity::Alike& alike, bool may_decide, bool waits)
{
    Html words{alike.people.size() == 1 && !alike.more
                   ? "Another record agrees with this one, and nobody has found out whether they "
                     "are one person."
                   : "Other records agree with this one, and nobody has found out whether they are "
                     "one person."};
    if (waits) words += Html{" Until a team lead has, this person is not put into a group."};
    Html links;
    int number = 0;
    for (const PersonId other : alike.people) {
        const std::string text = alike.people.size() == 1
                                     ? "Compare the two"
                                     : fmt::format("Compare with record {}", ++number);
        links += html::element(
            "li", {},
            html::element("a",
                          {html::attr("class", "govuk-link"),
                           html::attr("href", person_path(person, "/same-person/" + other.text()))},
                          text));
    }
    const Html more = alike.more ? staff::paragraph("There are more: they are shown here when "
                                                    "these have been decided.")
                                 : Html{};
    const Html list = html::element("ul", {html::attr("class", "govuk-list")}, links) + more;
    return html::warning_text({.text = words}) + (may_decide ? list : Html{});
}

} // namespace another_person_page

Rendering likely_match_note(storage::UnitOfWork& work, const http::Viewer& viewer, PersonId person,
                            bool waits)
{
    // Of a record that follows, the one that leads is asked.
    if (identity::MergeStore::leader_of(work, person)) return {};
    auto alike = identity::MergeStore::undecided(work, person);
    if (alike.people.empty()) return {};
    return [person, alike = std::move(alike), may_decide = staff::may(viewer, "records.merge"),
            waits] { return another_person_page::note(person, alike, may_decide, waits); };
}

http::Response ask_another_person(const Services& services, const http::Request& request,
                                  const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto shown = another_person_page::find(services, request, work);
    if (!shown) return http::not_found();
    for (const PersonId seen : {shown->person, shown->other}) {
        work.log({.action = "identity.two_people_opened",
                  .object_type = "person",
                  .object_id = seen.text(),
                  .detail = {}});
    }
    return staff::answer_form(services.staff, request, viewer, *std::move(shown),
                              another_person_page::view);
}

http::Response tell_two_apart(const Services& services, const http::Request& request,
                              const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto shown = another_person_page::find(services, request, work);
    if (!shown) return http::not_found();
    const auto ground = identity::merge_ground_named(request.form.value("ground"));
    const auto offered = identity::grounds_for_merging();
    if (!ground || std::ranges::find(offered, *ground) == offered.end()) {
        shown->found = {{"ground", "missing"}};
        return staff::answer_form(services.staff, request, viewer, *std::move(shown),
                                  another_person_page::view);
    }
    tell_apart(work, services.journeys, shown->person, shown->other, *ground);
    return http::see_other(person_path(shown->person));
}

} // namespace evenhand::participants::pages
