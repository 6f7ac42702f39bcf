#include "people/staff/user_commands.hpp"

#include "core/check.hpp"

#include <fmt/format.h>

#include <utility>

namespace evenhand::staff {
namespace user_commands {

using storage::UnitOfWork;

const storage::Actor system{storage::ActorKind::system, "command-line", {}};

std::string link_of(const StaffServices& services, std::string_view token)
{
    return fmt::format("{}/set-up/{}", services.settings.base_url, token);
}

Result<EmailAddress, std::string> address_of(std::string_view email)
{
    auto address = EmailAddress::parse(email);
    if (!address) return refuse(std::string("That is not an email address."));
    return *std::move(address);
}

Result<Role, std::string> role_of(std::string_view name)
{
    if (const auto role = role_named(name)) return *role;
    std::string known;
    for (const auto role : all_roles) {
        if (!is_for_staff(role)) continue;
        if (!known.empty()) known += ", ";
        known += name_of(role);
    }
    return refuse(fmt::format("There is no role {}. The roles are: {}.", name, known));
}

std::string sentence_of(GrantRefusal refusal, Role role)
{
    switch (refusal) {
    case GrantRefusal::own_account:
        return "Nobody grants a role to themselves.";
    case GrantRefusal::not_for_staff:
        return fmt::format("{} is no role for staff.", title_of(role));
    case GrantRefusal::account_ended:
        return "The account has ended.";
    case GrantRefusal::already_has:
        return fmt::format("The account is {} already.", title_of(role));
    case GrantRefusal::forbidden_pair:
        return fmt::format(
            "{} does not go with a role that the account has: one would undo the other.",
            title_of(role));
    case GrantRefusal::one_way:
        return fmt::format("The account, or an earlier one of its owner, once had a role that sees "
                           "the trial by group. Such a role is one-way: its owner can never be {}.",
                           title_of(role));
    }
    CHECK(false);
}

/// Runs `act(work, account)` on the live account of that address, if there is one.
template <class Act>
Result<std::string, std::string> on_account(const StaffServices& services, storage::Units& units,
                                            std::string_view email, Act&& act)
{
    const auto address = address_of(email);
    if (!address) return refuse(address.error());
    return units.write(system, "user", [&](UnitOfWork& work) -> Result<std::string, std::string> {
        const auto account = services.accounts.find(work, *address);
        if (!account) return refuse(std::string("No account has that email address."));
        return act(work, *account);
    });
}

/// The same for a command about a role: `act(work, account, role)`.
template <class Act>
Result<std::string, std::string> on_role(const StaffServices& services, storage::Units& units,
                                         std::string_view email, std::string_view name, Act&& act)
{
    const auto role = TRY(role_of(name));
    return on_account(services, units, email, [&](UnitOfWork& work, const Account& account) {
        return act(work, account, role);
    });
}

} // namespace user_commands

Result<InvitedUser, std::string> add_user(const StaffServices& services, storage::Units& units,
                                          std::string_view name, std::string_view email)
{
    auto parsed = PersonName::parse(name);
    if (!parsed) return refuse(std::string("That is not a name."));
    auto address = TRY(user_commands::address_of(email));
    const NewAccount wanted{*std::move(parsed), std::move(address)};
    return units.write(
        user_commands::system, "user add",
        [&](storage::UnitOfWork& work) -> Result<InvitedUser, std::string> {
            const auto account = services.accounts.add(work, wanted, "user add");
            if (!account) return refuse(std::string("An account has that email address already."));
            const auto token = services.credentials.invite(work, *account, services.clock.now());
            return InvitedUser{*account, user_commands::link_of(services, token)};
        });
}

Result<InvitedUser, std::string> reset_user(const StaffServices& services, storage::Units& units,
                                            std::string_view email, std::string_view reason)
{
    const auto address = TRY(user_commands::address_of(email));
    return units.write(
        user_commands::system, "user reset",
        [&](storage::UnitOfWork& work) -> Result<InvitedUser, std::string> {
            const auto account = services.accounts.find(work, address);
            if (!account) return refuse(std::string("No account has that email address."));
            services.accounts.set_state(work, account->id, AccountState::invited, reason);
            services.sessions.end_all(work, account->id.text());
            const auto token = services.credentials.invite(work, account->id, services.clock.now());
            return InvitedUser{account->id, user_commands::link_of(services, token)};
        });
}

Result<std::string, std::string> grant_role(const StaffServices& services, storage::Units& units,
                                            std::string_view email, std::string_view role,
                                            std::string_view reason)
{
    const auto grant = [&](storage::UnitOfWork& work, const Account& account,
                           Role wanted) -> Result<std::string, std::string> {
        const auto refusal = services.roles.grant(work, account, wanted, "", reason);
        if (refusal) return refuse(user_commands::sentence_of(*refusal, wanted));
        services.sessions.end_all(work, account.id.text());
        return fmt::format("{} is now {}.{}{}", account.name, title_of(wanted),
                           is_one_way(wanted) ? " " : "", is_one_way(wanted) ? one_way_words : "");
    };
    return user_commands::on_role(services, units, email, role, grant);
}

Result<std::string, std::string> revoke_role(const StaffServices& services, storage::Units& units,
                                             std::string_view email, std::string_view role,
                                             std::string_view reason)
{
    const auto revoke = [&](storage::UnitOfWork& work, const Account& account,
                            Role wanted) -> Result<std::string, std::string> {
        for (const auto& held : services.roles.current(work, account.id)) {
            if (held.role != wanted) continue;
            CHECK(services.roles.revoke(work, account.id, held.id, reason));
            services.sessions.end_all(work, account.id.text());
            return fmt::format("{} is no longer {}.", account.name, title_of(wanted));
        }
        return refuse(fmt::format("{} is not {}.", account.name, title_of(wanted)));
    };
    return user_commands::on_role(services, units, email, role, revoke);
}

Result<std::string, std::string> train_user(const StaffServices& services, storage::Units& units,
                                            std::string_view email, const TrainingWords& words)
{
    const auto completed = LocalDate::parse(words.completed_on);
    if (!completed) return refuse(std::string("Write the day as YYYY-MM-DD."));
    const auto until = LocalDate::parse(words.until);
    if (!until && !words.until.empty()) {
        return refuse(std::string("Write the last day as YYYY-MM-DD."));
    }
    if (words.course.empty()) return refuse(std::string("Say what the training was."));
    const Training training{std::string(words.course), *completed, until};
    return user_commands::on_account(
        services, units, email,
        [&](storage::UnitOfWork& work, const Account& account) -> Result<std::string, std::string> {
            services.trainings.record(work, account.id, training, "user train");
            return fmt::format("Recorded for {}: {}.", account.name, training.course);
        });
}

Result<std::string, std::string> end_user(const StaffServices& services, storage::Units& units,
                                          std::string_view email, std::string_view reason)
{
    return user_commands::on_account(
        services, units, email,
        [&](storage::UnitOfWork& work, const Account& account) -> Result<std::string, std::string> {
            services.accounts.set_state(work, account.id, AccountState::ended, reason);
            services.credentials.forget(work, account.id);
            services.sessions.end_all(work, account.id.text());
            return fmt::format("The account of {} has ended.", account.name);
        });
}

std::vector<AccountRow> list_users(const StaffServices& services, storage::Units& units)
{
    std::vector<AccountRow> all;
    AccountListQuery query;
    do {
        auto page = units.read(user_commands::system, "user list", [&](storage::UnitOfWork& work) {
            return services.accounts.list(work, query);
        });
        for (auto& row : page.rows)
            all.push_back(std::move(row));
        query.after = page.next;
    } while (!query.after.empty());
    return all;
}

} // namespace evenhand::staff
