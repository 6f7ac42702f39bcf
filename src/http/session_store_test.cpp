#include "http/session_store.hpp"

#include "core/check.hpp"
#include "tests/support/machine_clock.hpp"
#include "tests/support/test_trial.hpp"

#include <gtest/gtest.h>

namespace evenhand::http {
namespace session_store_test {

using namespace std::chrono_literals;
using storage::UnitOfWork;

const std::string browser = "Mozilla/5.0 (a browser)";

struct World
{
    explicit World(storage::Engine engine) : trial(engine) {}

    template <class Work>
    auto write(Work&& work)
    {
        return trial.units->write(storage::Actor{}, "test", std::forward<Work>(work));
    }
    std::string begin(const std::string& account, SessionStage stage)
    {
        return write([&](UnitOfWork& unit) {
            return sessions.begin(unit, {account, stage, browser});
        });
    }
    Result<Session, SessionRefusal> find(std::string_view cookie, std::string_view from = browser)
    {
        return trial.units->read(storage::Actor{}, "test", [&](UnitOfWork& unit) {
            return sessions.find(unit, cookie, from);
        });
    }
    std::string rotate(const Session& session)
    {
        return write([&](UnitOfWork& unit) { return sessions.rotate(unit, session); });
    }

    tests::TestTrial trial;
    tests::FrozenMachineClock clock;
    SessionStore sessions{trial.keys.derived(crypto::KeyPurpose::session, "test"), clock};
};

class SessionStoreOn : public testing::TestWithParam<storage::Engine>
{
};

TEST_P(SessionStoreOn, ASessionIsFoundByItsCookieInTheBrowserItWasMadeFor)
{
    World world(GetParam());
    const auto cookie = world.begin("a1", SessionStage::signed_in);
    EXPECT_EQ(cookie.size(), 43U) << "256 bits";

    const auto session = world.find(cookie);
    ASSERT_TRUE(session);
    EXPECT_EQ(session->account_id, "a1");
    EXPECT_EQ(session->stage, SessionStage::signed_in);
    EXPECT_TRUE(recently_confirmed(*session, {}, world.clock.now()));

    EXPECT_EQ(world.find(cookie, "another browser").error(), SessionRefusal::unknown);
    EXPECT_EQ(world.find("guess").error(), SessionRefusal::unknown);
    EXPECT_EQ(world.find(session->id).error(), SessionRefusal::unknown)
        << "what the database holds opens nothing";
}

TEST_P(SessionStoreOn, GivingTheCodeMakesANewCookieAndTheOldOneIsDead)
{
    World world(GetParam());
    const auto before = world.begin("a1", SessionStage::password_given);
    world.clock.advance(5min);
    const auto half = world.find(before);
    ASSERT_TRUE(half);
    EXPECT_EQ(half->stage, SessionStage::password_given);

    const auto after = world.rotate(*half);
    EXPECT_NE(after, before);
    EXPECT_EQ(world.find(before).error(), SessionRefusal::unknown);
    const auto whole = world.find(after);
    ASSERT_TRUE(whole);
    EXPECT_EQ(whole->stage, SessionStage::signed_in);
    EXPECT_EQ(whole->began, world.clock.now());
    EXPECT_THROW(world.rotate(*half), Bug) << "a second rotation of the same session";
}

TEST_P(SessionStoreOn, ConfirmingAgainDoesNotLengthenTheTenHours)
{
    World world(GetParam());
    const auto began = world.clock.now();
    auto cookie = world.begin("a1", SessionStage::signed_in);
    world.clock.advance(15min);
    cookie = world.rotate(*world.find(cookie));
    const auto session = world.find(cookie);
    ASSERT_TRUE(session);
    EXPECT_EQ(session->began, began);
    EXPECT_EQ(session->confirmed, world.clock.now());
}

TEST_P(SessionStoreOn, ItExpiresWhenIdleUnlessItWasSeen)
{
    World world(GetParam());
    const auto cookie = world.begin("a1", SessionStage::signed_in);
    world.clock.advance(19min);
    const auto session = world.find(cookie);
    ASSERT_TRUE(session);
    EXPECT_TRUE(world.sessions.is_due(*session));
    world.write([&](UnitOfWork& unit) { world.sessions.touch(unit, *session); });
    EXPECT_FALSE(world.sessions.is_due(*world.find(cookie)));

    world.clock.advance(19min);
    EXPECT_TRUE(world.find(cookie));
    world.clock.advance(1min);
    EXPECT_EQ(world.find(cookie).error(), SessionRefusal::expired);
}

TEST_P(SessionStoreOn, ATouchThatComesLateDoesNotPutTheTimeBack)
{
    World world(GetParam());
    const auto cookie = world.begin("a1", SessionStage::signed_in);
    const auto session = *world.find(cookie);
    world.clock.advance(-1h);
    world.write([&](UnitOfWork& unit) { world.sessions.touch(unit, session); });
    world.clock.advance(1h);
    EXPECT_EQ(world.find(cookie)->seen, session.seen);
}

TEST_P(SessionStoreOn, AnAccountSeesAndEndsItsOwnSessionsOnly)
{
    World world(GetParam());
    const auto first = world.begin("a1", SessionStage::signed_in);
    world.clock.advance(1min);
    const auto second = world.begin("a1", SessionStage::signed_in);
    world.begin("a1", SessionStage::password_given);
    const auto other = world.begin("a2", SessionStage::signed_in);

    const auto list =
        world.write([&](UnitOfWork& unit) { return world.sessions.list(unit, "a1"); });
    ASSERT_EQ(list.size(), 2U);
    EXPECT_EQ(list[0].id, world.find(second)->id);

    const auto others_id = world.find(other)->id;
    EXPECT_FALSE(
        world.write([&](UnitOfWork& unit) { return world.sessions.end(unit, "a1", others_id); }));
    EXPECT_TRUE(world.find(other));
    EXPECT_TRUE(
        world.write([&](UnitOfWork& unit) { return world.sessions.end(unit, "a1", list[0].id); }));
    EXPECT_FALSE(world.find(second));
    EXPECT_TRUE(world.find(first));
}

TEST_P(SessionStoreOn, EndingAllKeepsTheOneNamedAndEveryOtherAccounts)
{
    World world(GetParam());
    const auto kept = world.begin("a1", SessionStage::signed_in);
    const auto gone = world.begin("a1", SessionStage::signed_in);
    const auto other = world.begin("a2", SessionStage::signed_in);
    const auto kept_id = world.find(kept)->id;
    EXPECT_EQ(
        world.write([&](UnitOfWork& unit) { return world.sessions.end_all(unit, "a1", kept_id); }),
        1);
    EXPECT_TRUE(world.find(kept));
    EXPECT_FALSE(world.find(gone));
    EXPECT_TRUE(world.find(other));
}

TEST_P(SessionStoreOn, WhatHasExpiredIsPurgedAndNothingElse)
{
    World world(GetParam());
    world.begin("a1", SessionStage::signed_in);
    world.clock.advance(15min);
    world.begin("a1", SessionStage::password_given);
    world.clock.advance(10min);
    const auto live = world.begin("a2", SessionStage::signed_in);
    EXPECT_EQ(world.write([&](UnitOfWork& unit) { return world.sessions.purge(unit); }), 2);
    EXPECT_TRUE(world.find(live));
}

INSTANTIATE_TEST_SUITE_P(Engines, SessionStoreOn, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

} // namespace session_store_test
} // namespace evenhand::http
