#include "tests/matrix/staff_fixtures.hpp"

#include "core/check.hpp"
#include "crypto/one_time_code.hpp"

#include <fmt/format.h>

namespace evenhand::matrix {
namespace staff_fixtures {

const storage::Actor somebody{storage::ActorKind::staff, "0123456789abcdef0123456789abcdef", {}};

/// Of the right form, and nowhere.
std::string nowhere(const std::string& placeholder)
{
    if (placeholder == "@session") return std::string(64, '0');
    if (placeholder == "@invitation") return std::string(43, 'A');
    return std::string(32, '0');
}

bool knows(const std::string& placeholder)
{
    return placeholder == "@account" || placeholder == "@grant" || placeholder == "@proposal" ||
           placeholder == "@posting" || placeholder == "@session" || placeholder == "@invitation";
}

} // namespace staff_fixtures

staff::AccountId StaffFixtures::new_account(storage::UnitOfWork& work)
{
    const auto email = fmt::format("made.up.{}@example.com", ++made_);
    const auto account = services_.accounts.add(
        work, {PersonName::parse("Robin Example").value(), EmailAddress::parse(email).value()},
        "matrix");
    CHECK(account.has_value());
    return *account;
}

/// An account's id, with that of its grant or proposal where the route names one.
std::vector<std::string> StaffFixtures::account_with(const std::string& child)
{
    return units_.write(
        staff_fixtures::somebody, "matrix",
        [&](storage::UnitOfWork& work) -> std::vector<std::string> {
            const auto id = new_account(work);
            const auto account = services_.accounts.find(work, id).value();
            if (child == "@grant") {
                CHECK(!services_.roles.grant(work, account, staff::Role::steering_viewer, "",
                                             "matrix"));
                return {id.text(), services_.roles.current(work, id).at(0).id.text()};
            }
            if (child == "@proposal") {
                CHECK(!services_.roles.propose(work, account, staff::Role::auditor, "matrix",
                                               "matrix"));
                return {id.text(), services_.roles.proposals(work, id).at(0).id.text()};
            }
            if (child == "@posting") {
                const staff::Posting wanted{.areas = {"barnsley"}, .share_percent = 80};
                CHECK(!services_.postings.propose(work, account, wanted, "matrix", "matrix"));
                return {id.text(), services_.postings.waiting(work, id).value().id.text()};
            }
            return {id.text()};
        });
}

std::string StaffFixtures::session_of(staff::AccountId account)
{
    return units_.write(staff_fixtures::somebody, "matrix", [&](storage::UnitOfWork& work) {
        const auto cookie = services_.sessions.begin(work, {.account_id = account.text(),
                                                            .stage = http::SessionStage::signed_in,
                                                            .user_agent = "another browser"});
        return services_.sessions.find(work, cookie, "another browser").value().id;
    });
}

std::string StaffFixtures::invitation()
{
    return units_.write(staff_fixtures::somebody, "matrix", [&](storage::UnitOfWork& work) {
        const auto account = new_account(work);
        const auto now = services_.clock.now();
        auto token = services_.credentials.invite(work, account, now);
        services_.credentials.set_password(work, account, "not a hash", now);
        services_.credentials.set_code_secret(work, account,
                                              crypto::TotpSecret::random(work.random()), now);
        services_.credentials.prepare_codes(work, account,
                                            crypto::make_recovery_codes(work.random()), now);
        return token;
    });
}

std::optional<std::vector<std::string>>
StaffFixtures::fill(const std::vector<std::string>& placeholders, Relation relation,
                    const Asker& asker)
{
    for (const auto& placeholder : placeholders) {
        if (!staff_fixtures::knows(placeholder)) return std::nullopt;
    }
    std::vector<std::string> values;
    if (relation == Relation::none) {
        for (const auto& placeholder : placeholders) {
            values.push_back(staff_fixtures::nowhere(placeholder));
        }
        return values;
    }
    if (placeholders[0] == "@invitation") return {{invitation()}};
    if (placeholders[0] == "@session") {
        const auto own = staff::AccountId::parse(asker.account_id);
        if (relation == Relation::own && own) return {{session_of(*own)}};
        return {{session_of(*staff::AccountId::parse(account_with("").at(0)))}};
    }
    // The sample of a route about a grant or a proposal names it before its account.
    const auto child = placeholders.size() > 1 ? placeholders[0] : std::string();
    auto made = account_with(child);
    if (child.empty()) return made;
    if (relation == Relation::wrong_parent) made[0] = account_with(child)[0];
    return {{made[1], made[0]}};
}

void StaffFixtures::prepare(const http::Route& route, const Asker& asker)
{
    const auto account = staff::AccountId::parse(asker.account_id);
    if (!account || !route.path.starts_with("/account/recovery-codes")) return;
    units_.write(staff_fixtures::somebody, "matrix", [&](storage::UnitOfWork& work) {
        services_.credentials.prepare_codes(
            work, *account, crypto::make_recovery_codes(work.random()), services_.clock.now());
    });
}

} // namespace evenhand::matrix
