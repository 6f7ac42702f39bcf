#pragma once

#include "storage/facts.hpp"
#include "storage/unit_of_work.hpp"
#include "support/casework/casework.hpp"

#include <optional>
#include <string>
#include <string_view>

// The message that follows a hand-off where e-mail was agreed. What is kept of it is the same row
// in either arm; that the local-services pack was given by e-mail follows from it, so no row of the
// audit log is written for one arm alone.

namespace evenhand::casework {

/// That a message of the outbox belongs to a hand-off.
inline constexpr auto hand_off_followed_table = storage::fact_table(
    "hand_off_followed", storage::text("hand_off_id"), storage::text("message_id"));

/// That the message was sent, or never will be.
inline constexpr auto hand_off_settled_table =
    storage::fact_table("hand_off_settled", storage::text("hand_off_id"), storage::text("outcome"));

/// The message of a hand-off.
struct HandOffMessage
{
    std::string message; ///< its id in the outbox
    std::optional<Instant> sent = {};
};

/// Every function runs in the caller's unit of work.
class HandOffMessageStore
{
public:
    /// That message of the outbox belongs to the hand-off, which has no other.
    void follows(storage::UnitOfWork& work, CaseId hand_off, std::string_view message) const;
    /// The message went out, or never will, which is settled once; nothing is done of a message
    /// that follows no hand-off.
    void settled(storage::UnitOfWork& work, std::string_view message, bool sent) const;
    /// Nothing where none was prepared.
    std::optional<HandOffMessage> of(storage::UnitOfWork& work, CaseId hand_off) const;
};

} // namespace evenhand::casework
