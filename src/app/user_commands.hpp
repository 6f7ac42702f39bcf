#pragma once

#include "app/admin_socket.hpp"
#include "app/house.hpp"
#include "app/place.hpp"
#include "app/serve.hpp"

#include <string>

namespace evenhand::app {

/// What `evenhand user …` was asked. Which fields count depends on the verb.
struct UserRequest
{
    std::string verb; ///< "add", "grant", "revoke", "train", "list", "reset", "end"
    std::string email;
    std::string name;
    std::string role;
    std::string reason;
    std::string course;
    std::string completed_on;
    std::string until;
};

/// Does it: in the server that runs, or else in a house opened for it. `options` say at which
/// address its links lead there. Returns the exit code.
int run_user_command(const Place& place, const ServeOptions& options, const UserRequest& request);

/// The same inside a house: what the admin socket calls. `words` are those of a UserRequest.
AdminAnswer answer_user_command(House& house, const AdminWords& words);

} // namespace evenhand::app
