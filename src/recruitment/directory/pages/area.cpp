#include "recruitment/directory/pages/pages.hpp"

#include "core/london_time.hpp"
#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

#include <algorithm>

// The places to meet and the local services of one area, as they are in force today.

namespace evenhand::directory::pages {

namespace area_page {

using html::attr;
using html::element;
using html::Html;

struct Shown
{
    protocol::Area area;
    std::vector<Venue> venues;
    ServicesPack pack;
};

Html venues_table(const std::vector<Venue>& venues)
{
    if (venues.empty()) return staff::paragraph("No place to meet is listed for this area.");
    std::vector<html::TableRow> rows;
    for (const Venue& venue : venues) {
        rows.push_back({{.text = venue.name},
                        {.text = fmt::format("{}, {}", venue.address, venue.postcode)},
                        {.text = venue.access}});
    }
    return html::scrolling_table(
        {.caption = "Places to meet",
         .caption_classes = "govuk-table__caption--m",
         .head = {{.text = "Place"}, {.text = "Address"}, {.text = "Access"}},
         .rows = std::move(rows)},
        "Places to meet");
}

Html services_table(const ServicesPack& pack)
{
    if (pack.services.empty()) return staff::paragraph("No local service is listed for this area.");
    std::vector<html::TableRow> rows;
    for (const Service& service : pack.services) {
        rows.push_back({{.text = service.name},
                        {.text = service.what},
                        {.text = service.for_whom},
                        {.text = service.how}});
    }
    return html::scrolling_table({.caption = "Local services, version " + pack.version,
                                  .caption_classes = "govuk-table__caption--m",
                                  .head = {{.text = "Service"},
                                           {.text = "What"},
                                           {.text = "For whom"},
                                           {.text = "How to reach it"}},
                                  .rows = std::move(rows)},
                                 "Local services");
}

html::Page view(const Shown& shown)
{
    const Html practices = element(
        "a",
        {attr("class", "govuk-link"), attr("href", "/directory/practices?area=" + shown.area.id)},
        "GP practices of " + shown.area.name);
    return {.title = shown.area.name + ": directory",
            .body = staff::heading(shown.area.name) + staff::paragraph(practices) +
                    venues_table(shown.venues) + services_table(shown.pack),
            .width = html::PageWidth::full,
            .back_href = "/directory"};
}

} // namespace area_page

http::Response area(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto& areas = services.protocol.areas;
    const auto found =
        std::ranges::find(areas, request.parameters.find("area")->second, &protocol::Area::id);
    if (found == areas.end()) return http::not_found();
    const LocalDate today = london_date(work.now());
    area_page::Shown shown{.area = *found,
                           .venues = services.directory.venues(work, found->id, today),
                           .pack = services.directory.services(work, found->id, today)};
    return staff::answer_staff_page(services.staff, 200, request, viewer,
                                    [shown = std::move(shown)] { return area_page::view(shown); });
}

} // namespace evenhand::directory::pages
