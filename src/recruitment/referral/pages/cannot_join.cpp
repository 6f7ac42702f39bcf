#include "recruitment/referral/pages/pages.hpp"

#include "html/components.hpp"
#include "recruitment/referral/pages/help_parts.hpp"
#include "recruitment/referral/pages/prose.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::referral::pages {

namespace cannot_join_page {

using html::attr;
using html::element;
using html::Html;

struct Words
{
    std::string title;
    std::string why;
};

/// The protocol's own words for that answer; without one (somebody typed the address) what can be
/// said of any.
std::string why_no_group(const protocol::Protocol& protocol, const Answers& answers)
{
    const auto& choices = protocol.referral.work;
    const auto chosen =
        std::ranges::find(choices, answers.of("work").value("work"), &protocol::WorkChoice::id);
    if (chosen != choices.end() && !chosen->why_not.empty()) return chosen->why_not;
    return fmt::format("{} is not for people whose work is as you told us.", protocol.name);
}

Words words_of(const protocol::Protocol& protocol, Stop stop, const Answers& answers)
{
    switch (stop) {
    case Stop::too_young:
        return {"You cannot join yet", fmt::format("{} is for people who are {} or over.",
                                                   protocol.name, protocol.eligibility.age_from)};
    case Stop::not_in_area:
        return {"You cannot join from your area",
                fmt::format("{} is for people who are registered with a GP surgery in its area.",
                            protocol.name)};
    case Stop::no_group:
        return {"This support is not for you now", why_no_group(protocol, answers)};
    case Stop::no_condition:
        return {"This support may not be right for you",
                fmt::format("{} is for people whose health makes it hard to find or keep work.",
                            protocol.name)};
    case Stop::not_agreed:
        break;
    }
    return {"We have not kept your details",
            "You said that we may not keep your details, so we have deleted what you typed."};
}

/// Where an answer that was a slip can be put right: the question that led here. Somebody who only
/// has the address, or whose answers were deleted, can begin.
struct Mistake
{
    std::string href;
    std::string words;
};

Mistake mistake_of(const Question* stopping)
{
    if (!stopping) return {"/", "begin again"};
    return {fmt::format("/join/{}", stopping->slug), "change your answer"};
}

html::Page view(const protocol::Protocol& protocol, const Words& words, const Mistake& mistake)
{
    const Html put_right = paragraph(html::fragment(
        "If that is not right, ", link(mistake.href, mistake.words), " or call us on ",
        unbroken(protocol.contact.telephone), ". We are glad to talk it through."));
    return {.title = words.title,
            .body = element("h1", {attr("class", "govuk-heading-l")}, words.title) +
                    paragraph(words.why) + elsewhere(protocol) +
                    paragraph(link("/local-help", "Other help near you")) + put_right,
            .back_href = mistake.href};
}

} // namespace cannot_join_page

http::Response cannot_join(const Services& services, const http::Request& request,
                           const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto stop = stop_from(request.parameters.find("reason")->second);
    if (!stop) return http::not_found();
    const Answers answers = answers_so_far(services, viewer, work);
    const Question* stopping = first_stopping(services.asked(work.now()), answers, *stop);
    return http::page(200, [&services,
                            words = cannot_join_page::words_of(services.protocol, *stop, answers),
                            mistake = cannot_join_page::mistake_of(stopping)] {
        return html::document(services.site,
                              cannot_join_page::view(services.protocol, words, mistake))
            .str();
    });
}

} // namespace evenhand::referral::pages
