#include "core/postcode.hpp"

#include "core/check.hpp"
#include "core/compact_code.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace evenhand {

namespace postcode {

constexpr std::size_t inward_size = 3;
constexpr std::size_t size_min = 5;
constexpr std::size_t size_max = 7;

constexpr std::array<std::pair<std::string_view, PseudoPostcode>, 3> pseudos{
    {{"ZZ993VZ", PseudoPostcode::no_fixed_abode},
     {"ZZ993WZ", PseudoPostcode::not_known},
     {"ZZ993CZ", PseudoPostcode::england_not_specified}}};

std::optional<PseudoPostcode> pseudo(std::string_view compact)
{
    const auto* found = std::find_if(pseudos.begin(), pseudos.end(),
                                     [&](const auto& each) { return each.first == compact; });
    if (found == pseudos.end()) return std::nullopt;
    return found->second;
}

bool letter_except(char c, std::string_view excluded)
{
    return is_letter(c) && excluded.find(c) == excluded.npos;
}

bool one_of(char c, std::string_view allowed)
{
    return allowed.find(c) != allowed.npos;
}

bool is_first_letter(char c)
{
    return letter_except(c, "QVX");
}

bool is_second_letter(char c)
{
    return letter_except(c, "IJZ");
}

/// The forms of the first part, by length: A9; A99, A9A, AA9; AA99, AA9A. The whole text is
/// matched: the expression widely copied as the official one is not anchored in all its branches.
bool is_outward(std::string_view part)
{
    if (part.empty() || !is_first_letter(part[0])) return false;
    if (part.size() == 2) return is_digit(part[1]);
    if (part.size() == 3) {
        if (is_digit(part[1])) return is_digit(part[2]) || one_of(part[2], "ABCDEFGHJKPSTUW");
        return is_second_letter(part[1]) && is_digit(part[2]);
    }
    return part.size() == 4 && is_second_letter(part[1]) && is_digit(part[2]) &&
           (is_digit(part[3]) || one_of(part[3], "ABEHMNPRVWXY"));
}

bool is_inward(std::string_view part)
{
    constexpr std::string_view never = "CIKMOV";
    return part.size() == inward_size && is_digit(part[0]) && letter_except(part[1], never) &&
           letter_except(part[2], never);
}

std::string_view outward_of(std::string_view compact)
{
    return compact.substr(0, compact.size() - inward_size);
}

std::string_view inward_of(std::string_view compact)
{
    return compact.substr(compact.size() - inward_size);
}

bool is_postcode(std::string_view compact)
{
    if (compact == "GIR0AA") return true;
    return is_outward(outward_of(compact)) && is_inward(inward_of(compact));
}

char look_alike(char c)
{
    switch (c) {
    case 'O':
        return '0';
    case '0':
        return 'O';
    case 'I':
        return '1';
    case '1':
        return 'I';
    default:
        return c;
    }
}

/// The one postcode that can be read from the text by exchanging look-alike characters; nothing if
/// there is none or more than one.
std::optional<std::string> only_reading(std::string_view compact)
{
    std::vector<std::string> readings{std::string(compact)};
    for (std::size_t i = 0; i < compact.size(); ++i) {
        const char other = look_alike(compact[i]);
        if (other == compact[i]) continue;
        for (std::size_t r = 0, known = readings.size(); r < known; ++r) {
            readings.push_back(readings[r]);
            readings.back()[i] = other;
        }
    }
    const auto first = std::find_if(readings.begin(), readings.end(), is_postcode);
    if (first == readings.end()) return std::nullopt;
    if (std::find_if(first + 1, readings.end(), is_postcode) != readings.end()) return std::nullopt;
    return *first;
}

Result<std::string, PostcodeRefusal> checked(std::string_view compact, PostcodeEntry entry)
{
    if (compact.size() < size_min) return refuse(PostcodeRefusal::too_short);
    if (compact.size() > size_max) return refuse(PostcodeRefusal::too_long);
    if (pseudo(compact)) {
        if (entry == PostcodeEntry::staff_screen) return std::string(compact);
        return refuse(PostcodeRefusal::pseudo_on_public_form);
    }
    if (is_postcode(compact)) return std::string(compact);
    if (auto reading = only_reading(compact)) return *std::move(reading);
    return refuse(is_outward(outward_of(compact)) ? PostcodeRefusal::wrong_last_part
                                                  : PostcodeRefusal::wrong_first_part);
}

} // namespace postcode

std::string_view code(PostcodeRefusal refusal)
{
    switch (refusal) {
    case PostcodeRefusal::empty:
        return "empty";
    case PostcodeRefusal::not_text:
        return "not_text";
    case PostcodeRefusal::has_symbols:
        return "has_symbols";
    case PostcodeRefusal::too_short:
        return "too_short";
    case PostcodeRefusal::too_long:
        return "too_long";
    case PostcodeRefusal::wrong_first_part:
        return "wrong_first_part";
    case PostcodeRefusal::wrong_last_part:
        return "wrong_last_part";
    case PostcodeRefusal::pseudo_on_public_form:
        return "pseudo_on_public_form";
    }
    fail_check("a PostcodeRefusal", __FILE_NAME__, __LINE__);
}

Result<Postcode, PostcodeRefusal> Postcode::parse(std::string_view typed, PostcodeEntry entry)
{
    const auto compact = compact_code(typed, CodeNoise::punctuation);
    if (!compact) return refuse(as<PostcodeRefusal>(compact.error()));
    auto checked = postcode::checked(*compact, entry);
    if (!checked) return refuse(checked.error());
    return Postcode(checked->insert(checked->size() - postcode::inward_size, 1, ' '));
}

std::optional<PseudoPostcode> Postcode::pseudo() const
{
    std::string compact = reveal();
    std::erase(compact, ' ');
    return postcode::pseudo(compact);
}

bool Postcode::in_great_britain() const
{
    const std::string_view area = std::string_view(reveal()).substr(0, 2);
    return area != "JE" && area != "GY" && area != "IM" && area != "BT";
}

std::string Postcode::masked() const
{
    return reveal().substr(0, reveal().find(' ')) + " ***";
}

} // namespace evenhand
