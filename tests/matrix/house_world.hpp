#pragma once

// A small demonstration of the whole program, served without a socket and with rates that no walk
// meets: what the tests over every route ask.

#include "app/demo_fill.hpp"
#include "app/house.hpp"
#include "core/keyed_random_source.hpp"
#include "people/staff/demo_commands.hpp"
#include "rehearsal/virtual_time.hpp"
#include "tests/matrix/answer_rules.hpp"
#include "tests/matrix/casework_fixtures.hpp"
#include "tests/matrix/ceremony_fixtures.hpp"
#include "tests/matrix/consent_fixtures.hpp"
#include "tests/matrix/error_fixtures.hpp"
#include "tests/matrix/matrix.hpp"
#include "tests/matrix/merge_fixtures.hpp"
#include "tests/matrix/staff_fixtures.hpp"
#include "tests/support/machine_clock.hpp"
#include "tests/support/scratch_database.hpp"
#include "tests/support/test_folder.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace evenhand::matrix {

class HouseWorld
{
public:
    explicit HouseWorld(storage::Engine engine = storage::Engine::sqlite, std::uint64_t people = 8)
        : people_(people), place_(made(engine))
    {
        begin_signing();
    }

    tests::TestClient browser() { return tests::TestClient(*house_.dispatcher); }

    tests::TestClient half_signed_in(const staff::DemoAccount& account)
    {
        machine_clock_.advance(std::chrono::seconds(30)); // each code works once
        auto client = browser();
        client.get("/sign-in");
        client.submit({{"email", account.email}, {"password", account.password}}, "Continue");
        return client;
    }
    tests::TestClient signed_in(const staff::DemoAccount& account)
    {
        auto client = half_signed_in(account);
        const auto code = staff::demo_code(house_.keys, account.handle, machine_clock_.now());
        client.submit({{"code", *code}}, "Continue");
        if (client.page().status != 200) throw std::runtime_error(client.page().text);
        return client;
    }

    std::vector<Asker> askers();
    Fixtures fixtures();
    const http::Router& router() { return house_.router; }
    http::Service& service() { return *house_.dispatcher; }

    void advance(std::chrono::microseconds by) { machine_clock_.advance(by); }
    std::vector<storage::TableDigest> digest() { return digest_of(*house_.database); }

private:
    [[nodiscard]] rehearsal::FillPlan plan() const
    {
        return {.seed = 1, .people = people_, .days = 2, .on_day = *LocalDate::parse("2026-03-02")};
    }
    [[nodiscard]] app::Place made(storage::Engine engine);
    /// As a server does before it accepts anything.
    void begin_signing();
    app::HouseOptions options()
    {
        return {.place = place_,
                .protocol = app::load_protocol(place_),
                .keys = app::load_keys(place_),
                .trial_clock = trial_clock_,
                .machine_clock = machine_clock_,
                .random = random_,
                .password_cost = crypto::PasswordCost::fast_for_made_up_people(crypto::Mode::demo),
                .base_url = "http://127.0.0.1:8080",
                .rates = http::wider(http::usual_rates(), 100'000),
                .fatal = {},
                .log = {}};
    }
    std::string account_id(const staff::DemoAccount& account);
    std::string referral();
    std::string receipt();
    /// A new referral that nobody has decided: its id.
    std::string waiting_referral();
    identity::PersonId person();
    /// Somebody who stands there, on the shortest way; whether they may join is decided by what
    /// they answered.
    identity::PersonId person_at(participants::Stage stage);
    void answer_on_eligibility(storage::UnitOfWork& work, identity::PersonId person, bool sure);
    /// Somebody who was put into a group, in the hands of that account.
    identity::PersonId randomised(const std::string& account);
    /// Somebody who has signed, and whose answers before allocation are all given.
    identity::PersonId answered_person();
    /// And locked.
    identity::PersonId locked_person();
    std::string concern(identity::PersonId person);
    /// That somebody's interviewer was told their group.
    std::string unblinding();
    std::string contact(identity::PersonId person, bool in_error);
    std::string details_in_error(identity::PersonId person);
    std::string withdrawal_of(identity::PersonId person);
    /// Somebody whom every attempt missed, and whose number was wrong.
    identity::PersonId unreached_person();
    identity::PersonId unacknowledged_person();
    /// Somebody whose way was closed, and somebody who missed too many appointments.
    identity::PersonId person_after(std::initializer_list<participants::Step> steps);
    /// An appointment that has just begun.
    std::string appointment(identity::PersonId person);
    std::string slot();
    /// What a placeholder of the appointments room stands for; nothing if it is none of theirs.
    std::optional<std::string> for_appointments(const std::string& placeholder);
    /// A person, and what hangs on them; or what hangs on another, under this one's path.
    std::optional<std::vector<std::string>>
    about_person(const std::vector<std::string>& placeholders, Relation relation);
    template <class Make>
    auto make(Make&& how)
    {
        return house_.units->write({storage::ActorKind::system, "test", {}}, "test",
                                   std::forward<Make>(how));
    }

    std::uint64_t people_;
    tests::TestFolder folder_;
    std::unique_ptr<tests::ScratchDatabase> database_; ///< nothing on SQLite
    app::Place place_;
    tests::FrozenMachineClock machine_clock_;
    rehearsal::ContinuedTrialClock trial_clock_{rehearsal::DemoPass(app::load_keys(place_)),
                                                rehearsal::end_of(plan()), machine_clock_};
    KeyedRandomSource random_ = KeyedRandomSource::from_seed(99);
    app::House house_{options()};
    StaffFixtures staff_{house_.staff, *house_.units};
    CaseworkFixtures casework_{house_};
    ConsentFixtures consent_{house_};
    MergeFixtures merges_{house_};
    CeremonyFixtures ceremony_{house_};
    ErrorFixtures errors_{house_};
};

} // namespace evenhand::matrix
