#include "people/staff/demo_commands.hpp"

#include "core/check.hpp"

#include <fmt/format.h>

namespace evenhand::staff {
namespace demo_commands {

const storage::Actor system{storage::ActorKind::system, "demo", {}};

Training trained(std::string_view course)
{
    return {.course = std::string(course),
            .completed_on = LocalDate::parse("2018-01-15").value(),
            .valid_until = LocalDate::parse("2029-01-14")};
}

void finish(const StaffServices& services, storage::UnitOfWork& work, const crypto::Keys& keys,
            const DemoAccount& made_up, AccountId account, std::string_view hash)
{
    const auto now = services.clock.now();
    services.credentials.set_password(work, account, hash, now);
    services.credentials.set_code_secret(work, account, demo_code_secret(keys, made_up), now);
    services.accounts.set_state(work, account, AccountState::active, "demo");
    const auto made = services.accounts.find(work, account);
    CHECK(made.has_value());
    CHECK(!services.roles.grant(work, *made, made_up.role, "", "demo"));
    services.trainings.record(work, account, trained("Good clinical practice"), "demo");
    if (const auto posting = demo_posting(made_up, services.settings.areas))
        services.postings.set(work, account, *posting, "demo");
}

} // namespace demo_commands

void add_demo_accounts(const StaffServices& services, storage::Units& units,
                       const crypto::Keys& keys, std::string_view consent_course)
{
    CHECK(keys.mode() == crypto::Mode::demo);
    for (const auto& made_up : demo_accounts()) {
        const NewAccount wanted{PersonName::parse(made_up.name).value(),
                                EmailAddress::parse(made_up.email).value()};
        const auto account =
            units.write(demo_commands::system, "demo accounts", [&](storage::UnitOfWork& work) {
                return services.accounts.add(work, wanted, "demo").value();
            });
        // The hash is bound to the account, so the account must be there before it.
        const auto hash = services.hasher.hash(made_up.password, account.text(), services.random);
        CHECK(hash.has_value());
        units.write(demo_commands::system, "demo accounts", [&](storage::UnitOfWork& work) {
            demo_commands::finish(services, work, keys, made_up, account, *hash);
            if (made_up.role == Role::intake_officer && !consent_course.empty())
                services.trainings.record(work, account, demo_commands::trained(consent_course),
                                          "demo");
        });
    }
}

Result<std::string, std::string> demo_code(const crypto::Keys& keys, std::string_view handle,
                                           Instant now)
{
    if (keys.mode() != crypto::Mode::demo) {
        return refuse(std::string("Only a demonstration tells its one-time codes."));
    }
    std::string known;
    for (const auto& account : demo_accounts()) {
        if (account.handle == handle) {
            return crypto::totp_code(demo_code_secret(keys, account), crypto::totp_step(now));
        }
        if (!known.empty()) known += ", ";
        known += account.handle;
    }
    return refuse(fmt::format("There is no demo account {}. The accounts are: {}.", handle, known));
}

} // namespace evenhand::staff
