#pragma once

#include "core/working_days.hpp"
#include "messages/outgoing/postbox_store.hpp"
#include "people/withdrawal/withdrawal_store.hpp"
#include "protocol/protocol.hpp"
#include "recruitment/directory/directory_store.hpp"
#include "recruitment/referral/referral_store.hpp"
#include "support/casework/hand_off_store.hpp"

#include <string>

namespace evenhand::app {

/// What the hand-off stands on. All of it outlives what is bound to it.
struct HandOffParts
{
    const protocol::Protocol& protocol;
    const BankHolidays holidays;
    const casework::HandOffStore& hand_offs;
    const directory::DirectoryStore& directory;
    const referral::ReferralStore& referrals;
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

/// Opens the support case, or gives the local-services pack of the area, in the transaction that
/// allocates: one audited row in either arm. Where the person agreed to e-mail, one message waits
/// in either arm, under the same subject.
void hand_off(const HandOffParts& parts, storage::UnitOfWork& work, const ToHandOff& who);

} // namespace evenhand::app
