#pragma once

#include "storage/unit_of_work.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::http {

enum class ViewerKind {
    visitor,        ///< nobody known; may hold a journey
    half_signed_in, ///< the password was right, the one-time code is still owed
    staff,
};

/// Who asks. Made by the gatekeeper for each request anew: nothing in a process's memory is needed
/// by the next request.
struct Viewer
{
    ViewerKind kind = ViewerKind::visitor;
    std::string account_id;              ///< staff: the account's id
    std::string display_name;            ///< staff: for the page's header
    std::vector<std::string> roles;      ///< staff: role names of the permission file
    std::string session_id;              ///< the stored hash of the session, or empty
    std::string journey_id;              ///< a visitor's journey cookie, or empty
    bool recently_confirmed = false;     ///< the step-up is not older than five minutes
    std::optional<Instant> session_ends; ///< staff: if nothing more is asked; pages say so

    [[nodiscard]] bool is_staff() const { return kind == ViewerKind::staff; }
    /// As units of work and audit leaves know them.
    [[nodiscard]] storage::Actor actor() const;
    /// The scope of idempotency keys: the account, else the journey.
    [[nodiscard]] std::string key_scope() const;
};

} // namespace evenhand::http
