// Sixty-four clients who enrol into one stratum at once, as it is in a trial (security.md R9): the
// gates and the hand-off are those of the rooms, positions are opened behind the allocator's
// socket, and on PostgreSQL two servers that know nothing of each other share database and
// allocator, so that only what the database locks keeps them apart.
#include "app/allocator_desk.hpp"
#include "app/allocator_wiring.hpp"
#include "app/ceremony_wiring.hpp"
#include "app/local_socket.hpp"
#include "app/open_randomisation.hpp"
#include "app/verify_store.hpp"
#include "storage/connection.hpp"
#include "storage/errors.hpp"
#include "tests/faults/abort_rate.hpp"
#include "tests/support/before_real_gates.hpp"
#include "tests/support/test_house.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <barrier>
#include <cstdlib>
#include <memory>
#include <optional>
#include <set>
#include <thread>

namespace evenhand::tests {
namespace allocation_house_race_test {

constexpr std::size_t clients = 64;

std::size_t people_of_each()
{
    return std::getenv("EVENHAND_LONG") != nullptr ? 16 : 2;
}

app::Place place_of(const TestHouse& trial)
{
    return {.database = trial.store.settings().url,
            .keys = {},
            .allocator_keys = {},
            .checkpoints = trial.folder.path() / "checkpoints",
            .admin_socket = {},
            .messages = {},
            .protocol = (app::home() / "protocols" / "small.toml").string(),
            .mode = crypto::Mode::demo};
}

constexpr std::uint64_t keys_seed = 20260302;

/// Those of the house of tests.
crypto::Keys keys_of_all()
{
    return crypto::Keys::for_demo(keys_seed, Instant::from_micros(0));
}

/// What runs as the allocator of both servers: keys, a file and a socket, and no database.
struct AllocatorOfBoth
{
    AllocatorOfBoth(const app::Place& place, const std::filesystem::path& folder)
        : socket(folder / "allocator.sock"), protocol(app::load_protocol(place)),
          desk(crypto::Keys::for_demo(keys_seed, Instant::from_micros(0),
                                      crypto::KeyRing::allocator),
               app::spec_of(place.protocol, protocol, place.mode), folder / "marks", random),
          listener({.path = socket, .name = "the socket"},
                   [this](std::string_view line) { return desk.answer(line); })
    {
    }
    std::filesystem::path socket;
    protocol::Protocol protocol;
    SystemRandomSource random;
    app::AllocatorDesk desk;
    app::LocalListener listener;
};

/// A server of that store, in all but its port: a house with connections and locks of its own.
struct Server
{
    Server(TestHouse& trial, const std::filesystem::path& socket, std::uint64_t seed)
        : random(seed), place(place_of(trial)),
          house({.place = place,
                 .protocol = app::load_protocol(place),
                 .keys = keys_of_all(),
                 .trial_clock = trial.trial_clock,
                 .machine_clock = trial.machine_clock,
                 .random = random,
                 .password_cost = crypto::PasswordCost::fast_for_made_up_people(crypto::Mode::demo),
                 .base_url = "http://127.0.0.1:8080",
                 .allocator_socket = socket,
                 .fatal = {},
                 .log = {}}),
          draw({.protocol = house.protocol,
                .keys = house.keys,
                .journeys = house.journeys,
                .store = house.allocations,
                .spec = house.spec,
                .ceremony = app::ceremony_in_force(house.ceremonies),
                .allocator = house.door.allocator(),
                .evidence =
                    [this](storage::UnitOfWork& work, identity::PersonId who) {
                        ++attempts;
                        return house.gates(work, who);
                    },
                .hand_off =
                    [this](storage::UnitOfWork& work, const allocation::Allocated& allocated) {
                        ++attempts;
                        house.hand_off(work, allocated);
                    }})
    {
    }
    RestartableRandom random;
    app::Place place;
    app::House house;
    /// A conflict is tried again by the store, which nobody hears of; but then the gates are read,
    /// or the hand-off is made, once more than there are people.
    std::atomic<std::size_t> attempts{0};
    allocation::TwoStep draw;
};

struct Ends
{
    std::atomic<std::size_t> allocated{0};
    std::atomic<std::size_t> aborted{0};
    std::atomic<std::size_t> other{0};
};

/// Both steps as the button takes them; whoever is aborted presses it again.
void enrol(Server& server, const storage::Actor& officer, identity::PersonId who, Ends& ends)
{
    for (;;) {
        try {
            const auto answer = server.draw.intend(*server.house.units, officer,
                                                   {.person = who,
                                                    .scope = "staff:" + officer.id,
                                                    .key = who.text(),
                                                    .digest = who.text(),
                                                    .location = "/"});
            const bool settled = std::holds_alternative<allocation::Intended>(answer) &&
                                 !server.draw.settle(*server.house.units, officer, who);
            ++(settled ? ends.allocated : ends.other);
            return;
        } catch (const storage::StorageError&) {
            ++ends.aborted;
        }
    }
}

class HouseRace : public testing::TestWithParam<storage::Engine>
{
protected:
    HouseRace()
    {
        app::open_randomisation(*trial.house);
        for (std::size_t one = 0; one < clients * people_of_each(); ++one)
            people.push_back(
                somebody_at(*trial.house, account, participants::Stage::baseline_locked));
        allocator.emplace(place_of(trial), trial.folder.path());
        trial.house.reset();
        // A SQLite file has one server.
        const std::size_t wanted = GetParam() == storage::Engine::sqlite ? 1 : 2;
        for (std::size_t one = 0; one < wanted; ++one)
            servers.push_back(std::make_unique<Server>(trial, allocator->socket, one + 1));
    }

