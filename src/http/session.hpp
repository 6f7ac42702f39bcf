#pragma once

#include "core/time.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace evenhand::http {

/// How far somebody has come in signing in.
enum class SessionStage {
    password_given, ///< the one-time code is still owed: opens nothing but the page that asks for
                    ///< it
    signed_in,
};

/// A staff session as it is stored. The cookie's value is in no database: `id` is its keyed hash.
struct Session
{
    std::string id; ///< 64 hexadecimal digits; Viewer::session_id
    std::string account_id;
    SessionStage stage = SessionStage::password_given;
    Instant began; ///< of the sign-in: rotation keeps it, so that nothing outlives the ten hours
    Instant seen;
    std::optional<Instant> confirmed; ///< when the one-time code was last given
    std::string user_agent_hash;
};

/// Design 4 (http). The idle time is the longest that may pass between two requests.
struct SessionTimes
{
    std::chrono::microseconds idle = std::chrono::minutes(20);
    std::chrono::microseconds warn_after = std::chrono::minutes(15);
    std::chrono::microseconds absolute = std::chrono::hours(10);
    std::chrono::microseconds password_stage = std::chrono::minutes(10);
    std::chrono::microseconds confirmed_for = std::chrono::minutes(5);
    /// `seen` is written at most this often, so that reading pages is not a stream of writes. A
    /// session may therefore end this much before its idle time is over, never after.
    std::chrono::microseconds seen_step = std::chrono::seconds(30);
};

enum class SessionState {
    live,
    idle_too_long,
    too_old,
    clock_set_back, ///< it was seen in the future: a clock put back must lengthen no session
};
SessionState state_of(const Session& session, const SessionTimes& times, Instant now);

/// When it ends if nothing more is asked, and when the page begins to warn of that.
Instant ends_at(const Session& session, const SessionTimes& times);
Instant warns_at(const Session& session, const SessionTimes& times);

/// Whether the one-time code was given recently enough for what asks again (step-up).
bool recently_confirmed(const Session& session, const SessionTimes& times, Instant now);

} // namespace evenhand::http
