#include "followup/interviews/interviews.hpp"

#include "core/check.hpp"
#include "core/text.hpp"
#include "core/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace evenhand::interviews {

namespace interviews_words {

constexpr std::array surenesses{
    Words<Sureness>{Sureness::told, "told", "They were told"},
    Words<Sureness>{Sureness::may_have_been, "may_have_been", "They may have been told"},
};
constexpr auto sureness_values = values_of(surenesses);

constexpr std::array hows{
    Words<How>{How::participant, "participant", "The participant said it"},
    Words<How>{How::staff, "staff", "A member of staff said it"},
    Words<How>{How::document, "document", "A document or a screen showed it"},
    Words<How>{How::other, "other", "Another way"},
};
constexpr auto how_values = values_of(hows);

constexpr std::array in_errors{
    Words<InError>{InError::wrong_person, "wrong_person", "It was about somebody else"},
    Words<InError>{InError::wrong_interviewer, "wrong_interviewer", "It was another interviewer"},
    Words<InError>{InError::wrong_details, "wrong_details",
                   "The day or how it happened is wrong, and it is written down anew"},
    Words<InError>{InError::not_told, "not_told",
                   "They were not told: it was a guess, or something else"},
};
constexpr auto in_error_values = values_of(in_errors);

constexpr std::array refusals{
    Words<Refusal>{Refusal::not_randomised, "not_randomised"},
    Words<Refusal>{Refusal::in_future, "in_future"},
    Words<Refusal>{Refusal::before_group, "before_group"},
    Words<Refusal>{Refusal::words_missing, "words_missing"},
    Words<Refusal>{Refusal::names_group, "names_group"},
    Words<Refusal>{Refusal::already, "already"},
    Words<Refusal>{Refusal::erased, "erased"},
    Words<Refusal>{Refusal::not_there, "not_there"},
    Words<Refusal>{Refusal::no_interviewer, "no_interviewer"},
    Words<Refusal>{Refusal::was_told, "was_told"},
    Words<Refusal>{Refusal::taken_over, "taken_over"},
};

/// Letters and digits, and every byte of a letter that is not ASCII.
bool is_of_a_word(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    const bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
    return letter || (byte >= '0' && byte <= '9') || byte >= 0x80;
}

/// Whether it stands in the text as words of their own: "IPS", and not within "scripts".
bool stands_alone_in(std::string_view text, std::string_view wanted)
{
    if (wanted.empty()) return false;
    for (auto at = text.find(wanted); at != std::string_view::npos;
         at = text.find(wanted, at + 1)) {
        const auto end = at + wanted.size();
        const bool begins = at == 0 || !is_of_a_word(text[at - 1]);
        const bool ends = end == text.size() || !is_of_a_word(text[end]);
        if (begins && ends) return true;
    }
    return false;
}

} // namespace interviews_words

std::span<const Sureness> all_surenesses()
{
    return interviews_words::sureness_values;
}

std::span<const How> all_hows()
{
    return interviews_words::how_values;
}

std::span<const InError> all_in_errors()
{
    return interviews_words::in_error_values;
}

std::string_view name_of(Sureness sureness)
{
    return evenhand::words_of(interviews_words::surenesses, sureness).name;
}

std::string_view name_of(How how)
{
    return evenhand::words_of(interviews_words::hows, how).name;
}

std::string_view name_of(InError because)
{
    return evenhand::words_of(interviews_words::in_errors, because).name;
}

std::optional<Sureness> sureness_named(std::string_view name)
{
    return value_named(interviews_words::surenesses, name);
}

std::optional<How> how_named(std::string_view name)
{
    return value_named(interviews_words::hows, name);
}

std::optional<InError> in_error_named(std::string_view name)
{
    return value_named(interviews_words::in_errors, name);
}

std::string_view label_of(Sureness sureness)
{
    return evenhand::words_of(interviews_words::surenesses, sureness).label;
}

std::string_view label_of(How how)
{
    return evenhand::words_of(interviews_words::hows, how).label;
}

std::string_view label_of(InError because)
{
    return evenhand::words_of(interviews_words::in_errors, because).label;
}

std::string_view code(Refusal refusal)
{
    return evenhand::words_of(interviews_words::refusals, refusal).name;
}

std::optional<Refusal> fault_of(const NewUnblinding& wanted, const Around& around)
{
    if (!around.randomised) return Refusal::not_randomised;
    if (wanted.on > around.today) return Refusal::in_future;
    if (wanted.on < *around.randomised) return Refusal::before_group;
    if (wanted.how == How::other && wanted.words.empty()) return Refusal::words_missing;
    if (names_group(wanted.words, around.groups)) return Refusal::names_group;
    if (!may_interview(around.in_force, wanted.interviewer)) return Refusal::already;
    return std::nullopt;
}

std::string initials_of(std::string_view name)
{
    constexpr std::size_t fewest = 3;
    std::string initials;
    bool begins = true;
    for (const char letter : name) {
        if (begins && letter >= 'A' && letter <= 'Z') initials += letter;
        begins = letter == ' ';
    }
    return initials.size() < fewest ? std::string() : initials;
}

bool names_group(std::string_view words, std::span<const std::string> groups)
{
    const std::string folded = fold_case(words);
    return std::ranges::any_of(groups, [&](const std::string& group) {
        return interviews_words::stands_alone_in(folded, fold_case(group));
    });
}

bool may_interview(std::span<const Unblinding> in_force, const staff::AccountId& account)
{
    return std::ranges::none_of(
        in_force, [&](const Unblinding& each) { return each.interviewer == account; });
}

std::optional<Refusal> fault_of(const Successor& wanted, bool to_change,
                                std::span<const Unblinding> in_force)
{
    if (!to_change) return Refusal::taken_over;
    if (!wanted.is_interviewer) return Refusal::no_interviewer;
    if (!may_interview(in_force, wanted.account)) return Refusal::was_told;
    return std::nullopt;
}

std::string words_of(const Counts& counts)
{
    if (counts.people == 0) return "No interviewer was told a group.";
    const auto people = [](std::int64_t number) {
        return fmt::format("{} {}", number, number == 1 ? "participant" : "participants");
    };
    return fmt::format("Interviewers were told, or may have been told, the group of {}. Of {} "
                       "nobody is sure. For {} another interviewer has still to take over.",
                       people(counts.people), people(counts.may_have_been),
                       people(counts.to_change));
}

} // namespace evenhand::interviews
