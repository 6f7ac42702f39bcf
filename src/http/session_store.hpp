#pragma once

#include "core/random_source.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "crypto/secret.hpp"
#include "http/session.hpp"
#include "storage/unit_of_work.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::http {

/// The cookie of a staff session: Secure, HttpOnly, SameSite=Strict, Path=/, until the browser
/// closes.
inline constexpr std::string_view session_cookie = "__Host-sid";

struct NewSession
{
    std::string account_id;
    SessionStage stage = SessionStage::password_given;
    std::string user_agent;
};

enum class SessionRefusal {
    unknown, ///< no such session, or another browser's: tell nothing more
    expired, ///< say that it ended and that drafts are kept
};

/// Staff sessions, on the machine's clock. Rows are state, not facts: they are deleted when they
/// end. Who signed in and out is in the audit log, which people/staff writes.
class SessionStore
{
public:
    /// `pepper` is the key of KeyPurpose::session.
    SessionStore(crypto::SecretKey pepper, const MachineClock& clock, SessionTimes times = {});

    /// Returns the cookie's value: 256 random bits as base64url, stored nowhere.
    std::string begin(storage::UnitOfWork& unit, const NewSession& wanted);

    /// The live session of this cookie and browser.
    Result<Session, SessionRefusal> find(storage::UnitOfWork& unit, std::string_view cookie,
                                         std::string_view user_agent) const;

    /// Whether `seen` is old enough to be written again (SessionTimes::seen_step).
    [[nodiscard]] bool is_due(const Session& session) const;
    /// Notes that it was seen now: extends the idle time.
    void touch(storage::UnitOfWork& unit, const Session& session);

    /// The same session under a new cookie, with the old one dead: at sign-in (`signed_in` after
    /// `password_given`, which starts the ten hours) and at each step-up. The code counts as given
    /// now. Returns the new cookie's value.
    std::string rotate(storage::UnitOfWork& unit, const Session& session);

    /// The live, signed-in sessions of an account, the latest seen first.
    std::vector<Session> list(storage::UnitOfWork& unit, std::string_view account_id) const;

    /// Ends one session of this account; false if it has no such session.
    bool end(storage::UnitOfWork& unit, std::string_view account_id, std::string_view session_id);
    /// Ends all of an account's sessions but `kept` (empty: all): at a change of password, code or
    /// roles. Returns how many.
    std::int64_t end_all(storage::UnitOfWork& unit, std::string_view account_id,
                         std::string_view kept = {});
    /// Deletes what has expired; a job calls it. Returns how many.
    std::int64_t purge(storage::UnitOfWork& unit);

    [[nodiscard]] const SessionTimes& times() const { return times_; }
    [[nodiscard]] Instant now() const { return clock_.now(); }

private:
    [[nodiscard]] std::string keyed(std::string_view label, std::string_view value) const;

    crypto::SecretKey pepper_;
    const MachineClock& clock_;
    SessionTimes times_;
};

} // namespace evenhand::http
