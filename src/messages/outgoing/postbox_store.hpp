#pragma once

#include "messages/outgoing/outgoing.hpp"
#include "people/identity/identity_store.hpp"
#include "people/wishes/wishes_store.hpp"
#include "people/withdrawal/withdrawal_store.hpp"
#include "storage/outbox.hpp"
#include "storage/units.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::outgoing {

using identity::PersonId;
using MessageId = storage::OutboxId;

/// The messages that wait with a text sealed for that person, for an erasure of the class. What was
/// sent or dropped has none any more.
std::vector<identity::SealedRow> sealed_rows(storage::UnitOfWork& work, std::string_view whose,
                                             identity::KeyClass key_class);

/// Where messages wait for their moment.
class Postbox
{
public:
    /// Borrows the vault.
    explicit Postbox(const identity::Vault& vault) : vault_(vault) {}

    /// Queues the message for the moment `not_before`, in the unit of what caused it. Nothing, and
    /// nothing queued, if the person's contact class was erased.
    std::optional<MessageId> queue(storage::UnitOfWork& work, PersonId person,
                                   const Message& message, Instant not_before) const;

private:
    const identity::Vault& vault_;
};

/// It was meant for somebody else: if it waits, it never goes out, and its text is emptied. One
/// that a sender has in its hands at this very moment may have gone.
void take_back(storage::UnitOfWork& work, MessageId message);

/// What has become of those messages, by their ids, in one statement. CHECKs at most 100.
std::map<std::string, Progress> progress_of(storage::UnitOfWork& work,
                                            const std::vector<std::string>& ids);

/// A message on its way out.
struct Addressed
{
    std::string address; ///< an e-mail address or a telephone number
    Message message;
};

/// Hands a message to the outside. False: it did not go, and is tried again later.
using Transport = std::function<bool(const Addressed& addressed)>;

/// Called in the transaction that settles a message: it went out, or it never will. `app/` hands in
/// what the rooms above keep of it, by the message's id alone.
using Settled = std::function<void(storage::UnitOfWork&, MessageId, Fate)>;

/// What the sender stands on. All of it outlives it.
struct SenderParts
{
    const identity::Vault& vault;
    const identity::IdentityStore& identities;
    const withdrawal::WithdrawalStore& withdrawals;
    const wishes::WishesStore& wishes;
    Transport transport;
    std::string holder; ///< names this process: several share an outbox
    Settled settled = {};
};

/// How many messages met each end.
struct SendTally
{
    int sent = 0;
    int dropped = 0;
    int failed = 0;
};

/// Sends what is due, asking permission of each at that moment. May be run by several at once.
class Sender
{
public:
    explicit Sender(SenderParts parts) : parts_(std::move(parts)) {}
    /// At most 20 messages. The transport runs outside any transaction.
    SendTally send_due(storage::Units& units) const;

private:
    SenderParts parts_;
};

} // namespace evenhand::outgoing
