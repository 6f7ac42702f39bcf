#pragma once

#include "http/response.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace evenhand::http {

/// Our own cookies of a Cookie field: names that begin with `__Host-`, values of base64url
/// characters. What else the browser holds for this machine (cookies know no ports) is left alone;
/// a name that stands twice is taken as absent, since there is no telling which one is ours.
std::map<std::string, std::string, std::less<>> parse_cookies(std::string_view field);

/// The value of a Set-Cookie field: Secure, HttpOnly, Path=/ and SameSite always. CHECKs the name
/// and the characters of the value.
std::string set_cookie_field(const SetCookie& cookie);

} // namespace evenhand::http
