// A whole trial through the real pages: everybody goes as far as they want to and may, the flow
// adds up, and each role finds something on its first page.
#include "app/demo_fill.hpp"
#include "app/house.hpp"
#include "app/serve.hpp"
#include "app/store_commands.hpp"
#include "core/keyed_random_source.hpp"
#include "evidence/reports/consort.hpp"
#include "people/participants/flow_store.hpp"
#include "people/staff/demo_commands.hpp"
#include "rehearsal/virtual_time.hpp"
#include "tests/support/machine_clock.hpp"
#include "tests/support/test_client.hpp"
#include "tests/support/test_folder.hpp"

#include <gtest/gtest.h>

namespace evenhand::app::whole_trial_test {

namespace fs = std::filesystem;

rehearsal::FillPlan whole(std::uint64_t seed = 1, std::uint64_t people = 60)
{
    return {.seed = seed, .people = people, .days = 100, .on_day = *LocalDate::parse("2019-06-21")};
}

/// The demonstration as it is served, without a socket.
struct Served
{
    explicit Served(const fs::path& data, const std::string& protocol = {})
        : place(demo_place(data, protocol)),
          clock(rehearsal::DemoPass(load_keys(place)), rehearsal::end_of(whole()), machine),
          house(house_options(place, {}, clock, machine, random))
    {
    }

    tests::TestClient signed_in(const staff::DemoAccount& account)
    {
        machine.advance(std::chrono::seconds(30)); // each code works once
        tests::TestClient client(*house.dispatcher);
        client.get("/sign-in");
        client.submit({{"email", account.email}, {"password", account.password}}, "Continue");
        const auto code = staff::demo_code(house.keys, account.handle, machine.now());
        client.submit({{"code", *code}}, "Continue");
        return client;
    }
    reports::Consort flow()
    {
        return house.units->read(
            {storage::ActorKind::system, "test", {}}, "test", [&](storage::UnitOfWork& work) {
                return reports::consort(house.protocol, participants::FlowStore::cells_at(
                                                            work, rehearsal::end_of(whole())));
            });
    }

    Place place;
    tests::FrozenMachineClock machine;
    rehearsal::ContinuedTrialClock clock;
    KeyedRandomSource random = KeyedRandomSource::from_seed(99);
    House house;
};

TEST(WholeTrial, OfEachProtocolLeadsPeopleToTheEndAndItsFlowAddsUp)
{
    for (const char* name : {"working-win", "thrive-into-work"}) {
        const tests::TestFolder folder;
        const auto file = (home() / "protocols" / (std::string(name) + ".toml")).string();
        const auto tally = make_demo(folder.path() / "demo", whole(), {}, file);
        Served served(folder.path() / "demo", file);
        const auto flow = served.flow();
        EXPECT_TRUE(reports::adds_up(flow)) << name;
        EXPECT_EQ(flow.boxes.front().people, static_cast<std::int64_t>(tally.referred)) << name;
        EXPECT_EQ(flow.boxes.back().people, static_cast<std::int64_t>(tally.randomised)) << name;
        EXPECT_GT(tally.randomised, 10U) << name;
    }
}

TEST(WholeTrial, ShowsEachRoleSomethingOnItsFirstPage)
{
    const tests::TestFolder folder;
    make_demo(folder.path() / "demo", whole(), {});
    Served served(folder.path() / "demo");
    for (const auto& account : staff::demo_accounts()) {
        auto client = served.signed_in(account);
        EXPECT_EQ(client.page().status, 200) << account.handle;
        EXPECT_FALSE(client.page().says("No month has closed yet")) << account.handle;
        EXPECT_FALSE(client.page().says("Nobody waits for anything")) << account.handle;
        EXPECT_GT(client.page().text.size(), 400U) << account.handle << client.page().text;
    }
}

} // namespace evenhand::app::whole_trial_test
