#include "tests/matrix/askers.hpp"

#include <set>

namespace evenhand::matrix {

std::vector<Asker> all_askers(tests::StaffWorld& world)
{
    std::vector<Asker> askers;
    askers.push_back({.name = "visitor", .browser = [&world] { return world.browser(); }});
    askers.push_back(
        {.name = "half signed in", .kind = http::ViewerKind::half_signed_in, .browser = [&world] {
             auto browser = world.browser();
             world.give_password(browser, "intake");
             return browser;
         }});
    std::set<staff::Role> asked;
    for (const auto& account : staff::demo_accounts()) {
        if (!asked.insert(account.role).second) continue;
        const auto id = world.trial.units->read(
            {storage::ActorKind::system, "test", {}}, "test", [&](storage::UnitOfWork& work) {
                return world.services.accounts
                    .find(work, EmailAddress::parse(account.email).value())
                    .value()
                    .id;
            });
        askers.push_back(
            {.name = std::string(staff::name_of(account.role)),
             .kind = http::ViewerKind::staff,
             .roles = {account.role},
             .account_id = id.text(),
             .browser = [&world, handle = account.handle] { return world.signed_in(handle); }});
    }
    return askers;
}

} // namespace evenhand::matrix
