#include "recruitment/referral/pages/pages.hpp"

#include "html/components.hpp"
#include "recruitment/referral/pages/prose.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace evenhand::referral::pages {

namespace information_page {

using html::Html;

constexpr std::array leaflets{
    Leaflet{"/privacy", "privacy", "/privacy/easy-read"},
    Leaflet{"/privacy/easy-read", "privacy-easy-read", "/privacy"},
    Leaflet{"/accessibility", "accessibility", "/accessibility/easy-read"},
    Leaflet{"/accessibility/easy-read", "accessibility-easy-read", "/accessibility"},
    Leaflet{"/information", "information", "/information/easy-read"},
    Leaflet{"/information/easy-read", "information-easy-read", "/information"},
    Leaflet{"/easy-read", "about-easy-read", "/"},
    Leaflet{"/other-formats", "other-formats", ""},
    Leaflet{"/cookies", "cookies", ""},
    Leaflet{"/benefits-and-work", "benefits-and-work", ""},
};

/// Whether the text of that page is there: a protocol may have an information sheet in one form
/// alone.
bool has_page(const Services& services, std::string_view path)
{
    const auto found = std::ranges::find(leaflets, path, &Leaflet::path);
    return found == leaflets.end() || services.texts.contains(found->slug);
}

/// The link between a page and its Easy Read twin, on top of both.
Html twin_link(const Services& services, const Leaflet& leaflet)
{
    if (leaflet.twin.empty() || !has_page(services, leaflet.twin)) return {};
    const bool easy = leaflet.path.ends_with("easy-read");
    return paragraph(link(leaflet.twin, easy ? "Read the longer page" : "Read this in Easy Read"));
}

/// The pages in Easy Read that there are.
Html easy_read_links(const Services& services)
{
    std::vector<Html> rows;
    for (const Leaflet& each : leaflets) {
        const auto text = services.texts.find(each.slug);
        if (!each.path.ends_with("easy-read") || text == services.texts.end()) continue;
        rows.push_back(html::element("li", {}, link(each.path, text->second.title)));
    }
    return html::element("ul", {html::attr("class", "govuk-list govuk-list--bullet")}, rows);
}

/// On every page the way to other formats; on that page, to all that is in Easy Read.
Html other_formats(const Services& services, const Leaflet& leaflet)
{
    if (leaflet.path == "/other-formats") return easy_read_links(services);
    return paragraph(link("/other-formats", "Sign language, Easy Read and other formats"));
}

} // namespace information_page

std::span<const Leaflet> leaflets()
{
    return information_page::leaflets;
}

http::Response information(const Services& services, const Leaflet& leaflet)
{
    const auto found = services.texts.find(leaflet.slug);
    if (found == services.texts.end()) return http::not_found();
    return http::page(200, [&services, &leaflet, &text = found->second] {
        using namespace information_page;
        return html::document(services.site, {.title = text.title,
                                              .body = twin_link(services, leaflet) + text.body +
                                                      other_formats(services, leaflet),
                                              .back_href = "/"})
            .str();
    });
}

} // namespace evenhand::referral::pages
