// The demonstration as a whole: the real program, driven by made-up people through its routes.
#include "app/demo_fill.hpp"

#include "app/audited_tables.hpp"
#include "app/cannot_run.hpp"
#include "app/demo.hpp"
#include "app/house.hpp"
#include "app/serve.hpp"
#include "app/store_commands.hpp"
#include "core/keyed_random_source.hpp"
#include "people/staff/demo_commands.hpp"
#include "rehearsal/virtual_time.hpp"
#include "storage/audit_report.hpp"
#include "storage/audit_verify.hpp"
#include "storage/store_digest.hpp"
#include "tests/support/machine_clock.hpp"
#include "tests/support/test_client.hpp"
#include "tests/support/test_folder.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace evenhand::app::demo_fill_test {

namespace fs = std::filesystem;

rehearsal::FillPlan plan(std::uint64_t seed = 1, std::uint64_t people = 25)
{
    return {.seed = seed, .people = people, .days = 7, .on_day = *LocalDate::parse("2026-03-02")};
}

std::unique_ptr<storage::Database> read_only(const fs::path& data)
{
    return storage::Database::open(
        {.url = demo_place(data).database, .read_only = true, .on_broken = {}});
}

std::vector<storage::TableDigest> digest(const fs::path& data)
{
    std::vector<storage::TableDigest> all;
    read_only(data)->read([&](storage::Connection& sql) { all = storage::digest_store(sql); });
    return all;
}

/// The demonstration as it is served, without a socket.
struct Served
{
    explicit Served(const fs::path& data, Instant from)
        : place(demo_place(data)),
          trial_clock(rehearsal::DemoPass(load_keys(place)), from, machine_clock),
          house(house_options(place, {}, trial_clock, machine_clock, random))
    {
    }

    tests::TestClient browser() { return tests::TestClient(*house.dispatcher); }
    tests::TestClient signed_in(std::string_view handle)
    {
        auto client = browser();
        for (const auto& account : staff::demo_accounts()) {
            if (account.handle != handle) continue;
            client.get("/sign-in");
            client.submit({{"email", account.email}, {"password", account.password}}, "Continue");
            const auto code = staff::demo_code(house.keys, handle, machine_clock.now());
            client.submit({{"code", *code}}, "Continue");
        }
        return client;
    }

    Place place;
    tests::FrozenMachineClock machine_clock;
    rehearsal::ContinuedTrialClock trial_clock;
    KeyedRandomSource random = KeyedRandomSource::from_seed(99);
    House house;
};

TEST(Demonstration, IsTheSameToTheBitForOneSeedAndAnotherForAnother)
{
    const tests::TestFolder folder;
    const auto first = make_demo(folder.path() / "first", plan(1), {});
    const auto again = make_demo(folder.path() / "again", plan(1), {});
    make_demo(folder.path() / "other", plan(2), {});

    EXPECT_EQ(first, again);
    const auto one = digest(folder.path() / "first");
    EXPECT_EQ(one, digest(folder.path() / "again"));
    EXPECT_NE(one, digest(folder.path() / "other"));
    EXPECT_GT(one.size(), 20U);
}

TEST(Demonstration, ShowsInTriageWhoseReferralNobodyDecidedYetAndNobodyElse)
{
    const tests::TestFolder folder;
    const auto tally = make_demo(folder.path() / "demo", plan(), {});
    EXPECT_EQ(tally.sent + tally.called + tally.saved + tally.stopped, 25U);
    EXPECT_GT(tally.called, 0U);
    EXPECT_GT(tally.saved, 0U);
    EXPECT_GT(tally.stopped, 0U);
    EXPECT_GT(tally.referred, 0U);
    EXPECT_GT(tally.sent + tally.called, tally.referred) << "nothing is left to be read";

    Served served(folder.path() / "demo", rehearsal::end_of(plan()));
    auto officer = served.signed_in("intake");
    EXPECT_EQ(officer.page().url, "/triage");
    EXPECT_TRUE(
        officer.page().says(fmt::format("{} waiting", tally.sent + tally.called - tally.referred)))
        << officer.page().text;
}

TEST(Demonstration, HoldsWhenTheWholeStoreIsVerified)
{
    const tests::TestFolder folder;
    make_demo(folder.path() / "demo", plan(), {});
    const Place place = demo_place(folder.path() / "demo");
    const auto protocol = load_protocol(place);
    const auto keys = load_keys(place);
    const auto database = read_only(folder.path() / "demo");
    const auto report = storage::verify_all({.database = *database,
                                             .keys = keys,
                                             .origin = audit_origin(protocol),
                                             .checkpoints_file = place.checkpoints,
                                             .on_progress = {},
                                             .checks = {}},
                                            audited_tables());
    EXPECT_EQ(storage::audit_exit_code(report), 0) << storage::audit_report_text(report);
}

