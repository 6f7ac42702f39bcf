#pragma once

#include "core/date_input.hpp"
#include "core/email_address.hpp"
#include "core/id.hpp"
#include "core/person_name.hpp"
#include "core/time.hpp"
#include "people/staff/role.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::staff {

using AccountId = Id<struct AccountIdTag>;
using GrantId = Id<struct GrantIdTag>;

enum class AccountState {
    invited, ///< cannot sign in before the set-up is finished
    active,
    ended,
};
/// "invited", "active", "ended".
std::string_view name_of(AccountState state);
std::optional<AccountState> state_named(std::string_view name);

/// A role that an account has now, and since when.
struct RoleGrant
{
    GrantId id;
    Role role = Role::intake_officer;
    Instant since;
};

/// That somebody was trained, and until when it holds.
struct Training
{
    std::string course;
    LocalDate completed_on;
    std::optional<LocalDate> valid_until;
};
bool is_in_force(const Training& training, LocalDate today);

/// An account as a screen shows it: name and e-mail address opened.
struct Account
{
    AccountId id;
    AccountState state = AccountState::invited;
    std::string name;
    std::string email;
    Instant recorded_at;
    std::optional<Instant> ended_at = {};
};

/// A role that somebody proposed for an account and nobody has approved yet.
struct Proposal
{
    GrantId id;
    Role role = Role::intake_officer;
    Instant at;
    std::string proposed_by; ///< the fact's actor: "staff:4f0c…"
    std::string reason;
};

enum class GrantRefusal {
    own_account,   ///< nobody grants a role to themselves
    not_for_staff, ///< participants and referrers have no staff account
    account_ended,
    already_has,
    forbidden_pair,
    one_way, ///< they once had a role that sees the trial by arm
};

struct GrantRequest
{
    std::string_view granted_by; ///< the account id of who grants; empty on the command line
    const Account& account;
    Role role = Role::intake_officer;
    std::span<const RoleGrant> has = {};
    /// Every role that was ever granted to this account, or to an earlier one of the same address.
    std::span<const Role> ever = {};
};
/// Nothing if the role may be granted.
std::optional<GrantRefusal> refuse_grant(const GrantRequest& request);

enum class ApprovalRefusal {
    not_there,
    own_proposal, ///< one person alone gives nobody a role
    own_account,
    no_longer_possible, ///< the account ended, or has got a role that does not go with this one
    one_way,            ///< they once had a role that sees the trial by arm
};
/// Nothing if the approver may approve it. Two people are needed for every role (security 2.4,
/// case 25): an administrator who could give roles alone could give a second account of theirs the
/// right to see everybody's data.
std::optional<ApprovalRefusal> refuse_approval(const Proposal& proposal, const GrantRequest& grant);

/// Nobody ends their own account or takes away their own role: the last administrator would lock
/// everybody out, and a mistake could not be put right.
bool is_own(std::string_view actor_account, AccountId account);

} // namespace evenhand::staff
