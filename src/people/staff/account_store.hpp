#pragma once

#include "people/staff/account.hpp"
#include "people/staff/secrets.hpp"
#include "storage/table.hpp"
#include "storage/unit_of_work.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::staff {

/// The audited tables of this room, for `verify all`.
std::span<const storage::Table* const> audited_tables();

struct NewAccount
{
    PersonName name;
    EmailAddress email;
};

/// A page of accounts. The keyset is the last row's moment and id (design 8.13).
struct AccountListQuery
{
    enum class Order { newest_first, oldest_first };
    Order order = Order::newest_first;
    std::optional<Role> role = {}; ///< only who has it now
    std::string after = {};        ///< AccountPage::next of the page before; empty: the first
    int page_size = 50;
};
struct AccountRow
{
    Account account;
    std::vector<Role> roles;
};
struct AccountPage
{
    std::vector<AccountRow> rows;
    std::string next; ///< empty: the last page
};

/// Accounts, the roles they have and what they were trained for. Credentials are in
/// credential_store.hpp.
class AccountStore
{
public:
    explicit AccountStore(const StaffSecrets& secrets) : secrets_(secrets) {}

    /// An invited account without roles. Nothing if a live account has this e-mail address.
    std::optional<AccountId> add(storage::UnitOfWork& work, const NewAccount& wanted,
                                 std::string_view reason) const;
    std::optional<Account> find(storage::UnitOfWork& work, AccountId account) const;
    /// The live account of this address, and how far it is set up.
    std::optional<Account> find(storage::UnitOfWork& work, const EmailAddress& address) const;
    /// A malformed `after` gives the first page.
    AccountPage list(storage::UnitOfWork& work, const AccountListQuery& query) const;

    /// Invited becomes active, or either becomes ended. The caller ends the sessions.
    void set_state(storage::UnitOfWork& work, AccountId account, AccountState state,
                   std::string_view reason) const;

    /// The roles that the account has now, in the order of all_roles.
    std::vector<RoleGrant> roles(storage::UnitOfWork& work, AccountId account) const;
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

    void record_training(storage::UnitOfWork& work, AccountId account, const Training& training,
                         std::string_view reason) const;
    /// The latest first, at most 100.
    std::vector<Training> trainings(storage::UnitOfWork& work, AccountId account) const;

private:
    const StaffSecrets& secrets_;
};

} // namespace evenhand::staff
