#include "http/session_store.hpp"

#include "core/check.hpp"
#include "crypto/canonical.hpp"
#include "crypto/hash.hpp"

#include <array>
#include <utility>

namespace evenhand::http {

namespace session_store {

using storage::Connection;
using storage::Statement;

constexpr Statement insert_session{
    "session insert",
    "INSERT INTO session (id, account_id, stage, began_at, seen_at, confirmed_at, "
    "user_agent_hash) VALUES (:id, :account, :stage, :began, :seen, :confirmed, "
    ":user_agent)"};
constexpr Statement select_session{"session find",
                                   "SELECT id, account_id, stage, began_at, seen_at, confirmed_at, "
                                   "user_agent_hash FROM session WHERE id = :id"};
// A session ends after ten hours at the latest, so that an account has a handful.
constexpr Statement select_of_account{
    "session list", "SELECT id, account_id, stage, began_at, seen_at, confirmed_at, "
                    "user_agent_hash FROM session WHERE account_id = :account "
                    "ORDER BY seen_at DESC, id LIMIT 100"};
constexpr Statement update_seen{
    "session touch", "UPDATE session SET seen_at = :seen WHERE id = :id AND seen_at < :seen"};
constexpr Statement delete_one{"session end",
                               "DELETE FROM session WHERE id = :id AND account_id = :account"};
constexpr Statement delete_all{"session end all",
                               "DELETE FROM session WHERE account_id = :account AND id <> :kept"};
constexpr Statement delete_expired{
    "session purge", "DELETE FROM session WHERE seen_at <= :idle_since OR began_at <= :began_since "
                     "OR (stage = 'password_given' AND began_at <= :password_since)"};

std::string_view name_of(SessionStage stage)
{
    return stage == SessionStage::signed_in ? "signed_in" : "password_given";
}

using Row = std::tuple<std::string, std::string, std::string, std::int64_t, std::int64_t,
                       std::optional<std::int64_t>, std::string>;

Session from(Row row)
{
    auto& [id, account, stage, began, seen, confirmed, user_agent] = row;
    Session session;
    session.id = std::move(id);
    session.account_id = std::move(account);
    session.stage = stage == name_of(SessionStage::signed_in) ? SessionStage::signed_in
                                                              : SessionStage::password_given;
    session.began = Instant::from_micros(began);
    session.seen = Instant::from_micros(seen);
    if (confirmed) session.confirmed = Instant::from_micros(*confirmed);
    session.user_agent_hash = std::move(user_agent);
    return session;
}

void insert(Connection& sql, const Session& session)
{
    storage::Value confirmed;
    if (session.confirmed) confirmed = session.confirmed->micros();
    sql.execute(insert_session, {{"id", session.id},
                                 {"account", session.account_id},
                                 {"stage", name_of(session.stage)},
                                 {"began", session.began.micros()},
                                 {"seen", session.seen.micros()},
                                 {"confirmed", confirmed},
                                 {"user_agent", session.user_agent_hash}});
}

std::string new_cookie(RandomSource& random)
{
    std::array<std::uint8_t, 32> bytes{};
    random.fill(bytes);
    return to_base64url(bytes);
}

} // namespace session_store

SessionStore::SessionStore(crypto::SecretKey pepper, const MachineClock& clock, SessionTimes times)
    : pepper_(std::move(pepper)), clock_(clock), times_(times)
{
}

std::string SessionStore::keyed(std::string_view label, std::string_view value) const
{
    return crypto::hmac_sha256(pepper_, crypto::lp(label, value)).text();
}

std::string SessionStore::begin(storage::UnitOfWork& unit, const NewSession& wanted)
{
    auto cookie = session_store::new_cookie(unit.random());
    Session session;
    session.id = keyed("session/1", cookie);
    session.account_id = wanted.account_id;
    session.stage = wanted.stage;
    session.began = session.seen = clock_.now();
    if (wanted.stage == SessionStage::signed_in) session.confirmed = session.began;
    session.user_agent_hash = keyed("user-agent/1", wanted.user_agent);
    session_store::insert(unit.sql(), session);
    return cookie;
}

Result<Session, SessionRefusal> SessionStore::find(storage::UnitOfWork& unit,
                                                   std::string_view cookie,
                                                   std::string_view user_agent) const
{
    using namespace session_store;
    // The look-up is by a keyed hash, so its timing tells nothing about the cookie.
    auto row = unit.sql()
                   .row<std::string, std::string, std::string, std::int64_t, std::int64_t,
                        std::optional<std::int64_t>, std::string>(
                       select_session, {{"id", keyed("session/1", cookie)}});
    if (!row) return refuse(SessionRefusal::unknown);
    auto session = from(*std::move(row));
    if (session.user_agent_hash != keyed("user-agent/1", user_agent)) {
        return refuse(SessionRefusal::unknown);
    }
    if (state_of(session, times_, clock_.now()) != SessionState::live) {
        return refuse(SessionRefusal::expired);
    }
    return session;
}

bool SessionStore::is_due(const Session& session) const
{
    return clock_.now() >= session.seen + times_.seen_step;
}

void SessionStore::touch(storage::UnitOfWork& unit, const Session& session)
{
    unit.sql().execute(session_store::update_seen,
                       {{"id", session.id}, {"seen", clock_.now().micros()}});
}

std::string SessionStore::rotate(storage::UnitOfWork& unit, const Session& session)
{
    // Two rotations of one session cannot both find its row: the second signs nobody in.
    CHECK(end(unit, session.account_id, session.id));
    auto cookie = session_store::new_cookie(unit.random());
    auto next = session;
    next.id = keyed("session/1", cookie);
    next.seen = clock_.now();
    next.confirmed = next.seen;
    if (session.stage == SessionStage::password_given) next.began = next.seen;
    next.stage = SessionStage::signed_in;
    session_store::insert(unit.sql(), next);
    return cookie;
}

std::vector<Session> SessionStore::list(storage::UnitOfWork& unit,
                                        std::string_view account_id) const
{
    using namespace session_store;
    std::vector<Session> live;
    for (auto& row : unit.sql()
                         .rows<std::string, std::string, std::string, std::int64_t, std::int64_t,
                               std::optional<std::int64_t>, std::string>(
                             select_of_account, {{"account", account_id}})) {
        auto session = from(std::move(row));
        if (session.stage == SessionStage::signed_in &&
            state_of(session, times_, clock_.now()) == SessionState::live) {
            live.push_back(std::move(session));
        }
    }
    return live;
}

bool SessionStore::end(storage::UnitOfWork& unit, std::string_view account_id,
                       std::string_view session_id)
{
    return unit.sql().execute(session_store::delete_one,
                              {{"id", session_id}, {"account", account_id}}) == 1;
}

std::int64_t SessionStore::end_all(storage::UnitOfWork& unit, std::string_view account_id,
                                   std::string_view kept)
{
    return unit.sql().execute(session_store::delete_all, {{"account", account_id}, {"kept", kept}});
}

std::int64_t SessionStore::purge(storage::UnitOfWork& unit)
{
    const auto now = clock_.now();
    return unit.sql().execute(session_store::delete_expired,
                              {{"idle_since", (now - times_.idle).micros()},
                               {"began_since", (now - times_.absolute).micros()},
                               {"password_since", (now - times_.password_stage).micros()}});
}

} // namespace evenhand::http
