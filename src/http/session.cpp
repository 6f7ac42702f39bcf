#include "http/session.hpp"

#include <algorithm>

namespace evenhand::http {

SessionState state_of(const Session& session, const SessionTimes& times, Instant now)
{
    if (now < session.seen || now < session.began) return SessionState::clock_set_back;
    const auto longest =
        session.stage == SessionStage::password_given ? times.password_stage : times.absolute;
    if (now >= session.began + longest) return SessionState::too_old;
    if (now >= session.seen + times.idle) return SessionState::idle_too_long;
    return SessionState::live;
}

Instant ends_at(const Session& session, const SessionTimes& times)
{
    return std::min(session.seen + times.idle, session.began + times.absolute);
}

Instant warns_at(const Session& session, const SessionTimes& times)
{
    return ends_at(session, times) - (times.idle - times.warn_after);
}

bool recently_confirmed(const Session& session, const SessionTimes& times, Instant now)
{
    return session.stage == SessionStage::signed_in && session.confirmed &&
           *session.confirmed <= now && now < *session.confirmed + times.confirmed_for;
}

} // namespace evenhand::http
