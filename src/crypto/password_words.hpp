#pragma once

#include <span>
#include <string_view>

namespace evenhand::crypto {

/// Words that people build passwords from, lower case, without digits. Our own list of some
/// hundreds, not one of leaked passwords.
std::span<const std::string_view> common_password_words();

} // namespace evenhand::crypto
