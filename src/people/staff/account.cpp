#include "people/staff/account.hpp"

#include "core/check.hpp"
#include "people/staff/permissions.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::staff {

std::string_view name_of(AccountState state)
{
    switch (state) {
    case AccountState::invited:
        return "invited";
    case AccountState::active:
        return "active";
    case AccountState::ended:
        return "ended";
    }
    CHECK(false);
}

std::optional<AccountState> state_named(std::string_view name)
{
    for (const auto state : {AccountState::invited, AccountState::active, AccountState::ended}) {
        if (name_of(state) == name) return state;
    }
    return std::nullopt;
}

bool is_in_force(const Training& training, LocalDate today)
{
    return training.completed_on <= today &&
           (!training.valid_until || today <= *training.valid_until);
}

bool is_own(std::string_view actor_account, AccountId account)
{
    return actor_account == account.text();
}

std::optional<ApprovalRefusal> refuse_approval(const Proposal& proposal, const GrantRequest& grant)
{
    if (proposal.proposed_by == fmt::format("staff:{}", grant.granted_by)) {
        return ApprovalRefusal::own_proposal;
    }
    const auto refusal = refuse_grant(grant);
    if (!refusal) return std::nullopt;
    if (*refusal == GrantRefusal::own_account) return ApprovalRefusal::own_account;
    if (*refusal == GrantRefusal::one_way) return ApprovalRefusal::one_way;
    return ApprovalRefusal::no_longer_possible;
}

std::optional<GrantRefusal> refuse_grant(const GrantRequest& request)
{
    if (is_own(request.granted_by, request.account.id)) return GrantRefusal::own_account;
    if (!is_for_staff(request.role)) return GrantRefusal::not_for_staff;
    if (request.account.state == AccountState::ended) return GrantRefusal::account_ended;

    const auto has = [&](auto&& test) {
        return std::any_of(request.has.begin(), request.has.end(),
                           [&](const RoleGrant& grant) { return test(grant.role); });
    };
    if (has([&](Role role) { return role == request.role; })) return GrantRefusal::already_has;
    if (has([&](Role role) { return is_forbidden_pair(role, request.role); })) {
        return GrantRefusal::forbidden_pair;
    }
    if (std::ranges::any_of(request.ever,
                            [&](Role had) { return is_closed_for_ever(had, request.role); })) {
        return GrantRefusal::one_way;
    }
    return std::nullopt;
}

} // namespace evenhand::staff
