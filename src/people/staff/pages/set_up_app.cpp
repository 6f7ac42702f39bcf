#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/pages.hpp"
#include "people/staff/pages/set_up.hpp"
#include "people/staff/pages/show_codes.hpp"

#include <array>
#include <memory>
#include <vector>

namespace evenhand::staff {
namespace set_up_app {

constexpr std::array messages{
    html::FieldMessage{"code", "missing", "Enter the 6 numbers that your app shows"},
    html::FieldMessage{"code", "malformed", "Enter the 6 numbers that your app shows"},
    html::FieldMessage{"code", "wrong",
                       "That code is not right. Check that your phone shows the right time, and "
                       "enter the code that your app shows now"},
    html::FieldMessage{"code", "used_before",
                       "You have used that code. Wait for your app to show the next one"},
};

std::string_view code_of(crypto::CodeRefusal refusal)
{
    switch (refusal) {
    case crypto::CodeRefusal::malformed:
        return "malformed";
    case crypto::CodeRefusal::wrong:
        return "wrong";
    case crypto::CodeRefusal::already_used:
        return "used_before";
    }
    return "wrong";
}

html::Page view(const StaffServices& services, const SetUp& who, const crypto::TotpSecret& secret,
                const std::vector<html::FieldError>& found, const http::FormTokens& tokens)
{
    const html::FieldErrors errors(found, messages);
    const auto inputs =
        html::fragment(html::input({.name = "code",
                                    .label = {.text = "The 6 numbers that the app shows now"},
                                    .error = errors.on("code"),
                                    .inputmode = "numeric",
                                    .autocomplete = "one-time-code",
                                    .spellcheck = false,
                                    .classes = "govuk-input--width-10"}),
                       html::button({.text = "Continue"}));
    return {.title = "Add this service to your authenticator app",
            .body = html::fragment(
                errors.summary(),
                html::element("span", {html::attr("class", "govuk-caption-l")}, "Step 2 of 3"),
                heading("Add this service to your authenticator app"),
                paragraph("Each time you sign in, you need a code from an app on your phone or "
                          "computer. Any app for one-time codes will do."),
                paragraph("Open the app, choose to add an account, and scan this picture."),
                show_app_secret(secret, {.issuer = services.settings.service_name,
                                         .account = who.account.email}),
                html::form(posting_to(who.path + "/app", tokens), inputs)),
            .has_errors = errors.any()};
}

http::Response show(const StaffServices& services, const http::Request& request, SetUp who,
                    crypto::TotpSecret secret, std::string_view code)
{
    std::vector<html::FieldError> errors;
    if (!code.empty()) errors.push_back({"code", std::string(code)});
    const int status = errors.empty() ? 200 : 422;
    // A body can be copied and a secret cannot, so they share it.
    auto shared = std::make_shared<crypto::TotpSecret>(std::move(secret));
    return answer_page(services, status,
                       [&services, who = std::move(who), shared, errors, tokens = request.tokens] {
                           return view(services, who, *shared, errors, tokens);
                       });
}

} // namespace set_up_app

http::Response get_set_up_app(const StaffServices& services, const http::Request& request,
                              const http::Viewer&, storage::UnitOfWork& work)
{
    auto who = find_set_up(services, work, request);
    if (!who || !who->has_password) return http::not_found();
    auto secret = services.credentials.code_secret(work, who->account.id);
    return set_up_app::show(services, request, *std::move(who), std::move(secret), "");
}

http::Response post_set_up_app(const StaffServices& services, const http::Request& request,
                               const http::Viewer& viewer, storage::Units& units)
{
    const auto typed = request.form.value("code");
    return units.write(viewer.actor(), "set up", [&](storage::UnitOfWork& work) {
        auto who = find_set_up(services, work, request);
        if (!who || !who->has_password) return http::not_found();
        const auto now = services.clock.now();
        const auto account = who->account.id;
        const auto refusal = services.credentials.use_code(work, account, typed, now);
        if (refusal) {
            auto secret = services.credentials.code_secret(work, account);
            const auto code = typed.empty() ? "missing" : set_up_app::code_of(*refusal);
            return set_up_app::show(services, request, *std::move(who), std::move(secret), code);
        }
        services.credentials.prepare_codes(work, account,
                                           crypto::make_recovery_codes(work.random()), now);
        work.log({.action = "staff.app_added",
                  .object_type = "staff_account",
                  .object_id = account.text(),
                  .detail = {}});
        return http::see_other(who->path + "/codes");
    });
}

} // namespace evenhand::staff
