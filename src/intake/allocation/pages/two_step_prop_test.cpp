// No order of events puts anybody into a group without eligibility, consent and a locked baseline,
// or twice; whatever is sent again, left behind or finished by others in between.
#include "tests/support/draw_room.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <array>

namespace evenhand::allocation::two_step_prop_test {

using participants::Stage;
using participants::Step;

/// What can happen to one person, as a small number.
enum class Event : std::uint8_t {
    step,           ///< some step of the journey, whether it may be taken or not
    toggle_gate,    ///< a gate opens or shuts
    draw,           ///< both steps
    intend,         ///< the first step alone: the program dies after it
    settle,         ///< somebody finishes it
    draw_of_others, ///< somebody else comes to the stratum
};
constexpr int kinds = 6;

constexpr std::array steps{Step::contacted, Step::could_not_reach, Step::booked,   Step::attended,
                           Step::eligible,  Step::not_eligible,    Step::taught,   Step::goes_on,
                           Step::consented, Step::baseline_locked, Step::withdrew, Step::died,
                           Step::closed,    Step::reopened};

/// The gates of this person, as other rooms would have them.
struct Gates
{
    std::array<bool, 5> open{true, true, true, true, true};

    void shut(Evidence& seen) const
    {
        if (!open[0]) seen.eligible = false;
        if (!open[1]) seen.consent.reset();
        if (!open[2]) seen.baseline.reset();
        if (!open[3]) seen.withdrawn = true;
        if (!open[4]) seen.died = true;
    }
    [[nodiscard]] bool all_open() const
    {
        return std::ranges::all_of(open, [](bool one) { return one; });
    }
};

class History
{
public:
    History(tests::DrawWorld& in, Stage begins)
        : world(in), person(in.room.person(in.units(), begins))
    {
        world.room.tamper = [this](Evidence& seen) { gates.shut(seen); };
        world.room.on_hand_off = [this](storage::UnitOfWork&, const Allocated& allocated) {
            if (allocated.person == person) ++handed;
        };
    }
    ~History()
    {
        world.room.tamper = {};
        world.room.on_hand_off = {};
    }
    History(const History&) = delete;
    History& operator=(const History&) = delete;

    void happen(Event event, std::uint8_t which)
    {
        const bool may =
            gates.all_open() && world.room.stage(world.units(), person) == Stage::baseline_locked;
        const auto intent_before = world.room.intent(world.units(), person);
        const auto before = world.room.drawn(world.units(), person);
        act(event, which);
        const auto intent = world.room.intent(world.units(), person);
        const auto drawn = world.room.drawn(world.units(), person);
        if (intent && !intent_before) RC_ASSERT(may);
        if (intent_before) RC_ASSERT(intent->position == intent_before->position);
        if (drawn) RC_ASSERT(intent.has_value());
        if (before) RC_ASSERT(drawn->receipt == before->receipt);
        RC_ASSERT(handed == (drawn ? 1 : 0));
        const Stage stage = world.room.stage(world.units(), person);
        RC_ASSERT(drawn.has_value() == participants::is_randomised(stage));
    }

    [[nodiscard]] bool allocated() { return world.room.drawn(world.units(), person).has_value(); }

private:
    void act(Event event, std::uint8_t which)
    {
        auto& room = world.room;
        auto& units = world.units();
        switch (event) {
        case Event::step:
            units.write(room.officer, "test", [&](storage::UnitOfWork& work) {
                const Step step = steps.at(which % steps.size());
                participants::NewStep wanted{.step = step};
                if (step == Step::booked) wanted.due = LocalDate::from_ymd(2026, 3, 2);
                if (!room.journeys.take(work, person, wanted)) work.abandon();
            });
            return;
        case Event::toggle_gate: {
            auto& gate = gates.open.at(which % gates.open.size());
            gate = !gate;
            return;
        }
        case Event::draw:
            room.draw(units, person, key(which));
            return;
        case Event::intend:
            room.two_step.intend(units, room.officer, room.wanted(person, key(which)));
            return;
        case Event::settle:
            if (room.intent(units, person)) room.two_step.settle(units, room.officer, person);
            return;
        case Event::draw_of_others: {
            const Gates mine = gates;
            gates = {};
            room.draw(units, room.person(units), key(static_cast<std::uint64_t>(1000 + which)));
            gates = mine;
            return;
        }
        }
    }
    /// Few keys for each person, so that many requests are sent again.
    [[nodiscard]] std::uint64_t key(std::uint64_t which) { return ++fresh * (which % 2) + 7; }

    tests::DrawWorld& world;
    Gates gates;
    identity::PersonId person;
    int handed = 0;
    inline static std::uint64_t fresh = 1'000'000;
};

TEST(DrawProperty, NoOrderOfEventsAllocatesWithoutEveryGateOrTwice)
{
    tests::DrawWorld world(storage::Engine::sqlite);
    std::size_t allocated = 0;
    const bool held = rc::check([&] {
        // Some begin early on the way, so that much can go wrong; some where they can be drawn.
        History history(world, *rc::gen::element(Stage::consented, Stage::baseline_locked));
        const auto length = *rc::gen::inRange(1, 25);
        for (int i = 0; i < length; ++i) {
            const auto kind = *rc::gen::inRange(0, kinds);
            const auto which = *rc::gen::arbitrary<std::uint8_t>();
            history.happen(static_cast<Event>(kind), which);
        }
        allocated += history.allocated() ? 1U : 0U;
    });
    EXPECT_TRUE(held);
    // Otherwise nothing was shown.
    EXPECT_GT(allocated, 0U);
}

} // namespace evenhand::allocation::two_step_prop_test