    TestHouse trial{GetParam(), "small"};
    const std::string account = trial.account_id("intake");
    std::vector<identity::PersonId> people;
    std::optional<AllocatorOfBoth> allocator;
    std::vector<std::unique_ptr<Server>> servers;

    app::House& house() { return servers.front()->house; }
    std::size_t attempts() const
    {
        std::size_t all = 0;
        for (const auto& server : servers)
            all += server->attempts;
        return all;
    }
    /// Each of the clients, at one of the servers, enrols those of the people who are theirs.
    void draw_all_at_once(Ends& ends)
    {
        std::barrier together(static_cast<std::ptrdiff_t>(clients));
        std::vector<std::thread> threads;
        for (std::size_t client = 0; client < clients; ++client) {
            threads.emplace_back([&, client] {
                together.arrive_and_wait();
                for (std::size_t one = client; one < people.size(); one += clients)
                    enrol(*servers.at(client % servers.size()), officer_of(account), people[one],
                          ends);
            });
        }
        for (auto& thread : threads)
            thread.join();
    }
    std::string what_verify_finds()
    {
        const auto report =
            app::verify_store({.database = *house().database,
                               .keys = house().keys,
                               .origin = app::audit_origin(house().protocol),
                               .checkpoints_file = trial.folder.path() / "checkpoints",
                               .on_progress = {}},
                              house().protocol);
        std::string found;
        for (const auto& finding : report.findings.kept())
            found += fmt::format("{}: {}\n", finding.table, finding.what);
        return found;
    }
    participants::Stage stage_of(identity::PersonId who)
    {
        return house().units->read(officer_of(account), "test", [&](storage::UnitOfWork& work) {
            return house().journeys.find(work, who).value().stage;
        });
    }
    std::vector<std::int64_t> positions()
    {
        return house().units->read(officer_of(account), "test", [&](storage::UnitOfWork& work) {
            std::vector<std::int64_t> all;
            for (const auto& who : people)
                all.push_back(house().allocations.intent_of(work, who).value().position);
            return all;
        });
    }
};
INSTANTIATE_TEST_SUITE_P(BothEngines, HouseRace, testing::ValuesIn(engines_under_test()),
                         engine_name);

} // namespace allocation_house_race_test

using namespace allocation_house_race_test;

TEST_P(HouseRace, GivesEveryoneAPositionOfTheirOwnAndAHandOffWithoutAGap)
{
    Ends ends;
    draw_all_at_once(ends);
    const std::size_t everyone = people.size();
    EXPECT_EQ(ends.allocated, everyone);
    EXPECT_EQ(ends.other, 0U);
    ASSERT_GE(attempts(), 2 * everyone) << "gates and hand-off of each";
    const std::size_t aborted = ends.aborted + (attempts() - 2 * everyone);
    EXPECT_LE(static_cast<double>(aborted), tests::most_aborted(everyone));

    const auto all = positions();
    const std::set<std::int64_t> apart(all.begin(), all.end());
    ASSERT_EQ(apart.size(), everyone);
    EXPECT_EQ(*apart.begin(), 1);
    EXPECT_EQ(*apart.rbegin(), static_cast<std::int64_t>(everyone));
    for (const auto& who : people)
        EXPECT_EQ(stage_of(who), participants::Stage::randomised) << who.text();
    EXPECT_EQ(what_verify_finds(), "") << "each with an allocation and a hand-off of their own";
    fmt::print("servers: {}, allocations: {}, aborted: {}\n", servers.size(), everyone, aborted);
}

} // namespace evenhand::tests
