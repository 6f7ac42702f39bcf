#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"
#include "support/casework/pages/pages.hpp"

#include <fmt/format.h>

namespace evenhand::casework::pages {

namespace counts_page {

/// One column of the table, as it may be shown.
std::vector<std::string> column(const Services& services, const std::vector<AreaCount>& areas,
                                std::int64_t AreaCount::*figure)
{
    std::vector<std::int64_t> counts;
    for (const AreaCount& area : areas)
        counts.push_back(area.*figure);
    return services.disclosed(counts);
}

html::Page view(const Services& services, const std::vector<AreaCount>& areas)
{
    html::Html list = html::inset_text({.text = "No case has been opened yet."});
    if (!areas.empty()) {
        html::Table table{
            .caption = "Cases by area",
            .caption_classes = "govuk-visually-hidden",
            .head = {{.text = "Area"},
                     {.text = "Cases", .format = "numeric"},
                     {.text = "Without a specialist", .format = "numeric"},
                     {.text = "Of them past the day of the first meeting", .format = "numeric"}}};
        const auto open = column(services, areas, &AreaCount::open);
        const auto waiting = column(services, areas, &AreaCount::waiting);
        const auto late = column(services, areas, &AreaCount::waiting_late);
        for (std::size_t i = 0; i < areas.size(); ++i) {
            table.rows.push_back(
                {{.text = participants::area_name(services.participants.protocol, areas[i].area)},
                 {.text = open[i], .format = "numeric"},
                 {.text = waiting[i], .format = "numeric"},
                 {.text = late[i], .format = "numeric"}});
        }
        list = staff::paragraph("Small counts are not told, and others are rounded to 5: exact "
                                "ones would tell how the last people were put into groups. Team "
                                "leads see each case of their area.") +
               html::scrolling_table(table, "Cases by area");
    }
    return {.title = "Cases by area",
            .body = staff::heading("Cases by area") + list,
            .width = html::PageWidth::full};
}

} // namespace counts_page

http::Response counts(const Services& services, const http::Request& request,
                      const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto areas = services.cases.counts(work);
    work.log({.action = "cases.counted",
              .object_type = "case",
              .object_id = "all",
              .detail = fmt::format("{} areas", areas.size())});
    return staff::answer_staff_page(
        services.participants.staff, 200, request, viewer,
        [&services, areas = std::move(areas)] { return counts_page::view(services, areas); });
}

} // namespace evenhand::casework::pages
