#include "html/components.hpp"
#include "html/form.hpp"
#include "people/participants/merging.hpp"
#include "people/participants/pages/compared.hpp"
#include "people/participants/pages/pages.hpp"
#include "people/staff/pages/choose_one.hpp"
#include "people/staff/pages/frame.hpp"

#include <algorithm>
#include <array>
#include <utility>

// Two records side by side, and what follows from merging them: said before it is done, because
// letters stop and one of two randomisations is no longer analysed.

namespace evenhand::participants::pages {

namespace same_person_page {

using html::Html;
using identity::MergeRefusal;

constexpr std::array messages{
    html::FieldMessage{"ground", "missing", "Choose how you know"},
    html::FieldMessage{"ground", "order_changed",
                       "Something has happened since on one of the two records. Read again what "
                       "follows if you merge them"},
};

/// One of the two.
struct Beside
{
    Journey journey;
    std::optional<identity::IdentityView> who;
    identity::Side side;
};

struct Shown
{
    Beside mine;
    Beside theirs;
    Result<identity::Order, MergeRefusal> order;
    http::FormData typed;
    std::vector<html::FieldError> found;
    http::FormTokens tokens;
};

std::string path_of(PersonId person, PersonId record)
{
    return person_path(person, "/same-person/" + record.text());
}

std::string number_of(const Journey& journey)
{
    return journey.study_number.empty() ? "None yet" : journey.study_number;
}

Html cell_of(const Beside& one, const ComparedLine& line)
{
    return {one.who ? line.cell(*one.who) : std::string("Erased")};
}

Html drawn_words(const Beside& one)
{
    return one.side.randomised ? staff::moment(*one.side.randomised) : Html{"No"};
}

Html record_link(const Beside& one, std::string_view text)
{
    return html::element(
        "a",
        {html::attr("class", "govuk-link"), html::attr("href", person_path(one.journey.person))},
        text);
}

Html side_by_side(const Shown& shown)
{
    html::Table table{.caption = "The two records",
                      .caption_classes = "govuk-table__caption--m",
                      .head = {{.text = "What"},
                               {.text = record_link(shown.mine, "This record")},
                               {.text = record_link(shown.theirs, "The other record")}},
                      .first_cell_is_header = true};
    for (const ComparedLine& line : compared_lines()) {
        table.rows.push_back({{.text = line.key},
                              {.text = cell_of(shown.mine, line)},
                              {.text = cell_of(shown.theirs, line)}});
    }
    table.rows.push_back({{.text = "First referred"},
                          {.text = staff::moment(shown.mine.side.referred)},
                          {.text = staff::moment(shown.theirs.side.referred)}});
    table.rows.push_back({{.text = "Where they stand"},
                          {.text = label_of(shown.mine.journey.stage)},
                          {.text = label_of(shown.theirs.journey.stage)}});
    table.rows.push_back({{.text = "Study number"},
                          {.text = number_of(shown.mine.journey)},
                          {.text = number_of(shown.theirs.journey)}});
    table.rows.push_back({{.text = "Put into a group"},
                          {.text = drawn_words(shown.mine)},
                          {.text = drawn_words(shown.theirs)}});
    return html::scrolling_table(table, "The two records");
}

Html what_follows(const Shown& shown)
{
    const bool mine_leads = shown.order->leader == shown.mine.journey.person;
    std::vector<Html> lines{
        html::element("li", {},
                      mine_leads ? "This record leads, and the other record follows it."
                                 : "The other record leads, and this record follows it."),
        html::element("li", {},
                      "Nobody is written to, called or asked under the record that follows, and "
                      "its appointment is cancelled."),
        html::element("li", {}, "The person is counted once, by the record that leads."),
        html::element("li", {}, "What was withdrawn in either record holds for both.")};
    const bool twice = shown.mine.side.randomised && shown.theirs.side.randomised;
    if (twice) {
        lines.push_back(html::element(
            "li", {},
            "They were put into a group twice. Both are kept: the first is analysed, and the "
            "second is labelled. Tell the trial manager."));
    }
    return html::element("h2", {html::attr("class", "govuk-heading-m")}, "If you merge them") +
           html::element("ul", {html::attr("class", "govuk-list govuk-list--bullet")}, lines);
}

Html merge_form(const Shown& shown, const html::FieldErrors& errors)
{
    return html::form(
        staff::posting_to(path_of(shown.mine.journey.person, shown.theirs.journey.person),
                          shown.tokens),
        html::fragment(staff::choose_one({.name = "ground",
                                          .legend = "How do you know that they are one person?",
                                          .legend_classes = "govuk-fieldset__legend--m",
                                          .classes = {}},
                                         identity::grounds_for_merging(), shown.typed, errors),
                       html::hidden_input("leader", shown.order->leader.text()),
                       html::button({.text = "Merge the two records"})));
}

Html two_people_link(const Shown& shown)
{
    const auto path = "/another-person/" + shown.theirs.journey.person.text();
    return staff::paragraph(html::fragment(
        "If they are two people, ",
        html::element("a",
                      {html::attr("class", "govuk-link"),
                       html::attr("href", person_path(shown.mine.journey.person, path))},
                      "say that they are two people"),
        "."));
}

html::Page view(const Shown& shown)
{
    constexpr std::string_view title = "Are these two records of one person?";
    const html::FieldErrors errors(shown.found, messages);
    const Html below = shown.order
                           ? what_follows(shown) + merge_form(shown, errors)
                           : html::inset_text({.text = identity::sentence(shown.order.error())});
    return {.title = std::string(title),
            .body = html::fragment(
                errors.summary(), staff::heading(title),
                staff::paragraph("Couples share telephones, and namesakes are born on one day. Ask "
                                 "them, or look at documents. A merge can be undone."),
                side_by_side(shown), two_people_link(shown), below),
            .has_errors = errors.any(),
            .width = html::PageWidth::full,
            .back_href = person_path(shown.mine.journey.person)};
}

std::optional<Beside> beside(const Services& services, storage::UnitOfWork& work, PersonId person)
{
    auto journey = services.journeys.find(work, person);
    auto side = side_of(work, services.journeys, person);
    if (!journey || !side) return std::nullopt;
    return Beside{.journey = *std::move(journey),
                  .who = services.identities.open_person(work, person),
                  .side = *std::move(side)};
}

std::optional<Shown> find(const Services& services, const http::Request& request,
                          storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    const auto record = request.id<PersonId>("record");
    if (!person || !record || *person == *record) return std::nullopt;
    auto mine = beside(services, work, *person);
    auto theirs = beside(services, work, *record);
    if (!mine || !theirs) return std::nullopt;
    auto order = identity::order_of(mine->side, theirs->side);
    return Shown{.mine = *std::move(mine),
                 .theirs = *std::move(theirs),
                 .order = std::move(order),
                 .typed = request.form,
                 .found = {},
                 .tokens = request.tokens};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, int status, Shown shown)
{
    return staff::answer_staff_page(services.staff, status, request, viewer,
                                    [shown = std::move(shown)] { return view(shown); });
}

/// Whether the two are merged with each other already.
bool are_merged(const Shown& shown)
{
    return shown.mine.side.follows == shown.theirs.journey.person ||
           shown.theirs.side.follows == shown.mine.journey.person;
}

} // namespace same_person_page

http::Response ask_same_person(const Services& services, const http::Request& request,
                               const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto shown = same_person_page::find(services, request, work);
    if (!shown) return http::not_found();
    for (const auto* one : {&shown->mine, &shown->theirs}) {
        work.log({.action = "identity.compared",
                  .object_type = "person",
                  .object_id = one->journey.person.text(),
                  .detail = "two records"});
    }
    if (same_person_page::are_merged(*shown))
        return http::see_other(person_path(shown->mine.journey.person));
    return same_person_page::show(services, request, viewer, 200, *std::move(shown));
}

http::Response merge_records(const Services& services, const http::Request& request,
                             const http::Viewer& viewer, storage::UnitOfWork& work)
{
    constexpr int conflict = 409;
    constexpr int invalid = 422;
    auto shown = same_person_page::find(services, request, work);
    if (!shown) return http::not_found();
    const auto mine = shown->mine.journey.person;
    if (same_person_page::are_merged(*shown)) return http::see_other(person_path(mine));
    const auto ground = identity::merge_ground_named(request.form.value("ground"));
    const auto offered = identity::grounds_for_merging();
    if (!ground || std::ranges::find(offered, *ground) == offered.end()) {
        shown->found = {{"ground", "missing"}};
        return same_person_page::show(services, request, viewer, invalid, *std::move(shown));
    }
    auto merged = merge(work, services.journeys, mine, shown->theirs.journey.person, *ground);
    if (!merged) {
        shown->order = std::move(merged);
        return same_person_page::show(services, request, viewer, conflict, *std::move(shown));
    }
    // They agreed to what the page told them. An answer of this kind undoes what was written.
    if (request.form.value("leader") != merged->leader.text()) {
        shown->order = std::move(merged);
        shown->found = {{"ground", "order_changed"}};
        return same_person_page::show(services, request, viewer, invalid, *std::move(shown));
    }
    return http::see_other(person_path(merged->leader));
}

} // namespace evenhand::participants::pages
