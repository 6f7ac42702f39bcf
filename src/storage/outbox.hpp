#pragma once

#include "core/id.hpp"
#include "core/time.hpp"
#include "storage/unit_of_work.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::storage {

using OutboxId = Id<struct OutboxIdTag>;

/// A message that a sender holds the lease of.
struct ClaimedMessage
{
    OutboxId id;
    std::string channel;
    std::string template_name;
    std::string subject_id;
    std::string sealed_payload;
    std::int64_t attempts = 0; ///< before this one
};

/// Who sends, and until when no other sender takes what it holds.
struct Lease
{
    std::string_view holder; ///< one a process or thread
    std::chrono::microseconds length;
};

/// Puts a message into the outbox, in the transaction of what caused it; UnitOfWork::send calls it.
OutboxId queue_message(UnitOfWork& work, const OutboxMessage& message);

/// At most `most` messages that may be sent now, longest due first, leased to the holder. A lease
/// that ran out is taken over: the message may then go out twice, never not at all.
std::vector<ClaimedMessage> claim_messages(UnitOfWork& work, const Lease& lease, int most);

/// The ids of the messages to that subject that still have a payload: those that wait.
std::vector<std::string> waiting_messages_to(UnitOfWork& work, std::string_view subject_id);

/// Where a message stands. `why` is the code of why it was dropped, or did not go so far.
struct MessageState
{
    std::string state; ///< "waiting", "sent", "dropped"
    std::string why;
    std::optional<Instant> settled;
};
/// Of those messages by their ids, in one statement. CHECKs at most 100.
std::map<std::string, MessageState> message_states(UnitOfWork& work,
                                                   const std::vector<std::string>& ids);

/// The ends of an attempt. Each returns false, and does nothing, if the lease is no longer the
/// holder's; said twice, each has the effect of once. The payload of a sent or dropped message is
/// emptied.
bool mark_sent(UnitOfWork& work, OutboxId id, std::string_view holder);
/// It must never go out: the permission was withdrawn. `why` is a code, never a text about a
/// person.
bool mark_dropped(UnitOfWork& work, OutboxId id, std::string_view holder, std::string_view why);
/// The same, before any sender asks: who holds the lease does not matter. False, and nothing is
/// done, if it does not wait any more.
bool drop_waiting(UnitOfWork& work, OutboxId id, std::string_view why);
/// It may be tried again, after a pause that grows with the attempts up to six hours.
bool mark_failed(UnitOfWork& work, OutboxId id, std::string_view holder, std::string_view why);

/// A minute after the first attempt, twice as long after each more, at most six hours.
std::chrono::microseconds pause_after(std::int64_t attempts);

} // namespace evenhand::storage
