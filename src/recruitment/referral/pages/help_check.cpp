#include "recruitment/referral/pages/pages.hpp"

#include "html/components.hpp"
#include "recruitment/referral/pages/help_parts.hpp"
#include "recruitment/referral/pages/prose.hpp"

#include <fmt/format.h>

// The way in to "check if this could help you".

namespace evenhand::referral::pages {

namespace help_check_page {

using html::attr;
using html::element;

html::Page view(const protocol::Protocol& protocol)
{
    const auto asked = element("ul", {attr("class", "govuk-list govuk-list--bullet")},
                               element("li", {}, "your date of birth"),
                               element("li", {}, "your GP surgery, or your postcode"),
                               element("li", {}, "work"), element("li", {}, "health"));
    return {.title = "Check if this could help you",
            .body =
                element("h1", {attr("class", "govuk-heading-l")}, "Check if this could help you") +
                paragraph(fmt::format("Four short questions tell whether {} could be right for "
                                      "you. It takes about two minutes.",
                                      protocol.name)) +
                paragraph("We ask about:") + asked + nothing_is_kept() +
                html::button({.text = "Start the check",
                              .href = check_path("age", HelpCheck{}),
                              .start = true}) +
                paragraph(html::fragment("You would rather talk to somebody? ",
                                         link("/call-me", "Ask us to call you"), ".")) +
                paragraph(html::fragment(link("/local-help", "Other local help"), ".")),
            .back_href = "/"};
}

} // namespace help_check_page

http::Response help_check(const Services& services)
{
    return http::page(200, [&services] {
        return html::document(services.site, help_check_page::view(services.protocol)).str();
    });
}

} // namespace evenhand::referral::pages
