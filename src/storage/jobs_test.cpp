// Due work and messages that wait: leases, order, failures, on both engines.
#include "core/check.hpp"
#include "storage/errors.hpp"
#include "storage/job_runner.hpp"
#include "storage/outbox.hpp"
#include "tests/support/test_trial.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace evenhand::storage {
namespace jobs_test {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const Actor tester{ActorKind::system, "test", ""};

class Jobs : public testing::TestWithParam<Engine>
{
protected:
    tests::TestTrial trial{GetParam()};

    void schedule(const std::string& kind, const std::string& ordinal,
                  std::chrono::microseconds in = {})
    {
        trial.units->write(tester, "test", [&](UnitOfWork& work) {
            schedule_job(work, {kind, ordinal, work.now() + in, "detail of " + ordinal, 0, ""});
        });
    }
    std::optional<DueJob> claim(std::string_view holder)
    {
        return trial.units->write(tester, "test", [&](UnitOfWork& work) {
            return claim_job(work, {holder, minutes(5)});
        });
    }
    template <class Work>
    auto write(Work&& work)
    {
        return trial.units->write(tester, "test", std::forward<Work>(work));
    }
    OutboxId queue(const std::string& subject, std::chrono::microseconds in = {})
    {
        return write([&](UnitOfWork& work) {
            return queue_message(work, {"text", "reminder", subject, "c2VhbGVk", work.now() + in});
        });
    }
};

INSTANTIATE_TEST_SUITE_P(Engines, Jobs, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(Jobs, RunInOrderOfDueKindAndOrdinalAndNotBeforeTheirTime)
{
    schedule("b", "2");
    schedule("b", "1");
    schedule("a", "9");
    schedule("a", "later", hours(1));
    std::string order;
    JobRunner runner(*trial.units, {.holder = "one"});
    for (const char* kind : {"a", "b"}) {
        runner.add(kind, [&](Units&, const DueJob& job) {
            order += job.kind + job.ordinal + " ";
            EXPECT_EQ(job.detail, "detail of " + job.ordinal);
            return std::nullopt;
        });
    }
    while (runner.run_one()) {
    }
    EXPECT_EQ(order, "a9 b1 b2 ");
    EXPECT_EQ(runner.next_due(), trial.clock.now() + hours(1));
    trial.clock.advance(hours(1));
    EXPECT_TRUE(runner.run_one());
    EXPECT_EQ(runner.next_due(), std::nullopt);
}

TEST_P(Jobs, AreOneHoweverOftenScheduledAndKeepTheEarlierTime)
{
    schedule("a", "1", hours(2));
    schedule("a", "1", hours(1));
    schedule("a", "1", hours(3));
    JobRunner runner(*trial.units, {.holder = "one"});
    EXPECT_EQ(runner.next_due(), trial.clock.now() + hours(1));
}

TEST_P(Jobs, GoToOneHolderUntilTheLeaseRunsOut)
{
    schedule("a", "1");
    const auto first = claim("one");
    ASSERT_TRUE(first);
    EXPECT_FALSE(claim("two"));
    trial.clock.advance(minutes(5));
    const auto second = claim("two");
    ASSERT_TRUE(second);
    EXPECT_EQ(second->attempts, 2);
    // The first holder comes back too late: its receipt changes nothing.
    write([&](UnitOfWork& work) { finish_job(work, *first, "one"); });
    EXPECT_TRUE(write([](UnitOfWork& work) { return first_job(work); }));
    write([&](UnitOfWork& work) { finish_job(work, *second, "two"); });
    EXPECT_FALSE(write([](UnitOfWork& work) { return first_job(work); }));
}

TEST_P(Jobs, AreTriedAgainAfterAGrowingPauseAndShowWhyTheyFailed)
{
    schedule("a", "1");
    int attempts = 0;
    JobRunner runner(*trial.units, {.holder = "one"});
    runner.add("a", [&](Units&, const DueJob&) -> std::optional<Instant> {
        if (++attempts < 3) throw StorageError(Failure::full, "some statement", "SQLITE_FULL");
        return std::nullopt;
    });
    EXPECT_TRUE(runner.run_one());
    EXPECT_FALSE(runner.run_one());
    const auto failing = write([](UnitOfWork& work) { return failing_jobs(work); });
    ASSERT_EQ(failing.size(), 1U);
    EXPECT_EQ(failing[0].last_error, "some statement: SQLITE_FULL");
    trial.clock.advance(minutes(1));
    EXPECT_TRUE(runner.run_one());
    trial.clock.advance(minutes(1));
    EXPECT_FALSE(runner.run_one());
    trial.clock.advance(minutes(1));
    EXPECT_TRUE(runner.run_one());
    EXPECT_EQ(attempts, 3);
    EXPECT_EQ(runner.next_due(), std::nullopt);
}

TEST_P(Jobs, KeepNoTextOfAnExceptionThatIsNotOurs)
{
    schedule("a", "1");
    JobRunner runner(*trial.units, {.holder = "one"});
    runner.add("a", [](Units&, const DueJob&) -> std::optional<Instant> {
        throw std::runtime_error("Amina Example, 07700 900123");
    });
    runner.run_one();
    EXPECT_EQ(write([](UnitOfWork& work) { return failing_jobs(work); }).at(0).last_error,
              "failed");
}

TEST_P(Jobs, ThatRepeatAreDueAgainWhenTheySay)
{
    schedule("nightly", "");
    JobRunner runner(*trial.units, {.holder = "one"});
    runner.add("nightly", [&](Units&, const DueJob& job) { return job.due + hours(24); });
    const auto first = trial.clock.now();
    EXPECT_TRUE(runner.run_one());
    EXPECT_EQ(runner.next_due(), first + hours(24));
}

TEST_P(Jobs, OfAKindThatThisProgramDoesNotKnowWaitForOneThatDoes)
{
    schedule("of tomorrow", "1");
    JobRunner runner(*trial.units, {.holder = "one"});
    EXPECT_TRUE(runner.run_one());
    EXPECT_EQ(write([](UnitOfWork& work) { return failing_jobs(work); }).at(0).last_error,
              "no handler");
}

TEST_P(Jobs, AreEachDoneOnceBySeveralThreadsThatStopWhenAsked)
{
    for (int i = 0; i < 40; ++i)
        schedule("a", std::to_string(i));
    std::atomic<int> done{0};
    std::promise<void> all;
    JobRunner runner(*trial.units,
                     {.holder = "one", .poll = std::chrono::milliseconds(1), .threads = 4});
    runner.add("a", [&](Units&, const DueJob&) {
        if (++done == 40) all.set_value();
        return std::optional<Instant>();
    });
    runner.start();
    all.get_future().wait();
    runner.stop();
    EXPECT_EQ(done, 40);
    EXPECT_EQ(runner.next_due(), std::nullopt);
}

TEST_P(Jobs, ClaimedByManyAtOnceGoToOneEach)
{
    for (int i = 0; i < 32; ++i)
        schedule("a", std::to_string(i));
    std::mutex mutex;
    std::vector<std::string> claimed;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 8; ++thread) {
        threads.emplace_back([&, thread] {
            const auto name = std::to_string(thread);
            while (const auto job = claim(name)) {
                const std::lock_guard lock(mutex);
                claimed.push_back(job->ordinal);
            }
        });
    }
    for (auto& thread : threads)
        thread.join();
    std::sort(claimed.begin(), claimed.end());
    EXPECT_EQ(std::unique(claimed.begin(), claimed.end()), claimed.end());
    // Whoever found every free row locked went away early; what is left is claimed by the next.
    while (claim("last"))
        claimed.emplace_back();
    EXPECT_EQ(claimed.size(), 32U);
}

TEST_P(Jobs, MessagesAreClaimedWhenDueAndNotTwice)
{
    queue("person-1");
    queue("person-2", hours(1));
    const auto take = [&](std::string_view holder) {
        return write([&](UnitOfWork& work) {
            return claim_messages(work, {holder, minutes(5)}, 10);
        });
    };
    const auto taken = take("one");
    ASSERT_EQ(taken.size(), 1U);
    EXPECT_EQ(taken[0].subject_id, "person-1");
    EXPECT_EQ(taken[0].sealed_payload, "c2VhbGVk");
    EXPECT_TRUE(take("two").empty());
    trial.clock.advance(hours(1));
    EXPECT_EQ(take("two").size(), 2U); // the lease of the first ran out
}

TEST_P(Jobs, MessagesSettledTwiceAreSettledOnceAndEmptied)
{
    const auto id = queue("person-1");
    write([](UnitOfWork& work) { return claim_messages(work, {"one", minutes(5)}, 10); });
    EXPECT_FALSE(write([&](UnitOfWork& work) { return mark_sent(work, id, "two"); }));
    EXPECT_TRUE(write([&](UnitOfWork& work) { return mark_sent(work, id, "one"); }));
    EXPECT_TRUE(write([&](UnitOfWork& work) { return mark_sent(work, id, "one"); }));
    EXPECT_FALSE(
        write([&](UnitOfWork& work) { return mark_dropped(work, id, "one", "withdrawn"); }));
    EXPECT_FALSE(write([&](UnitOfWork& work) { return mark_failed(work, id, "one", "late"); }));
    trial.clock.advance(hours(24));
    EXPECT_TRUE(write([](UnitOfWork& work) {
                    return claim_messages(work, {"one", minutes(5)}, 10);
                }).empty());
}

TEST_P(Jobs, MessagesThatFailedAreTriedAgainAfterAPause)
{
    const auto id = queue("person-1");
    const auto take = [&] {
        return write([](UnitOfWork& work) {
                   return claim_messages(work, {"one", minutes(5)}, 10);
               })
            .size();
    };
    EXPECT_EQ(take(), 1U);
    EXPECT_TRUE(write([&](UnitOfWork& work) { return mark_failed(work, id, "one", "451"); }));
    EXPECT_FALSE(write([&](UnitOfWork& work) { return mark_failed(work, id, "one", "451"); }));
    EXPECT_EQ(take(), 0U);
    trial.clock.advance(minutes(1));
    EXPECT_EQ(take(), 1U);
}

TEST(Pause, DoublesFromAMinuteToSixHours)
{
    EXPECT_EQ(pause_after(1), minutes(1));
    EXPECT_EQ(pause_after(2), minutes(2));
    EXPECT_EQ(pause_after(8), minutes(128));
    EXPECT_EQ(pause_after(10), hours(6));
    EXPECT_EQ(pause_after(1000), hours(6));
}

} // namespace jobs_test
} // namespace evenhand::storage
