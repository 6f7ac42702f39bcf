#pragma once

#include "app/admin_socket.hpp"
#include "app/house.hpp"
#include "app/place.hpp"

#include <string>

namespace evenhand::app {

/// What `evenhand protocol amend` was asked.
struct AmendRequest
{
    std::string file;     ///< the amended protocol, frozen
    std::string approval; ///< the reference of the committee's approval
    std::string reason;
    std::string effective; ///< YYYY-MM-DD
    bool replace = false;  ///< of the amendment that waits
    bool json = false;
};

/// Records an amendment: by the server that runs, or else in a house opened for it. Returns the
/// exit code: 1 if it was refused. Throws CannotRun.
int protocol_amend(const Place& place, const AmendRequest& request);
/// `evenhand protocol versions`: what is in force, what was, and what waits.
int protocol_versions(const Place& place, bool json);

/// Whether these are the words of one of these verbs.
bool is_amendment_command(const AdminWords& words);
/// The second half of them, inside a house: what the admin socket calls. Its text is one JSON
/// object.
AdminAnswer answer_amendment_command(House& house, const AdminWords& words);

} // namespace evenhand::app
