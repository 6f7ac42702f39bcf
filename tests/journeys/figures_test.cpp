// Who sees which counts: the trial manager begins with who is stuck and reads the figures of this
// day; the steering group and whoever recruits see a month when it has closed, and for ever as it
// was known then.
#include "app/standing_jobs.hpp"
#include "tests/journeys/journey.hpp"

namespace evenhand::tests {

using namespace std::chrono_literals;

class FiguresOfTheTrial : public Journey
{
protected:
    /// Eleven people referred in March, of whom nine were randomised and one declined.
    void given_a_month_of_recruitment()
    {
        for (int i = 0; i < 11; ++i) {
            auto visitor = trial.browser();
            visitor.get("/call-me");
            visitor.submit({{"name", "Zoë Example"}, {"phone", "07700 900123"}}, "Ask for a call");
        }
        write([&](storage::UnitOfWork& work) {
            int number = 0;
            for (const auto& [claim] : work.sql().rows<std::string>(
                     {"test.claims", "SELECT claim_id FROM referral ORDER BY id"}))
                walk(work, *identity::ClaimId::parse(claim), number++);
        });
        trial.advance(24h);
    }
    /// 00:30 on 1 April in London has passed, and the job has run.
    void when_march_has_closed()
    {
        trial.advance(30 * 24h);
        storage::JobRunner jobs(*trial.house->units, {.holder = "test"});
        app::add_standing_jobs(jobs, *trial.house, [](std::string_view why) { FAIL() << why; });
        app::schedule_standing_jobs(*trial.house, {app::freeze_job});
        ASSERT_TRUE(jobs.run_one());
    }
    /// Somebody else is referred and declines at once.
    void when_one_more_comes_in_april()
    {
        auto visitor = trial.browser();
        visitor.get("/call-me");
        visitor.submit({{"name", "Zoë Example"}, {"phone", "07700 900123"}}, "Ask for a call");
        write([&](storage::UnitOfWork& work) {
            const auto claim = work.sql().one<std::string>(
                {"test.last_claim", "SELECT claim_id FROM referral ORDER BY recorded_at DESC, id "
                                    "LIMIT 1"});
            const auto person = begin(work, *identity::ClaimId::parse(claim));
            take(work, person, {.step = participants::Step::declined, .detail = "time"});
        });
    }

private:
    template <class Do>
    void write(Do what)
    {
        trial.house->units->write({storage::ActorKind::system, "test", {}}, "test", what);
    }
    void take(storage::UnitOfWork& work, identity::PersonId person,
              const participants::NewStep& step)
    {
        ASSERT_TRUE(trial.house->journeys.take(work, person, step)) << name_of(step.step);
    }
    identity::PersonId begin(storage::UnitOfWork& work, identity::ClaimId claim)
    {
        const auto person = trial.house->identities.confirm_claim(work, claim, "new").value();
        const auto referral = trial.house->referrals.find_by_claim(work, claim);
        take(work, person,
             {.step = participants::Step::referred,
              .facts = {.referral = referral, .route = "call_me", .area = "sheffield"}});
        return person;
    }
    void walk(storage::UnitOfWork& work, identity::ClaimId claim, int number)
    {
        using participants::Step;
        const auto person = begin(work, claim);
        if (number == 0) return;
        if (number == 1) {
            take(work, person, {.step = Step::declined, .detail = "time"});
            return;
        }
        for (const Step step : {Step::booked, Step::attended})
            take(work, person, {.step = step});
        take(work, person, {.step = Step::eligible, .facts = {.group = "in-work"}});
        for (const Step step : {Step::taught, Step::goes_on, Step::consented, Step::baseline_locked,
                                Step::intended, Step::randomised})
            take(work, person, {.step = step});
    }
};
EVENHAND_JOURNEY(FiguresOfTheTrial);

TEST_P(FiguresOfTheTrial, TheTrialManagerBeginsWithWhoIsStuckAndReadsTheFiguresOfThisDay)
{
    given_a_month_of_recruitment();
    auto manager = trial.signed_in("manager");
    EXPECT_EQ(manager.page().url, "/stuck");
    EXPECT_TRUE(manager.page().says("11 referrals wait in triage"));
    EXPECT_TRUE(manager.page().says("Waits for a first contact"));
    manager.follow("The flow of participants");
    EXPECT_TRUE(manager.page().says("Referred (n = 11)")) << manager.page().text;
    EXPECT_TRUE(manager.page().says("Randomised (n = 9)"));
    EXPECT_TRUE(manager.page().says("Other reasons (n = 1)"));
    EXPECT_FALSE(manager.page().says("Since then")) << "the flow ends at randomised";
    manager.get("/flow?at-day=1&at-month=3&at-year=2026");
    EXPECT_TRUE(manager.page().says("Referred (n = 0)"));
    manager.get("/recruitment");
    EXPECT_TRUE(manager.page().says("9 people were randomised"));
    EXPECT_TRUE(manager.page().says("In work but struggling 10"));
}

TEST_P(FiguresOfTheTrial, ADayThatIsNoDayOrHasNotComeIsToldSo)
{
    auto manager = trial.signed_in("manager");
    manager.get("/flow?at-day=31&at-month=2&at-year=2026");
    EXPECT_EQ(manager.page().status, 422);
    manager.get("/flow?at-day=3&at-month=3&at-year=2026");
    EXPECT_EQ(manager.page().status, 422);
    EXPECT_FALSE(manager.page().says("Referred"));
}

TEST_P(FiguresOfTheTrial,
       OutsideViewersAndWhoeverRecruitsSeeAMonthWhenItHasClosedAndAsItWasKnownThen)
{
    given_a_month_of_recruitment();
    for (const char* handle : {"steering", "provider", "lead", "evaluator"}) {
        auto viewer = trial.signed_in(handle);
        viewer.get("/recruitment");
        EXPECT_TRUE(viewer.page().says("No month has closed yet")) << handle;
        viewer.get("/flow?at-day=2&at-month=3&at-year=2026");
        EXPECT_TRUE(viewer.page().says("No month has closed yet")) << handle;
    }
    when_march_has_closed();
    when_one_more_comes_in_april();
    auto steering = trial.signed_in("steering");
    EXPECT_EQ(steering.page().url, "/recruitment");
    EXPECT_TRUE(steering.page().says("At the end of March 2026, as known on 2 April 2026"))
        << steering.page().text;
    EXPECT_TRUE(steering.page().says("9 people were randomised"));
    EXPECT_TRUE(steering.page().says("What is your ethnic group?"));
    steering.get("/flow");
    EXPECT_TRUE(steering.page().says("Referred (n = 11)"));
    auto manager = trial.signed_in("manager");
    manager.get("/flow");
    EXPECT_TRUE(manager.page().says("Referred (n = 12)"));
}

TEST_P(FiguresOfTheTrial, TheFileHoldsWhatThePageShowsAndItsDownloadIsAudited)
{
    given_a_month_of_recruitment();
    auto manager = trial.signed_in("manager");
    manager.get("/recruitment.csv");
    EXPECT_EQ(manager.page().header("Content-Type"), "text/csv; charset=utf-8");
    EXPECT_NE(manager.page().body.find("\"Randomised by month\",\"2026-03\",\"9\""),
              std::string::npos)
        << manager.page().body;
    EXPECT_EQ(trial.count_done("figures.downloaded"), 1U);
}

} // namespace evenhand::tests
