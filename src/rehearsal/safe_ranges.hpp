#pragma once

#include "core/rng.hpp"

#include <cstdint>
#include <string>
#include <string_view>

// Identifiers that belong to nobody (casework 5): NHS numbers of the test range, telephone numbers
// kept for drama, e-mail addresses of names kept for examples, postcodes of town halls. As people
// type them.

namespace evenhand::rehearsal {

/// A number of the range from 999 000 0000 to 999 999 9999, grouped as on a letter: "999 000 0018".
/// Another for each ordinal from 0; CHECKs that the range holds so many (900,000).
std::string safe_nhs_number(std::uint64_t ordinal);

/// 07700 900000 to 07700 900999, in one of the ways in which people write it.
std::string safe_mobile(Rng& rng);
/// 0114 496 0000 to 0999 or 01632 960000 to 960999; never the trial's own number, 0114 496 0123.
std::string safe_landline(Rng& rng);

/// The name's letters in lower case, where they are plain ones, with the number, at example.com,
/// .org or .net: "zofia.wojcik12@example.org".
std::string safe_email(std::string_view first_name, std::string_view last_name,
                       std::uint64_t number, Rng& rng);

/// A town hall's postcode in that area of either real trial, or Sheffield's for an
/// area that is not one of these.
std::string_view safe_postcode(std::string_view area);

} // namespace evenhand::rehearsal
