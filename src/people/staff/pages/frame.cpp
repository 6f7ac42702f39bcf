#include "people/staff/pages/frame.hpp"

#include "core/london_time.hpp"
#include "html/components.hpp"
#include "http/kept_forms.hpp"
#include "http/url.hpp"
#include "people/staff/pages/gatekeeper.hpp"

#include <fmt/format.h>

namespace evenhand::staff {
namespace frame {

std::string role_titles(const http::Viewer& viewer)
{
    std::string titles;
    for (const auto role : roles_of(viewer)) {
        if (!titles.empty()) titles += ", ";
        titles += title_of(role);
    }
    return titles;
}

/// Works without script: the page says when, and a button puts it off. The answer comes in another
/// tab, so that what is typed on this page stays where it is.
html::Html session_note(const http::Viewer& viewer, const http::FormTokens& tokens)
{
    if (!viewer.session_ends) return {};
    auto form = posting_to("/session/extend", tokens);
    form.attributes = {html::attr("target", "_blank")};
    const auto words = html::fragment(
        "You will be signed out on ", moment(*viewer.session_ends),
        ", unless you open another page before then. If you are still typing, stay signed in.");
    return html::details(
        {.summary = "When you will be signed out",
         .text = html::fragment(
             paragraph(words),
             html::form(form, html::button({.text = "Stay signed in (opens in a new tab)",
                                            .classes = "govuk-button--secondary"})))});
}

} // namespace frame

html::Page in_staff_frame(const StaffServices& services, const http::Viewer& viewer,
                          const http::FormTokens& tokens, html::Page page)
{
    if (page.navigation.empty()) {
        for (const auto& link : services.settings.links) {
            if (may_anywhere(viewer, link.permission)) {
                page.navigation.push_back({.text = link.text, .href = link.href});
            }
        }
    }
    page.signed_in = html::SignedIn{.name = viewer.display_name,
                                    .role = frame::role_titles(viewer),
                                    .sign_out_action = "/sign-out",
                                    .csrf = tokens.csrf};
    page.body += frame::session_note(viewer, tokens);
    return page;
}

html::Html brought_back_note(const std::string& path)
{
    const auto link =
        html::element("a",
                      {html::attr("class", "govuk-link"),
                       html::attr("href", fmt::format("{}?{}=yes", path, http::empty_form))},
                      "Start with an empty form");
    return html::inset_text(
        {.text = html::fragment(
             paragraph("This was not sent: you had been signed out, or a code was needed first. "
                       "What you typed is in the form again. Check it and send it."),
             paragraph(link))});
}

html::Form posting_to(std::string action, const http::FormTokens& tokens)
{
    return {.action = std::move(action),
            .csrf = tokens.csrf,
            .idempotency_key = tokens.idempotency_key};
}

std::string next_path(const StaffServices& services, const http::Request& request)
{
    const auto asked =
        request.form.has("next") ? request.form.value("next") : request.query.value("next");
    if (asked.empty() || !http::is_local_path(asked)) return services.settings.start_page;
    return std::string(asked);
}

std::string landing_path(const StaffServices& services, const http::Request& request,
                         std::span<const Role> roles)
{
    auto next = next_path(services, request);
    if (next != services.settings.start_page) return next;
    const std::string* first_open = nullptr;
    for (const auto& link : services.settings.links) {
        if (!may_anywhere(Standing::staff, roles, link.permission)) continue;
        const bool is_theirs = std::ranges::any_of(link.first_for, [&](Role role) {
            return std::ranges::find(roles, role) != roles.end();
        });
        if (is_theirs) return link.href;
        if (first_open == nullptr) first_open = &link.href;
    }
    return first_open == nullptr ? next : *first_open;
}

std::string with_next(const StaffServices& services, std::string_view path, std::string_view next)
{
    std::string whole(path);
    if (next != services.settings.start_page) whole += "?next=" + http::percent_encode(next);
    return whole;
}

http::Response status_only(int status)
{
    http::Response response;
    response.status = status;
    return response;
}

html::Html heading(std::string_view text)
{
    return html::element("h1", {html::attr("class", "govuk-heading-l")}, text);
}

html::Html paragraph(const html::Html& text)
{
    return html::element("p", {html::attr("class", "govuk-body")}, text);
}

html::Html moment(Instant at)
{
    return html::element("time", {html::attr("datetime", at.iso())}, london_plain(at));
}

} // namespace evenhand::staff
