#include "http/session.hpp"

#include <gtest/gtest.h>

namespace evenhand::http {
namespace session_test {

using namespace std::chrono_literals;

const Instant morning = *Instant::parse("2026-03-02T09:00:00Z");
const SessionTimes times;

Session signed_in_at(Instant began, Instant seen)
{
    Session session;
    session.stage = SessionStage::signed_in;
    session.began = began;
    session.seen = seen;
    session.confirmed = began;
    return session;
}

TEST(Session, EndsTwentyMinutesAfterItWasLastSeen)
{
    const auto session = signed_in_at(morning, morning + 1h);
    EXPECT_EQ(state_of(session, times, morning + 1h + 20min - 1us), SessionState::live);
    EXPECT_EQ(state_of(session, times, morning + 1h + 20min), SessionState::idle_too_long);
}

TEST(Session, EndsTenHoursAfterTheSignInHoweverBusyItIs)
{
    const auto session = signed_in_at(morning, morning + 10h - 1us);
    EXPECT_EQ(state_of(session, times, morning + 10h - 1us), SessionState::live);
    EXPECT_EQ(state_of(session, times, morning + 10h), SessionState::too_old);
}

TEST(Session, TheCodeMustBeGivenTenMinutesAfterThePassword)
{
    Session half;
    half.began = half.seen = morning;
    EXPECT_EQ(state_of(half, times, morning + 10min - 1us), SessionState::live);
    EXPECT_EQ(state_of(half, times, morning + 10min), SessionState::too_old);
}

TEST(Session, AClockPutBackLengthensNone)
{
    const auto session = signed_in_at(morning, morning + 1h);
    EXPECT_EQ(state_of(session, times, morning + 30min), SessionState::clock_set_back);
    EXPECT_EQ(state_of(session, times, morning - 24h), SessionState::clock_set_back);
}

TEST(Session, WarnsFiveMinutesBeforeItEnds)
{
    const auto session = signed_in_at(morning, morning + 1h);
    EXPECT_EQ(ends_at(session, times), morning + 1h + 20min);
    EXPECT_EQ(warns_at(session, times), morning + 1h + 15min);
    const auto last = signed_in_at(morning, morning + 9h + 50min);
    EXPECT_EQ(ends_at(last, times), morning + 10h);
}

TEST(Session, IsRecentlyConfirmedForFiveMinutesAndOnlyWhenSignedIn)
{
    auto session = signed_in_at(morning, morning);
    EXPECT_TRUE(recently_confirmed(session, times, morning + 5min - 1us));
    EXPECT_FALSE(recently_confirmed(session, times, morning + 5min));
    EXPECT_FALSE(recently_confirmed(session, times, morning - 1us));
    session.stage = SessionStage::password_given;
    EXPECT_FALSE(recently_confirmed(session, times, morning));
}

} // namespace session_test
} // namespace evenhand::http
