#include "recruitment/appointments/letters.hpp"

#include "core/check.hpp"
#include "core/words.hpp"

#include <array>

namespace evenhand::appointments {

namespace letters {

constexpr std::array ends{
    Words<LetterEnd>{LetterEnd::posted, "posted"},
    Words<LetterEnd>{LetterEnd::told, "told"},
    Words<LetterEnd>{LetterEnd::not_needed, "not_needed"},
};

} // namespace letters

std::string_view name_of(LetterEnd end)
{
    return words_of(letters::ends, end).name;
}

std::optional<LetterEnd> letter_end_named(std::string_view name)
{
    return value_named(letters::ends, name);
}

LetterEnd letter_end_of(const LetterCase& known)
{
    if (!known.may_contact) return LetterEnd::not_needed;
    return known.chosen && known.address_known ? LetterEnd::posted : LetterEnd::told;
}

std::string_view advice_on(const LetterCase& known)
{
    if (!known.may_contact) return "Do not contact them";
    if (!known.chosen) return "They did not choose letters: tell them when you call";
    if (!known.address_known)
        return "No address is known: tell them when you call, and ask where to write to";
    return "Post the letter";
}

std::string_view sentence_of(LetterRefusal refusal)
{
    switch (refusal) {
    case LetterRefusal::may_not_be_contacted:
        return "They may not be contacted: nothing is to be posted or said.";
    case LetterRefusal::may_be_contacted:
        return "They may be contacted: acknowledge their referral.";
    case LetterRefusal::not_chosen:
        return "They did not choose letters, so none can have been posted: tell them when you "
               "call.";
    case LetterRefusal::no_address:
        return "No postal address of theirs is known, so no letter can have been posted: tell them "
               "when you call.";
    }
    CHECK(false);
}

std::optional<LetterRefusal> fault_of(LetterEnd end, const LetterCase& known)
{
    if (end == LetterEnd::not_needed) {
        if (known.may_contact) return LetterRefusal::may_be_contacted;
        return std::nullopt;
    }
    if (!known.may_contact) return LetterRefusal::may_not_be_contacted;
    if (end == LetterEnd::told) return std::nullopt;
    if (!known.chosen) return LetterRefusal::not_chosen;
    if (!known.address_known) return LetterRefusal::no_address;
    return std::nullopt;
}

} // namespace evenhand::appointments
