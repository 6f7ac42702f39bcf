#include "people/staff/pages/code_page.hpp"

#include "core/check.hpp"
#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"

#include <array>
#include <vector>

namespace evenhand::staff {
namespace code_page {

constexpr std::array messages{
    html::FieldMessage{"code", "missing", "Enter your code"},
    html::FieldMessage{"code", "malformed", "Enter the 6 numbers that your app shows"},
    html::FieldMessage{"code", "malformed_recovery",
                       "Enter a recovery code: 16 letters and numbers"},
    html::FieldMessage{"code", "wrong",
                       "That code is not right. Check your app for the code it "
                       "shows now"},
    html::FieldMessage{"code", "wrong_recovery",
                       "That recovery code is not right, or you have used it before"},
    html::FieldMessage{"code", "used_before",
                       "You have used that code. Wait for your app to show the next one"},
};

std::vector<html::FieldError> errors_of(std::string_view code)
{
    if (code.empty()) return {};
    return {{"code", std::string(code)}};
}

html::Page view(const CodePage& page, const http::FormTokens& tokens, const std::string& next,
                std::string_view code)
{
    const auto found = errors_of(code);
    const html::FieldErrors errors(found, messages);
    const bool by_app = page.kind == CodeKind::app;
    html::Html other;
    if (!page.other_words.empty()) {
        other = paragraph(html::element(
            "a", {html::attr("class", "govuk-link"), html::attr("href", page.other_path)},
            page.other_words));
    }
    const auto inputs = html::fragment(
        html::input(
            {.name = "code",
             .label = {.text = page.title, .page_heading = true, .classes = "govuk-label--l"},
             .hint = {.text = page.hint},
             .error = errors.on("code"),
             .inputmode = by_app ? "numeric" : "",
             .autocomplete = by_app ? "one-time-code" : "off",
             .spellcheck = false,
             .classes = by_app ? "govuk-input--width-10" : "govuk-input--width-20"}),
        html::hidden_input("next", next), html::button({.text = "Continue"}));
    return {.title = std::string(page.title),
            .body = html::fragment(errors.summary(),
                                   html::form(posting_to(std::string(page.path), tokens), inputs),
                                   other),
            .has_errors = errors.any()};
}

http::Response again(const StaffServices& services, const http::Request& request,
                     const CodePage& page, std::string_view code)
{
    return answer_page(services, code.empty() ? 200 : 422,
                       [page, tokens = request.tokens, next = next_path(services, request),
                        code = std::string(code)] { return view(page, tokens, next, code); });
}

http::Response begin_again(const StaffServices& services, const http::Request& request)
{
    return answer_page(services, 422, [next = next_path(services, request), &services] {
        return html::Page{
            .title = "Sign in again",
            .body = html::fragment(
                heading("Sign in again"),
                paragraph("Too many wrong codes were entered, or it took too long."),
                html::button({.text = "Sign in", .href = with_next(services, "/sign-in", next)}))};
    });
}

http::Response wait(const StaffServices& services, Instant free_at)
{
    return answer_page(services, 429, [free_at] {
        return html::Page{.title = "Too many codes",
                          .body = html::fragment(heading("Too many codes"),
                                                 paragraph(html::fragment("You can try again on ",
                                                                          moment(free_at), ".")))};
    });
}

} // namespace code_page

http::Response show_code_page(const StaffServices& services, const http::Request& request,
                              const CodePage& page)
{
    return code_page::again(services, request, page, "");
}

http::Response take_code(const StaffServices& services, const http::Request& request,
                         const http::Viewer& viewer, storage::Units& units, const CodePage& page)
{
    const auto typed = request.form.value("code");
    const bool by_app = page.kind == CodeKind::app;
    if (typed.empty()) return code_page::again(services, request, page, "missing");
    const auto answer = give_code(services, units, request, viewer, page.kind, typed);
    switch (answer.outcome) {
    case CodeOutcome::malformed:
        return code_page::again(services, request, page,
                                by_app ? "malformed" : "malformed_recovery");
    case CodeOutcome::wrong:
        return code_page::again(services, request, page, by_app ? "wrong" : "wrong_recovery");
    case CodeOutcome::used_before:
        return code_page::again(services, request, page, "used_before");
    case CodeOutcome::throttled:
        return code_page::wait(services, answer.free_at);
    case CodeOutcome::session_over:
        return code_page::begin_again(services, request);
    case CodeOutcome::right:
        break;
    }
    const auto account = AccountId::parse(viewer.account_id);
    CHECK(account.has_value());
    const auto roles = units.read(viewer.actor(), "where to begin", [&](auto& work) {
        std::vector<Role> all;
        for (const auto& grant : services.roles.current(work, *account))
            all.push_back(grant.role);
        return all;
    });
    auto response = http::see_other(landing_path(services, request, roles));
    set_cookies(response, answer);
    return response;
}

} // namespace evenhand::staff
