// Nothing overrides a failure (issue 3, A; design 1.3): whatever order of questions, resolutions,
// corrections and ways back is tried, who stands as eligible answered so, on the day that decided.
#include "intake/eligibility/deciding.hpp"

#include "core/rng.hpp"
#include "tests/support/eligibility_world.hpp"

#include <gtest/gtest.h>

namespace evenhand::eligibility::deciding_prop_test {

using participants::Stage;
using participants::Step;
using protocol::Membership;
using protocol::Said;
using tests::EligibilityWorld;

/// One person to whom anything may happen, with what was last answered kept beside the store.
class Walk
{
public:
    Walk(EligibilityWorld& world, Rng& draws)
        : world_(world), draws_(draws), who_(world.at_appointment())
    {
    }

    void go_on()
    {
        switch (draws_.uniform(4)) {
        case 0:
            return ask();
        case 1:
            return resolve();
        case 2:
            return correct();
        default:
            return move();
        }
    }

    void hold_against_what_was_answered()
    {
        const auto standing = world_.standing(who_);
        if (!standing || !answered_) return;
        const auto decided = decide(world_.protocol, *answered_, LocalDate::parse("1990-05-17"));
        ASSERT_EQ(standing->outcome, decided.outcome);
        if (was_ && was_->outcome == EligibilityOutcome::not_eligible &&
            standing->outcome == EligibilityOutcome::eligible) {
            ++turned_;
            ASSERT_EQ(last_, Step::attended) << "only an appointment asks somebody who failed";
            ASSERT_NE(text_of(*failed_with_), text_of(*answered_));
        }
        if (standing->outcome == EligibilityOutcome::not_eligible) failed_with_ = answered_;
        was_ = standing;
    }

    [[nodiscard]] int turned() const { return turned_; }

private:
    Answers some_answers()
    {
        auto answers = EligibilityWorld::everything_met();
        constexpr std::array said{Said::yes, Said::no, Said::unsure};
        for (auto& [criterion, answer] : answers.facts.said)
            if (draws_.uniform(10) == 0) answer = said.at(draws_.uniform(said.size()));
        const auto area = draws_.uniform(8);
        if (area == 0) answers.facts.area = Membership::unsure();
        if (area == 1) answers.facts.area = Membership::none();
        if (area == 2) answers.facts.area = Membership::of("bassetlaw");
        return answers;
    }
    void ask()
    {
        const auto stage = world_.journey(who_).stage;
        const auto answers = some_answers();
        if (!world_.evaluate(who_, answers)) return;
        ASSERT_EQ(stage, Stage::attended);
        answered_ = answers;
        last_ = Step::attended;
    }
    void correct()
    {
        const auto answers = some_answers();
        if (world_.journey(who_).stage == Stage::attended) return;
        if (!world_.evaluate(who_, answers, CorrectionReason::found_out)) return;
        answered_ = answers;
        last_ = Step::eligible;
    }
    void resolve()
    {
        const auto& criteria = world_.protocol.eligibility.criteria;
        const protocol::Resolution found{.criterion =
                                             criteria.at(draws_.uniform(criteria.size())).id,
                                         .meets = draws_.uniform(2) == 0,
                                         .settled = draws_.uniform(2) == 0 ? "sheffield" : "",
                                         .evidence = "seen"};
        if (!world_.resolve(who_, found)) return;
        auto resolved = protocol::resolve(world_.protocol, answered_->facts, found);
        ASSERT_TRUE(resolved) << "the store took what the rule refuses";
        answered_->facts = *std::move(resolved);
        last_ = Step::unsure;
    }
    void move()
    {
        // Most moves are of the way back to an appointment, so that failures are asked again.
        constexpr std::array way_back{Step::referred, Step::booked, Step::attended};
        const auto any =
            participants::all_steps()[draws_.uniform(participants::all_steps().size())];
        const Step step =
            draws_.uniform(4) == 0 ? any : way_back.at(draws_.uniform(way_back.size()));
        // Steps that this room takes are its own, and death ends the walk.
        if (step == Step::eligible || step == Step::not_eligible || step == Step::unsure ||
            step == Step::died)
            return;
        world_.write([&](storage::UnitOfWork& work) {
            if (!world_.journeys.take(work, who_, {.step = step})) work.abandon();
            return 0;
        });
    }

    EligibilityWorld& world_;
    Rng& draws_;
    identity::PersonId who_;
    std::optional<Answers> answered_;
    std::optional<Answers> failed_with_;
    std::optional<Standing> was_;
    Step last_ = Step::referred;
    int turned_ = 0;
};

TEST(DecidingProperty, NoOrderOfEventsTurnsAFailureIntoEligibleWithoutOtherAnswersOnADay)
{
    EligibilityWorld world(storage::Engine::sqlite);
    Rng draws(20260304);
    int turned = 0;
    for (int person = 0; person < 30; ++person) {
        Walk walk(world, draws);
        for (int i = 0; i < 120; ++i) {
            walk.go_on();
            walk.hold_against_what_was_answered();
            if (testing::Test::HasFatalFailure()) return;
        }
        turned += walk.turned();
    }
    EXPECT_GT(turned, 5) << "the walk never comes back from a failure";
}

} // namespace evenhand::eligibility::deciding_prop_test
