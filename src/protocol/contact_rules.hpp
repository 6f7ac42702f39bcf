#pragma once

#include "core/time.hpp"
#include "core/working_days.hpp"

#include <optional>
#include <span>

namespace evenhand::protocol {

/// The clocks of recruitment: T1 to T3 of the timing rules. A referral is acknowledged at once
/// (T1), which is no number.
struct ContactRules
{
    int first_attempt_working_days = 0;      ///< T2: after the referral
    int attempts = 0;                        ///< T2: each on another day
    int last_attempt_working_days = 0;       ///< T2: after the referral
    int close_after_letter_working_days = 0; ///< T2: no answer by then: could not be reached
    int booking_working_days = 0; ///< from the first talk, or a missed appointment, to a booked one
    int intake_working_days = 0;  ///< T3: after someone is found likely to be eligible
    int decision_working_days = 0; ///< a lead settles what nobody was sure of
    int thinking_working_days = 0; ///< somebody who wants time is asked again
    int missed_appointments = 0;   ///< rebooked so many times; then a person decides
};

enum class ContactStep { attempt, letter, close };

struct ContactDue
{
    ContactStep step = ContactStep::attempt;
    LocalDate on;
};

/// T2: what is owed to somebody who has not been reached so far, and by when. `attempts` are the
/// London days of failed attempts in order; `letter` is the day on which the letter went. The
/// attempts are spread evenly over their time, and none is due on the day of another.
ContactDue next_contact(const ContactRules& rules, LocalDate referred,
                        std::span<const LocalDate> attempts, std::optional<LocalDate> letter,
                        BankHolidays holidays);

/// T3: the last day for the first appointment of someone found likely to be eligible on that day.
LocalDate intake_due(const ContactRules& rules, LocalDate found_eligible, BankHolidays holidays);

/// Whether somebody who missed that many appointments is offered another.
bool may_rebook(const ContactRules& rules, int missed);

} // namespace evenhand::protocol
