#include "intake/baseline/baseline_store.hpp"

#include "tests/support/baseline_world.hpp"

#include <gtest/gtest.h>

namespace evenhand::baseline::baseline_store_test {

using tests::BaselineWorld;
using tests::small_answers;
using namespace std::chrono_literals;
using Step = participants::Step;

class BaselineAnswers : public ::testing::TestWithParam<storage::Engine>
{
};
INSTANTIATE_TEST_SUITE_P(Engines, BaselineAnswers, ::testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

std::int64_t rows(BaselineWorld& world, const storage::Statement& count)
{
    return world.read(
        [&](storage::UnitOfWork& work) { return work.sql().one<std::int64_t>(count); });
}
constexpr storage::Statement answer_rows{"test.answers", "SELECT count(*) FROM baseline_answer"};
constexpr storage::Statement sealed_answers{
    "test.sealed", "SELECT count(*) FROM baseline_answer WHERE sealed_answer IS NOT NULL"};
constexpr storage::Statement lock_rows{"test.locks", "SELECT count(*) FROM baseline_lock"};
constexpr storage::Statement leaves{"test.leaves", "SELECT count(*) FROM audit_leaf"};
constexpr storage::Statement plain{
    "test.plain", "SELECT count(*) FROM baseline_answer WHERE sealed_answer LIKE '%Anxiety%'"};

TEST_P(BaselineAnswers, EveryKindOfAnswerComesBackAsItWasGiven)
{
    BaselineWorld world(GetParam());
    const auto who = world.consented();
    const QuestionnaireAnswers given{{"working", std::string("yes")},
                                     {"hours", std::int64_t{16}},
                                     {"able", protocol::Declined{}},
                                     {"helps", std::vector<std::string>{"time", "advice"}},
                                     {"since", *LocalDate::parse("2019-02-28")},
                                     {"say", std::string("Anxiety, and = signs")}};
    ASSERT_TRUE(world.save(who, given));
    EXPECT_EQ(world.progress(who).answers, given);
    EXPECT_EQ(rows(world, plain), 0) << "no answer is readable where it is kept";
}

TEST_P(BaselineAnswers, AnInterruptedFillingGoesOnAfterARestart)
{
    BaselineWorld world(GetParam());
    const auto who = world.consented();
    ASSERT_TRUE(world.save(who, {{"working", std::string("yes")}, {"hours", std::int64_t{60}}}));
    world.confirm(who, "hours");
    world.trial.reopen();
    const auto progress = world.progress(who);
    EXPECT_EQ(progress.answers.size(), 2U);
    EXPECT_EQ(progress.confirmed.at("hours"), "hours=60");
    EXPECT_TRUE(world.progress(world.consented()).answers.empty()) << "nobody else's";
}

TEST_P(BaselineAnswers, TwoTabsLeaveOneAnswerToEachQuestionAndNeitherUndoesTheOther)
{
    BaselineWorld world(GetParam());
    const auto who = world.consented();
    ASSERT_TRUE(world.save(who, {{"working", std::string("yes")}, {"able", std::int64_t{1}}}));
    ASSERT_TRUE(world.save(who, {{"able", std::int64_t{2}}, {"say", std::string("both")}}));
    EXPECT_EQ(rows(world, answer_rows), 3);
    const auto answers = world.progress(who).answers;
    EXPECT_EQ(answers.at("working"), protocol::Answer(std::string("yes")));
    EXPECT_EQ(answers.at("able"), protocol::Answer(std::int64_t{2}));
}

TEST_P(BaselineAnswers, AnAnswerMayBeTakenAwayAndGivenAgain)
{
    BaselineWorld world(GetParam());
    const auto who = world.consented();
    ASSERT_TRUE(world.save(who, {{"say", std::string("first")}}));
    ASSERT_TRUE(world.save(who, Given{.answers = {{"say", std::nullopt}}, .confirmed = {}}));
    EXPECT_FALSE(world.progress(who).answers.contains("say"));
    EXPECT_EQ(rows(world, sealed_answers), 0);
    ASSERT_TRUE(world.save(who, {{"say", std::string("second")}}));
    EXPECT_EQ(world.progress(who).answers.at("say"), protocol::Answer(std::string("second")));
    EXPECT_EQ(rows(world, answer_rows), 1);
}

TEST_P(BaselineAnswers, AreTakenOnlyOfSomebodyWhoHasConsentedAndIsNotLocked)
{
    BaselineWorld world(GetParam());
    const auto who = world.write([&](storage::UnitOfWork& work) {
        return world.identities.confirm_claim(work, world.identities.make_claim(work, {}), "new")
            .value();
    });
    EXPECT_EQ(world.save(who, small_answers()).error(), Refusal::not_open);
    world.take(who, {Step::referred, Step::booked, Step::attended, Step::eligible});
    EXPECT_EQ(world.save(who, small_answers()).error(), Refusal::not_open);
    EXPECT_EQ(world.lock(who).error(), Refusal::not_open);
    EXPECT_EQ(rows(world, answer_rows), 0);

    const auto other = world.consented();
    ASSERT_TRUE(world.save(other, small_answers()));
    ASSERT_TRUE(world.lock(other));
    EXPECT_EQ(world.save(other, {{"able", std::int64_t{9}}}).error(), Refusal::not_open);
    EXPECT_EQ(world.answers(other)->at("able"), protocol::Answer(std::int64_t{3}));
}

TEST_P(BaselineAnswers, TheLockIsAFactAndMovesThePersonInTheSameTransaction)
{
    BaselineWorld world(GetParam());
    const auto who = world.consented();
    EXPECT_FALSE(world.locked(who));
    ASSERT_TRUE(world.save(who, {{"working", std::string("no")}, {"able", protocol::Declined{}}}));
    const auto before = rows(world, leaves);
    const auto lock = world.lock(who, Mode::read_aloud);
    ASSERT_TRUE(lock);
    EXPECT_EQ(rows(world, leaves), before + 1) << "the lock and the step are one leaf";
    EXPECT_EQ(world.stage(who), participants::Stage::baseline_locked);
    const auto locked = world.locked(who);
    ASSERT_TRUE(locked);
    EXPECT_EQ(locked->id, *lock);
    EXPECT_EQ(locked->mode, Mode::read_aloud);
    EXPECT_EQ(locked->questionnaire, "small");
    EXPECT_EQ(locked->version, "1");
    EXPECT_EQ(locked->answered, 1);
    EXPECT_EQ(locked->declined, 1);
    EXPECT_FALSE(locked->corrected);
    EXPECT_EQ(locked->locked_at, world.trial.clock.now());
}

TEST_P(BaselineAnswers, NothingIsLockedWhileAnAskedQuestionHasNoAnswer)
{
    BaselineWorld world(GetParam());
    const auto who = world.consented();
    EXPECT_EQ(world.lock(who).error(), Refusal::unanswered);
    ASSERT_TRUE(world.save(who, {{"working", std::string("yes")}, {"able", std::int64_t{3}}}));
    EXPECT_EQ(world.lock(who).error(), Refusal::unanswered) << "who works is asked for hours";
    ASSERT_TRUE(world.save(who, {{"hours", std::int64_t{101}}}));
    EXPECT_EQ(world.lock(who).error(), Refusal::unanswered) << "out of bounds";
    ASSERT_TRUE(world.save(who, {{"working", protocol::Declined{}}}));
    EXPECT_EQ(world.lock(who).error(), Refusal::unanswered) << "it must be answered";
    EXPECT_EQ(world.stage(who), participants::Stage::consented);
    EXPECT_FALSE(world.locked(who));
    ASSERT_TRUE(world.save(who, {{"working", std::string("no")}}));
    EXPECT_TRUE(world.lock(who)) << "then the hours are not asked";
}

TEST_P(BaselineAnswers, UnderAVersionThatIsNotInForceNothingIsLockedAndNothingIsWritten)
{
    BaselineWorld world(GetParam());
    const auto who = world.consented();
    ASSERT_TRUE(world.save(who, small_answers()));
    world.protocol_fault = "Version 2 is in force.";
    world.write([&](storage::UnitOfWork& work) {
        const auto refused = world.store.lock(work, who, Mode::alone);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error(), Refusal::protocol_amended);
        EXPECT_EQ(world.asked_in, &work) << "in the transaction of the lock";
        EXPECT_EQ(world.store.protocol_fault(work), "Version 2 is in force.");
    });
    EXPECT_EQ(rows(world, lock_rows), 0);
    EXPECT_EQ(world.stage(who), participants::Stage::consented);
    EXPECT_EQ(world.progress(who).answers, small_answers()) << "what was answered stays";
    world.protocol_fault.clear();
    EXPECT_TRUE(world.lock(who));
}

TEST_P(BaselineAnswers, AnUnusualAnswerIsLockedOnceItIsSaidToBeRight)
{
    BaselineWorld world(GetParam());
    const auto who = world.consented();
    ASSERT_TRUE(world.save(
        who,
        {{"working", std::string("yes")}, {"hours", std::int64_t{60}}, {"able", std::int64_t{3}}}));
    EXPECT_EQ(world.lock(who).error(), Refusal::unconfirmed);
    world.confirm(who, "hours");
    ASSERT_TRUE(world.save(who, {{"hours", std::int64_t{70}}}));
    EXPECT_EQ(world.lock(who).error(), Refusal::unconfirmed) << "70 was not confirmed";
    world.confirm(who, "hours");
    EXPECT_TRUE(world.lock(who));
}

TEST_P(BaselineAnswers, WhatWasBranchedAwayIsNeitherLockedNorKept)
{
    BaselineWorld world(GetParam());
    const auto who = world.consented();
    ASSERT_TRUE(world.save(who, {{"working", std::string("yes")}, {"hours", std::int64_t{20}}}));
    ASSERT_TRUE(world.save(who, small_answers()));
    EXPECT_TRUE(world.progress(who).answers.contains("hours")) << "it may be branched back";
    ASSERT_TRUE(world.lock(who));
    EXPECT_EQ(world.answers(who), small_answers());
    EXPECT_EQ(rows(world, answer_rows), 3);
    EXPECT_EQ(rows(world, sealed_answers), 2);
}

TEST_P(BaselineAnswers, ASecondLockIsRefusedAndWritesNothing)
{
    BaselineWorld world(GetParam());
    const auto who = world.consented();
    ASSERT_TRUE(world.save(who, small_answers()));
    ASSERT_TRUE(world.lock(who));
    EXPECT_EQ(world.lock(who).error(), Refusal::not_open);
    EXPECT_EQ(rows(world, lock_rows), 1);
}

TEST_P(BaselineAnswers, ACorrectionSupersedesWithAReasonAndTheEarlierStays)
{
    BaselineWorld world(GetParam());
    const auto who = world.consented();
    const Given nine{.answers = {{"able", std::int64_t{9}}}, .confirmed = {}};
    EXPECT_EQ(world.correct(who, nine).error(), Refusal::not_locked);
    ASSERT_TRUE(world.save(who, small_answers()));
    const auto first = world.lock(who).value();
    world.trial.clock.advance(24h);
    ASSERT_TRUE(world.correct(who, nine));
    ASSERT_TRUE(world.correct(who, nine)) << "to refuse it would tell what stands there";
    EXPECT_EQ(world.answers(who)->at("able"), protocol::Answer(std::int64_t{9}));
    EXPECT_EQ(world.answers(who)->at("able"), protocol::Answer(std::int64_t{9}));
    EXPECT_EQ(world.stage(who), participants::Stage::baseline_locked);
    const auto history =
        world.read([&](storage::UnitOfWork& work) { return world.store.history(work, who); });
    ASSERT_EQ(history.size(), 3U);
    EXPECT_EQ(history[0].id, first);
    EXPECT_TRUE(history[1].corrected);
    EXPECT_EQ(history[1].reason, "mistyped");
}

TEST_P(BaselineAnswers, ACorrectionIsHeldToTheSameRulesAsTheLock)
{
    BaselineWorld world(GetParam());
    const auto who = world.consented();
    ASSERT_TRUE(world.save(who, small_answers()));
    ASSERT_TRUE(world.lock(who));
    Given working{.answers = {{"working", std::string("yes")}}, .confirmed = {}};
    EXPECT_EQ(world.correct(who, working).error(), Refusal::unanswered) << "and the hours?";
    working.answers["hours"] = std::int64_t{60};
    EXPECT_EQ(world.correct(who, working).error(), Refusal::unconfirmed);
    working.confirmed["hours"] = "hours=60";
    EXPECT_TRUE(world.correct(who, working));
    EXPECT_TRUE(world.correct(who, {.answers = {{"working", std::string("no")}}, .confirmed = {}}));
    EXPECT_EQ(world.answers(who), small_answers()) << "the hours are branched away";
}

TEST_P(BaselineAnswers, CaseworkIsGivenOnlyWhatTheQuestionnaireMarks)
{
    BaselineWorld world(GetParam());
    const auto who = world.consented();
    const auto shared = [&] {
        return world.read([&](storage::UnitOfWork& work) { return world.store.shared(work, who); });
    };
    ASSERT_TRUE(world.save(who, small_answers()));
    EXPECT_TRUE(shared().empty()) << "nothing before the lock";
    ASSERT_TRUE(world.lock(who));
    EXPECT_EQ(shared(), (QuestionnaireAnswers{{"working", std::string("no")}}));
}

TEST_P(BaselineAnswers, WhoComesBackAndConsentsAgainIsAskedAgain)
{
    BaselineWorld world(GetParam());
    const auto who = world.consented();
    ASSERT_TRUE(world.save(who, small_answers()));
    const auto first = world.lock(who).value();
    world.take(who, {Step::not_eligible, Step::referred, Step::booked, Step::attended,
                     Step::eligible, Step::taught, Step::goes_on, Step::consented});
    EXPECT_TRUE(world.progress(who).answers.empty());
    EXPECT_EQ(world.lock(who).error(), Refusal::unanswered);
    ASSERT_TRUE(world.save(who, {{"working", std::string("no")}, {"able", std::int64_t{8}}}));
    const auto second = world.lock(who);
    ASSERT_TRUE(second);
    EXPECT_NE(*second, first);
    EXPECT_EQ(world.locked(who)->id, *second);
    EXPECT_EQ(world.answers(who)->at("able"), protocol::Answer(std::int64_t{8}));
}

TEST_P(BaselineAnswers, AnErasedPersonsAnswersNeverOpenAgainAndNoneIsAdded)
{
    BaselineWorld world(GetParam());
    const auto who = world.consented();
    const auto other = world.consented();
    for (const auto person : {who, other})
        ASSERT_TRUE(world.save(person, small_answers()));
    world.confirm(who, "able");
    ASSERT_TRUE(world.lock(who));
    const auto erase = [&](identity::PersonId person) {
        return world.write([&](storage::UnitOfWork& work) {
            const auto plan =
                world.identities.plan_erasure(work, person, identity::KeyClass::research);
            world.identities.erase(work, plan, "asked");
            return plan.rows.size();
        });
    };
    EXPECT_EQ(erase(who), 4U) << "two answers, a confirmation, a lock";
    EXPECT_FALSE(world.answers(who));
    EXPECT_TRUE(world.locked(who)) << "that it was locked is still known";
    EXPECT_EQ(world.correct(who, {.answers = {{"able", std::int64_t{1}}}, .confirmed = {}}).error(),
              Refusal::erased);
    EXPECT_EQ(world.progress(other).answers, small_answers()) << "nobody else's";

    erase(other);
    EXPECT_TRUE(world.progress(other).answers.empty());
    EXPECT_EQ(world.save(other, small_answers()).error(), Refusal::erased);
    EXPECT_EQ(world.lock(other).error(), Refusal::erased);
}

TEST_P(BaselineAnswers, BothTrialsQuestionnaireIsLockedFromItsFirstToItsLastPart)
{
    BaselineWorld world(GetParam(), "baseline-1");
    const auto who = world.consented();
    for (const Question* question : world.questionnaire.questions()) {
        ASSERT_TRUE(question->may_decline) << question->id << ": always \"prefer not to say\"";
        ASSERT_TRUE(world.save(who, {{question->id, protocol::Declined{}}}));
    }
    ASSERT_TRUE(world.lock(who));
    const auto locked = world.locked(who);
    EXPECT_EQ(locked->answered, 0);
    EXPECT_GT(locked->declined, 20);
    EXPECT_FALSE(world.answers(who)->contains("last-work")) << "who does not say is not asked";
}

} // namespace evenhand::baseline::baseline_store_test
