#include "tests/matrix/casework_fixtures.hpp"

#include "core/london_time.hpp"
#include "people/staff/demo_accounts.hpp"
#include "tests/matrix/error_fixtures.hpp"
#include "tests/support/randomised_person.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace evenhand::matrix {
namespace casework_fixtures {

const storage::Actor system{storage::ActorKind::system, "test", {}};

bool knows(const std::string& placeholder)
{
    constexpr std::array<std::string_view, 5> known{"@case", "@waiting_case", "@case_person",
                                                    "@pack_person", "@area_person"};
    return std::ranges::find(known, placeholder) != known.end();
}

} // namespace casework_fixtures

std::string CaseworkFixtures::account_id(std::string_view handle)
{
    for (const auto& account : staff::demo_accounts()) {
        if (account.handle != handle) continue;
        return house_.units->read(
            casework_fixtures::system, "test", [&](storage::UnitOfWork& work) {
                const auto address = EmailAddress::parse(account.email).value();
                return house_.staff.accounts.find(work, address)->id.text();
            });
    }
    throw std::runtime_error("no such demo account");
}

identity::PersonId CaseworkFixtures::person(const std::string& area)
{
    return house_.units->write(casework_fixtures::system, "test", [&](storage::UnitOfWork& work) {
        const auto claim = house_.identities.make_claim(work, {});
        const auto who = house_.identities.confirm_claim(work, claim, "new_person").value();
        tests::randomise(work, house_.journeys, who, {area, "out-of-work"});
        return who;
    });
}

std::string CaseworkFixtures::hand_off(identity::PersonId who, const std::string& area,
                                       protocol::HandOff kind, const std::string& by)
{
    const storage::Actor actor{storage::ActorKind::staff, by, {}};
    return house_.units->write(actor, "test", [&](storage::UnitOfWork& work) {
        const auto allocation = Id<struct TestAllocationTag>::random(work.random());
        const auto clocks = casework::clocks_of(house_.protocol.support, "out-of-work",
                                                london_date(work.now()), house_.bank_holidays);
        return house_.hand_offs
            .record(work, {.person = who,
                           .allocation = allocation.text(),
                           .kind = kind,
                           .area = area,
                           .group = "out-of-work",
                           .clocks = clocks,
                           .services_version = "2026-01-01-000000000000"})
            .text();
    });
}

std::string CaseworkFixtures::case_of(identity::PersonId who, const std::string& area,
                                      const std::string& specialist)
{
    const auto id = hand_off(who, area, protocol::HandOff::support_case, std::string());
    if (specialist.empty()) return id;
    const auto lead = account_id(area == "sheffield" ? "lead" : "lead2");
    house_.units->write(casework_fixtures::system, "test", [&](storage::UnitOfWork& work) {
        const auto given =
            house_.cases.find(work, {lead, true}, casework::CaseId::parse(id).value()).value();
        const auto refusal = house_.cases.assign(work, given, {.to = specialist, .above_cap = true},
                                                 given.place, std::nullopt);
        if (refusal) throw std::runtime_error("the case is not assigned");
        return 0;
    });
    return id;
}

std::string CaseworkFixtures::contact(identity::PersonId who, const std::string& of_case)
{
    return house_.units->write(casework_fixtures::system, "test", [&](storage::UnitOfWork& work) {
        const contacts::NewContact spoke{
            .occurred = work.now(), .note = "They moved house.", .of_case = of_case};
        return house_.contact_log.record(work, who, spoke).value().text();
    });
}

std::optional<std::vector<std::string>>
CaseworkFixtures::fill(const std::vector<std::string>& placeholders, Relation relation,
                       const Asker& asker)
{
    const std::string& wanted = placeholders[0];
    if (!casework_fixtures::knows(wanted)) return std::nullopt;
    if (relation == Relation::none) return std::vector(placeholders.size(), std::string(32, '0'));
    const bool own = relation == Relation::own || relation == Relation::wrong_parent;
    const std::string area = own ? "sheffield" : "barnsley";
    const auto who = person(area);
    const auto specialist = [&] { return account_id(own ? "specialist" : "specialist2"); };
    if (wanted == "@waiting_case") return {{case_of(who, area, "")}};
    if (wanted == "@case") return {{case_of(who, area, specialist())}};
    if (wanted == "@case_person") {
        auto whose = who;
        auto made = case_of(who, area, specialist());
        if (placeholders.size() == 1) return {{who.text()}};
        if (relation == Relation::wrong_parent) {
            whose = person(area);
            made = case_of(whose, area, specialist());
        }
        // All that a specialist may correct, and what nobody may see who does not have the case.
        const bool at_case =
            std::ranges::count(asker.roles, staff::Role::employment_specialist) > 0;
        return {{who.text(), contact(whose, at_case ? made : std::string())}};
    }
    if (wanted == "@pack_person")
        hand_off(who, area, protocol::HandOff::local_services,
                 own ? asker.account_id : std::string());
    if (placeholders.size() == 1) return {{who.text()}};
    case_of(who, area, specialist());
    const auto whose = relation == Relation::wrong_parent ? person(area) : who;
    return {{who.text(), ErrorFixtures(house_).hang(placeholders[1], whose).value()}};
}

} // namespace evenhand::matrix
