// An old backup is put back, and somebody presses the button again to be given another group.
#include "app/demo.hpp"
#include "app/demo_fill.hpp"
#include "app/house.hpp"
#include "app/serve.hpp"
#include "app/store_commands.hpp"
#include "core/keyed_random_source.hpp"
#include "rehearsal/virtual_time.hpp"
#include "tests/support/house_draw.hpp"
#include "tests/support/machine_clock.hpp"
#include "tests/support/test_folder.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace evenhand::app::old_copy_test {

namespace fs = std::filesystem;

const rehearsal::FillPlan plan{
    .seed = 1, .people = 2, .days = 1, .on_day = *LocalDate::parse("2026-03-02")};
const std::string officer(32, '1');

struct Trial
{
    Trial() { make_demo(data, plan, {}); }

    /// What `step` gives in the house, as a server that has just started has it.
    template <class Step>
    auto in_house(std::uint64_t seed, Step step) const
    {
        const Place place = demo_place(data);
        tests::FrozenMachineClock machine_clock;
        const rehearsal::ContinuedTrialClock clock(rehearsal::DemoPass(load_keys(place)),
                                                   rehearsal::end_of(plan), machine_clock);
        auto random = KeyedRandomSource::from_seed(seed);
        House house(house_options(place, {}, clock, machine_clock, random));
        EXPECT_EQ(house.checkpointer.reason_not_to_start(clock.now()), std::nullopt);
        const auto given = step(house);
        house.database->flush();
        return given;
    }
    /// Empty if somebody new was put into a group.
    [[nodiscard]] std::string draw(std::uint64_t seed) const
    {
        return in_house(seed, [](House& house) {
            const auto who = tests::stand_before_the_draw(house);
            const auto answer = tests::press_the_button(house, officer, who);
            if (const auto* refusal = std::get_if<allocation::Refusal>(&answer))
                return std::string(allocation::code(*refusal));
            allocation::TwoStep steps(tests::open_draw(house));
            const auto fault =
                steps.settle(*house.units, {storage::ActorKind::staff, officer, {}}, who);
            return fault ? std::string(allocation::code(*fault)) : std::string();
        });
    }
    void put_back(const fs::path& copy) const
    {
        const Place place = demo_place(data);
        for (const auto& file : fs::directory_iterator(data)) {
            if (file.path().filename().string().find(".db") != std::string::npos)
                fs::remove(file.path());
        }
        ASSERT_EQ(restore(place, copy), 0);
    }

    tests::TestFolder folder;
    fs::path data = folder.path() / "demo";
};

TEST(AnOldCopyOfTheStore, FreezesTheStratumInsteadOfDrawingTwice)
{
    const Trial trial;
    ASSERT_EQ(trial.draw(11), "");
    const fs::path copy = trial.folder.path() / "copy";
    ASSERT_EQ(backup(demo_place(trial.data), copy), 0);
    ASSERT_EQ(trial.draw(12), "") << "after the copy was made, and before a head was signed";

    trial.put_back(copy);
    EXPECT_EQ(trial.draw(13), "stratum_frozen");
    EXPECT_EQ(trial.draw(14), "stratum_frozen") << "and stays so";
}

TEST(AnOldCopyOfTheStore, OpensNothingThatLiesBehindTheMark)
{
    const Trial trial;
    const auto left =
        trial.in_house(11, [](House& house) { return tests::leave_at_the_draw(house, officer); });
    const fs::path copy = trial.folder.path() / "copy";
    ASSERT_EQ(backup(demo_place(trial.data), copy), 0);
    ASSERT_EQ(trial.draw(12), "") << "whoever was left is settled first, and then the next";
    trial.put_back(copy);
    const auto fault = trial.in_house(13, [&](House& house) {
        allocation::TwoStep steps(tests::open_draw(house));
        const auto found =
            steps.settle(*house.units, {storage::ActorKind::staff, officer, {}}, left);
        return found ? std::string(allocation::code(*found)) : std::string();
    });
    EXPECT_EQ(fault, "behind_mark");
}

} // namespace evenhand::app::old_copy_test
