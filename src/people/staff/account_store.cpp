#include "people/staff/account_store.hpp"

#include "core/check.hpp"
#include "storage/connection.hpp"
#include "storage/facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <tuple>

namespace evenhand::staff {
namespace account_store {

using storage::Binds;
using storage::Statement;
using storage::TableKind;

constexpr auto account_table = storage::table(
    "staff_account", TableKind::record, storage::text("id"), storage::number("recorded_at"),
    storage::text("actor"), storage::text("state"), storage::text("email_index"),
    storage::text("email"), storage::text("display_name"), storage::number("ended_at"));

constexpr auto role_table = storage::table(
    "staff_role", TableKind::fact, storage::text("id"), storage::text("account_id"),
    storage::number("recorded_at"), storage::number("occurred_at"), storage::text("actor"),
    storage::text("reason"), storage::text("protocol_version"), storage::text("supersedes"),
    storage::text("role"), storage::text("change"));

constexpr auto training_table = storage::table(
    "staff_training", TableKind::fact, storage::text("id"), storage::text("account_id"),
    storage::number("recorded_at"), storage::number("occurred_at"), storage::text("actor"),
    storage::text("reason"), storage::text("protocol_version"), storage::text("supersedes"),
    storage::text("course"), storage::text("completed_on"), storage::text("valid_until"));

constexpr std::array<const storage::Table*, 3> tables{&account_table, &role_table, &training_table};

constexpr Statement find_by_id{
    "staff_account.find",
    "SELECT id, recorded_at, actor, state, email_index, email, display_name, ended_at "
    "FROM staff_account WHERE id = :id"};

constexpr Statement find_by_email{
    "staff_account.find_by_email",
    "SELECT id, recorded_at, actor, state, email_index, email, display_name, ended_at "
    "FROM staff_account WHERE email_index = :email_index AND state <> 'ended'"};

// On SQLite there is one writer, so nothing needs to be locked.
constexpr Statement lock{"staff_account.lock", "SELECT id FROM staff_account WHERE id = :id",
                         "SELECT id FROM staff_account WHERE id = :id FOR UPDATE"};

constexpr Statement list_newest{
    "staff_account.newest",
    "SELECT id, recorded_at, actor, state, email_index, email, display_name, ended_at "
    "FROM staff_account WHERE (recorded_at < :at OR (recorded_at = :at AND id < :id)) "
    "ORDER BY recorded_at DESC, id DESC LIMIT :limit"};

constexpr Statement list_oldest{
    "staff_account.oldest",
    "SELECT id, recorded_at, actor, state, email_index, email, display_name, ended_at "
    "FROM staff_account WHERE (recorded_at > :at OR (recorded_at = :at AND id > :id)) "
    "ORDER BY recorded_at, id LIMIT :limit"};

constexpr Statement list_newest_with_role{
    "staff_account.newest_with_role",
    "SELECT id, recorded_at, actor, state, email_index, email, display_name, ended_at "
    "FROM staff_account WHERE (recorded_at < :at OR (recorded_at = :at AND id < :id)) "
    "AND EXISTS (SELECT 1 FROM staff_role r WHERE r.account_id = staff_account.id "
    "AND r.role = :role AND r.change = 'granted' "
    "AND NOT EXISTS (SELECT 1 FROM staff_role later WHERE later.supersedes = r.id)) "
    "ORDER BY recorded_at DESC, id DESC LIMIT :limit"};

constexpr Statement list_oldest_with_role{
    "staff_account.oldest_with_role",
    "SELECT id, recorded_at, actor, state, email_index, email, display_name, ended_at "
    "FROM staff_account WHERE (recorded_at > :at OR (recorded_at = :at AND id > :id)) "
    "AND EXISTS (SELECT 1 FROM staff_role r WHERE r.account_id = staff_account.id "
    "AND r.role = :role AND r.change = 'granted' "
    "AND NOT EXISTS (SELECT 1 FROM staff_role later WHERE later.supersedes = r.id)) "
    "ORDER BY recorded_at, id LIMIT :limit"};

constexpr Statement current_roles{
    "staff_role.current",
    "SELECT r.id, r.role, r.occurred_at FROM staff_role r WHERE r.account_id = :account "
    "AND r.change = 'granted' "
    "AND NOT EXISTS (SELECT 1 FROM staff_role later WHERE later.supersedes = r.id)"};

constexpr Statement waiting_roles{
    "staff_role.waiting",
    "SELECT r.id, r.role, r.occurred_at, r.actor, r.reason FROM staff_role r "
    "WHERE r.account_id = :account AND r.change = 'proposed' "
    "AND NOT EXISTS (SELECT 1 FROM staff_role later WHERE later.supersedes = r.id) "
    "ORDER BY r.recorded_at, r.id LIMIT 100"};

constexpr Statement find_trainings{
    "staff_training.list",
    "SELECT course, completed_on, valid_until FROM staff_training t WHERE account_id = :account "
    "AND NOT EXISTS (SELECT 1 FROM staff_training later WHERE later.supersedes = t.id) "
    "ORDER BY completed_on DESC, id LIMIT 100"};

const Statement& list_statement(const AccountListQuery& query)
{
    const bool newest = query.order == AccountListQuery::Order::newest_first;
    if (query.role) return newest ? list_newest_with_role : list_oldest_with_role;
    return newest ? list_newest : list_oldest;
}

/// Where a page begins: after this row.
struct Cursor
{
    std::int64_t at = 0;
    std::string id;
};

Cursor first_page(AccountListQuery::Order order)
{
    // Before every row in that order: ids are hexadecimal, so 'g' comes after all of them.
    if (order == AccountListQuery::Order::oldest_first) return {0, ""};
    return {std::numeric_limits<std::int64_t>::max(), "g"};
}

Cursor cursor_of(const AccountListQuery& query)
{
    const auto dash = query.after.find('-');
    Cursor cursor;
    const char* const begin = query.after.data();
    const char* const end = begin + std::min(dash, query.after.size());
    const auto [read, fault] = std::from_chars(begin, end, cursor.at);
    const auto id =
        dash == std::string::npos ? std::nullopt : AccountId::parse(query.after.substr(dash + 1));
    if (fault != std::errc() || read != end || !id) return first_page(query.order);
    cursor.id = id->text();
    return cursor;
}

Binds fact_of(storage::UnitOfWork& work, AccountId account, std::string_view reason)
{
    auto row = storage::fact_columns(work, work.new_id<GrantId>().text(), reason);
    row.push_back({"account_id", account.text()});
    return row;
}

std::size_t order_of(Role role)
{
    return static_cast<std::size_t>(role);
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
    auto row = fact_of(work, account, reason);
    if (!wanted.before.empty()) storage::set(row, "supersedes", wanted.before);
    row.push_back({"role", name_of(wanted.role)});
    row.push_back({"change", wanted.change});
    work.append(role_table, row, reason);
}

/// A row of staff_account, still sealed.
struct Sealed
{
    std::string id;
    std::int64_t recorded_at = 0;
    std::string actor;
    std::string state;
    std::string email_index;
    std::string email;
    std::string name;
    std::optional<std::int64_t> ended_at;
};

std::vector<Sealed> fetch(storage::UnitOfWork& work, const Statement& statement, const Binds& binds)
{
    std::vector<Sealed> found;
    for (auto& [id, at, actor, state, index, email, name, ended] :
         work.sql()
             .rows<std::string, std::int64_t, std::string, std::string, std::string, std::string,
                   std::string, std::optional<std::int64_t>>(statement, binds)) {
        found.push_back({id, at, actor, state, index, email, name, ended});
    }
    return found;
}

Binds row_of(const Sealed& account)
{
    return {{"id", account.id},
            {"recorded_at", account.recorded_at},
            {"actor", account.actor},
            {"state", account.state},
            {"email_index", account.email_index},
            {"email", account.email},
            {"display_name", account.name},
            {"ended_at", account.ended_at}};
}

crypto::SealContext place_of(std::string_view column, const std::string& id)
{
    return {.table = "staff_account", .column = column, .row = id};
}

Account opened(const StaffSecrets& secrets, const Sealed& row)
{
    const auto id = AccountId::parse(row.id);
    const auto state = state_named(row.state);
    CHECK(id && state);
    const auto name = secrets.open(place_of("display_name", row.id), row.name);
    const auto email = secrets.open(place_of("email", row.id), row.email);
    Account account{.id = *id,
                    .state = *state,
                    .name = std::string(name.text()),
                    .email = std::string(email.text()),
                    .recorded_at = Instant::from_micros(row.recorded_at)};
    if (row.ended_at) account.ended_at = Instant::from_micros(*row.ended_at);
    return account;
}

std::optional<Account> only(const StaffSecrets& secrets, const std::vector<Sealed>& rows)
{
    CHECK(rows.size() <= 1);
    if (rows.empty()) return std::nullopt;
    return opened(secrets, rows.front());
}

} // namespace account_store

std::span<const storage::Table* const> audited_tables()
{
    return account_store::tables;
}

std::optional<AccountId> AccountStore::add(storage::UnitOfWork& work, const NewAccount& wanted,
                                           std::string_view reason) const
{
    using account_store::place_of;
    if (find(work, wanted.email)) return std::nullopt;
    const auto account = work.new_id<AccountId>();
    const auto id = account.text();
    auto& random = work.random();
    const account_store::Sealed row{
        .id = id,
        .recorded_at = work.now().micros(),
        .actor = storage::actor_text(work.actor()),
        .state = std::string(name_of(AccountState::invited)),
        .email_index = secrets_.email_index(wanted.email),
        .email = secrets_.seal(place_of("email", id), wanted.email.reveal(), random),
        .name = secrets_.seal(place_of("display_name", id), wanted.name.reveal(), random),
        .ended_at = std::nullopt};
    work.append(account_store::account_table, account_store::row_of(row), reason);
    return account;
}

std::optional<Account> AccountStore::find(storage::UnitOfWork& work, AccountId account) const
{
    return account_store::only(
        secrets_, account_store::fetch(work, account_store::find_by_id, {{"id", account.text()}}));
}

std::optional<Account> AccountStore::find(storage::UnitOfWork& work,
                                          const EmailAddress& address) const
{
    return account_store::only(
        secrets_, account_store::fetch(work, account_store::find_by_email,
                                       {{"email_index", secrets_.email_index(address)}}));
}

AccountPage AccountStore::list(storage::UnitOfWork& work, const AccountListQuery& query) const
{
    const auto cursor = account_store::cursor_of(query);
    // One more than the page shows tells whether there is another.
    storage::Binds binds{{"at", cursor.at}, {"id", cursor.id}, {"limit", query.page_size + 1}};
    if (query.role) binds.push_back({"role", name_of(*query.role)});
    const auto rows = account_store::fetch(work, account_store::list_statement(query), binds);

    AccountPage page;
    for (const auto& row : rows) {
        if (page.rows.size() == static_cast<std::size_t>(query.page_size)) {
            const auto& last = page.rows.back().account;
            page.next = fmt::format("{}-{}", last.recorded_at.micros(), last.id.text());
            break;
        }
        AccountRow shown{account_store::opened(secrets_, row), {}};
        for (const auto& grant : roles(work, shown.account.id))
            shown.roles.push_back(grant.role);
        page.rows.push_back(std::move(shown));
    }
    return page;
}

void AccountStore::set_state(storage::UnitOfWork& work, AccountId account, AccountState state,
                             std::string_view reason) const
{
    auto rows = account_store::fetch(work, account_store::find_by_id, {{"id", account.text()}});
    CHECK(rows.size() == 1);
    rows.front().state = name_of(state);
    if (state == AccountState::ended) rows.front().ended_at = work.now().micros();
    work.update(account_store::account_table, account_store::row_of(rows.front()), reason);
}

std::vector<RoleGrant> AccountStore::roles(storage::UnitOfWork& work, AccountId account) const
{
    std::vector<RoleGrant> grants;
    for (const auto& [id, role, at] : work.sql().rows<std::string, std::string, std::int64_t>(
             account_store::current_roles, {{"account", account.text()}})) {
        const auto grant = GrantId::parse(id);
        const auto known = role_named(role);
        CHECK(grant && known);
        grants.push_back({*grant, *known, Instant::from_micros(at)});
    }
    std::sort(grants.begin(), grants.end(), [](const RoleGrant& a, const RoleGrant& b) {
        return account_store::order_of(a.role) < account_store::order_of(b.role);
    });
    return grants;
}

std::optional<GrantRefusal> AccountStore::grant(storage::UnitOfWork& work, const Account& account,
                                                Role role, std::string_view granted_by,
                                                std::string_view reason) const
{
    work.sql().rows<std::string>(account_store::lock, {{"id", account.id.text()}});
    const auto has = roles(work, account.id);
    const auto refusal =
        refuse_grant({.granted_by = granted_by, .account = account, .role = role, .has = has});
    if (refusal) return refusal;
    account_store::append_role(work, account.id, {role, "granted"}, reason);
    return std::nullopt;
}

std::optional<GrantRefusal> AccountStore::propose(storage::UnitOfWork& work, const Account& account,
                                                  Role role, std::string_view proposed_by,
                                                  std::string_view reason) const
{
    work.sql().rows<std::string>(account_store::lock, {{"id", account.id.text()}});
    // What waits counts as had, so that nothing is proposed twice or beside what it forbids.
    auto has = roles(work, account.id);
    for (const auto& waiting : proposals(work, account.id)) {
        has.push_back({waiting.id, waiting.role, waiting.at});
    }
    const auto refusal =
        refuse_grant({.granted_by = proposed_by, .account = account, .role = role, .has = has});
    if (refusal) return refusal;
    account_store::append_role(work, account.id, {role, "proposed"}, reason);
    return std::nullopt;
}

std::vector<Proposal> AccountStore::proposals(storage::UnitOfWork& work, AccountId account) const
{
    std::vector<Proposal> waiting;
    for (const auto& [id, role, at, actor, reason] :
         work.sql().rows<std::string, std::string, std::int64_t, std::string, std::string>(
             account_store::waiting_roles, {{"account", account.text()}})) {
        const auto proposal = GrantId::parse(id);
        const auto known = role_named(role);
        CHECK(proposal && known);
        waiting.push_back({*proposal, *known, Instant::from_micros(at), actor, reason});
    }
    return waiting;
}

std::optional<ApprovalRefusal> AccountStore::approve(storage::UnitOfWork& work,
                                                     const Account& account, GrantId proposal,
                                                     std::string_view approved_by) const
{
    work.sql().rows<std::string>(account_store::lock, {{"id", account.id.text()}});
    const auto has = roles(work, account.id);
    for (const auto& waiting : proposals(work, account.id)) {
        if (waiting.id != proposal) continue;
        const auto refusal = refuse_approval(
            waiting,
            {.granted_by = approved_by, .account = account, .role = waiting.role, .has = has});
        if (refusal) return refusal;
        account_store::append_role(work, account.id, {waiting.role, "granted", proposal.text()},
                                   waiting.reason);
        return std::nullopt;
    }
    return ApprovalRefusal::not_there;
}

bool AccountStore::decline(storage::UnitOfWork& work, AccountId account, GrantId proposal,
                           std::string_view reason) const
{
    work.sql().rows<std::string>(account_store::lock, {{"id", account.text()}});
    for (const auto& waiting : proposals(work, account)) {
        if (waiting.id != proposal) continue;
        account_store::append_role(work, account, {waiting.role, "declined", proposal.text()},
                                   reason);
        return true;
    }
    return false;
}

bool AccountStore::revoke(storage::UnitOfWork& work, AccountId account, GrantId grant,
                          std::string_view reason) const
{
    work.sql().rows<std::string>(account_store::lock, {{"id", account.text()}});
    for (const auto& held : roles(work, account)) {
        if (held.id != grant) continue;
        account_store::append_role(work, account, {held.role, "revoked", grant.text()}, reason);
        return true;
    }
    return false;
}

void AccountStore::record_training(storage::UnitOfWork& work, AccountId account,
                                   const Training& training, std::string_view reason) const
{
    auto row = account_store::fact_of(work, account, reason);
    row.push_back({"course", training.course});
    row.push_back({"completed_on", training.completed_on.iso()});
    storage::Value until;
    if (training.valid_until) until = training.valid_until->iso();
    row.push_back({"valid_until", until});
    work.append(account_store::training_table, row, reason);
}

std::vector<Training> AccountStore::trainings(storage::UnitOfWork& work, AccountId account) const
{
    std::vector<Training> found;
    for (const auto& [course, completed, until] :
         work.sql().rows<std::string, std::string, std::optional<std::string>>(
             account_store::find_trainings, {{"account", account.text()}})) {
        const auto day = LocalDate::parse(completed);
        CHECK(day.has_value());
        found.push_back({course, *day, until ? LocalDate::parse(*until) : std::nullopt});
    }
    return found;
}

} // namespace evenhand::staff
