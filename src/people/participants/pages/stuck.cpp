#include "people/participants/pages/pages.hpp"

#include "core/london_time.hpp"
#include "crypto/hash.hpp"
#include "html/components.hpp"
#include "html/form.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"

#include <fmt/format.h>

namespace evenhand::participants::pages {

namespace stuck_page {

using html::attr;
using html::element;
using html::Html;

struct Shown
{
    Filter filter;
    StuckPage page;
    std::vector<StageCount> counts;
    LocalDate today;
    bool may_open = false;
    Rendering above;
    std::map<ReferralId, std::string> references; ///< of those without a study number
};

std::map<ReferralId, std::string> references_of(const Services& services, storage::UnitOfWork& work,
                                                const StuckPage& page)
{
    std::vector<ReferralId> unnumbered;
    for (const Journey& journey : page.rows)
        if (journey.study_number.empty() && journey.referral)
            unnumbered.push_back(*journey.referral);
    if (unnumbered.empty() || !services.references) return {};
    return services.references(work, unnumbered);
}

/// What nobody could have chosen is left out: a link that was changed by hand shows everybody.
Filter filter_in(const protocol::Protocol& protocol, const http::FormData& query)
{
    Filter filter;
    const auto stage = stage_named(query.value("stage"));
    if (stage && is_open(*stage)) filter.stage = stage;
    for (const auto& area : protocol.areas)
        if (area.id == query.value("area")) filter.area = area.id;
    return filter;
}

std::optional<After> after_in(const http::FormData& query)
{
    const auto due = LocalDate::parse(query.value("due"));
    const auto person = PersonId::parse(query.value("person"));
    if (!due || !person) return std::nullopt;
    return After{due->iso(), person->text()};
}

std::string address(const Filter& filter, const std::optional<After>& after)
{
    http::FormData fields;
    if (filter.stage) fields.add("stage", std::string(name_of(*filter.stage)));
    if (!filter.area.empty()) fields.add("area", filter.area);
    if (after) {
        fields.add("due", after->due);
        fields.add("person", after->person);
    }
    const auto encoded = fields.encode();
    return encoded.empty() ? "/stuck" : "/stuck?" + encoded;
}

Html filter_form(const protocol::Protocol& protocol, const Filter& filter)
{
    std::vector<html::SelectItem> areas{{.text = "Every area", .value = ""}};
    for (const auto& area : protocol.areas)
        areas.push_back({.text = area.name, .value = area.id});
    std::vector<html::SelectItem> stages{{.text = "Everywhere", .value = ""}};
    for (const Stage stage : all_stages()) {
        if (is_open(stage))
            stages.push_back(
                {.text = std::string(label_of(stage)), .value = std::string(name_of(stage))});
    }
    return html::search_form(
        {.action = "/stuck"},
        html::fragment(
            html::select({.name = "stage",
                          .label = {.text = "Where they stand"},
                          .items = std::move(stages),
                          .value = std::string(filter.stage ? name_of(*filter.stage) : "")}),
            html::select({.name = "area",
                          .label = {.text = "Area"},
                          .items = std::move(areas),
                          .value = filter.area}),
            html::button({.text = "Show", .classes = "govuk-button--secondary"})));
}

Html counts_table(const Shown& shown)
{
    std::vector<html::TableRow> rows;
    for (const StageCount& count : shown.counts) {
        if (!is_open(count.stage)) continue;
        rows.push_back(
            {{.text =
                  element("a",
                          {attr("class", "govuk-link"),
                           attr("href", address({.stage = count.stage, .area = shown.filter.area},
                                                std::nullopt))},
                          label_of(count.stage))},
             {.text = std::to_string(count.people), .format = "numeric"},
             {.text = std::to_string(count.overdue), .format = "numeric"}});
    }
    if (rows.empty()) return staff::paragraph("Nobody waits for anything.");
    return html::scrolling_table({.caption = "How many stand where",
                                  .caption_classes = "govuk-table__caption--m",
                                  .head = {{.text = "Where they stand"},
                                           {.text = "People", .format = "numeric"},
                                           {.text = "Overdue", .format = "numeric"}},
                                  .rows = std::move(rows)},
                                 "How many stand where");
}

/// The study number, or before there is one the reference that the person has too.
std::string shown_name(const Shown& shown, const Journey& journey)
{
    if (!journey.study_number.empty()) return journey.study_number;
    if (!journey.referral) return "No study number yet";
    const auto found = shown.references.find(*journey.referral);
    return found == shown.references.end() ? "No study number yet" : found->second;
}

Html name_cell(const Shown& shown, const Journey& journey)
{
    const std::string name = shown_name(shown, journey);
    if (!shown.may_open) return name;
    return element(
        "a",
        {attr("class", "govuk-link evenhand-nowrap"), attr("href", person_path(journey.person))},
        name,
        element("span", {attr("class", "govuk-visually-hidden")},
                fmt::format(", open the record, since {}", london_plain(journey.since))));
}

html::TableRow row_of(const protocol::Protocol& protocol, const Shown& shown,
                      const Journey& journey)
{
    const auto owner = owner_of(journey.stage);
    Html due{journey.due.value().plain()};
    if (*journey.due < shown.today)
        due = due + " " + html::tag({.text = "Overdue", .classes = "govuk-tag--red"});
    return {{.text = name_cell(shown, journey)},
            {.text = label_of(journey.stage)},
            {.text = london_date(journey.since).plain()},
            {.text = next_of(journey.stage)},
            {.text = owner ? staff::title_of(*owner) : ""},
            {.text = due},
            {.text = area_name(protocol, journey.area)}};
}

html::Page view(const protocol::Protocol& protocol, const Shown& shown)
{
    Html list;
    if (!shown.page.rows.empty()) {
        html::Table table{.caption = "Who waits, the most overdue first",
                          .caption_classes = "govuk-table__caption--m",
                          .head = {{.text = "Study number or reference"},
                                   {.text = "Where they stand"},
                                   {.text = "Since"},
                                   {.text = "What is next"},
                                   {.text = "Who owes it"},
                                   {.text = "Due"},
                                   {.text = "Area"}}};
        for (const Journey& journey : shown.page.rows)
            table.rows.push_back(row_of(protocol, shown, journey));
        list = html::scrolling_table(table, "Who waits");
    }
    if (shown.page.next) {
        list += html::pagination(
            {.next = {.href = address(shown.filter, shown.page.next), .text = "Next page"}});
    }
    return {.title = "Who is stuck",
            .body = html::fragment(staff::heading("Who is stuck, where, and since when"),
                                   shown.above ? shown.above() : Html(), counts_table(shown),
                                   filter_form(protocol, shown.filter), list),
            .width = html::PageWidth::full};
}

void audit(storage::UnitOfWork& work, const Shown& shown)
{
    std::string ids;
    for (const Journey& journey : shown.page.rows)
        ids += journey.person.text();
    work.log({.action = "participants.listed",
              .object_type = "person",
              .object_id = crypto::sha256(ids).text(),
              .detail = fmt::format("{}, shown {}", address(shown.filter, shown.page.next),
                                    shown.page.rows.size())});
}

} // namespace stuck_page

http::Response stuck(const Services& services, const http::Request& request,
                     const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto filter = stuck_page::filter_in(services.protocol, request.query);
    const LocalDate today = london_date(work.now());
    stuck_page::Shown shown{
        .filter = filter,
        .page = services.journeys.stuck(work, filter, stuck_page::after_in(request.query)),
        .counts = services.journeys.counts(work, filter.area, today),
        .today = today,
        .may_open = staff::may(viewer, "participants.open"),
        .above = services.above_stuck ? services.above_stuck(work, viewer) : Rendering(),
        .references = {}};
    shown.references = stuck_page::references_of(services, work, shown.page);
    stuck_page::audit(work, shown);
    return staff::answer_staff_page(services.staff, 200, request, viewer,
                                    [&protocol = services.protocol, shown = std::move(shown)] {
                                        return stuck_page::view(protocol, shown);
                                    });
}

} // namespace evenhand::participants::pages
