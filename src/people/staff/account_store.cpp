#include "people/staff/account_store.hpp"

#include "core/check.hpp"
#include "people/staff/posting_store.hpp"
#include "people/staff/role_store.hpp"
#include "people/staff/training_store.hpp"
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

constexpr auto account_table =
    storage::table("staff_account", storage::TableKind::record, storage::text("id"),
                   storage::number("recorded_at"), storage::text("actor"), storage::text("state"),
                   storage::text("email_index"), storage::text("email"),
                   storage::text("display_name"), storage::number("ended_at"));

constexpr std::array<const storage::Table*, 4> tables{&account_table, &staff_role_table,
                                                      &staff_training_table, &staff_posting_table};

constexpr Statement find_by_id{
    "staff_account.find",
    "SELECT id, recorded_at, actor, state, email_index, email, display_name, ended_at "
    "FROM staff_account WHERE id = :id"};

constexpr Statement find_by_email{
    "staff_account.find_by_email",
    "SELECT id, recorded_at, actor, state, email_index, email, display_name, ended_at "
    "FROM staff_account WHERE email_index = :email_index AND state <> 'ended'"};

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
        for (const auto& grant : RoleStore().current(work, shown.account.id))
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

} // namespace evenhand::staff
