#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"
#include "people/staff/pages/pages.hpp"
#include "people/staff/pages/signing_in.hpp"

#include <array>
#include <vector>

namespace evenhand::staff {
namespace sign_in {

constexpr std::array messages{
    html::FieldMessage{"email", "missing", "Enter your email address"},
    html::FieldMessage{"password", "missing", "Enter your password"},
    html::FieldMessage{"email", "wrong", "Check your email address and password"},
};

/// What the page shows besides the form.
struct Model
{
    std::string email = {};
    std::string next = {};
    bool session_ended = false;
    bool kept = false; ///< a form came too late, and what was typed into it is kept
    std::vector<html::FieldError> errors = {};
};

html::Html ended_note()
{
    return html::inset_text(
        {.text = "You were signed out because nothing happened for 20 minutes, or because you had "
                 "been signed in for 10 hours. Sign in again to go on."});
}

html::Html kept_note()
{
    return html::inset_text({.text = "You were signed out before your form was sent. What you "
                                     "typed is kept: sign in, and it is in the form again."});
}

html::Html note(const Model& model)
{
    if (model.kept) return kept_note();
    return model.session_ended ? ended_note() : html::Html();
}

html::Page view(const Model& model, const http::FormTokens& tokens)
{
    const html::FieldErrors errors(model.errors, messages);
    const auto inputs = html::fragment(
        html::input({.name = "email",
                     .label = {.text = "Email address"},
                     .error = errors.on("email"),
                     .value = model.email,
                     .type = "email",
                     .autocomplete = "username",
                     .spellcheck = false}),
        html::password_input(
            {.name = "password", .label = {.text = "Password"}, .error = errors.on("password")}),
        html::hidden_input("next", model.next),
        model.kept ? html::hidden_input("kept", "yes") : html::Html(),
        html::button({.text = "Continue"}));
    return {.title = "Sign in",
            .body = html::fragment(errors.summary(), note(model), heading("Sign in"),
                                   paragraph("For staff of the trial. You need your password and "
                                             "the app that shows your one-time codes."),
                                   html::form(posting_to("/sign-in", tokens), inputs)),
            .has_errors = errors.any()};
}

http::Response again(const StaffServices& services, const http::Request& request, Model model)
{
    return answer_page(services, 422, [model = std::move(model), tokens = request.tokens] {
        return view(model, tokens);
    });
}

http::Response wait(const StaffServices& services, Instant free_at)
{
    return answer_page(services, 429, [free_at] {
        return html::Page{
            .title = "Too many attempts to sign in",
            .body = html::fragment(
                heading("Too many attempts to sign in"),
                paragraph("Someone has tried to sign in too many times from where you are, or with "
                          "this email address."),
                paragraph(html::fragment("You can try again on ", moment(free_at), ".")),
                paragraph(
                    "Your account is not locked. You can still sign in now from a computer or "
                    "phone that you have signed in from before."))};
    });
}

http::Response busy(const StaffServices& services)
{
    return answer_page(services, 503, [] {
        return html::Page{
            .title = "Too many people are signing in",
            .body = html::fragment(heading("Too many people are signing in"),
                                   paragraph("Wait a minute, then go back and try again."))};
    });
}

} // namespace sign_in

http::Response get_sign_in(const StaffServices& services, const http::Request& request,
                           const http::Viewer& viewer, storage::UnitOfWork& work)
{
    if (viewer.is_staff()) {
        return http::see_other(landing_path(services, request, roles_of(viewer)));
    }
    const auto next = next_path(services, request);
    sign_in::Model model{.next = next, .kept = request.query.value("kept") == "yes"};
    const auto cookie = request.cookies.find(http::session_cookie);
    if (cookie != request.cookies.end()) {
        const auto session = services.sessions.find(work, cookie->second, request.user_agent);
        model.session_ended = !session && session.error() == http::SessionRefusal::expired;
    }
    return answer_page(services, 200,
                       [model, tokens = request.tokens] { return sign_in::view(model, tokens); });
}

http::Response post_sign_in(const StaffServices& services, const http::Request& request,
                            const http::Viewer& viewer, storage::Units& units)
{
    const TypedPassword typed{std::string(request.form.value("email")),
                              std::string(request.form.value("password"))};
    sign_in::Model model{.email = typed.email,
                         .next = next_path(services, request),
                         .kept = request.form.value("kept") == "yes"};
    if (typed.email.empty()) model.errors.push_back({"email", "missing"});
    if (typed.password.empty()) model.errors.push_back({"password", "missing"});
    if (!model.errors.empty()) return sign_in::again(services, request, std::move(model));

    const auto answer = give_password(services, units, request, viewer, typed);
    switch (answer.outcome) {
    case PasswordOutcome::wrong:
        model.errors.push_back({"email", "wrong"});
        return sign_in::again(services, request, std::move(model));
    case PasswordOutcome::throttled:
        return sign_in::wait(services, answer.free_at);
    case PasswordOutcome::busy:
        return sign_in::busy(services);
    case PasswordOutcome::right:
        break;
    }
    auto response = http::see_other(with_next(services, "/sign-in/code", model.next));
    response.cookies.push_back({std::string(http::session_cookie), answer.session_cookie});
    return response;
}

} // namespace evenhand::staff
