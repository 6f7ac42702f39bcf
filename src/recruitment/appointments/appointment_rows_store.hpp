#pragma once

#include "core/check.hpp"
#include "recruitment/appointments/appointments.hpp"
#include "storage/facts.hpp"

#include <string>

// The tables of this room, and how their texts are read. For the stores of this room only.

namespace evenhand::appointments {

inline constexpr auto slot_table = storage::fact_table(
    "slot", storage::text("state"), storage::text("area"), storage::text("venue_id"),
    storage::text("venue"), storage::text("mode"), storage::text("day"),
    storage::number("starts_at"), storage::number("minutes"), storage::text("staff_id"),
    storage::number("any_day"));

inline constexpr auto appointment_table = storage::fact_table(
    "appointment", storage::text("person_id"), storage::text("state"), storage::text("slot_id"),
    storage::text("area"), storage::text("venue_id"), storage::text("venue"), storage::text("mode"),
    storage::text("day"), storage::number("starts_at"), storage::number("minutes"),
    storage::text("staff_id"), storage::text("cancel_reason"));

inline constexpr auto information_table = storage::fact_table(
    "information_sent", storage::text("person_id"), storage::text("purpose"),
    storage::text("document"), storage::text("version"), storage::text("format"),
    storage::text("channel"), storage::text("appointment_id"),
    storage::added_text("message_id", ""), storage::added_text("referral_id", ""));

inline constexpr auto letter_table =
    storage::fact_table("letter_task", storage::text("person_id"), storage::text("referral_id"),
                        storage::text("state"), storage::text("due_on"));

template <class IdType>
IdType id_in(const std::string& text)
{
    const auto id = IdType::parse(text);
    CHECK(id.has_value());
    return *id;
}

inline LocalDate date_in(const std::string& iso)
{
    const auto date = LocalDate::parse(iso);
    CHECK(date.has_value());
    return *date;
}

} // namespace evenhand::appointments
