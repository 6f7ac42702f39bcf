#include "people/participants/participants_store.hpp"

#include "people/identity/identity_store.hpp"
#include "storage/rebuild.hpp"
#include "tests/support/test_trial.hpp"

#include <gtest/gtest.h>

#include <set>

namespace evenhand::participants::participants_store_test {

using namespace std::chrono_literals;

/// A trial on one engine with people whose journeys can be walked.
struct Walks
{
    explicit Walks(storage::Engine engine) : trial(engine) {}

    PersonId person()
    {
        return trial.units->write(officer, "test", [&](storage::UnitOfWork& work) {
            return identities.confirm_claim(work, identities.make_claim(work, {}), "new").value();
        });
    }
    Result<Stage, Refusal> take(PersonId who, const NewStep& step)
    {
        return trial.units->write(officer, "test", [&](storage::UnitOfWork& work) {
            return journeys.take(work, who, step);
        });
    }
    Result<Stage, Refusal> take(PersonId who, Step step) { return take(who, {.step = step}); }
    PersonId after(std::initializer_list<Step> steps)
    {
        const PersonId who = person();
        for (const Step step : steps) {
            EXPECT_TRUE(take(who, step)) << name_of(step);
            trial.clock.advance(1h);
        }
        return who;
    }
    template <class Read>
    auto read(Read look)
    {
        return trial.units->read(officer, "test", look);
    }
    std::optional<Journey> find(PersonId who)
    {
        return read([&](storage::UnitOfWork& work) { return journeys.find(work, who); });
    }
    std::vector<StepTaken> steps(PersonId who)
    {
        return read([&](storage::UnitOfWork& work) { return journeys.steps(work, who); });
    }
    Flow flow(Instant at)
    {
        return read([&](storage::UnitOfWork& work) { return journeys.flow_at(work, at); });
    }
    /// Whether the table of journeys is what the steps give.
    bool agrees()
    {
        return storage::rebuild(*trial.database, {derived_journeys()}, storage::Rebuild::compare)
            .front()
            .equal;
    }

