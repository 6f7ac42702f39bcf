#include "core/check.hpp"
#include "html/components.hpp"
#include "people/staff/pages/admin_pages.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/member.hpp"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <vector>

namespace evenhand::staff {
namespace staff_role {

constexpr std::array messages{
    html::FieldMessage{"role", "missing", "Choose a role"},
    html::FieldMessage{"role", "own_account", "You cannot propose a role for yourself"},
    html::FieldMessage{"role", "account_ended", "This account has ended"},
    html::FieldMessage{"role", "already_has",
                       "They have this role already, or it waits to be approved"},
    html::FieldMessage{"role", "forbidden_pair",
                       "This role does not go with another role that they have: one would undo "
                       "the other"},
    html::FieldMessage{"role", "one_way",
                       "They once had a role that sees the trial by group. Such a role is one-way: "
                       "they can never have this one"},
    reason_missing,
    reason_too_long,
    reason_not_text,
};

std::string_view code_of(GrantRefusal refusal)
{
    switch (refusal) {
    case GrantRefusal::own_account:
        return "own_account";
    case GrantRefusal::not_for_staff:
        return "missing"; // the page offers none such
    case GrantRefusal::account_ended:
        return "account_ended";
    case GrantRefusal::already_has:
        return "already_has";
    case GrantRefusal::forbidden_pair:
        return "forbidden_pair";
    case GrantRefusal::one_way:
        return "one_way";
    }
    CHECK(false);
}

struct Typed
{
    std::string role;
    std::string reason;
};

Typed typed_in(const http::FormData& form)
{
    return {std::string(form.value("role")), std::string(form.value("reason"))};
}

html::Html role_radios(const html::FieldErrors& errors, const Typed& typed)
{
    std::vector<html::ChoiceItem> items;
    for (const auto role : all_roles) {
        if (!is_for_staff(role)) continue;
        items.push_back(
            {.value = std::string(name_of(role)),
             .text = title_of(role),
             .hint = {.text = is_one_way(role) ? html::Html(one_way_words) : html::Html{}}});
    }
    return html::radios(
        {.name = "role",
         .fieldset =
             html::Fieldset{.legend = {.text = "Role", .classes = "govuk-fieldset__legend--m"}},
         .error = errors.on("role"),
         .items = std::move(items),
         .value = typed.role,
         .classes = "govuk-radios--small"});
}

html::Page view(const Account& who, const Typed& typed, const std::vector<html::FieldError>& found,
                const http::FormTokens& tokens)
{
    const html::FieldErrors errors(found, messages);
    const auto inputs =
        html::fragment(role_radios(errors, typed), html::input(reason_input(errors, typed.reason)),
                       html::button({.text = "Propose this role"}));
    return {.title = "Propose a role for " + who.name,
            .body = html::fragment(
                errors.summary(), heading("Propose a role for " + who.name),
                paragraph("A second person has to approve it before they have it."),
                html::form(posting_to(member_path(who.id, "/roles/new"), tokens), inputs)),
            .has_errors = errors.any(),
            .back_href = member_path(who.id)};
}

http::Response show(const StaffServices& services, const http::Request& request,
                    const http::Viewer& viewer, const Account& who, Typed typed,
                    std::vector<html::FieldError> errors)
{
    const int status = errors.empty() ? 200 : 422;
    return answer_staff_page(
        services, status, request, viewer,
        [who, typed = std::move(typed), errors = std::move(errors), tokens = request.tokens] {
            return view(who, typed, errors, tokens);
        });
}

/// The proposal that the path names, if it waits for this account.
std::optional<Proposal> find_proposal(const StaffServices& services, storage::UnitOfWork& work,
                                      const http::Request& request, AccountId account)
{
    const auto wanted = request.id<GrantId>("proposal");
    if (!wanted) return std::nullopt;
    for (auto& waiting : services.roles.proposals(work, account)) {
        if (waiting.id == *wanted) return waiting;
    }
    return std::nullopt;
}

html::Page proposal_page(const Account& who, const Proposal& waiting,
                         const http::FormTokens& tokens)
{
    const auto title = fmt::format("{} for {}", title_of(waiting.role), who.name);
    const auto path = member_path(who.id, "/proposals/" + waiting.id.text());
    return {
        .title = title,
        .body = html::fragment(
            heading(title),
            paragraph(
                html::fragment("Proposed on ", moment(waiting.at), ". Reason: ", waiting.reason)),
            paragraph("Whoever proposed it cannot approve it."),
            is_one_way(waiting.role) ? html::warning_text({.text = one_way_words}) : html::Html{},
            html::form(posting_to(path + "/approve", tokens), html::button({.text = "Approve"})),
            html::form(posting_to(path + "/decline", tokens),
                       html::button({.text = "Decline", .classes = "govuk-button--secondary"}))),
        .back_href = member_path(who.id)};
}

std::string_view sentence_of(ApprovalRefusal why)
{
    switch (why) {
    case ApprovalRefusal::own_proposal:
    case ApprovalRefusal::own_account:
        return "Somebody else has to approve it: you proposed it, or it is for your own account.";
    case ApprovalRefusal::no_longer_possible:
        return "The account has ended, or has got a role that does not go with this one.";
    case ApprovalRefusal::one_way:
        return "They once had a role that sees the trial by group. Such a role is one-way: they "
               "can never have this one.";
    case ApprovalRefusal::not_there:
        break; // it has no page
    }
    CHECK(false);
}

http::Response refused(const StaffServices& services, const http::Request& request,
                       const http::Viewer& viewer, const Account& who, ApprovalRefusal why)
{
    if (why == ApprovalRefusal::not_there) return http::not_found();
    return answer_staff_page(services, 409, request, viewer, [who, why] {
        return html::Page{
            .title = "This role was not given",
            .body = html::fragment(heading("This role was not given"), paragraph(sentence_of(why))),
            .back_href = member_path(who.id)};
    });
}

} // namespace staff_role

http::Response get_propose_role(const StaffServices& services, const http::Request& request,
                                const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto who = find_member(services, work, request);
    if (!who) return http::not_found();
    return staff_role::show(services, request, viewer, *who, staff_role::typed_in(request.form),
                            {});
}

http::Response post_propose_role(const StaffServices& services, const http::Request& request,
                                 const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto who = find_member(services, work, request);
    if (!who) return http::not_found();
    auto typed = staff_role::typed_in(request.form);
    std::vector<html::FieldError> errors;
    const auto role = role_named(typed.role);
    if (!role) errors.push_back({"role", "missing"});
    const auto reason = parse_reason(typed.reason);
    if (!reason) errors.push_back({"reason", std::string(reason.error())});
    if (errors.empty()) {
        const auto refusal = services.roles.propose(work, *who, *role, viewer.account_id, *reason);
        if (refusal) errors.push_back({"role", std::string(staff_role::code_of(*refusal))});
    }
    if (!errors.empty()) {
        return staff_role::show(services, request, viewer, *who, std::move(typed),
                                std::move(errors));
    }
    return http::see_other(member_path(who->id));
}

http::Response get_proposal(const StaffServices& services, const http::Request& request,
                            const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto who = find_member(services, work, request);
    if (!who) return http::not_found();
    const auto waiting = staff_role::find_proposal(services, work, request, who->id);
    if (!waiting) return http::not_found();
    return answer_staff_page(services, 200, request, viewer,
                             [who = *who, waiting = *waiting, tokens = request.tokens] {
                                 return staff_role::proposal_page(who, waiting, tokens);
                             });
}

http::Response post_approve_role(const StaffServices& services, const http::Request& request,
                                 const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto who = find_member(services, work, request);
    const auto proposal = request.id<GrantId>("proposal");
    if (!who || !proposal) return http::not_found();
    const auto refusal = services.roles.approve(work, *who, *proposal, viewer.account_id);
    if (refusal) return staff_role::refused(services, request, viewer, *who, *refusal);
    services.sessions.end_all(work, who->id.text());
    return http::see_other(member_path(who->id));
}

http::Response post_decline_role(const StaffServices& services, const http::Request& request,
                                 const http::Viewer&, storage::UnitOfWork& work)
{
    const auto who = find_member(services, work, request);
    const auto proposal = request.id<GrantId>("proposal");
    if (!who || !proposal) return http::not_found();
    if (!services.roles.decline(work, who->id, *proposal, "declined")) return http::not_found();
    return http::see_other(member_path(who->id));
}

} // namespace evenhand::staff
