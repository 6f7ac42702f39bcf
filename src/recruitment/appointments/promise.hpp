#pragma once

#include "core/working_days.hpp"
#include "people/participants/participants.hpp"
#include "protocol/contact_rules.hpp"

#include <optional>
#include <span>

namespace evenhand::appointments {

/// T3: the last day for the first appointment that they were promised, from the day on which
/// somebody first spoke with them since they came to us (today, where nobody has yet). Nothing once
/// they have come to one.
std::optional<LocalDate> promised_by(std::span<const participants::StepTaken> steps,
                                     LocalDate today, const protocol::ContactRules& rules,
                                     BankHolidays holidays);

} // namespace evenhand::appointments
