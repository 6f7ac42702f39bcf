#pragma once

#include "app/admin_socket.hpp"
#include "app/house.hpp"
#include "app/place.hpp"

#include <string>

namespace evenhand::app {

/// What `evenhand directory import` was asked.
struct DirectoryRequest
{
    std::string kind;
    std::string file;
    std::string as_of; ///< YYYY-MM-DD; empty: today in London
    bool json = false;
};

/// Checks the list here, telling every row that is not kept, and has it loaded: by the server that
/// runs, or else in a house opened for it. Returns the exit code: 1 if nothing was loaded.
int directory_import(const Place& place, const DirectoryRequest& request);

/// Whether these are the words of this verb.
bool is_directory_command(const AdminWords& words);
/// The second half of it, inside a house: what the admin socket calls. Its text is one JSON object.
AdminAnswer answer_directory_command(House& house, const AdminWords& words);

} // namespace evenhand::app
