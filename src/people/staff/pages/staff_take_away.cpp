#include "html/components.hpp"
#include "people/staff/pages/admin_pages.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/member.hpp"

#include <array>
#include <optional>
#include <vector>

namespace evenhand::staff {
namespace staff_take_away {

constexpr std::array messages{reason_missing, reason_too_long, reason_not_text};

/// The words and address of one of the two pages, which both ask for a reason and nothing else.
struct Question
{
    AccountId account;
    std::string title;
    std::string_view warning;
    std::string path;
    std::string_view button;
};

html::Page view(const Question& question, const std::string& typed,
                const std::vector<html::FieldError>& found, const http::FormTokens& tokens)
{
    const html::FieldErrors errors(found, messages);
    const auto inputs =
        html::fragment(html::input(reason_input(errors, typed)),
                       html::button({.text = question.button, .classes = "govuk-button--warning"}));
    return {.title = question.title,
            .body = html::fragment(errors.summary(), heading(question.title),
                                   html::warning_text({.text = question.warning}),
                                   html::form(posting_to(question.path, tokens), inputs)),
            .has_errors = errors.any(),
            .back_href = member_path(question.account)};
}

http::Response show(const StaffServices& services, const http::Request& request,
                    const http::Viewer& viewer, Question question, std::string_view code)
{
    std::vector<html::FieldError> errors;
    if (!code.empty()) errors.push_back({"reason", std::string(code)});
    return answer_staff_page(
        services, errors.empty() ? 200 : 422, request, viewer,
        [question = std::move(question), errors, typed = std::string(request.form.value("reason")),
         tokens = request.tokens] { return view(question, typed, errors, tokens); });
}

/// The grant that the path names, if the account has it and it is not the viewer's own.
std::optional<RoleGrant> find_grant(const StaffServices& services, storage::UnitOfWork& work,
                                    const http::Request& request, const http::Viewer& viewer,
                                    AccountId account)
{
    const auto wanted = request.id<GrantId>("grant");
    if (!wanted || is_own(viewer.account_id, account)) return std::nullopt;
    for (const auto& grant : services.roles.current(work, account)) {
        if (grant.id == *wanted) return grant;
    }
    return std::nullopt;
}

Question revoking(const Account& who, const RoleGrant& grant)
{
    return {.account = who.id,
            .title =
                "Take away the role of " + std::string(title_of(grant.role)) + " from " + who.name,
            .warning = "They are signed out at once.",
            .path = member_path(who.id, "/roles/" + grant.id.text() + "/revoke"),
            .button = "Take away this role"};
}

Question ending(const Account& who)
{
    return {.account = who.id,
            .title = "End the account of " + who.name,
            .warning = "They are signed out at once and can never sign in with this account again.",
            .path = member_path(who.id, "/end"),
            .button = "End this account"};
}

/// The account that the path names, if it can still be ended by this viewer.
std::optional<Account> find_ending(const StaffServices& services, storage::UnitOfWork& work,
                                   const http::Request& request, const http::Viewer& viewer)
{
    auto who = find_member(services, work, request);
    if (!who || is_own(viewer.account_id, who->id) || who->state == AccountState::ended) {
        return std::nullopt;
    }
    return who;
}

} // namespace staff_take_away

http::Response get_revoke_role(const StaffServices& services, const http::Request& request,
                               const http::Viewer& viewer, storage::UnitOfWork& work)
{
    using staff_take_away::find_grant;
    const auto who = find_member(services, work, request);
    if (!who) return http::not_found();
    const auto grant = find_grant(services, work, request, viewer, who->id);
    if (!grant) return http::not_found();
    return staff_take_away::show(services, request, viewer, staff_take_away::revoking(*who, *grant),
                                 "");
}

http::Response post_revoke_role(const StaffServices& services, const http::Request& request,
                                const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto who = find_member(services, work, request);
    if (!who) return http::not_found();
    const auto grant = staff_take_away::find_grant(services, work, request, viewer, who->id);
    if (!grant) return http::not_found();
    const auto reason = parse_reason(request.form.value("reason"));
    if (!reason) {
        return staff_take_away::show(services, request, viewer,
                                     staff_take_away::revoking(*who, *grant), reason.error());
    }
    if (!services.roles.revoke(work, who->id, grant->id, *reason)) return http::not_found();
    services.sessions.end_all(work, who->id.text());
    return http::see_other(member_path(who->id));
}

http::Response get_end_account(const StaffServices& services, const http::Request& request,
                               const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto who = staff_take_away::find_ending(services, work, request, viewer);
    if (!who) return http::not_found();
    return staff_take_away::show(services, request, viewer, staff_take_away::ending(*who), "");
}

http::Response post_end_account(const StaffServices& services, const http::Request& request,
                                const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto who = staff_take_away::find_ending(services, work, request, viewer);
    if (!who) return http::not_found();
    const auto reason = parse_reason(request.form.value("reason"));
    if (!reason) {
        return staff_take_away::show(services, request, viewer, staff_take_away::ending(*who),
                                     reason.error());
    }
    services.accounts.set_state(work, who->id, AccountState::ended, *reason);
    services.credentials.forget(work, who->id);
    services.sessions.end_all(work, who->id.text());
    return http::see_other(member_path(who->id));
}

} // namespace evenhand::staff
