#include "protocol/contact_rules.hpp"

#include <algorithm>

namespace evenhand::protocol {

namespace contact_rules {

/// Attempts are spread evenly from the first's day to the last's.
LocalDate attempt_due(const ContactRules& rules, LocalDate referred, int done,
                      BankHolidays holidays)
{
    const int span = rules.last_attempt_working_days - rules.first_attempt_working_days;
    const int gaps = std::max(1, rules.attempts - 1);
    return plus_working_days(referred, rules.first_attempt_working_days + span * done / gaps,
                             holidays);
}

} // namespace contact_rules

ContactDue next_contact(const ContactRules& rules, LocalDate referred,
                        std::span<const LocalDate> attempts, std::optional<LocalDate> letter,
                        BankHolidays holidays)
{
    if (letter) {
        return {.step = ContactStep::close,
                .on = plus_working_days(*letter, rules.close_after_letter_working_days, holidays)};
    }
    const int done = static_cast<int>(attempts.size());
    if (done >= rules.attempts) {
        return {.step = ContactStep::letter, .on = plus_working_days(attempts.back(), 1, holidays)};
    }
    LocalDate on = contact_rules::attempt_due(rules, referred, done, holidays);
    if (!attempts.empty()) on = std::max(on, plus_working_days(attempts.back(), 1, holidays));
    return {.step = ContactStep::attempt, .on = on};
}

LocalDate intake_due(const ContactRules& rules, LocalDate found_eligible, BankHolidays holidays)
{
    return plus_working_days(found_eligible, rules.intake_working_days, holidays);
}

bool may_rebook(const ContactRules& rules, int missed)
{
    return missed <= rules.missed_appointments;
}

} // namespace evenhand::protocol
