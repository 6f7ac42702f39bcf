#include "recruitment/referral/pages/pages.hpp"
#include "recruitment/referral/pages/prose.hpp"

#include "html/components.hpp"

#include <fmt/format.h>

namespace evenhand::referral::pages {

namespace start_page {

using html::attr;
using html::element;
using html::Html;

Html bullets(const std::vector<Html>& items)
{
    std::vector<Html> rows;
    for (const Html& item : items)
        rows.push_back(element("li", {}, item));
    return element("ul", {attr("class", "govuk-list govuk-list--bullet")}, rows);
}

/// What people fear most is said before anything is asked (casework 8; issue: page one).
Html promises()
{
    const Html advice = link("/benefits-and-work", "Benefits and work: where to get advice");
    return html::inset_text(
        {.text = paragraph("It is free, and it is up to you. You can stop at any time and need not "
                           "say why.") +
                 paragraph("Joining or leaving does not change your benefits, and the job centre "
                           "is not told.") +
                 paragraph(Html("Starting work or changing your hours can change your benefits. ") +
                           advice + ".")});
}

Html who_can_join(const protocol::Protocol& protocol)
{
    std::vector<Html> rules;
    for (const protocol::Criterion& criterion : protocol.eligibility.criteria)
        rules.push_back(Html{criterion.plain});
    return heading("Who can join") + paragraph("You may be able to join if:") + bullets(rules);
}

Html what_it_is(const protocol::Protocol& protocol)
{
    return heading("What it is") +
           paragraph(
               Html("This is a research study. It finds out whether support from an employment "
                    "specialist helps "
                    "more people than information about the services that are already there.")) +
           paragraph("If you join, a computer puts you in one of two groups by chance, like the "
                     "toss of a coin. "
                     "Nobody can choose or change your group.") +
           paragraph(fmt::format(
               "First, somebody from {} calls you to arrange an appointment. There you can ask "
               "anything, and only there do you decide.",
               protocol.name));
}

Html what_you_need()
{
    return heading("Before you start") + paragraph("It takes about 8 minutes. It helps to have:") +
           bullets({Html{"the name of your GP surgery"}, Html{"your phone number"},
                    Html{"your NHS number if you know it. You can join without it"}});
}

Html ways_in(std::string_view first_slug, bool begun)
{
    const Html go = html::button({.text = begun ? "Go on with your answers" : "Start now",
                                  .href = fmt::format("/join/{}", first_slug),
                                  .start = true});
    return go + heading("Other ways") +
           bullets({link("/check", "Check if this could help you"),
                    link("/call-me", "Ask us to call you"),
                    link("/join/resume", "Go on with answers you saved")}) +
           bullets({link("/easy-read", "Easy Read: what this is"),
                    link("/other-formats", "Sign language and other formats"),
                    link("/information", "The information sheet"),
                    link("/local-help", "Other local help")}) +
           paragraph("We can go through it with you by telephone, in another language, or with "
                     "somebody who signs. Ask us to call you, or write to us: how is at the foot "
                     "of this page.");
}

Html who_sees_it()
{
    return heading("Who sees what you tell us") +
           paragraph("Only the small team that arranges first appointments. The job centre and "
                     "your employer do not, and your GP surgery is not told unless you agree.") +
           paragraph(link("/privacy", "How we look after your details"));
}

html::Page view(const protocol::Protocol& protocol, std::string_view first_slug, bool begun)
{
    return {.title = protocol.summary,
            .body = element("h1", {attr("class", "govuk-heading-xl")}, protocol.name) +
                    element("p", {attr("class", "govuk-body-l")}, protocol.summary) + promises() +
                    who_can_join(protocol) + what_it_is(protocol) + who_sees_it() +
                    what_you_need() + ways_in(first_slug, begun)};
}

} // namespace start_page

http::Response start(const Services& services, const http::Request& request,
                     const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const Answers answers = answers_so_far(services, viewer, work);
    const Question* open = first_open(services.asked(work.now()), answers);
    const std::string slug = answers.empty() ? std::string(questions().front()->slug)
                             : open          ? std::string(open->slug)
                                             : "check";
    const std::string campaign = campaign_code(request.query.value("c"));
    const std::string href = campaign.empty() ? slug : slug + "?c=" + campaign;
    return http::page(200, [&services, href, begun = !answers.empty()] {
        return html::document(services.site, start_page::view(services.protocol, href, begun))
            .str();
    });
}

} // namespace evenhand::referral::pages
