// No order of events puts anybody into a group without an eligibility that stands, a consent in
// force and a locked baseline, or twice (issue D5): every event is written by the room that owns
// it, and what those rooms took is kept here in a few words, to judge the draw by.
#include "tests/journeys/journey.hpp"
#include "tests/support/before_real_gates.hpp"

#include <fmt/format.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <array>

namespace evenhand::tests {
namespace any_order_test {

using participants::Stage;
using participants::Step;

enum class Event : std::uint8_t {
    step,
    eligible,
    not_eligible,
    agree,
    answer_and_lock,
    leave_support,
    leave_everything,
    leave_surveys,
    die,
    intend, ///< the first step of the draw alone: whoever pressed was not answered
    settle,
    draw,
};
constexpr int events = 12;
constexpr std::array steps{Step::contacted, Step::booked,   Step::attended,
                           Step::taught,    Step::goes_on,  Step::wants_time,
                           Step::declined,  Step::reopened, Step::closed};

/// What the rooms took of one person.
struct Taken
{
    bool eligible = false;
    bool agreed = false;
    bool locked = false;
    bool left = false;
    bool died = false;

    [[nodiscard]] bool may_be_drawn() const
    {
        return eligible && agreed && locked && !left && !died;
    }
};

class Person
{
public:
    Person(TestHouse& in, Stage begins)
        : trial_(in), account_(in.account_id("intake")),
          who_(somebody_at(house(), account_, begins))
    {
        taken_.eligible = true;
        taken_.agreed = begins != Stage::goes_on;
        taken_.locked = begins == Stage::baseline_locked;
    }

    void happen(Event event, std::uint8_t which)
    {
        const auto intent_before = intent();
        const auto drawn_before = drawn();
        act(event, which);
        const auto intent_now = intent();
        const auto drawn_now = drawn();
        if (intent_now && !intent_before) RC_ASSERT(taken_.may_be_drawn());
        if (intent_before) RC_ASSERT(intent_now->position == intent_before->position);
        if (drawn_now) RC_ASSERT(intent_now.has_value());
        if (drawn_before) RC_ASSERT(drawn_now->receipt == drawn_before->receipt);
        RC_ASSERT(drawn_now.has_value() == participants::is_randomised(stage()));
    }
    [[nodiscard]] bool allocated() { return drawn().has_value(); }

private:
    app::House& house() { return *trial_.house; }
    template <class Do>
    auto read(Do what)
    {
        return house().units->read({storage::ActorKind::system, "test", {}}, "test", what);
    }
    std::optional<allocation::Intent> intent()
    {
        return read(
            [&](storage::UnitOfWork& work) { return house().allocations.intent_of(work, who_); });
    }
    std::optional<allocation::Drawn> drawn()
    {
        return read([&](storage::UnitOfWork& work) {
            return house().allocations.allocation_of(work, who_);
        });
    }
    Stage stage()
    {
        return read(
            [&](storage::UnitOfWork& work) { return house().journeys.find(work, who_)->stage; });
    }

    /// Whether the room took it: one that refuses throws or says so, and then nothing is kept.
    template <class Do>
    bool write(Do what)
    {
        try {
            return house().units->write(officer_of(account_), "test",
                                        [&](storage::UnitOfWork& work) {
                                            const bool took = what(work);
                                            if (!took) work.abandon();
                                            return took;
                                        });
        } catch (const std::runtime_error&) {
            return false;
        }
    }
    void withdraw(withdrawal::Scope scope)
    {
        const bool took = write([&](storage::UnitOfWork& work) {
            return house()
                .withdrawals
                .withdraw(work, who_,
                          {.scope = scope, .effective = london_date(work.now()), .told = true})
                .has_value();
        });
        if (took && scope != withdrawal::Scope::surveys) taken_.left = true;
    }
    void decide(protocol::EligibilityOutcome outcome)
    {
        const bool took = write([&](storage::UnitOfWork& work) {
            find_eligible(house(), work, who_, outcome);
            return true;
        });
        if (took) taken_.eligible = outcome == protocol::EligibilityOutcome::eligible;
    }
    [[nodiscard]] allocation::Wanted wanted(std::uint8_t which) const
    {
        // Few keys, so that many requests are sent again.
        return {.person = who_,
                .scope = "staff:" + account_,
                .key = fmt::format("{:031x}{}", 0, which % 2) + who_.text(),
                .digest = who_.text(),
                .location = "/"};
    }
    void act(Event event, std::uint8_t which)
    {
        using protocol::EligibilityOutcome;
        switch (event) {
        case Event::step:
            write([&](storage::UnitOfWork& work) {
                participants::NewStep step{.step = steps.at(which % steps.size())};
                if (step.step == Step::booked) step.due = LocalDate::from_ymd(2026, 3, 2);
                return house().journeys.take(work, who_, step).has_value();
            });
            return;
        case Event::eligible:
            return decide(EligibilityOutcome::eligible);
        case Event::not_eligible:
            return decide(EligibilityOutcome::not_eligible);
        case Event::agree:
            if (write([&](storage::UnitOfWork& work) {
                    consent_to_all(house(), work, who_);
                    return true;
                }))
                taken_.agreed = true;
            return;
        case Event::answer_and_lock:
            if (write([&](storage::UnitOfWork& work) {
                    lock_baseline(house(), work, who_);
                    return true;
                }))
                taken_.locked = true;
            return;
        case Event::leave_support:
            return withdraw(withdrawal::Scope::support);
        case Event::leave_everything:
            return withdraw(withdrawal::Scope::everything);
        case Event::leave_surveys:
            return withdraw(withdrawal::Scope::surveys);
        case Event::die:
            if (write([&](storage::UnitOfWork& work) {
                    return !house().withdrawals.live_on(work, who_, withdrawal::LifeKind::died,
                                                        /*ended=*/false, london_date(work.now()));
                }))
                taken_.died = true;
            return;
        case Event::intend:
            house().two_step.intend(*house().units, officer_of(account_), wanted(which));
            return;
        case Event::settle:
            if (intent()) house().two_step.settle(*house().units, officer_of(account_), who_);
            return;
        case Event::draw:
            act(Event::intend, which);
            return act(Event::settle, which);
        }
    }

    TestHouse& trial_;
    std::string account_;
    identity::PersonId who_;
    Taken taken_;
};

class AnyOrder : public testing::TestWithParam<storage::Engine>
{
protected:
    TestHouse trial{GetParam(), "small"};
};
EVENHAND_JOURNEY(AnyOrder);

TEST_P(AnyOrder, OfEventsInTheRealRoomsAllocatesNobodyWithoutEveryGateOrTwice)
{
    // Somebody with every gate open is drawn: so a refusal below is one of a gate.
    Person ready(trial, Stage::baseline_locked);
    ready.happen(Event::draw, 0);
    EXPECT_TRUE(ready.allocated());
    const bool held = rc::check([&] {
        constexpr std::array begins{Stage::goes_on, Stage::consented, Stage::baseline_locked};
        Person person(trial, *rc::gen::elementOf(begins));
        const auto length = *rc::gen::inRange(1, 12);
        for (int i = 0; i < length; ++i) {
            const auto kind = *rc::gen::inRange(0, events);
            const auto which = *rc::gen::arbitrary<std::uint8_t>();
            person.happen(static_cast<Event>(kind), which);
        }
    });
    EXPECT_TRUE(held);
    EXPECT_EQ(trial.what_verify_finds(), "");
}

} // namespace any_order_test
} // namespace evenhand::tests
