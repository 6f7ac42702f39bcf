#include "people/participants/participants.hpp"

#include "core/check.hpp"
#include "core/rng.hpp"
#include "tests/support/golden_file.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <set>
#include <string>
#include <vector>

namespace evenhand::participants::participants_test {

using namespace std::chrono_literals;

constexpr Timing timing{.first_contact = 2,
                        .booking = 2,
                        .intake = 10,
                        .decision = 5,
                        .thinking = 5,
                        .most_rebooked = 2};

PersonId somebody()
{
    return *PersonId::parse("00000000000000000000000000000001");
}

StepId some_step()
{
    return *StepId::parse("00000000000000000000000000000002");
}

Instant at(int hours)
{
    return Instant::from_micros(1'772'443'800'000'000) + std::chrono::hours(hours);
}

/// A person who takes steps, an hour apart, as the store would let them.
struct Somebody
{
    Result<Stage, Refusal> take(Step step, std::string_view detail = {})
    {
        const auto to = judge(journey, {.step = step, .detail = detail, .occurred = at(hours)},
                              at(hours), timing);
        if (!to) return to;
        journey = advanced(journey, somebody(),
                           {.id = some_step(),
                            .place = journey ? journey->last_place + 1 : 1,
                            .step = step,
                            .detail = std::string(detail),
                            .stage = *to,
                            .occurred = at(hours),
                            .recorded = at(hours)});
        ++hours;
        return to;
    }
    /// CHECKs that each of them is taken.
    Somebody& after(std::initializer_list<Step> steps)
    {
        for (const Step step : steps)
            EXPECT_TRUE(take(step)) << name_of(step);
        return *this;
    }

    std::optional<Journey> journey;
    int hours = 0;
};

std::string printed_table()
{
    std::string text = "# What may follow what on the way to allocation\n\n"
                       "Printed from `src/people/participants/journey_table.cpp`; `bin/bless` "
                       "prints it anew. A step that has no\nline here is refused.\n\n"
                       "| where somebody stands | what happens | where they stand then |\n"
                       "| --- | --- | --- |\n";
    for (const Line& line : journey_table()) {
        text +=
            fmt::format("| {} | {} | {} |\n", line.from ? label_of(*line.from) : "Not known yet",
                        label_of(line.step), label_of(line.to));
    }
    text += "\n## Who owes what\n\n| where somebody stands | what is next | who owes it |\n"
            "| --- | --- | --- |\n";
    for (const Stage stage : all_stages()) {
        const auto owner = owner_of(stage);
        if (owner)
            text += fmt::format("| {} | {} | {} |\n", label_of(stage), next_of(stage),
                                staff::title_of(*owner));
    }
    return text;
}

TEST(JourneyTable, IsTheOneThatATrialManagerReadsAndSigns)
{
    tests::expect_golden("docs/spec/journey.md", printed_table());
}

TEST(JourneyTable, HasOneLineForAStageAndAStep)
{
    std::set<std::pair<std::string, std::string>> seen;
    for (const Line& line : journey_table()) {
        const std::string from(line.from ? name_of(*line.from) : "");
        EXPECT_TRUE(seen.insert({from, std::string(name_of(line.step))}).second)
            << from << ' ' << name_of(line.step);
    }
}

TEST(JourneyTable, EveryStageCanBeReachedAndEveryStepTaken)
{
    std::set<Stage> reached;
    std::set<Step> taken;
    for (const Line& line : journey_table()) {
        reached.insert(line.to);
        taken.insert(line.step);
    }
    EXPECT_EQ(reached.size(), all_stages().size());
    // A step is taken back through a door of its own.
    EXPECT_EQ(taken.size() + 1, all_steps().size());
    EXPECT_FALSE(taken.contains(Step::entered_in_error));
}

TEST(JourneyTable, NamesNoArm)
{
    for (const Step step : all_steps()) {
        for (const auto* word : {"arm", "ips", "control", "support", "pack"}) {
            EXPECT_EQ(name_of(step).find(word), std::string_view::npos) << name_of(step);
        }
    }
}

TEST(JourneyTable, EverybodyWhoIsNotDeadOrBeingRandomisedMayWithdrawOrDie)
{
    for (const Stage stage : all_stages()) {
        const bool gone = is_dead(stage) || stage == Stage::intended;
        EXPECT_EQ(may_follow(stage, Step::died).has_value(), !gone) << name_of(stage);
        const bool left = stage == Stage::withdrew || stage == Stage::randomised_withdrew;
        EXPECT_EQ(may_follow(stage, Step::withdrew).has_value(), !gone && !left) << name_of(stage);
    }
}

TEST(JourneyTable, WhoIsRandomisedStaysRandomised)
{
    for (const Line& line : journey_table()) {
        if (!line.from || !is_randomised(*line.from)) continue;
        EXPECT_TRUE(is_randomised(line.to)) << name_of(line.step);
    }
    EXPECT_EQ(may_follow(Stage::randomised, Step::referred).error(), Refusal::already_randomised);
    EXPECT_EQ(may_follow(Stage::randomised, Step::closed).error(), Refusal::already_randomised);
    EXPECT_EQ(may_follow(Stage::died, Step::contacted).error(), Refusal::has_died);
    EXPECT_EQ(may_follow(std::nullopt, Step::contacted).error(), Refusal::not_begun);
    EXPECT_EQ(may_follow(Stage::referred, Step::consented).error(), Refusal::may_not_follow);
}

// Issue 3, D5: no order of events allocates without consent, eligibility and a locked baseline, or
// twice.
TEST(JourneyTable, NoOrderOfStepsAllocatesWithoutEligibilityConsentAndALockedBaselineOrTwice)
{
    constexpr std::array road{Step::referred,        Step::booked,   Step::attended,
                              Step::eligible,        Step::taught,   Step::goes_on,
                              Step::consented,       Step::intended, Step::randomised,
                              Step::baseline_locked, Step::unsure,   Step::linkage_given};
    Rng draws(20260303);
    int randomised = 0;
    for (int round = 0; round < 9000; ++round) {
        Somebody person;
        std::set<Step> since_referral;
        int times = 0;
        for (int i = 0; i < 200; ++i) {
            // Most draws are of the straight road, so that its far end is reached often.
            const auto any = all_steps()[draws.uniform(all_steps().size())];
            const Step step = draws.uniform(10) == 0 ? any : road[draws.uniform(road.size())];
            if (!person.take(step)) continue;
            if (step == Step::referred || step == Step::reopened) {
                if (person.journey->stage == Stage::referred) since_referral.clear();
            }
            since_referral.insert(step);
            if (step == Step::intended || step == Step::randomised) {
                for (const Step gate : {Step::attended, Step::eligible, Step::taught, Step::goes_on,
                                        Step::consented, Step::baseline_locked}) {
                    EXPECT_TRUE(since_referral.contains(gate)) << name_of(gate);
                }
            }
            if (step == Step::randomised) ++times;
        }
        EXPECT_LE(times, 1);
        randomised += times;
    }
    EXPECT_GT(randomised, 50) << "the walk does not get there";
}

TEST(Journeys, AMissedAppointmentIsBookedAgainTwiceAndNoMore)
{
    Somebody person;
    person.after({Step::referred, Step::contacted});
    for (int missed = 0; missed < 3; ++missed)
        person.after({Step::booked, Step::did_not_attend});
    EXPECT_EQ(person.take(Step::booked).error(), Refusal::missed_too_often);
    person.after({Step::closed, Step::reopened, Step::booked});
    EXPECT_EQ(person.journey->missed, 0);
}

TEST(Journeys, AVisitForgivesTheAppointmentsMissedBeforeIt)
{
    Somebody person;
    person.after({Step::referred, Step::booked, Step::did_not_attend, Step::booked,
                  Step::did_not_attend, Step::booked, Step::attended});
    EXPECT_EQ(person.journey->missed, 0);
}

TEST(Journeys, AStepHappensNeitherBeforeTheLastNorInTheFuture)
{
    Somebody person;
    person.hours = 10;
    person.after({Step::referred});
    const NewStep early{.step = Step::contacted, .occurred = at(9)};
    EXPECT_EQ(judge(person.journey, early, at(12), timing).error(), Refusal::earlier_than_last);
    const NewStep late{.step = Step::contacted, .occurred = at(13)};
    EXPECT_EQ(judge(person.journey, late, at(12), timing).error(), Refusal::in_future);
    const NewStep same{.step = Step::contacted, .occurred = at(10)};
    EXPECT_TRUE(judge(person.journey, same, at(12), timing));
}

TEST(Journeys, ADetailIsACodeAndNeverFreeText)
{
    Somebody person;
    person.after({Step::referred});
    EXPECT_EQ(person.take(Step::declined, "because of her brother").error(),
              Refusal::unknown_detail);
    EXPECT_EQ(person.take(Step::declined, "under-age").error(), Refusal::unknown_detail);
    EXPECT_EQ(person.take(Step::not_eligible, "Under age").error(), Refusal::unknown_detail);
    EXPECT_EQ(person.take(Step::not_eligible, std::string(41, 'a')).error(),
              Refusal::unknown_detail);
    EXPECT_TRUE(person.take(Step::not_eligible, "under-age"));
    EXPECT_EQ(person.journey->detail, "under-age");
}

/// A step of somebody, as many hours in as its place.
StepTaken taken(std::int64_t place, Step step, Stage stage)
{
    return {.id = some_step(),
            .place = place,
            .step = step,
            .stage = stage,
            .occurred = at(static_cast<int>(place)),
            .recorded = at(static_cast<int>(place))};
}

TEST(Journeys, AStepTakenBackCountsForNothing)
{
    const auto journey = fold(somebody(), {taken(1, Step::referred, Stage::referred),
                                           taken(2, Step::died, Stage::died),
                                           taken(3, Step::entered_in_error, Stage::referred),
                                           taken(4, Step::contacted, Stage::contacted)});
    ASSERT_TRUE(journey);
    EXPECT_EQ(journey->stage, Stage::contacted);
    EXPECT_EQ(journey->since, at(4));
    EXPECT_EQ(journey->last_place, 4);
    EXPECT_FALSE(fold(somebody(), {}));

    EXPECT_TRUE(standing_steps({taken(1, Step::referred, Stage::referred),
                                taken(2, Step::entered_in_error, Stage::referred)})
                    .empty());
    EXPECT_THROW(standing_steps({taken(1, Step::entered_in_error, Stage::referred)}), Bug)
        << "nothing stood that could be taken back";
}

TEST(StageAt, IsThatOfTheLastStepBeforeTheMomentThatWasNotTakenBack)
{
    const std::vector steps{
        taken(2, Step::referred, Stage::referred), taken(4, Step::declined, Stage::declined),
        taken(6, Step::reopened, Stage::referred), taken(7, Step::died, Stage::died),
        taken(9, Step::entered_in_error, Stage::referred)};
    EXPECT_FALSE(stage_at(steps, at(1))) << "their way had not begun";
    EXPECT_EQ(stage_at(steps, at(2)), Stage::referred);
    EXPECT_EQ(stage_at(steps, at(3)), Stage::referred);
    EXPECT_EQ(stage_at(steps, at(5)), Stage::declined);
    EXPECT_EQ(stage_at(steps, at(8)), Stage::referred) << "as known now";
    EXPECT_FALSE(stage_at({}, at(8)));
}

TEST(DueDays, CountWorkingDaysOverWeekendsAndBankHolidays)
{
    const std::vector<LocalDate> holidays{*LocalDate::parse("2026-04-03"),
                                          *LocalDate::parse("2026-04-06")};
    const auto thursday = *LocalDate::parse("2026-04-02"); // before Good Friday
    EXPECT_EQ(due_after(Stage::referred, thursday, timing, holidays)->iso(), "2026-04-08");
    EXPECT_EQ(due_after(Stage::attended, thursday, timing, holidays)->iso(), "2026-04-02");
    EXPECT_EQ(due_after(Stage::unsure, thursday, timing, holidays)->iso(), "2026-04-13");
    EXPECT_FALSE(due_after(Stage::booked, thursday, timing, holidays));
}

TEST(DueDays, StandOnlyWhereSomebodyOwesSomething)
{
    for (const Stage stage : all_stages()) {
        const auto due = due_after(stage, *LocalDate::parse("2026-03-02"), timing, {});
        const bool own_day = stage == Stage::booked;
        EXPECT_EQ(due.has_value(), is_open(stage) && !own_day) << name_of(stage);
        EXPECT_EQ(next_of(stage).empty(), !is_open(stage)) << name_of(stage);
    }
}

TEST(JourneyWords, ReadBackWhatTheyName)
{
    for (const Step step : all_steps())
        EXPECT_EQ(step_named(name_of(step)), step);
    for (const Stage stage : all_stages())
        EXPECT_EQ(stage_named(name_of(stage)), stage);
    EXPECT_FALSE(step_named("allocated_to_support"));
    EXPECT_FALSE(stage_named(""));
    EXPECT_EQ(label_of_detail("not_interested"), "Not interested");
    EXPECT_EQ(details_of(Step::contacted).size(), 1U);
    EXPECT_TRUE(details_of(Step::attended).empty());
}

} // namespace evenhand::participants::participants_test
