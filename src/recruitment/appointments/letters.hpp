#pragma once

#include <optional>
#include <string_view>

// How a letter that acknowledges a referral (T1) comes to its end: nothing is recorded as posted
// that could not be.

namespace evenhand::appointments {

/// How a letter that was owed came to its end.
enum class LetterEnd {
    posted,
    told,       ///< they were told by telephone, where a letter does not suit them
    not_needed, ///< they may not be contacted, or the referral is somebody else's
};
std::string_view name_of(LetterEnd end);
std::optional<LetterEnd> letter_end_named(std::string_view name);

/// What decides it, as known now.
struct LetterCase
{
    bool may_contact = false;
    bool chosen = false;        ///< letters are among the ways they wish now
    bool address_known = false; ///< a postal address, not erased
};

/// The end that is offered for somebody of whom that is known.
LetterEnd letter_end_of(const LetterCase& known);
/// What to do about it, and why no letter is posted where none can be: "Post the letter".
std::string_view advice_on(const LetterCase& known);

/// Why an end is not recorded.
enum class LetterRefusal {
    may_not_be_contacted, ///< nothing is to be posted or said
    may_be_contacted,     ///< so it is needed
    not_chosen,
    no_address,
};
std::string_view sentence_of(LetterRefusal refusal);
/// Nothing: it may end that way. Telling them is always right where they may be contacted.
std::optional<LetterRefusal> fault_of(LetterEnd end, const LetterCase& known);

} // namespace evenhand::appointments
