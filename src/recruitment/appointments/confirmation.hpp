#pragma once

#include "recruitment/appointments/appointments.hpp"

#include <string>
#include <string_view>

// The confirmation of an appointment: whether it may be sent, and its words.

namespace evenhand::appointments {

/// What somebody said of how we may reach them.
struct ReachedBy
{
    bool may_contact = false;  ///< nothing bars it: withdrawal, death, prison
    bool safe_message = false; ///< a message may be left
    bool wants_text = false;
    bool wants_email = false;
};
/// The channel of a message about an appointment: "text", "email", or empty: none may be sent.
std::string_view message_channel(const ReachedBy& reached);
/// The words of a confirmation. They name neither the trial nor health: others may read them.
std::string confirmation_text(const Appointment& appointment, std::string_view telephone);

} // namespace evenhand::appointments
