#include "recruitment/referral/pages/pages.hpp"

#include "html/components.hpp"

#include <fmt/format.h>

namespace evenhand::referral::pages {

namespace cannot_join_page {

using html::attr;
using html::element;
using html::Html;

struct Words
{
    std::string title;
    std::string why;
    std::string change_slug; ///< the question whose answer led here
};

Words words_of(const protocol::Protocol& protocol, Stop stop)
{
    switch (stop) {
    case Stop::too_young:
        return {"You cannot join yet",
                fmt::format("{} is for people who are {} or over.", protocol.name,
                            protocol.eligibility.age_from),
                "age"};
    case Stop::not_in_area:
        return {"You cannot join from where you are registered",
                fmt::format("{} is for people who are registered with a GP surgery in its area.",
                            protocol.name),
                "gp-surgery"};
    case Stop::no_condition:
        return {"This support may not be right for you",
                fmt::format("{} is for people whose health makes it hard to find or keep work.",
                            protocol.name),
                "health"};
    case Stop::not_agreed:
        break;
    }
    return {"We have not kept your details",
            "You said that we may not keep your details, so we have deleted what you typed.",
            "agreement"};
}

Html elsewhere(const protocol::Protocol& protocol)
{
    std::vector<Html> rows;
    for (const protocol::Elsewhere& each : protocol.referral.elsewhere) {
        rows.push_back(element("li", {}, element("strong", {}, each.name), " ", each.plain));
    }
    return element("h2", {attr("class", "govuk-heading-m")}, "Where else you can look") +
           element("ul", {attr("class", "govuk-list govuk-list--bullet")}, rows);
}

html::Page view(const protocol::Protocol& protocol, Stop stop)
{
    const Words words = words_of(protocol, stop);
    const std::string change =
        stop == Stop::not_agreed ? "/" : fmt::format("/join/{}", words.change_slug);
    const Html mistake =
        element("p", {attr("class", "govuk-body")}, "If that is not right, ",
                element("a", {attr("class", "govuk-link"), attr("href", change)},
                        stop == Stop::not_agreed ? "begin again" : "change your answer"),
                " or call us on ", protocol.contact.telephone, ". We are glad to talk it through.");
    return {.title = words.title,
            .body = element("h1", {attr("class", "govuk-heading-l")}, words.title) +
                    element("p", {attr("class", "govuk-body")}, words.why) + elsewhere(protocol) +
                    mistake,
            .back_href = change};
}

} // namespace cannot_join_page

http::Response cannot_join(const Services& services, const http::Request& request,
                           const http::Viewer&, storage::UnitOfWork&)
{
    const auto stop = stop_from(request.parameters.find("reason")->second);
    if (!stop) return http::not_found();
    return http::page(200, [&services, stop = *stop] {
        return html::document(services.site, cannot_join_page::view(services.protocol, stop)).str();
    });
}

} // namespace evenhand::referral::pages
