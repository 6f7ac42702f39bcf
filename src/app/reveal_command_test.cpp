// The bundle of a trial as the program really ran it, from the ceremony to the last signed head.
#include "app/reveal_command.hpp"

#include "app/cannot_run.hpp"
#include "app/demo.hpp"
#include "app/demo_fill.hpp"
#include "app/open_randomisation.hpp"
#include "app/randomise_commands.hpp"
#include "app/serve.hpp"
#include "core/keyed_random_source.hpp"
#include "randomisation/sealed/bundle_check.hpp"
#include "rehearsal/virtual_time.hpp"
#include "tests/support/house_draw.hpp"
#include "tests/support/machine_clock.hpp"
#include "tests/support/test_folder.hpp"

#include <fmt/ranges.h>
#include <gtest/gtest.h>

namespace evenhand::app::reveal_command_test {

constexpr int people = 9;
const rehearsal::FillPlan plan{
    .seed = 1, .people = 2, .days = 1, .on_day = *LocalDate::parse("2026-03-02")};
// Not a run of one digit, which a hash or a nonce might hold.
const std::string officer = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";

/// A demonstration in which so many people were put into groups.
void make_trial(const std::filesystem::path& data)
{
    make_demo(data, plan, {});
    const Place place = demo_place(data);
    tests::FrozenMachineClock machine_clock;
    const rehearsal::ContinuedTrialClock clock(rehearsal::DemoPass(load_keys(place)),
                                               rehearsal::end_of(plan), machine_clock);
    auto random = KeyedRandomSource::from_seed(99);
    House house(house_options(place, {}, clock, machine_clock, random));
    ASSERT_EQ(house.checkpointer.reason_not_to_start(clock.now()), std::nullopt);
    open_randomisation(house);
    ASSERT_TRUE(house.checkpointer.sign().has_value());
    for (int i = 0; i < people; ++i)
        tests::put_into_a_group(house, officer);
    ASSERT_TRUE(house.checkpointer.sign().has_value());
    house.database->flush();
}

std::string faults_of(const sealed::BundleVerdict& verdict)
{
    return fmt::format("{}", fmt::join(verdict.faults, "\n"));
}

TEST(Reveal, BothBundlesOfATrialThatWasRunHoldAndThePublicOneNamesNobody)
{
    const tests::TestFolder folder;
    make_trial(folder.path() / "demo");
    const Place place = demo_place(folder.path() / "demo");
    for (const bool full : {false, true}) {
        const std::string file = folder.path() / (full ? "full" : "public");
        EXPECT_EQ(randomise_reveal(place, {.file = file, .full = full, .data_locked = {}}), 0);
        const std::string bytes = text_of_file(file);
        const auto verdict = sealed::verify_bundle(bytes);
        ASSERT_TRUE(verdict.has_value()) << verdict.error();
        EXPECT_TRUE(verdict->holds()) << faults_of(*verdict);
        EXPECT_EQ(verdict->figures.people, static_cast<std::uint32_t>(people));
        EXPECT_EQ(verdict->with_log, full);
        EXPECT_EQ(bytes.find("person"), std::string::npos);
        EXPECT_EQ(bytes.find(officer), std::string::npos);
        EXPECT_THROW(randomise_reveal(place, {.file = file, .full = full, .data_locked = {}}),
                     CannotRun)
            << "nothing is written over";
    }
}

} // namespace evenhand::app::reveal_command_test
