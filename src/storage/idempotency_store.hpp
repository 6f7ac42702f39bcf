#pragma once

#include "core/time.hpp"
#include "storage/unit_of_work.hpp"

#include <string_view>
#include <variant>

namespace evenhand::storage {

/// A request as its sender named it, within the scope of an actor or a journey.
struct RequestKey
{
    std::string_view scope;
    std::string_view key;
    std::string_view digest; ///< of the request's canonical form
};

/// What is known of the key. On PostgreSQL it is then held until the end of the transaction, so
/// that an equal request waits for this one and gets its answer; one that has waited five seconds
/// is told `in_flight`. SQLite's closures are serial, so nothing is ever in flight there.
std::variant<KeyState, Replay> recall_answer(Connection& sql, const RequestKey& request);

/// Keeps the answer. Throws StorageError (constraint) if there is one already.
void remember_answer(Connection& sql, const RequestKey& request, const Replay& answer, Instant now);

} // namespace evenhand::storage
