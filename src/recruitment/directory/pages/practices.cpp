#include "recruitment/directory/pages/pages.hpp"

#include "core/london_time.hpp"
#include "core/text.hpp"
#include "html/components.hpp"
#include "html/form.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::directory::pages {

namespace practices_page {

using html::Html;

constexpr std::size_t words_most = 100;

/// What is looked for and found, by value.
struct Shown
{
    std::string typed; ///< as it came, for the box
    std::string words;
    std::string area; ///< of the protocol, or empty for all
    ListPage<Practice> page;
};

std::string address(const Shown& shown, const After& after)
{
    const http::FormData query(
        {{"q", shown.words}, {"area", shown.area}, {"after", after.name}, {"id", after.id}});
    return "/directory/practices?" + query.encode();
}

Html filter_form(const protocol::Protocol& protocol, const Shown& shown)
{
    std::vector<html::SelectItem> areas{{.text = "Everywhere", .value = ""}};
    for (const protocol::Area& area : protocol.areas)
        areas.push_back({.text = area.name, .value = area.id});
    return html::search_form(
        {.action = "/directory/practices"},
        html::fragment(html::input({.name = "q",
                                    .label = {.text = "Name, town, postcode or code"},
                                    .value = shown.typed,
                                    .autocomplete = "off",
                                    .spellcheck = false,
                                    .classes = "govuk-input--width-20"}),
                       html::select({.name = "area",
                                     .label = {.text = "Area"},
                                     .items = std::move(areas),
                                     .value = shown.area}),
                       html::button({.text = "Show", .classes = "govuk-button--secondary"})));
}

/// "Sheffield", "Dudley or Wolverhampton", "Outside".
std::string areas_of(const protocol::Protocol& protocol, const Practice& practice)
{
    std::string names;
    for (const std::string& id : evenhand::directory::areas_of_practice(
             protocol.areas, practice.commissioner, practice.district)) {
        const auto found = std::ranges::find(protocol.areas, id, &protocol::Area::id);
        if (found == protocol.areas.end()) continue;
        names += (names.empty() ? "" : " or ") + found->name;
    }
    return names.empty() ? "Outside" : names;
}

Html table(const protocol::Protocol& protocol, const Shown& shown)
{
    if (shown.page.rows.empty()) return staff::paragraph("No practice that is open is found.");
    std::vector<html::TableRow> rows;
    for (const Practice& practice : shown.page.rows) {
        rows.push_back({{.text = practice.code.text()},
                        {.text = practice.name},
                        {.text = fmt::format("{}, {}", practice.address, practice.postcode)},
                        {.text = practice.commissioner},
                        {.text = practice.district},
                        {.text = areas_of(protocol, practice)}});
    }
    Html list = html::scrolling_table({.caption = "GP practices that are open, by name",
                                       .caption_classes = "govuk-table__caption--m",
                                       .head = {{.text = "Code"},
                                                {.text = "Name"},
                                                {.text = "Address"},
                                                {.text = "Commissioner"},
                                                {.text = "District"},
                                                {.text = "Area"}},
                                       .rows = std::move(rows)},
                                      "GP practices");
    if (shown.page.next) {
        list += html::pagination(
            {.next = {.href = address(shown, *shown.page.next), .text = "Next page"}});
    }
    return list;
}

html::Page view(const protocol::Protocol& protocol, const Shown& shown)
{
    return {.title = "GP practices",
            .body = staff::heading("GP practices") + filter_form(protocol, shown) +
                    table(protocol, shown),
            .width = html::PageWidth::full,
            .back_href = "/directory"};
}

} // namespace practices_page

http::Response practices(const Services& services, const http::Request& request,
                         const http::Viewer& viewer, storage::UnitOfWork& work)
{
    using namespace practices_page;
    const http::FormData& query = request.query;
    const auto& areas = services.protocol.areas;
    const auto area = std::ranges::find(areas, query.value("area"), &protocol::Area::id);
    const auto words = clean_line(query.value("q")).value_or(std::string());
    Shown shown{.typed = std::string(query.value("q")),
                .words = count_code_points(words) <= words_most ? words : std::string(),
                .area = area == areas.end() ? std::string() : area->id,
                .page = {}};
    PracticeSearch search{.words = shown.words};
    if (area != areas.end()) search.area = &*area;
    if (query.has("after"))
        search.after = After{std::string(query.value("after")), std::string(query.value("id"))};
    shown.page = services.directory.practices(work, search, london_date(work.now()));
    return staff::answer_staff_page(services.staff, 200, request, viewer,
                                    [&protocol = services.protocol, shown = std::move(shown)] {
                                        return view(protocol, shown);
                                    });
}

} // namespace evenhand::directory::pages
