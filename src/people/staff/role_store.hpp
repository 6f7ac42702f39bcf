#pragma once

#include "people/staff/account.hpp"
#include "storage/facts.hpp"
#include "storage/unit_of_work.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace evenhand::staff {

/// That a role was granted, proposed, declined or revoked.
inline constexpr auto staff_role_table = storage::fact_table(
    "staff_role", storage::text("account_id"), storage::text("role"), storage::text("change"));

/// Which roles an account has, from the facts. Every function runs in the caller's unit of work.
class RoleStore
{
public:
    /// The roles that the account has now, in the order of all_roles.
    std::vector<RoleGrant> current(storage::UnitOfWork& work, AccountId account) const;
    /// Every role that was ever granted to the account, or to an earlier one of the same e-mail
    /// address: who comes back gets a new account, and has forgotten nothing. Reads all accounts
    /// once, of which a trial has hundreds.
    std::vector<Role> ever(storage::UnitOfWork& work, AccountId account) const;
    /// Locks the account's row first, so that two forbidden roles cannot be granted at once.
    std::optional<GrantRefusal> grant(storage::UnitOfWork& work, const Account& account, Role role,
                                      std::string_view granted_by, std::string_view reason) const;
    /// The same checks, but the role is only proposed: a second person approves it.
    std::optional<GrantRefusal> propose(storage::UnitOfWork& work, const Account& account,
                                        Role role, std::string_view proposed_by,
                                        std::string_view reason) const;
    /// What waits for a second person, the oldest first.
    std::vector<Proposal> proposals(storage::UnitOfWork& work, AccountId account) const;
    std::optional<ApprovalRefusal> approve(storage::UnitOfWork& work, const Account& account,
                                           GrantId proposal, std::string_view approved_by) const;
    /// False if there is no such proposal.
    bool decline(storage::UnitOfWork& work, AccountId account, GrantId proposal,
                 std::string_view reason) const;
    /// False if the account has no such grant now.
    bool revoke(storage::UnitOfWork& work, AccountId account, GrantId grant,
                std::string_view reason) const;
};

} // namespace evenhand::staff
