#pragma once

#include "html/html.hpp"
#include "http/route.hpp"
#include "people/participants/pages/services.hpp"
#include "people/wishes/wishes_store.hpp"
#include "people/withdrawal/withdrawal_store.hpp"
#include "recruitment/appointments/appointment_store.hpp"
#include "recruitment/appointments/call_store.hpp"
#include "recruitment/appointments/information_store.hpp"
#include "recruitment/appointments/letter_store.hpp"
#include "recruitment/appointments/slot_store.hpp"
#include "recruitment/directory/directory_store.hpp"
#include "recruitment/referral/pages/services.hpp"

#include <string>

namespace evenhand::appointments {

/// The letter after the last attempt, as it is sent. It names neither the trial nor health, since
/// others may open it.
struct LastLetter
{
    std::string version;
    html::Html body;
};

/// What the pages of this room stand on. All of it outlives the router.
struct Services
{
    const participants::Services& participants;
    const referral::ReferralStore& referrals;
    const withdrawal::WithdrawalStore& withdrawals;
    const wishes::WishesStore& wishes;
    const CallStore& calls;
    const SlotStore& slots;
    const AppointmentStore& bookings;
    const InformationStore& information;
    const LetterStore& letters;
    const directory::DirectoryStore& directory;
    const LastLetter& last_letter;
    const std::vector<LocalDate>& bank_holidays;
    bool sends = false; ///< there is a way to send what waits in the outbox
};

/// The next appointment and those before it, on a person's record.
participants::Section record_section(const Services& services);
/// Appointments, and what was sent.
participants::TimelineSource timeline_source(const Services& services);

/// What follows when triage knows who a referral is about: it is acknowledged (T1) where a message
/// may be sent, is safe and is wished, and else a letter is owed.
referral::Known acknowledgement(const Services& services);

/// What follows when a referral proves to be somebody else's: what acknowledges it to this person
/// and did not go out yet never does, and no letter is owed to them for it.
referral::Known acknowledgement_taken_back(const Services& services);

/// Every route of this room; src/app calls it by name.
void add_routes(http::Router& router, const Services& services);

} // namespace evenhand::appointments
