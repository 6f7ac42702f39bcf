#pragma once

#include "crypto/password_deny_list.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace evenhand::crypto {

/// Why a new password is not taken. There are no composition rules (security 4.6, after NIST SP
/// 800-63B 5.1.1.2): length, and not one of those that are tried first.
enum class PasswordFault {
    too_short,  ///< fewer than 12 characters
    too_long,   ///< more than 128 characters
    not_text,   ///< not valid UTF-8, or holds a control character
    too_simple, ///< one short thing repeated, or a row of keys or of the alphabet
    too_common, ///< common words, names and years, or a leaked password, however decorated
    about_you,  ///< hardly more than the person's own words, such as a name or address
};

/// Nothing if the password may be used. `personal` are words about the person: names, the parts of
/// the e-mail address. `leaked` is the deny list that the program ships; beside it stand rules over
/// some hundreds of common words (password_words.cpp).
std::optional<PasswordFault> check_new_password(std::string_view password,
                                                std::span<const std::string_view> personal,
                                                const PasswordDenyList& leaked);

} // namespace evenhand::crypto
