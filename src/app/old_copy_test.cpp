// An old backup is put back, and somebody presses the button again to be given another group.
#include "app/demo.hpp"
#include "app/demo_fill.hpp"
#include "app/house.hpp"
#include "app/randomise_commands.hpp"
#include "app/reveal_command.hpp"
#include "app/serve.hpp"
#include "app/store_commands.hpp"
#include "core/keyed_random_source.hpp"
#include "randomisation/sealed/bundle.hpp"
#include "randomisation/sealed/bundle_check.hpp"
#include "rehearsal/virtual_time.hpp"
#include "tests/support/house_draw.hpp"
#include "tests/support/machine_clock.hpp"
#include "tests/support/test_folder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

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
        return in_house(
            seed, [](House& house) { return drawn(house, tests::stand_before_the_draw(house)); });
    }
    static std::string drawn(House& house, identity::PersonId who)
    {
        const auto answer = tests::press_the_button(house, officer, who);
        if (const auto* refusal = std::get_if<allocation::Refusal>(&answer))
            return std::string(allocation::code(*refusal));
        allocation::TwoStep steps(tests::open_draw(house));
        const auto fault =
            steps.settle(*house.units, {storage::ActorKind::staff, officer, {}}, who);
        return fault ? std::string(allocation::code(*fault)) : std::string();
    }
    /// Somebody stands before the draw and is not yet drawn.
    [[nodiscard]] identity::PersonId stands(std::uint64_t seed) const
    {
        return in_house(seed, [](House& house) { return tests::stand_before_the_draw(house); });
    }
    /// The same for somebody who stands there: empty, or why not.
    [[nodiscard]] std::string draw(std::uint64_t seed, identity::PersonId who) const
    {
        return in_house(seed, [who](House& house) { return drawn(house, who); });
    }
    [[nodiscard]] std::string receipt_of(identity::PersonId who) const
    {
        return in_house(1, [who](House& house) {
            return house.units->read({}, "test", [&](storage::UnitOfWork& work) {
                return house.allocations.allocation_of(work, who).value().receipt;
            });
        });
    }
    /// One person proposes a new ceremony, with the reason, and another begins it.
    void hold_another_ceremony(std::uint64_t seed) const
    {
        in_house(seed, [](House& house) {
            const storage::Actor one{storage::ActorKind::staff, std::string(32, '2'), {}};
            const storage::Actor other{storage::ActorKind::staff, std::string(32, '3'), {}};
            const auto& store = house.ceremonies;
            std::int64_t number = 0;
            house.units->write(one, "test", [&](storage::UnitOfWork& work) {
                EXPECT_FALSE(store.propose(work, "An older copy was put back."));
                number = ceremony::standing_of(store.acts(work)).ceremony;
            });
            house.units->write(other, "test", [&](storage::UnitOfWork& work) {
                EXPECT_FALSE(store.freeze(work, house.spec.hash()));
                const auto trial = sealed::ceremony_trial(store.cast().trial, number);
                const sealed::Contribution given{"custodian",
                                                 *crypto::SecretKey::from_bytes(Bytes(32, 0xbb))};
                EXPECT_FALSE(
                    store.commit(work, given.party, sealed::commitment(trial, given).text()));
                EXPECT_FALSE(store.reveal(work, given));
                store.published(work, number);
            });
            house.ceremony_services.publish();
            return 0;
        });
    }
    [[nodiscard]] std::vector<std::string> frozen() const
    {
        return in_house(1, [](House& house) {
            return house.units->read(
                {}, "test", [&](storage::UnitOfWork& work) { return house.two_step.frozen(work); });
        });
    }
    /// The whole bundle of the draw, after a last head was signed.
    [[nodiscard]] std::string bundle() const
    {
        const bool is_signed =
            in_house(1, [](House& house) { return house.checkpointer.sign().has_value(); });
        EXPECT_TRUE(is_signed);
        const std::string file = folder.path() / "bundle";
        EXPECT_EQ(
            randomise_reveal(demo_place(data), {.file = file, .full = true, .data_locked = {}}), 0);
        return text_of_file(file);
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

/// Whether an epoch in which nobody has a place comes before one in which somebody has.
bool passes_an_epoch_over(const std::string& bundle)
{
    const auto read = sealed::read_bundle(bundle);
    return read &&
           std::ranges::adjacent_find(read->bundle.epochs, [](const auto& a, const auto& b) {
               return a.stratum == b.stratum && a.ceremony == b.ceremony && a.arms.empty() &&
                      !b.arms.empty();
           }) != read->bundle.epochs.end();
}

TEST(AnOldCopyOfTheStore, FreezesTheStratumInsteadOfDrawingTwice)
{
    const Trial trial;
    ASSERT_EQ(trial.draw(11), "");
    const fs::path copy = trial.folder.path() / "copy";
    ASSERT_EQ(backup(demo_place(trial.data), copy), 0);
    ASSERT_EQ(trial.draw(12), "") << "after the copy was made, and before a head was signed";

    EXPECT_TRUE(trial.frozen().empty()) << "the store whose copy it is goes on";
    trial.put_back(copy);
    EXPECT_EQ(trial.draw(13), "stratum_frozen");
    EXPECT_EQ(trial.draw(14), "stratum_frozen") << "and stays so";
    EXPECT_EQ(trial.frozen().size(), 1U);
}

TEST(AnOldCopyOfTheStore, GivesWhoeverWasNextInItTheirOwnPlaceAndGroupAgain)
{
    const Trial trial;
    const auto next = trial.stands(10);
    const auto after = trial.stands(11);
    const fs::path copy = trial.folder.path() / "copy";
    ASSERT_EQ(backup(demo_place(trial.data), copy), 0);
    ASSERT_EQ(trial.draw(12, next), "");
    ASSERT_EQ(trial.draw(13, after), "");
    const auto given = trial.receipt_of(next);

    trial.put_back(copy);
    EXPECT_EQ(trial.draw(14, after), "drawn_before") << "the place of somebody else comes first";
    EXPECT_EQ(trial.draw(15, next), "");
    EXPECT_EQ(trial.receipt_of(next), given) << "the same place, the same group";
    EXPECT_EQ(trial.draw(16, after), "") << "and then theirs";
    EXPECT_TRUE(trial.frozen().empty()) << "nothing of the draw is lost any more";
    EXPECT_EQ(trial.draw(17), "");
}

TEST(AnOldCopyOfTheStore, IsDrawnFromAgainAfterTwoPeopleHeldANewCeremonyAndNobodyTwice)
{
    const Trial trial;
    const auto lost = trial.stands(10);
    const fs::path copy = trial.folder.path() / "copy";
    ASSERT_EQ(backup(demo_place(trial.data), copy), 0);
    ASSERT_EQ(trial.draw(11), "");
    ASSERT_EQ(trial.draw(12, lost), "");
    trial.put_back(copy);
    ASSERT_EQ(trial.draw(13), "stratum_frozen");

    trial.in_house(14, [](House& house) {
        house.ceremony_services.publish();
        return 0;
    });
    EXPECT_EQ(trial.draw(15), "stratum_frozen") << "publishing again is no approval";
    trial.hold_another_ceremony(16);
    EXPECT_TRUE(trial.frozen().empty());
    EXPECT_EQ(trial.draw(17), "");
    EXPECT_EQ(trial.draw(18, lost), "drawn_before");
    EXPECT_EQ(verify_all(demo_place(trial.data), /*json=*/false), 0);

    // The copy is put back once more: what the second ceremony opened is lost as well, and the
    // third takes numbers that it had not used.
    trial.put_back(copy);
    ASSERT_EQ(trial.draw(19), "stratum_frozen");
    trial.hold_another_ceremony(20);
    EXPECT_EQ(trial.draw(21), "");
    EXPECT_EQ(verify_all(demo_place(trial.data), /*json=*/false), 0);

    const std::string bundle = trial.bundle();
    EXPECT_TRUE(passes_an_epoch_over(bundle)) << "the one that the second ceremony had used";
    const auto verdict = sealed::verify_bundle(bundle);
    ASSERT_TRUE(verdict.has_value()) << verdict.error();
    EXPECT_TRUE(verdict->holds()) << verdict->faults.front();
}

TEST(AnOldCopyOfTheStore, TellsWhoeverStandsInItAtTheirOwnPlaceTheSame)
{
    const Trial trial;
    const auto left =
        trial.in_house(11, [](House& house) { return tests::leave_at_the_draw(house, officer); });
    const fs::path copy = trial.folder.path() / "copy";
    ASSERT_EQ(backup(demo_place(trial.data), copy), 0);
    ASSERT_EQ(trial.draw(12), "") << "whoever was left is settled first, and then the next";
    const auto given = trial.receipt_of(left);
    trial.put_back(copy);
    const auto fault = trial.in_house(13, [&](House& house) {
        allocation::TwoStep steps(tests::open_draw(house));
        const auto found =
            steps.settle(*house.units, {storage::ActorKind::staff, officer, {}}, left);
        return found ? std::string(allocation::code(*found)) : std::string();
    });
    EXPECT_EQ(fault, "");
    EXPECT_EQ(trial.receipt_of(left), given);
}

} // namespace evenhand::app::old_copy_test
