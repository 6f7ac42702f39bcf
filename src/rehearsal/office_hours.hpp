#pragma once

#include "core/time.hpp"
#include "core/working_days.hpp"

namespace evenhand::rehearsal {

/// When staff work: Monday to Friday, and on no bank holiday.
class OfficeHours
{
public:
    /// Borrows the holidays.
    explicit OfficeHours(BankHolidays holidays) : holidays_(holidays) {}

    /// That time of day on the working day that is so many working days after the one of `from`.
    [[nodiscard]] Instant days_after(Instant from, int working_days, int hour, int minute) const;

private:
    BankHolidays holidays_;
};

/// That wall time in London. CHECKs that there is one: nobody works while the clocks change.
Instant in_london(LocalDate day, int hour, int minute);

} // namespace evenhand::rehearsal
