#include "core/check.hpp"
#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/new_password.hpp"
#include "people/staff/pages/pages.hpp"

#include <array>
#include <vector>

namespace evenhand::staff {
namespace password {

constexpr std::array own_messages{
    html::FieldMessage{"password", "missing", "Enter the password you have now"},
    html::FieldMessage{"password", "wrong", "That is not the password you have now"},
};

std::vector<html::FieldMessage> messages()
{
    std::vector<html::FieldMessage> all(own_messages.begin(), own_messages.end());
    const auto more = new_password_messages();
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

html::Page view(const std::vector<html::FieldError>& found, const http::FormTokens& tokens)
{
    const auto words = messages();
    const html::FieldErrors errors(found, words);
    const auto inputs =
        html::fragment(html::password_input({.name = "password",
                                             .label = {.text = "The password you have now"},
                                             .error = errors.on("password")}),
                       new_password_inputs(errors), html::button({.text = "Change password"}));
    return {.title = "Change your password",
            .body = html::fragment(errors.summary(), heading("Change your password"),
                                   paragraph("You will be signed out everywhere else."),
                                   html::form(posting_to("/account/password", tokens), inputs)),
            .has_errors = errors.any(),
            .back_href = "/account"};
}

http::Response again(const StaffServices& services, const http::Request& request,
                     const http::Viewer& viewer, std::vector<html::FieldError> errors)
{
    const int status = errors.empty() ? 200 : 422;
    return answer_staff_page(
        services, status, request, viewer,
        [errors = std::move(errors), tokens = request.tokens] { return view(errors, tokens); });
}

struct Known
{
    Account account;
    std::string stored_hash;
};

Known load(const StaffServices& services, storage::UnitOfWork& work, AccountId id)
{
    auto account = services.accounts.find(work, id);
    const auto credential = services.credentials.find(work, id);
    CHECK(account && credential);
    return {*std::move(account), credential->password_hash};
}

/// A guess at the present password counts like one at a code: whoever finds an open session must
/// not be able to try passwords at will.
bool count(const StaffServices& services, storage::UnitOfWork& work, AccountId id, Instant now)
{
    const GuessOwner owner{GuessOwner::Kind::code, id.text()};
    const auto answer = count_guess(services.sign_ins.lock(work, {owner}, now).front(),
                                    services.settings.throttle, now);
    services.sign_ins.save(work, owner, answer.after, now);
    return answer.allowed;
}

void change(const StaffServices& services, storage::UnitOfWork& work, const http::Viewer& viewer,
            AccountId id, std::string_view hash, Instant counted_at)
{
    const auto now = services.clock.now();
    const GuessOwner owner{GuessOwner::Kind::code, id.text()};
    const auto guesses = services.sign_ins.lock(work, {owner}, now).front();
    services.sign_ins.save(work, owner, forgive(guesses, counted_at), now);
    services.credentials.set_password(work, id, hash, now);
    services.sessions.end_all(work, viewer.account_id, viewer.session_id);
    work.log({.action = "staff.password_changed",
              .object_type = "staff_account",
              .object_id = viewer.account_id,
              .detail = {}});
}

} // namespace password

http::Response get_password(const StaffServices& services, const http::Request& request,
                            const http::Viewer& viewer, storage::UnitOfWork&)
{
    return password::again(services, request, viewer, {});
}

http::Response post_password(const StaffServices& services, const http::Request& request,
                             const http::Viewer& viewer, storage::Units& units)
{
    const auto id = AccountId::parse(viewer.account_id);
    CHECK(id.has_value());
    const auto typed = request.form.value("password");
    const NewPassword wanted{std::string(request.form.value("new_password")),
                             std::string(request.form.value("again"))};
    if (typed.empty()) {
        return password::again(services, request, viewer, {{"password", "missing"}});
    }
    const auto actor = viewer.actor();
    const auto known = units.read(actor, "change password", [&](storage::UnitOfWork& work) {
        return password::load(services, work, *id);
    });
    auto errors = errors_of(wanted, known.account, services);
    if (!errors.empty()) return password::again(services, request, viewer, std::move(errors));
    const auto counted_at = services.clock.now();
    const bool allowed = units.write(actor, "change password", [&](storage::UnitOfWork& work) {
        return password::count(services, work, *id, counted_at);
    });
    if (!allowed) return status_only(429);

    const auto verdict = services.hasher.verify(typed, viewer.account_id, known.stored_hash);
    if (!verdict) return status_only(503);
    if (*verdict == crypto::PasswordVerdict::wrong) {
        // The same form sent again, because the answer to it was lost, finds its work done.
        const auto done =
            services.hasher.verify(wanted.password, viewer.account_id, known.stored_hash);
        if (!done) return status_only(503);
        if (*done != crypto::PasswordVerdict::wrong) return http::see_other("/account");
        units.write(actor, "change password", [&](storage::UnitOfWork& work) {
            work.log({.action = "staff.password_change_refused",
                      .object_type = "staff_account",
                      .object_id = viewer.account_id,
                      .detail = {}});
        });
        return password::again(services, request, viewer, {{"password", "wrong"}});
    }
    const auto hash = services.hasher.hash(wanted.password, viewer.account_id, services.random);
    if (!hash) return status_only(503);
    units.write(actor, "change password", [&](storage::UnitOfWork& work) {
        password::change(services, work, viewer, *id, *hash, counted_at);
    });
    return http::see_other("/account");
}

} // namespace evenhand::staff
