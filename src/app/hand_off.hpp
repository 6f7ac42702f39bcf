#pragma once

#include "core/working_days.hpp"
#include "messages/outgoing/postbox_store.hpp"
#include "people/participants/participants_store.hpp"
#include "people/wishes/wishes_store.hpp"
#include "people/withdrawal/withdrawal_store.hpp"
#include "protocol/protocol.hpp"
#include "recruitment/directory/directory_store.hpp"
#include "support/casework/casework_store.hpp"
#include "support/casework/hand_off_message_store.hpp"
#include "support/casework/hand_off_store.hpp"

#include <string>

namespace evenhand::app {

/// What the hand-off stands on. All of it outlives what is bound to it.
struct HandOffParts
{
    const protocol::Protocol& protocol;
    const BankHolidays holidays;
    const casework::HandOffStore& hand_offs;
    const casework::HandOffMessageStore& messages;
    const casework::CaseStore& cases;
    const directory::DirectoryStore& directory;
    const wishes::WishesStore& wishes;
    const participants::JourneyStore& journeys;
    const withdrawal::WithdrawalStore& withdrawals;
    const outgoing::Postbox& postbox;
};

/// Somebody who was just put into a group.
struct ToHandOff
{
    std::string allocation; ///< its id
    identity::PersonId person;
    protocol::HandOff kind = protocol::HandOff::local_services;
    std::string area;
    std::string group;
};

/// Opens the support case of whoever of the area has most room, or where nobody has any in its
/// lead's queue, or gives the local-services pack of the area, in the transaction that
/// allocates: one audited row in either arm. Where the person agreed to e-mail, one message waits
/// in either arm, under the same subject. Whoever left or died while they were being put into a
/// group, when no step could follow, takes that step now.
void hand_off(const HandOffParts& parts, storage::UnitOfWork& work, const ToHandOff& who);

} // namespace evenhand::app