TEST(Demonstration, KeepsWhatPeopleTypeWhenItIsStartedAgain)
{
    const tests::TestFolder folder;
    const auto tally = make_demo(folder.path() / "demo", plan(), {});
    const Instant story_end = rehearsal::end_of(plan());
    {
        Served served(folder.path() / "demo", story_end);
        auto visitor = served.browser();
        visitor.get("/call-me");
        visitor.submit({{"name", "Zoë Example"}, {"phone", "07700 900123"}}, "Ask for a call");
        ASSERT_TRUE(visitor.page().url.starts_with("/sent/"));
    }
    Served served(folder.path() / "demo", story_end);
    auto officer = served.signed_in("intake");
    EXPECT_TRUE(officer.page().says(
        fmt::format("{} waiting", tally.sent + tally.called - tally.referred + 1)));
}

TEST(Demonstration, IsNotThereAtAllIfItsMakingWasBrokenOff)
{
    const tests::TestFolder folder;
    const fs::path data = folder.path() / "demo";
    const auto break_off = [](std::uint64_t done, std::uint64_t) {
        if (done == 5) throw std::runtime_error("broken off");
    };
    EXPECT_THROW(make_demo(data, plan(), break_off), std::runtime_error);
    EXPECT_TRUE(fs::is_empty(folder.path()));
    make_demo(data, plan(), {});
    EXPECT_TRUE(fs::exists(data / "evenhand.db"));
}

TEST(Demonstration, IsNotMadeOverOtherThings)
{
    const tests::TestFolder folder;
    fs::create_directories(folder.path() / "thesis");
    EXPECT_THROW(make_demo(folder.path(), plan(), {}), CannotRun);
    EXPECT_TRUE(fs::exists(folder.path() / "thesis"));
}

TEST(Demonstration, OfNobodyIsAnEmptyTrialWithItsStaff)
{
    const tests::TestFolder folder;
    const auto tally = make_demo(folder.path() / "demo", plan(1, 0), {});
    EXPECT_EQ(tally, rehearsal::FillTally{});
    Served served(folder.path() / "demo", rehearsal::end_of(plan()));
    auto officer = served.signed_in("intake");
    EXPECT_TRUE(officer.page().says("Nobody is waiting"));
}

TEST(Demonstration, OfThriveIntoWorkIsMadeFromItsOwnFile)
{
    const tests::TestFolder folder;
    const fs::path data = folder.path() / "demo";
    const auto protocol = (home() / "protocols" / "thrive-into-work.toml").string();
    const auto tally = make_demo(data, plan(), {}, protocol);
    EXPECT_GT(tally.sent, 0U);
    // The folder holds that trial, and serving another from it is refused.
    const tests::FrozenMachineClock machine;
    const rehearsal::DemoPass pass(load_keys(demo_place(data)));
    const rehearsal::ContinuedTrialClock clock(pass, rehearsal::end_of(plan()), machine);
    KeyedRandomSource random = KeyedRandomSource::from_seed(7);
    const Place own = demo_place(data, protocol);
    EXPECT_EQ(House(house_options(own, {}, clock, machine, random)).protocol.name,
              "Thrive into Work");
    const Place other = demo_place(data);
    EXPECT_THROW(House(house_options(other, {}, clock, machine, random)), CannotRun);
}

TEST(DemoCode, IsRefusedForKeysOfALiveTrial)
{
    const tests::TestFolder folder;
    const Place place = demo_place(folder.path());
    auto random = KeyedRandomSource::from_seed(1);
    const auto keys = crypto::Keys::random(crypto::Mode::live, Instant::from_micros(0), random);
    const auto allocator = crypto::Keys::random(crypto::Mode::live, keys.created(), random,
                                                crypto::KeyRing::allocator);
    found_store(place, load_protocol(place), {keys, allocator}, keys.created());
    EXPECT_THROW(demo_code("intake", folder.path()), CannotRun);
}

TEST(DemoCode, NamesTheAccountsWhereThereIsNoneOfThatName)
{
    const tests::TestFolder folder;
    make_demo(folder.path() / "demo", plan(1, 0), {});
    EXPECT_THROW(demo_code("nobody", folder.path() / "demo"), CannotRun);
    EXPECT_EQ(demo_code("intake", folder.path() / "demo"), 0);
}

} // namespace evenhand::app::demo_fill_test
