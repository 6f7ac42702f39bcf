#pragma once

#include "recruitment/appointments/appointments.hpp"

#include <string>
#include <string_view>

// The confirmation of an appointment: whether it may be sent, and its words.

namespace evenhand::appointments {

/// What somebody said of how we may reach them.
struct ReachedBy
{
    bool may_contact = false; ///< nothing bars it: withdrawal, death, prison
    bool by_text = false;     ///< wished, and safe
    bool by_email = false;
};
/// The channel of a message about an appointment: "text", "email", or empty: none may be sent.
std::string_view message_channel(const ReachedBy& reached);
/// The words that acknowledge a referral (T1), as careful as those of a confirmation.
std::string acknowledgement_text(std::string_view reference, LocalDate due,
                                 std::string_view telephone);
/// The words of a confirmation. They name neither the trial nor health: others may read them.
std::string confirmation_text(const Appointment& appointment, std::string_view telephone);

} // namespace evenhand::appointments
