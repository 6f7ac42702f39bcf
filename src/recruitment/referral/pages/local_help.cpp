#include "recruitment/referral/pages/pages.hpp"

#include "core/london_time.hpp"
#include "html/components.hpp"
#include "recruitment/referral/pages/help_parts.hpp"
#include "recruitment/referral/pages/prose.hpp"

#include <fmt/format.h>

#include <algorithm>

// The help that is there already, by area: for whoever cannot join, and for everybody else.

namespace evenhand::referral::pages {

namespace local_help_page {

using html::attr;
using html::element;
using html::Html;

html::Page choose_view(const protocol::Protocol& protocol)
{
    return {.title = "Other local help",
            .body = element("h1", {attr("class", "govuk-heading-l")}, "Other local help") +
                    paragraph("This help is there for everybody, in our study or not. Where do you "
                              "live?") +
                    area_links(protocol) + elsewhere(protocol),
            .back_href = "/"};
}

html::Page area_view(const protocol::Protocol& protocol, const protocol::Area& area,
                     const directory::ServicesPack& pack)
{
    const Html list =
        pack.services.empty()
            ? paragraph(html::fragment("We have no list for this area at the moment. Call us on ",
                                       unbroken(protocol.contact.telephone),
                                       " and we tell you what we know."))
            : services_list(pack);
    return {.title = "Local help in " + area.name,
            .body =
                element("h1", {attr("class", "govuk-heading-l")}, "Local help in " + area.name) +
                paragraph("This help is there for everybody, in our study or not.") + list +
                elsewhere(protocol) + paragraph(link("/local-help", "Local help in other areas")),
            .back_href = "/local-help"};
}

} // namespace local_help_page

http::Response local_help(const Services& services, const http::Request& request,
                          const http::Viewer&, storage::UnitOfWork& work)
{
    const std::string_view id = request.query.value("area");
    if (id.empty()) {
        return http::page(200, [&services] {
            return html::document(services.site, local_help_page::choose_view(services.protocol))
                .str();
        });
    }
    const auto& areas = services.protocol.areas;
    const auto area = std::ranges::find(areas, id, &protocol::Area::id);
    if (area == areas.end()) return http::not_found();
    auto pack = services.directory.services(work, id, london_date(work.now()));
    return http::page(200, [&services, &found = *area, pack = std::move(pack)] {
        return html::document(services.site,
                              local_help_page::area_view(services.protocol, found, pack))
            .str();
    });
}

} // namespace evenhand::referral::pages
