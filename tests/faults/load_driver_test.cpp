#include "tests/faults/small_trial.hpp"
#include "tests/support/load_driver.hpp"
#include "tests/support/load_oracle.hpp"
#include "tests/support/test_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace evenhand::tests {
namespace load_driver_test {

using namespace std::chrono_literals;
using load::Timed;

/// A history in a file of this test's own.
struct Scratch
{
    TestFolder folder;
    std::string file = (folder.path() / "history").string();
    load::History history{file};
};

/// What the judge says of referrals made at a server with these manners.
struct Judged
{
    load::Measured measured;
    load::Verdict verdict;
};

Judged judged(const SmallTrial::Manners& manners, std::uint64_t referrals)
{
    Scratch scratch;
    SmallTrial server(manners);
    const load::Town town{server.target(), scratch.history};
    load::Driver driver(town, {{load::Work::call_me, 4, 0, referrals}});
    driver.run_for(20s);
    load::Oracle oracle(server.target(), scratch.history);
    oracle.settle(10s);
    return {driver.measured(), oracle.judge(server.stored())};
}

} // namespace load_driver_test

using namespace load_driver_test;

TEST(LoadTarget, OnlyLoopbackAddressesAreDriven)
{
    EXPECT_EQ(load::parse_target("http://127.0.0.1:8080")->host(), "127.0.0.1:8080");
    EXPECT_EQ(load::parse_target("http://[::1]:8080/")->host(), "[::1]:8080");
    for (const auto* other : {"http://192.0.2.7:80", "http://localhost:80", "https://127.0.0.1:80",
                              "http://127.0.0.1", "http://127.0.0.1:0", "http://127.0.0.1:80@h:1",
                              "http://127.0.0.1:80/path", "http://127.0.0.1.example:80", ""}) {
        EXPECT_FALSE(load::parse_target(other)) << other;
    }
}

TEST(LoadLatencies, AQuantileIsWithinOneSixtyFourthOfTheTrueOne)
{
    load::Latencies latencies;
    for (int micros = 1; micros <= 100'000; ++micros)
        latencies.add(std::chrono::microseconds(micros));
    for (const double share : {0.001, 0.5, 0.99, 0.999}) {
        EXPECT_NEAR(latencies.quantile_ms(share), share * 100, share * 100 / 60) << share;
    }
    EXPECT_DOUBLE_EQ(latencies.longest_ms(), 100);
    EXPECT_DOUBLE_EQ(latencies.quantile_ms(1), 100);
}

TEST(LoadDriver, MakesAsManyReferralsAsItWasToldAndEachGetsItsOwnReceipt)
{
    const auto [measured, verdict] = judged({}, 100);
    EXPECT_TRUE(verdict.clean()) << verdict.text();
    EXPECT_EQ(verdict.acknowledged, 100U);
    EXPECT_EQ(measured.tallies.at(Timed::referral).answered.count(), 100U);
    EXPECT_EQ(measured.tallies.at(Timed::referral).errors(), 0U);
    EXPECT_GE(measured.tallies.at(Timed::resent).answered.count(), 8U);
    EXPECT_THAT(measured.wrongs, testing::IsEmpty());
}

TEST(LoadDriver, AReferralThatIsDoneAndAnswered503IsSettledByItsOwnKey)
{
    const auto [measured, verdict] = judged({.silent_one_in = 5}, 100);
    EXPECT_TRUE(verdict.clean()) << verdict.text();
    EXPECT_EQ(verdict.settled, 20U);
    EXPECT_EQ(verdict.acknowledged, 100U);
    EXPECT_EQ(measured.tallies.at(Timed::referral).errors(), 20U);
}

TEST(LoadOracle, AServerThatForgetsItsKeysIsFoundOut)
{
    const auto [measured, verdict] = judged({.forgets_keys = true}, 100);
    EXPECT_GE(verdict.doubled, 8U) << verdict.text();
    EXPECT_GE(verdict.differing, 1U) << verdict.text();
    EXPECT_THAT(measured.wrongs, testing::Not(testing::IsEmpty()));
}

TEST(LoadOracle, AServerThatLosesWhatItAcknowledgedIsFoundOut)
{
    const auto [measured, verdict] = judged({.loses_one_in = 10}, 100);
    EXPECT_EQ(verdict.lost, 10U) << verdict.text();
    EXPECT_EQ(verdict.doubled, 0U) << verdict.text();
}

TEST(LoadDriver, AtAFixedRateTheWaitBehindASlowAnswerCounts)
{
    Scratch scratch;
    SmallTrial server({.first_takes = 300ms});
    const load::Town town{server.target(), scratch.history};
    load::Driver driver(town, {{load::Work::call_me, 1, 200, 60}});
    driver.run_for(20s);
    // The 60 arrivals are due within 300 ms, all of which the first of them took: the middle one
    // waited half of it, though its own answer came at once.
    const auto tallies = driver.measured().tallies;
    EXPECT_EQ(tallies.at(Timed::referral).answered.count(), 60U);
    EXPECT_GT(tallies.at(Timed::referral).answered.quantile_ms(0.5), 100);
}

TEST(LoadDriver, AServerThatIsNotThereIsAnErrorAndNothingUnknown)
{
    Scratch scratch;
    auto server = std::make_unique<SmallTrial>(SmallTrial::Manners{});
    const auto target = server->target();
    server.reset();
    const load::Town town{target, scratch.history};
    load::Driver driver(town, {{load::Work::call_me, 1, 0, 3}});
    driver.run_for(20s);
    EXPECT_EQ(driver.measured().tallies.at(Timed::form_page).ends.at("not sent"), 4U);
    EXPECT_THAT(scratch.history.all(), testing::IsEmpty());
}

TEST(LoadClient, WhoIsToldToComeAgainDoesAndOnlyForSoLong)
{
    SmallTrial server({.come_again = 3});
    load::Client client(server.target());
    const load::Ask ask{"POST", "/call-me", {}, "name=Ana+Example"};
    EXPECT_EQ(client.send_in_turn(ask, 0s).reply.status, 429);
    EXPECT_EQ(client.send_in_turn(ask, 10s).reply.status, 303);
    EXPECT_EQ(server.stored().size(), 1U);
}

TEST(LoadHistory, EachWriteIsOnDiskBeforeItIsSent)
{
    Scratch scratch;
    const auto number = scratch.history.invoke("/call-me", "journey=1", "idempotency_key=2");
    std::ifstream file(scratch.file);
    std::string line;
    std::getline(file, line);
    EXPECT_EQ(line, "0\tinvoke\t/call-me\tjourney=1\tidempotency_key=2");
    scratch.history.settle(number, {load::Fate::answered, {.status = 303, .location = "/sent/1"}});
    EXPECT_EQ(scratch.history.all().at(0).outcome, load::Outcome::done);
}

} // namespace evenhand::tests
