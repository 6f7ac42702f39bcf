#include "recruitment/referral/pages/pages.hpp"
#include "recruitment/referral/pages/prose.hpp"

#include "html/components.hpp"

namespace evenhand::referral::pages {

namespace sent_page {

using html::attr;
using html::element;
using html::Html;

Html what_happens_next(const protocol::Protocol& protocol, const Receipt& receipt)
{
    return heading("What happens next") +
           paragraph(html::fragment("Somebody from ", protocol.name,
                                    " will call or write to you by ", unbroken(receipt.due.plain()),
                                    ". Calls come from ", unbroken(protocol.contact.telephone),
                                    ".")) +
           paragraph("We will arrange a first appointment, at a time and place that suit you. You "
                     "can bring someone. You decide at the appointment whether to take part.");
}

Html to_change_something(const protocol::Contact& contact)
{
    return heading("If you want to change something") +
           paragraph(html::fragment("To change or cancel, call ", unbroken(contact.telephone), " (",
                                    contact.hours, "), by Relay UK 18001 then ",
                                    unbroken(contact.telephone), ", or write to ",
                                    mail_link(contact.email), ". Give your reference.")) +
           paragraph("You can print this page, or keep its address: it shows your reference and "
                     "nothing that you told us.") +
           paragraph("If something on the way here was hard, tell us in the same way. You need not "
                     "give your reference for that.");
}

/// For the browser that sent it, once: whoever else has the address is told nothing of it.
Html optional_questions()
{
    return heading("Some questions, if you like") +
           paragraph(html::fragment("You are done. If you have two more minutes, ",
                                    link("/join/about-you", "tell us a little about yourself"),
                                    ", so that we can see whether our support reaches everybody "
                                    "alike. It changes nothing in what you sent."));
}

html::Page view(const protocol::Protocol& protocol, const Receipt& receipt, bool may_ask)
{
    const std::string title =
        receipt.route == ReferralRoute::call_me ? "We will call you" : "We have your details";
    return {.title = title,
            .body = html::panel({.title = title,
                                 .text = Html("Your reference is ") +
                                         element("strong", {attr("class", "evenhand-nowrap")},
                                                 receipt.reference)}) +
                    what_happens_next(protocol, receipt) + to_change_something(protocol.contact) +
                    (may_ask ? optional_questions() : Html())};
}

} // namespace sent_page

http::Response sent(const Services& services, const http::Request& request, const http::Viewer&,
                    storage::UnitOfWork& work)
{
    const auto id = request.id<ReceiptId>("receipt");
    if (!id) return http::not_found();
    const auto receipt = services.referrals.receipt(work, *id);
    if (!receipt) return http::not_found();
    const auto own = services.equality.sent_last(work);
    const bool may_ask = own && own->receipt == *id && !own->answered &&
                         !services.protocol.referral.equality.empty();
    return http::page(200, [&services, receipt = *receipt, may_ask] {
        return html::document(services.site, sent_page::view(services.protocol, receipt, may_ask))
            .str();
    });
}

} // namespace evenhand::referral::pages
