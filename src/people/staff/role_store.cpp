#include "people/staff/role_store.hpp"

#include "core/check.hpp"
#include "storage/connection.hpp"
#include "storage/facts.hpp"

#include <algorithm>
#include <tuple>

namespace evenhand::staff {
namespace role_store {

using storage::Statement;

// On SQLite there is one writer, so nothing needs to be locked.
constexpr Statement lock{"staff_account.lock", "SELECT id FROM staff_account WHERE id = :id",
                         "SELECT id FROM staff_account WHERE id = :id FOR UPDATE"};

constexpr Statement current_roles{
    "staff_role.current",
    "SELECT r.id, r.role, r.occurred_at FROM staff_role r WHERE r.account_id = :account "
    "AND r.change = 'granted' "
    "AND NOT EXISTS (SELECT 1 FROM staff_role later WHERE later.supersedes = r.id)"};

constexpr Statement roles_ever{"staff_role.ever",
                               "SELECT DISTINCT r.role FROM staff_account me "
                               "JOIN staff_account same ON same.email_index = me.email_index "
                               "JOIN staff_role r ON r.account_id = same.id "
                               "WHERE me.id = :account AND r.change = 'granted' ORDER BY r.role"};

constexpr Statement waiting_roles{
    "staff_role.waiting",
    "SELECT r.id, r.role, r.occurred_at, r.actor, r.reason FROM staff_role r "
    "WHERE r.account_id = :account AND r.change = 'proposed' "
    "AND NOT EXISTS (SELECT 1 FROM staff_role later WHERE later.supersedes = r.id) "
    "ORDER BY r.recorded_at, r.id LIMIT 100"};

std::size_t order_of(Role role)
{
    return static_cast<std::size_t>(role);
}

/// Until the end of the unit of work, so that two forbidden roles cannot be granted at once.
void lock_account(storage::UnitOfWork& work, AccountId account)
{
    work.sql().rows<std::string>(lock, {{"id", account.text()}});
}

/// One fact about a role; `before` is what it follows from, or empty.
struct RoleChange
{
    Role role;
    std::string_view change;
    std::string before = {};
};

void append_role(storage::UnitOfWork& work, AccountId account, const RoleChange& wanted,
                 std::string_view reason)
{
    auto row = storage::fact_columns(work, work.new_id<GrantId>().text(), reason);
    row.push_back({"account_id", account.text()});
    if (!wanted.before.empty()) storage::set(row, "supersedes", wanted.before);
    row.push_back({"role", name_of(wanted.role)});
    row.push_back({"change", wanted.change});
    work.append(staff_role_table, row, reason);
}

} // namespace role_store

std::vector<RoleGrant> RoleStore::current(storage::UnitOfWork& work, AccountId account) const
{
    std::vector<RoleGrant> grants;
    for (const auto& [id, role, at] : work.sql().rows<std::string, std::string, std::int64_t>(
             role_store::current_roles, {{"account", account.text()}})) {
        const auto grant = GrantId::parse(id);
        const auto known = role_named(role);
        CHECK(grant && known);
        grants.push_back({*grant, *known, Instant::from_micros(at)});
    }
    std::sort(grants.begin(), grants.end(), [](const RoleGrant& a, const RoleGrant& b) {
        return role_store::order_of(a.role) < role_store::order_of(b.role);
    });
    return grants;
}

std::vector<Role> RoleStore::ever(storage::UnitOfWork& work, AccountId account) const
{
    std::vector<Role> all;
    for (const auto& [role] :
         work.sql().rows<std::string>(role_store::roles_ever, {{"account", account.text()}})) {
        const auto known = role_named(role);
        CHECK(known.has_value());
        all.push_back(*known);
    }
    return all;
}

std::optional<GrantRefusal> RoleStore::grant(storage::UnitOfWork& work, const Account& account,
                                             Role role, std::string_view granted_by,
                                             std::string_view reason) const
{
    role_store::lock_account(work, account.id);
    const auto has = current(work, account.id);
    const auto had = ever(work, account.id);
    const auto refusal = refuse_grant(
        {.granted_by = granted_by, .account = account, .role = role, .has = has, .ever = had});
    if (refusal) return refusal;
    role_store::append_role(work, account.id, {role, "granted"}, reason);
    return std::nullopt;
}

std::optional<GrantRefusal> RoleStore::propose(storage::UnitOfWork& work, const Account& account,
                                               Role role, std::string_view proposed_by,
                                               std::string_view reason) const
{
    role_store::lock_account(work, account.id);
    // What waits counts as had, so that nothing is proposed twice or beside what it forbids.
    auto has = current(work, account.id);
    for (const auto& waiting : proposals(work, account.id)) {
        has.push_back({waiting.id, waiting.role, waiting.at});
    }
    const auto had = ever(work, account.id);
    const auto refusal = refuse_grant(
        {.granted_by = proposed_by, .account = account, .role = role, .has = has, .ever = had});
    if (refusal) return refusal;
    role_store::append_role(work, account.id, {role, "proposed"}, reason);
    return std::nullopt;
}

std::vector<Proposal> RoleStore::proposals(storage::UnitOfWork& work, AccountId account) const
{
    std::vector<Proposal> waiting;
    for (const auto& [id, role, at, actor, reason] :
         work.sql().rows<std::string, std::string, std::int64_t, std::string, std::string>(
             role_store::waiting_roles, {{"account", account.text()}})) {
        const auto proposal = GrantId::parse(id);
        const auto known = role_named(role);
        CHECK(proposal && known);
        waiting.push_back({*proposal, *known, Instant::from_micros(at), actor, reason});
    }
    return waiting;
}

std::optional<ApprovalRefusal> RoleStore::approve(storage::UnitOfWork& work, const Account& account,
                                                  GrantId proposal,
                                                  std::string_view approved_by) const
{
    role_store::lock_account(work, account.id);
    const auto has = current(work, account.id);
    const auto had = ever(work, account.id);
    for (const auto& waiting : proposals(work, account.id)) {
        if (waiting.id != proposal) continue;
        const auto refusal = refuse_approval(waiting, {.granted_by = approved_by,
                                                       .account = account,
                                                       .role = waiting.role,
                                                       .has = has,
                                                       .ever = had});
        if (refusal) return refusal;
        role_store::append_role(work, account.id, {waiting.role, "granted", proposal.text()},
                                waiting.reason);
        return std::nullopt;
    }
    return ApprovalRefusal::not_there;
}

bool RoleStore::decline(storage::UnitOfWork& work, AccountId account, GrantId proposal,
                        std::string_view reason) const
{
    role_store::lock_account(work, account);
    for (const auto& waiting : proposals(work, account)) {
        if (waiting.id != proposal) continue;
        role_store::append_role(work, account, {waiting.role, "declined", proposal.text()}, reason);
        return true;
    }
    return false;
}

bool RoleStore::revoke(storage::UnitOfWork& work, AccountId account, GrantId grant,
                       std::string_view reason) const
{
    role_store::lock_account(work, account);
    for (const auto& held : current(work, account)) {
        if (held.id != grant) continue;
        role_store::append_role(work, account, {held.role, "revoked", grant.text()}, reason);
        return true;
    }
    return false;
}

} // namespace evenhand::staff
