#include "recruitment/appointments/confirmation.hpp"

#include "core/london_time.hpp"

#include <fmt/format.h>

namespace evenhand::appointments {

std::string_view message_channel(const ReachedBy& reached)
{
    if (!reached.may_contact) return {};
    if (reached.by_text) return "text";
    if (reached.by_email) return "email";
    return {};
}

std::string acknowledgement_text(std::string_view reference, LocalDate due,
                                 std::string_view telephone)
{
    return fmt::format("Thank you. We have your details, and will be in touch by {}. If you call "
                       "us, your reference is {}. Telephone {}.",
                       due.plain(), reference, telephone);
}

std::string confirmation_text(const Appointment& appointment, std::string_view telephone)
{
    const std::string when = london_plain(appointment.starts);
    std::string how;
    switch (appointment.where.mode) {
    case Mode::face_to_face:
        how = " at " + appointment.where.venue;
        break;
    case Mode::telephone:
        how = ". We will telephone you";
        break;
    case Mode::video:
        how = ", by video";
        break;
    case Mode::home_visit:
        how = ", at your home";
        break;
    }
    return fmt::format("Your appointment is on {}{}. To change it, telephone {}.", when, how,
                       telephone);
}

} // namespace evenhand::appointments
