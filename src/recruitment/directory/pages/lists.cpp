#include "recruitment/directory/pages/pages.hpp"

#include "core/london_time.hpp"
#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

// What is loaded, since when, by whom and how many. The lists hold nothing about a person.

namespace evenhand::directory::pages {

namespace lists_page {

using html::attr;
using html::element;
using html::Html;

struct Shown
{
    LocalDate today;
    std::vector<std::pair<Kind, std::optional<Import>>> in_force;
    ImportPage imports;
};

Html link(const std::string& href, std::string_view words)
{
    return element("a", {attr("class", "govuk-link"), attr("href", href)}, words);
}

html::TableRow row_of(Kind kind, const std::optional<Import>& import)
{
    if (!import)
        return {{.text = label_of(kind)}, {.text = "None is loaded"}, {.text = ""}, {.text = ""}};
    return {
        {.text = label_of(kind)},
        {.text = import->as_of.plain()},
        {.text = fmt::format("{}", import->kept), .format = "numeric"},
        {.text = fmt::format("{}, by {}", london_plain(*import->recorded), import->imported_by)}};
}

Html in_force_table(const Shown& shown)
{
    std::vector<html::TableRow> rows;
    for (const auto& [kind, import] : shown.in_force)
        rows.push_back(row_of(kind, import));
    return html::scrolling_table({.caption = fmt::format("In force on {}", shown.today.plain()),
                                  .caption_classes = "govuk-table__caption--m",
                                  .head = {{.text = "List"},
                                           {.text = "As of"},
                                           {.text = "Rows", .format = "numeric"},
                                           {.text = "Loaded"}},
                                  .rows = std::move(rows)},
                                 "Lists in force");
}

Html areas(const protocol::Protocol& protocol)
{
    std::vector<Html> rows{element("li", {}, link("/directory/practices", "All GP practices"))};
    for (const protocol::Area& area : protocol.areas)
        rows.push_back(element("li", {}, link("/directory/areas/" + area.id, area.name)));
    return element("h2", {attr("class", "govuk-heading-m")}, "Look inside") +
           element("ul", {attr("class", "govuk-list")}, rows);
}

Html older(const ImportPage& page)
{
    if (!page.next) return {};
    const http::FormData query({{"at", page.next->recorded.iso()}, {"id", page.next->id.text()}});
    return html::pagination(
        {.next = {.href = "/directory?" + query.encode(), .text = "Older imports"}});
}

/// Nothing: from the latest, also where the address was changed by hand.
std::optional<AfterImport> after_in(const http::FormData& query)
{
    const auto recorded = Instant::parse(query.value("at"));
    const auto id = ImportId::parse(query.value("id"));
    if (!recorded || !id) return std::nullopt;
    return AfterImport{.recorded = *recorded, .id = *id};
}

Html history(const Shown& shown)
{
    if (shown.imports.rows.empty()) return staff::paragraph("Nothing was ever loaded.");
    std::vector<html::TableRow> rows;
    for (const Import& import : shown.imports.rows) {
        rows.push_back({{.text = london_plain(*import.recorded)},
                        {.text = label_of(import.kind)},
                        {.text = import.as_of.plain()},
                        {.text = import.file_name},
                        {.text = fmt::format("{}", import.kept), .format = "numeric"},
                        {.text = fmt::format("{}", import.left_out), .format = "numeric"},
                        {.text = fmt::format("{}", import.rejected), .format = "numeric"},
                        {.text = import.imported_by},
                        {.text = import.file_hash.substr(0, 12)}});
    }
    return html::scrolling_table({.caption = "Every import, the latest first",
                                  .caption_classes = "govuk-table__caption--m",
                                  .head = {{.text = "Loaded"},
                                           {.text = "List"},
                                           {.text = "As of"},
                                           {.text = "File"},
                                           {.text = "Kept", .format = "numeric"},
                                           {.text = "Left out", .format = "numeric"},
                                           {.text = "Rejected", .format = "numeric"},
                                           {.text = "By"},
                                           {.text = "File's hash begins"}},
                                  .rows = std::move(rows)},
                                 "Every import") +
           older(shown.imports);
}

html::Page view(const protocol::Protocol& protocol, const Shown& shown)
{
    return {.title = "Directory",
            .body = staff::heading("Directory") +
                    staff::paragraph("Dated lists from outside the trial. A correction is a later "
                                     "import: the data manager asks whoever runs the server for "
                                     "it (evenhand directory import).") +
                    in_force_table(shown) + areas(protocol) + history(shown),
            .width = html::PageWidth::full};
}

} // namespace lists_page

http::Response lists(const Services& services, const http::Request& request,
                     const http::Viewer& viewer, storage::UnitOfWork& work)
{
    lists_page::Shown shown{
        .today = london_date(work.now()),
        .in_force = {},
        .imports = services.directory.imports(work, lists_page::after_in(request.query))};
    for (const Kind kind : all_kinds())
        shown.in_force.emplace_back(kind, services.directory.in_force(work, kind, shown.today));
    return staff::answer_staff_page(services.staff, 200, request, viewer,
                                    [&protocol = services.protocol, shown = std::move(shown)] {
                                        return lists_page::view(protocol, shown);
                                    });
}

} // namespace evenhand::directory::pages
