#pragma once

#include "messages/outgoing/outgoing.hpp"
#include "people/identity/identity_store.hpp"
#include "people/withdrawal/withdrawal_store.hpp"
#include "storage/units.hpp"

#include <functional>
#include <string>

namespace evenhand::outgoing {

using identity::PersonId;

/// Where messages wait for their moment.
class Postbox
{
public:
    /// Borrows the vault.
    explicit Postbox(const identity::Vault& vault) : vault_(vault) {}

    /// Queues the message for the moment `not_before`, in the unit of what caused it. False, and
    /// nothing queued, if the person's contact class was erased.
    bool queue(storage::UnitOfWork& work, PersonId person, const Message& message,
               Instant not_before) const;

private:
    const identity::Vault& vault_;
};

/// A message on its way out.
struct Addressed
{
    std::string address; ///< an e-mail address or a telephone number
    Message message;
};

/// Hands a message to the outside. False: it did not go, and is tried again later.
using Transport = std::function<bool(const Addressed& addressed)>;

/// What the sender stands on. All of it outlives it.
struct SenderParts
{
    const identity::Vault& vault;
    const identity::IdentityStore& identities;
    const withdrawal::WithdrawalStore& withdrawals;
    Transport transport;
    std::string holder; ///< names this process: several share an outbox
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
