#include "recruitment/referral/pages/help_parts.hpp"

#include "html/components.hpp"
#include "recruitment/referral/pages/prose.hpp"

#include <fmt/format.h>

namespace evenhand::referral::pages {

namespace help_parts {

using html::attr;
using html::element;
using html::Html;

Html bullets(const std::vector<Html>& rows)
{
    return element("ul", {attr("class", "govuk-list govuk-list--bullet")}, rows);
}

Html service(const directory::Service& each)
{
    return element("h3", {attr("class", "govuk-heading-s")}, each.name) + paragraph(each.what) +
           paragraph(html::fragment(element("strong", {}, "For: "), each.for_whom)) +
           paragraph(html::fragment(element("strong", {}, "How to reach it: "),
                                    with_whole_numbers(each.how)));
}

} // namespace help_parts

std::optional<HelpCheck> answered(const Services& services, const http::Request& request)
{
    const http::FormData& from =
        request.method == http::Method::post ? request.form : request.query;
    return help_check_from(services.protocol, from.value(so_far));
}

std::string check_title(std::string_view question)
{
    return std::string(question) + " - Check if this could help you";
}

std::string check_path(std::string_view step, const HelpCheck& check)
{
    return fmt::format("/check/{}?{}={}", step, so_far, encode(check));
}

http::Response go_on(const Services& services, const HelpCheck& check)
{
    return http::see_other(check_path(next_step(services.protocol, check), check));
}

http::Response begin_again()
{
    return http::see_other("/check");
}

html::Html elsewhere(const protocol::Protocol& protocol)
{
    using namespace help_parts;
    std::vector<Html> rows;
    for (const protocol::Elsewhere& each : protocol.referral.elsewhere)
        rows.push_back(element("li", {}, element("strong", {}, each.name), " ",
                               with_whole_numbers(each.plain)));
    return heading("Where else you can look") + bullets(rows);
}

html::Html services_list(const directory::ServicesPack& pack)
{
    html::Html all;
    for (const directory::Service& each : pack.services)
        all += help_parts::service(each);
    return all;
}

html::Html area_links(const protocol::Protocol& protocol)
{
    using namespace help_parts;
    std::vector<Html> rows;
    for (const protocol::Area& area : protocol.areas) {
        rows.push_back(element(
            "li", {},
            link(fmt::format("/local-help?area={}", area.id), "Local help in " + area.name)));
    }
    return rows.empty() ? Html{} : bullets(rows);
}

html::Html nothing_is_kept()
{
    return paragraph("We do not keep what you type on these pages, and nobody is told.");
}

} // namespace evenhand::referral::pages
