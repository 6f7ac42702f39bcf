#include "storage/idempotency_store.hpp"

#include "crypto/hash.hpp"
#include "storage/errors.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <thread>

namespace evenhand::storage {
namespace idempotency_store {

using std::chrono::milliseconds;

constexpr milliseconds patience{5000};
constexpr milliseconds longest_pause{20};

constexpr Statement find{"idempotency: find",
                         "SELECT digest, status, location FROM idempotency "
                         "WHERE scope = :scope AND request_key = :request_key"};
constexpr Statement insert{
    "idempotency: remember",
    "INSERT INTO idempotency (scope, request_key, digest, status, location, recorded_at) "
    "VALUES (:scope, :request_key, :digest, :status, :location, :recorded_at)"};
// Held until the transaction ends. It is asked for again and again rather than waited for, because
// a lock time-out would abort the transaction.
constexpr Statement hold{
    "idempotency: hold the key", "SELECT 1 WHERE :number IS NOT NULL",
    "SELECT CASE WHEN pg_try_advisory_xact_lock(CAST(:number AS bigint)) THEN 1 ELSE 0 END"};

/// One number for a key; two keys with the same number merely wait for each other.
std::int64_t lock_number(const RequestKey& request)
{
    std::string text = std::to_string(request.scope.size()) + ':';
    text.append(request.scope).append(request.key);
    const auto hash = crypto::sha256(text);
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < sizeof number; ++i)
        number = number << 8 | hash.bytes()[i];
    return static_cast<std::int64_t>(number);
}

bool hold_key(Connection& sql, const RequestKey& request)
{
    if (sql.engine() == Engine::sqlite) return true;
    const Binds number{{"number", lock_number(request)}};
    milliseconds pause{1};
    for (milliseconds waited{0}; waited < patience; waited += pause) {
        if (sql.one<bool>(hold, number)) return true;
        std::this_thread::sleep_for(pause);
        pause = std::min(2 * pause, longest_pause);
    }
    return false;
}

} // namespace idempotency_store

std::variant<KeyState, Replay> recall_answer(Connection& sql, const RequestKey& request)
{
    if (!idempotency_store::hold_key(sql, request)) return KeyState::in_flight;
    const auto found = sql.row<std::string, std::int64_t, std::string>(
        idempotency_store::find, {{"scope", request.scope}, {"request_key", request.key}});
    if (!found) return KeyState::fresh;
    const auto& [digest, status, location] = *found;
    if (digest != request.digest) return KeyState::other_body;
    return Replay{static_cast<int>(status), location};
}

void remember_answer(Connection& sql, const RequestKey& request, const Replay& answer, Instant now)
{
    sql.execute(idempotency_store::insert, {{"scope", request.scope},
                                            {"request_key", request.key},
                                            {"digest", request.digest},
                                            {"status", answer.status},
                                            {"location", answer.location},
                                            {"recorded_at", now.micros()}});
}

} // namespace evenhand::storage
