#include "recruitment/referral/pages/pages.hpp"

#include "core/reference.hpp"
#include "html/components.hpp"
#include "html/form.hpp"
#include "recruitment/referral/pages/prose.hpp"

#include <fmt/format.h>

namespace evenhand::referral::pages {

namespace save_page {

using html::attr;
using html::element;
using html::Html;

constexpr std::string_view code_cookie = "__Host-code";

/// The code in the cookie; nothing if somebody has changed it.
std::optional<ResumeCode> code_in(std::string_view cookie)
{
    auto code = ResumeCode::parse(cookie);
    if (!code) return std::nullopt;
    return *std::move(code);
}

html::Page offer(const protocol::Protocol& protocol, const http::FormTokens& tokens)
{
    return {.title = "Save and come back later",
            .body =
                element("h1", {attr("class", "govuk-heading-l")}, "Save and come back later") +
                paragraph(fmt::format(
                    "Your answers are kept for {} days. To go on from any phone or computer you "
                    "need a code.",
                    protocol.referral.draft_days)) +
                html::form({.action = "/join/save",
                            .csrf = tokens.csrf,
                            .idempotency_key = tokens.idempotency_key},
                           html::button({.text = "Show me a code"})),
            .back_href = "/"};
}

html::Page show(const protocol::Protocol& protocol, std::string_view code)
{
    return {.title = "Your answers are saved",
            .body =
                html::panel({.title = "Your answers are saved",
                             .text = Html("Your code is ") +
                                     element("strong", {attr("class", "evenhand-nowrap")}, code)}) +
                paragraph("Write the code down or take a picture of it. Whoever has it can see "
                          "what you typed, "
                          "so we show it only for the next five minutes.") +
                paragraph(fmt::format(
                    "To go on within {} days, choose \"Go on with answers you saved\" on the "
                    "first page, and enter the code.",
                    protocol.referral.draft_days)) +
                paragraph(link("/", "Back to the first page"))};
}

} // namespace save_page

http::Response offer_save(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork& work)
{
    if (answers_so_far(services, viewer, work).empty()) return http::see_other("/");
    return http::page(200, [&services, tokens = request.tokens] {
        return html::document(services.site, save_page::offer(services.protocol, tokens)).str();
    });
}

/// A POST answers with 303, and a code may stand in no address; so it travels to the next page in a
/// cookie that lives for five minutes. Sending the form again makes a new code and ends the former
/// one.
http::Response save(const Services& services, const http::Request&, const http::Viewer& viewer,
                    storage::UnitOfWork& work)
{
    const auto code = services.drafts.issue_code(work, journey_draft(viewer));
    if (!code) return http::see_other("/");
    http::Response response = http::see_other("/join/saved");
    response.cookies.push_back({.name = std::string(save_page::code_cookie),
                                .value = code->reveal(),
                                .max_age_seconds = 300});
    return response;
}

http::Response saved(const Services& services, const http::Request& request, const http::Viewer&,
                     storage::UnitOfWork&)
{
    const auto cookie = request.cookies.find(save_page::code_cookie);
    const auto code =
        cookie == request.cookies.end() ? std::nullopt : save_page::code_in(cookie->second);
    if (!code) return http::see_other("/join/save");
    return http::page(200, [&services, code = code->reveal()] {
        return html::document(services.site, save_page::show(services.protocol, code)).str();
    });
}

} // namespace evenhand::referral::pages
