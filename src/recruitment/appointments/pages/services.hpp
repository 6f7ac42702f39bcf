#pragma once

#include "http/route.hpp"
#include "people/participants/pages/services.hpp"
#include "people/withdrawal/withdrawal_store.hpp"
#include "recruitment/appointments/appointment_store.hpp"
#include "recruitment/appointments/call_store.hpp"
#include "recruitment/appointments/information_store.hpp"
#include "recruitment/appointments/slot_store.hpp"
#include "recruitment/directory/directory_store.hpp"
#include "recruitment/referral/pages/services.hpp"

namespace evenhand::appointments {

/// What the pages of this room stand on. All of it outlives the router.
struct Services
{
    const participants::Services& participants;
    const referral::ReferralStore& referrals;
    const withdrawal::WithdrawalStore& withdrawals;
    const CallStore& calls;
    const SlotStore& slots;
    const AppointmentStore& bookings;
    const InformationStore& information;
    const directory::DirectoryStore& directory;
};

/// The next appointment and those before it, on a person's record.
participants::Section record_section(const Services& services);
/// Appointments, and what was sent.
participants::TimelineSource timeline_source(const Services& services);

/// Every route of this room; src/app calls it by name.
void add_routes(http::Router& router, const Services& services);

} // namespace evenhand::appointments
