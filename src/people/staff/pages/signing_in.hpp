#pragma once

#include "http/request.hpp"
#include "http/response.hpp"
#include "http/viewer.hpp"
#include "people/staff/pages/services.hpp"
#include "storage/units.hpp"

#include <string>
#include <string_view>

namespace evenhand::staff {

// Signing in, in two steps: the password, then the code. Each guess is counted and committed before
// it is checked, so that a hundred at once are a hundred; what was refused stays in the log.

/// The cookie by which a browser is known to have been signed in from before.
inline constexpr std::string_view device_cookie = "__Host-device";
/// Wrong codes that end a half session.
inline constexpr std::size_t most_codes_in_a_session = 5;

struct TypedPassword
{
    std::string email;
    std::string password;
};

enum class PasswordOutcome {
    right,     ///< a half session has begun
    wrong,     ///< or no such account: the two cannot be told apart
    throttled, ///< too many guesses; `free_at` says when one may try again
    busy,      ///< too many sign-ins at this moment
};
struct PasswordAnswer
{
    PasswordOutcome outcome = PasswordOutcome::wrong;
    Instant free_at = {};
    std::string session_cookie = {}; ///< where right
};
/// Takes as long and does the same for an unknown address as for a wrong password.
PasswordAnswer give_password(const StaffServices& services, storage::Units& units,
                             const http::Request& request, const http::Viewer& viewer,
                             const TypedPassword& typed);

enum class CodeKind { app, recovery };
enum class CodeOutcome {
    right,
    malformed, ///< cannot be a code: not counted
    wrong,
    used_before, ///< right, but it was used already: wait for the next
    throttled,
    session_over, ///< no session, or its last try was wrong: begin again
};
struct CodeAnswer
{
    CodeOutcome outcome = CodeOutcome::wrong;
    Instant free_at = {};
    std::string session_cookie = {}; ///< where right: the old one is dead
    std::string device_token = {};   ///< where right and the browser was not known: for its cookie
};
/// The code of a half session, which is signed in then, or of a signed-in one, which is confirmed.
CodeAnswer give_code(const StaffServices& services, storage::Units& units,
                     const http::Request& request, const http::Viewer& viewer, CodeKind kind,
                     std::string_view typed);

/// The session's cookie, and the device's where there is a new one.
void set_cookies(http::Response& response, const CodeAnswer& answer);

/// Ends the session of the request, if there is one. For signing out.
void end_session(const StaffServices& services, storage::UnitOfWork& work,
                 const http::Viewer& viewer);

} // namespace evenhand::staff
