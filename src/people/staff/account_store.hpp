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

/// Accounts. What they may do is in role_store.hpp, what they were trained for in
/// training_store.hpp, and how they prove who they are in credential_store.hpp.
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

private:
    const StaffSecrets& secrets_;
};

} // namespace evenhand::staff
