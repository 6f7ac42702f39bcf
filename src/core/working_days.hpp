#pragma once

#include "core/time.hpp"

#include <span>

namespace evenhand {

/// Bank holidays in order of date: dated reference data, never constants (design 8.15). What lies
/// outside the years they cover is counted as if there were none.
using BankHolidays = std::span<const LocalDate>;

/// Monday to Friday and no bank holiday.
bool is_working_day(LocalDate date, BankHolidays holidays);

/// The working day that is `days` working days after `from`; `from` itself is not counted. A
/// negative number counts backwards. Zero gives `from` if it is a working day, or else the next
/// one.
LocalDate plus_working_days(LocalDate from, int days, BankHolidays holidays);

/// Working days after `from` up to and including `to`; negative if `to` is earlier.
int working_days_between(LocalDate from, LocalDate to, BankHolidays holidays);

} // namespace evenhand