    tests::TestTrial trial;
    identity::Vault vault{trial.keys};
    identity::IdentityStore identities{vault};
    JourneyStore journeys{{.first_contact = 2,
                           .booking = 2,
                           .intake = 10,
                           .decision = 5,
                           .thinking = 5,
                           .most_rebooked = 2},
                          {}};
    storage::Actor officer{storage::ActorKind::staff, "0123456789abcdef0123456789abcdef",
                           "intake_officer"};
};

class Spine : public ::testing::TestWithParam<storage::Engine>
{
};
INSTANTIATE_TEST_SUITE_P(Engines, Spine, ::testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(Spine, AStepIsAFactAndMovesThePersonInTheSameTransaction)
{
    Walks walks(GetParam());
    const PersonId who = walks.person();
    const auto referral = ReferralId::random(walks.trial.random);
    ASSERT_TRUE(walks.take(
        who,
        {.step = Step::referred,
         .facts = {
             .referral = referral, .route = "self", .area = "sheffield", .group = "out-of-work"}}));
    auto journey = walks.find(who);
    ASSERT_TRUE(journey);
    EXPECT_EQ(journey->stage, Stage::referred);
    EXPECT_EQ(journey->referral, referral);
    EXPECT_EQ(journey->due->iso(), "2026-03-04");

    walks.trial.clock.advance(24h);
    ASSERT_TRUE(walks.take(who, Step::contacted));
    journey = walks.find(who);
    EXPECT_EQ(journey->stage, Stage::contacted);
    EXPECT_EQ(journey->area, "sheffield");
    EXPECT_EQ(journey->since, walks.trial.clock.now());
    EXPECT_EQ(walks.steps(who).size(), 2U);
    EXPECT_TRUE(walks.agrees());
}

TEST_P(Spine, ARefusedStepWritesNothing)
{
    Walks walks(GetParam());
    const PersonId who = walks.after({Step::referred});
    const auto before = walks.find(who);
    EXPECT_EQ(walks.take(who, Step::randomised).error(), Refusal::may_not_follow);
    EXPECT_EQ(walks.find(who), before);
    EXPECT_EQ(walks.steps(who).size(), 1U);
    EXPECT_EQ(walks.take(walks.person(), Step::contacted).error(), Refusal::not_begun);
}

TEST_P(Spine, ABookedAppointmentIsDueOnItsDayAndASecondTalkMovesNoDeadline)
{
    Walks walks(GetParam());
    const PersonId who = walks.after({Step::referred, Step::contacted});
    const auto due = walks.find(who)->due;
    walks.trial.clock.advance(24h);
    ASSERT_TRUE(walks.take(who, Step::contacted));
    EXPECT_EQ(walks.find(who)->due, due);
    const auto day = LocalDate::parse("2026-03-17");
    ASSERT_TRUE(walks.take(who, {.step = Step::booked, .due = day}));
    EXPECT_EQ(walks.find(who)->due, day);
    ASSERT_TRUE(walks.take(who, Step::declined));
    EXPECT_FALSE(walks.find(who)->due);
}

TEST_P(Spine, TheLastStepIsTakenBackAndNoOther)
{
    Walks walks(GetParam());
    const PersonId who = walks.after({Step::referred, Step::contacted, Step::died});
    const auto take_back = [&](StepId step) {
        return walks.trial.units->write(walks.officer, "test", [&](storage::UnitOfWork& work) {
            return walks.journeys.take_back(work, who, step, "wrong_person");
        });
    };
    EXPECT_EQ(take_back(walks.steps(who)[1].id).error(), Refusal::not_last);
    EXPECT_EQ(take_back(walks.steps(who)[2].id), Stage::contacted);
    EXPECT_EQ(walks.find(who)->stage, Stage::contacted);
    EXPECT_EQ(walks.flow(walks.trial.clock.now()).reached.count(Step::died), 0U);
    ASSERT_TRUE(walks.take(who, Step::booked));
    EXPECT_EQ(walks.steps(who).size(), 5U);
    EXPECT_TRUE(walks.agrees());
}

TEST_P(Spine, AnAllocationAndItsIntentAreNeverTakenBack)
{
    Walks walks(GetParam());
    const PersonId who =
        walks.after({Step::referred, Step::booked, Step::attended, Step::eligible, Step::taught,
                     Step::goes_on, Step::consented, Step::baseline_locked, Step::intended});
    const auto refused = [&] {
        return walks.trial.units->write(walks.officer, "test", [&](storage::UnitOfWork& work) {
            const auto last = walks.journeys.steps(work, who).back().id;
            return walks.journeys.take_back(work, who, last, "wish").error();
        });
    };
    EXPECT_EQ(refused(), Refusal::not_last);
    ASSERT_TRUE(walks.take(who, Step::randomised));
    EXPECT_EQ(refused(), Refusal::not_last);
    EXPECT_FALSE(walks.find(who)->due);
}

TEST_P(Spine, AStudyNumberFindsItsPersonAndIsNobodyElses)
{
    Walks walks(GetParam());
    const PersonId who = walks.after({Step::referred, Step::booked, Step::attended, Step::eligible,
                                      Step::taught, Step::goes_on});
    const auto number = walks.read(
        [&](storage::UnitOfWork& work) { return walks.journeys.unused_study_number(work, "WW"); });
    ASSERT_TRUE(
        walks.take(who, {.step = Step::consented, .facts = {.study_number = number.text()}}));
    walks.read([&](storage::UnitOfWork& work) {
        EXPECT_EQ(walks.journeys.find_by_study_number(work, number), who);
        EXPECT_NE(walks.journeys.unused_study_number(work, "WW"), number);
        return 0;
    });
    EXPECT_TRUE(walks.agrees());
}

TEST_P(Spine, ThoseWhoAreOwedSomethingArePagedMostOverdueFirstEachOnce)
{
    Walks walks(GetParam());
    constexpr int people = JourneyStore::page_size + 7;
    for (int i = 0; i < people; ++i) {
        const PersonId who = walks.person();
        ASSERT_TRUE(walks.take(who, {.step = Step::referred,
                                     .due = LocalDate::from_days(20'600 - i / 3),
                                     .facts = {.area = i % 2 == 0 ? "sheffield" : "rotherham"}}));
    }
    walks.after({Step::referred, Step::declined});
    std::set<std::string> seen;
    std::vector<LocalDate> days;
    std::optional<After> after;
    do {
        const auto page = walks.read(
            [&](storage::UnitOfWork& work) { return walks.journeys.stuck(work, {}, after); });
        for (const Journey& row : page.rows) {
            EXPECT_TRUE(seen.insert(row.person.text()).second);
            days.push_back(*row.due);
        }
        after = page.next;
    } while (after);
    EXPECT_EQ(seen.size(), static_cast<std::size_t>(people));
    EXPECT_TRUE(std::ranges::is_sorted(days));

    walks.read([&](storage::UnitOfWork& work) {
        const auto some = walks.journeys.stuck(
            work, {.stage = Stage::referred, .area = "rotherham"}, std::nullopt);
        EXPECT_EQ(some.rows.size(), static_cast<std::size_t>(people / 2));
        EXPECT_TRUE(
            walks.journeys.stuck(work, {.stage = Stage::booked}, std::nullopt).rows.empty());
        const auto counts = walks.journeys.counts(work, "", LocalDate::from_days(20'600));
        EXPECT_EQ(counts.size(), 2U);
        EXPECT_EQ(counts[1].people, people);
        EXPECT_EQ(counts[1].overdue, people - 3);
        return 0;
    });
}

// Issue 3, D5: the flow adds up after any sequence of events, at every date.
TEST_P(Spine, TheFlowAddsUpAtEveryDateAndTheTableFollowsFromTheSteps)
{
    Walks walks(GetParam());
    std::vector<PersonId> people;
    for (int i = 0; i < 6; ++i)
        people.push_back(walks.person());
    KeyedRandomSource random = KeyedRandomSource::from_seed(7);
    std::set<PersonId> known;
    std::vector<Instant> moments;
    for (int i = 0; i < 250; ++i) {
        std::uint8_t draw[2];
        random.fill(draw);
        const PersonId who = people[draw[0] % people.size()];
        const Step step = journey_table()[draw[1] % journey_table().size()].step;
        if (walks.take(who, step)) known.insert(who);
        walks.trial.clock.advance(1h);
        if (i % 10 == 0) moments.push_back(walks.trial.clock.now());
    }
    for (const Instant moment : moments) {
        const Flow flow = walks.flow(moment);
        std::int64_t standing = 0;
        for (const auto& [stage, count] : flow.standing)
            standing += count;
        EXPECT_EQ(standing, flow.people);
        const auto referred = flow.reached.find(Step::referred);
        EXPECT_EQ(referred == flow.reached.end() ? 0 : referred->second, flow.people);
    }
    EXPECT_EQ(walks.flow(walks.trial.clock.now()).people, static_cast<std::int64_t>(known.size()));
    EXPECT_TRUE(walks.agrees());
}

} // namespace evenhand::participants::participants_store_test
