// A live installation from `init` to its first allocation: the program refuses to put anybody into
// a group until the ceremony is whole, whatever was done of it so far.
#include "app/bundle_commands.hpp"
#include "app/ceremony_commands.hpp"
#include "app/house.hpp"
#include "app/open_randomisation.hpp"
#include "app/protocol_commands.hpp"
#include "app/reveal_command.hpp"
#include "app/serve.hpp"
#include "app/store_commands.hpp"
#include "protocol/freeze.hpp"
#include "randomisation/sealed/bundle.hpp"
#include "tests/support/changed_trial.hpp"
#include "tests/support/house_draw.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace evenhand::app::live_ceremony_test {

namespace fs = std::filesystem;

const std::string officer(32, '1');

struct Live
{
    explicit Live(const std::string& beacon = {})
    {
        if (!beacon.empty()) tests::name_beacon(files, "working-win", beacon);
        PlaceOptions options;
        options.data = files.path("data");
        options.protocol = files.path("protocols/working-win.toml");
        place = place_from(options);
        const SystemTrialClock clock;
        EXPECT_EQ(protocol_freeze(place.protocol, clock), 0);
        EXPECT_EQ(init(place), 0);
    }

    /// What `look` sees in the house, as a server that has just started has it.
    template <class Look>
    auto in_house(Look look) const
    {
        const SystemTrialClock clock;
        const SystemMachineClock machine_clock;
        SystemRandomSource random;
        House house(house_options(place, {}, clock, machine_clock, random));
        EXPECT_EQ(house.checkpointer.reason_not_to_start(clock.now()), std::nullopt);
        open_randomisation(house);
        auto seen = look(house);
        house.database->flush();
        return seen;
    }

    /// Empty if somebody who stands before the draw is let through.
    [[nodiscard]] std::string draw_refuses() const
    {
        return in_house([](House& house) {
            const auto who = tests::stand_before_the_draw(house);
            const auto answer = tests::press_the_button(house, officer, who);
            const auto* refusal = std::get_if<allocation::Refusal>(&answer);
            return refusal == nullptr ? std::string() : std::string(allocation::code(*refusal));
        });
    }
    [[nodiscard]] std::size_t epochs() const
    {
        return in_house([](House& house) {
            return house.units->read({}, "test", [&](storage::UnitOfWork& work) {
                return house.allocations.epochs(work).size();
            });
        });
    }

    /// The contribution of the custodian, in a file as it is typed in, and its commitment.
    [[nodiscard]] std::string words() const
    {
        const auto file = files.path("words");
        std::ofstream(file) << std::string(64, 'b');
        return file;
    }
    static std::string commitment()
    {
        return sealed::commitment(sealed::ceremony_trial("working-win/live", 1),
                                  {"custodian", *crypto::SecretKey::from_bytes(Bytes(32, 0xbb))})
            .text();
    }

    tests::ChangedTrial files;
    Place place;
};

TEST(LiveCeremony, NobodyIsPutIntoAGroupBeforeItsLastStep)
{
    const Live live;
    const std::vector<CeremonyOptions> steps{
        {.step = "freeze"},
        {.step = "commit", .party = "custodian", .commitment = Live::commitment()},
        {.step = "reveal", .party = "custodian", .words_file = live.words()},
        {.step = "publish"}};
    for (const auto& step : steps) {
        EXPECT_EQ(live.draw_refuses(), "no_ceremony") << "before " << step.step;
        EXPECT_EQ(live.epochs(), 0U) << "before " << step.step;
        EXPECT_EQ(randomise_ceremony(live.place, step), 0) << step.step;
    }
    EXPECT_EQ(live.draw_refuses(), "");
    EXPECT_EQ(live.epochs(), protocol::strata(load_protocol(live.place)).size());
    EXPECT_EQ(verify_all(live.place, /*json=*/false), 0);
}

/// The bundle of the reveal holds only if every root follows from the beacon's value as well.
TEST(LiveCeremony, WaitsForTheBeaconThatTheProtocolNamesAndDrawsUnderItsValue)
{
    const Live live("the first round of a beacon after the last contribution");
    const auto take = [&](CeremonyOptions step) { return randomise_ceremony(live.place, step); };
    CeremonyOptions commit{.step = "commit", .party = "custodian"};
    commit.commitment = Live::commitment();
    CeremonyOptions reveal{.step = "reveal", .party = "custodian"};
    reveal.words_file = live.words();
    EXPECT_EQ(take({.step = "freeze"}), 0);
    EXPECT_EQ(take(commit), 0);
    EXPECT_EQ(take(reveal), 0);
    EXPECT_EQ(take({.step = "publish"}), 1);
    EXPECT_EQ(take({.step = "publish", .beacon = "soon"}), 1);
    EXPECT_EQ(live.draw_refuses(), "no_ceremony");
    const std::string value(64, 'e');
    EXPECT_EQ(take({.step = "publish", .beacon = value}), 0);
    EXPECT_EQ(live.draw_refuses(), "");

    const auto bundle = live.files.path("trial.bundle").string();
    EXPECT_EQ(randomise_reveal(live.place, {.file = bundle, .full = false, .data_locked = "D-1"}),
              0);
    EXPECT_EQ(randomise_verify({.file = bundle, .key = {}, .json = true}), 0);
    std::stringstream text;
    text << std::ifstream(bundle).rdbuf();
    EXPECT_NE(text.str().find(value), std::string::npos);
}

TEST(LiveCeremony, AStepOutOfItsOrderIsRefusedAndChangesNothing)
{
    const Live live;
    EXPECT_EQ(randomise_ceremony(live.place, {.step = "publish"}), 1);
    EXPECT_EQ(
        randomise_ceremony(
            live.place, {.step = "commit", .party = "custodian", .commitment = Live::commitment()}),
        1);
    EXPECT_EQ(live.draw_refuses(), "no_ceremony");
}

TEST(LiveCeremony, NothingIsFrozenUnderAProtocolThatWasNotFrozen)
{
    const Live live;
    ASSERT_TRUE(fs::remove(protocol::freeze_path(live.place.protocol)));
    EXPECT_EQ(randomise_ceremony(live.place, {.step = "freeze"}), 1);
}

} // namespace evenhand::app::live_ceremony_test
