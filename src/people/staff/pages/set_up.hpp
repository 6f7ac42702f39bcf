#pragma once

#include "http/request.hpp"
#include "people/staff/pages/services.hpp"
#include "storage/unit_of_work.hpp"

#include <optional>
#include <string>

namespace evenhand::staff {

// The first sign-in, by the link of an invitation: a password, an app, recovery codes. Each step is
// open only when the one before is done, so that no account comes into being without its second
// factor; the account becomes active with the last.

/// How far someone with a live invitation has come.
struct SetUp
{
    Account account;
    std::string path; ///< "/set-up/TOKEN"
    bool has_password = false;
};

/// Nothing if the link is not one of ours, was used, or has run out: not there.
std::optional<SetUp> find_set_up(const StaffServices& services, storage::UnitOfWork& work,
                                 const http::Request& request);

} // namespace evenhand::staff
