// A live installation from `init` to its first allocation: the program refuses to put anybody into
// a group until the ceremony is whole, whatever was done of it so far.
#include "app/ceremony_commands.hpp"
#include "app/house.hpp"
#include "app/open_randomisation.hpp"
#include "app/protocol_commands.hpp"
#include "app/serve.hpp"
#include "app/store_commands.hpp"
#include "protocol/freeze.hpp"
#include "randomisation/sealed/bundle.hpp"
#include "tests/support/house_draw.hpp"
#include "tests/support/test_folder.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace evenhand::app::live_ceremony_test {

namespace fs = std::filesystem;

const std::string officer(32, '1');

struct Live
{
    Live()
    {
        for (const char* part : {"protocols", "content"})
            fs::copy(part, folder.path() / part, fs::copy_options::recursive);
        PlaceOptions options;
        options.data = folder.path() / "data";
        options.protocol = folder.path() / "protocols" / "working-win.toml";
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
        const auto file = folder.path() / "words";
        std::ofstream(file) << std::string(64, 'b');
        return file;
    }
    static std::string commitment()
    {
        return sealed::commitment(sealed::ceremony_trial("working-win/live", 1),
                                  {"custodian", *crypto::SecretKey::from_bytes(Bytes(32, 0xbb))})
            .text();
    }

    tests::TestFolder folder;
    Place place;
};

TEST(LiveCeremony, NobodyIsPutIntoAGroupBeforeItsLastStep)
{
    const Live live;
    const std::vector<CeremonyOptions> steps{
        {.step = "freeze", .party = {}, .commitment = {}, .words_file = {}},
        {.step = "commit",
         .party = "custodian",
         .commitment = Live::commitment(),
         .words_file = {}},
        {.step = "reveal", .party = "custodian", .commitment = {}, .words_file = live.words()},
        {.step = "publish", .party = {}, .commitment = {}, .words_file = {}}};
    for (const auto& step : steps) {
        EXPECT_EQ(live.draw_refuses(), "no_ceremony") << "before " << step.step;
        EXPECT_EQ(live.epochs(), 0U) << "before " << step.step;
        EXPECT_EQ(randomise_ceremony(live.place, step), 0) << step.step;
    }
    EXPECT_EQ(live.draw_refuses(), "");
    EXPECT_EQ(live.epochs(), protocol::strata(load_protocol(live.place)).size());
    EXPECT_EQ(verify_all(live.place, /*json=*/false), 0);
}

TEST(LiveCeremony, AStepOutOfItsOrderIsRefusedAndChangesNothing)
{
    const Live live;
    EXPECT_EQ(randomise_ceremony(
                  live.place, {.step = "publish", .party = {}, .commitment = {}, .words_file = {}}),
              1);
    EXPECT_EQ(randomise_ceremony(live.place, {.step = "commit",
                                              .party = "custodian",
                                              .commitment = Live::commitment(),
                                              .words_file = {}}),
              1);
    EXPECT_EQ(live.draw_refuses(), "no_ceremony");
}

TEST(LiveCeremony, NothingIsFrozenUnderAProtocolThatWasNotFrozen)
{
    const Live live;
    ASSERT_TRUE(fs::remove(protocol::freeze_path(live.place.protocol)));
    EXPECT_EQ(randomise_ceremony(
                  live.place, {.step = "freeze", .party = {}, .commitment = {}, .words_file = {}}),
              1);
}

} // namespace evenhand::app::live_ceremony_test
