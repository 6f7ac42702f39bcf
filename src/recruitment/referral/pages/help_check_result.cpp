#include "recruitment/referral/pages/pages.hpp"

#include "core/london_time.hpp"
#include "html/components.hpp"
#include "recruitment/referral/pages/help_parts.hpp"
#include "recruitment/referral/pages/prose.hpp"

#include <fmt/format.h>

// What the check comes to: the ways in, or why it is not likely and the other help there is.

namespace evenhand::referral::pages {

namespace help_check_result {

using html::attr;
using html::element;
using html::Html;

/// What the page shows, by value.
struct Model
{
    HelpCheck check;
    Likely likely = Likely::could_help;
    directory::ServicesPack pack; ///< of the area, where it is known
};

const protocol::Area* area_of(const protocol::Protocol& protocol, const HelpCheck& check)
{
    if (!check.surgery || check.surgery->kind != SurgeryArea::Kind::area) return nullptr;
    return &protocol.areas.at(check.surgery->area);
}

std::string names_of(const std::vector<protocol::Area>& areas)
{
    std::string names;
    for (std::size_t i = 0; i < areas.size(); ++i) {
        if (i > 0) names += i + 1 == areas.size() ? " or " : ", ";
        names += areas[i].name;
    }
    return names;
}

struct Words
{
    std::string title;
    std::string why;
};

Words words_of(const protocol::Protocol& protocol, const Model& model)
{
    switch (model.likely) {
    case Likely::too_young:
        return {"This is not for you yet",
                fmt::format("{0} is for people who are {1} or over. You can refer yourself from "
                            "the day on which you turn {1}.",
                            protocol.name, protocol.eligibility.age_from)};
    case Likely::outside_area:
        return {"This is probably not for you",
                fmt::format("{} is for people who are registered with a GP surgery in {}.",
                            protocol.name, names_of(protocol.areas))};
    case Likely::no_group:
        return {"This is probably not for you now",
                protocol.referral.work.at(*model.check.work).why_not};
    case Likely::no_condition:
        return {"This is probably not for you",
                fmt::format("{} is for people whose health makes it hard to find or keep work.",
                            protocol.name)};
    case Likely::could_help:
        break;
    }
    return {"This could help you",
            fmt::format("From what you told us, {} could be right for you. At a first appointment "
                        "you can ask anything, and only there do you decide.",
                        protocol.name)};
}

Html not_sure_words(const HelpCheck& check)
{
    const bool area = check.surgery && check.surgery->kind == SurgeryArea::Kind::not_sure;
    if (!area && check.condition != Condition::not_sure) return {};
    return paragraph("You were not sure about something. That is fine: we find it out with you.");
}

Html ways_in()
{
    return html::button({.text = "Refer yourself", .href = "/join/who-for", .start = true}) +
           paragraph(html::fragment("Or ", link("/call-me", "ask us to call you"),
                                    " and we go through it with you.")) +
           paragraph("What you told us on these pages is not kept, so the form asks again.");
}

/// Never a dead end: the help of the area, or where to choose an area, and help anywhere.
Html other_help(const protocol::Protocol& protocol, const Model& model)
{
    const protocol::Area* area = area_of(protocol, model.check);
    const Html local = area && !model.pack.services.empty()
                           ? heading("Other help in " + area->name) + services_list(model.pack)
                           : heading("Other local help") + area_links(protocol);
    const Html mistake = paragraph(html::fragment(
        "If you think that this is not right, ", link("/check", "check again"), " or call us on ",
        unbroken(protocol.contact.telephone), ". We are glad to talk it through."));
    return local + elsewhere(protocol) + heading("Not right?") + mistake;
}

html::Page view(const protocol::Protocol& protocol, const Model& model)
{
    const Words words = words_of(protocol, model);
    const Html after =
        model.likely == Likely::could_help
            ? not_sure_words(model.check) + ways_in() +
                  paragraph(html::fragment("Whatever you decide, there is ",
                                           link("/local-help", "other local help"), "."))
            : other_help(protocol, model);
    return {.title = words.title,
            .body = element("h1", {attr("class", "govuk-heading-l")}, words.title) +
                    paragraph(words.why) + after,
            .back_href = "/check"};
}

} // namespace help_check_result

http::Response check_result(const Services& services, const http::Request& request,
                            const http::Viewer&, storage::UnitOfWork& work)
{
    using namespace help_check_result;
    const auto check = answered(services, request);
    if (!check) return begin_again();
    const auto verdict = likely(services.protocol, *check);
    if (!verdict) return go_on(services, *check);
    Model model{.check = *check, .likely = *verdict, .pack = {}};
    const protocol::Area* area = area_of(services.protocol, *check);
    if (area && *verdict != Likely::could_help)
        model.pack = services.directory.services(work, area->id, london_date(work.now()));
    return http::page(200, [&services, model = std::move(model)] {
        return html::document(services.site, view(services.protocol, model)).str();
    });
}

} // namespace evenhand::referral::pages
