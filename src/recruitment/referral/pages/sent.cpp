#include "recruitment/referral/pages/pages.hpp"

#include "html/components.hpp"

#include <fmt/format.h>

namespace evenhand::referral::pages {

namespace sent_page {

using html::attr;
using html::element;
using html::Html;

html::Page view(const protocol::Protocol& protocol, const Receipt& receipt)
{
    const protocol::Contact& contact = protocol.contact;
    const auto paragraph = [](const Html& words) {
        return element("p", {attr("class", "govuk-body")}, words);
    };
    const std::string title =
        receipt.route == ReferralRoute::call_me ? "We will call you" : "We have your details";
    const Html next = paragraph(fmt::format(
                          "Somebody from {} will call or write to you by {}. Calls come from {}.",
                          protocol.name, receipt.due.plain(), contact.telephone)) +
                      paragraph("We will arrange a first appointment, at a time and place that "
                                "suit you. You can bring someone. "
                                "You decide at the appointment whether to take part.");
    const Html change = paragraph(fmt::format(
        "To change or cancel, call {} ({}), by Relay UK 18001 then {}, or write to {}. Give "
        "your reference.",
        contact.telephone, contact.hours, contact.telephone, contact.email));
    return {.title = title,
            .body = html::panel({.title = title,
                                 .text = Html("Your reference is ") +
                                         element("strong", {attr("class", "evenhand-nowrap")},
                                                 receipt.reference)}) +
                    element("h2", {attr("class", "govuk-heading-m")}, "What happens next") + next +
                    element("h2", {attr("class", "govuk-heading-m")},
                            "If you want to change something") +
                    change +
                    paragraph("You can print this page, or keep its address: it shows your "
                              "reference and nothing that "
                              "you told us.")};
}

} // namespace sent_page

http::Response sent(const Services& services, const http::Request& request, const http::Viewer&,
                    storage::UnitOfWork& work)
{
    const auto id = request.id<ReceiptId>("receipt");
    if (!id) return http::not_found();
    const auto receipt = services.referrals.receipt(work, *id);
    if (!receipt) return http::not_found();
    return http::page(200, [&services, receipt = *receipt] {
        return html::document(services.site, sent_page::view(services.protocol, receipt)).str();
    });
}

} // namespace evenhand::referral::pages
