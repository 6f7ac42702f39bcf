#include "core/person_name.hpp"

#include "core/check.hpp"
#include "core/text.hpp"

#include <utf8proc.h>

#include <cstdint>
#include <optional>

namespace evenhand {

namespace person_name {

constexpr std::size_t code_points_max = 100;

std::int32_t next(std::string_view& rest)
{
    utf8proc_int32_t point = 0;
    const auto used = utf8proc_iterate(reinterpret_cast<const std::uint8_t*>(rest.data()),
                                       static_cast<utf8proc_ssize_t>(rest.size()), &point);
    CHECK(used > 0);
    rest.remove_prefix(static_cast<std::size_t>(used));
    return point;
}

bool is_apostrophe(std::int32_t point)
{
    return point == '\'' || point == '`' || point == 0x00B4 || point == 0x2018 || point == 0x2019;
}

bool is_hyphen(std::int32_t point)
{
    return point == '-' || (point >= 0x2010 && point <= 0x2013);
}

/// What kind of character, for a name.
enum class Kind { letter, mark, punctuation, digit, symbol };

Kind kind_of(std::int32_t point)
{
    const auto category = utf8proc_category(point);
    if (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) return Kind::letter;
    if (category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME) return Kind::mark;
    if (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO) return Kind::digit;
    const bool punctuation =
        point == ' ' || point == '.' || is_apostrophe(point) || is_hyphen(point);
    return punctuation ? Kind::punctuation : Kind::symbol;
}

/// The plain form of a character that telephones and word processors replace.
std::string_view plain(std::int32_t point, std::string_view typed)
{
    if (is_apostrophe(point)) return "'";
    if (is_hyphen(point)) return "-";
    return typed;
}

Result<std::string, PersonNameRefusal> checked(std::string_view line)
{
    std::string out;
    bool any_letter = false;
    for (std::string_view rest = line; !rest.empty();) {
        const std::string_view before = rest;
        const std::int32_t point = next(rest);
        const Kind kind = kind_of(point);
        if (kind == Kind::digit) return refuse(PersonNameRefusal::has_digits);
        // A mark belongs to a letter; before the first one it would join whatever stands in front
        // of the name on the page.
        if (kind == Kind::symbol || (kind == Kind::mark && !any_letter))
            return refuse(PersonNameRefusal::has_symbols);
        any_letter = any_letter || kind == Kind::letter;
        out += plain(point, before.substr(0, before.size() - rest.size()));
    }
    if (!any_letter) return refuse(PersonNameRefusal::no_letters);
    return out;
}

} // namespace person_name

std::string_view code(PersonNameRefusal refusal)
{
    switch (refusal) {
    case PersonNameRefusal::empty:
        return "empty";
    case PersonNameRefusal::not_text:
        return "not_text";
    case PersonNameRefusal::too_long:
        return "too_long";
    case PersonNameRefusal::has_digits:
        return "has_digits";
    case PersonNameRefusal::has_symbols:
        return "has_symbols";
    case PersonNameRefusal::no_letters:
        return "no_letters";
    }
    fail_check("a PersonNameRefusal", __FILE_NAME__, __LINE__);
}

Result<PersonName, PersonNameRefusal> PersonName::parse(std::string_view typed)
{
    const auto line = clean_line(typed);
    if (!line) return refuse(PersonNameRefusal::not_text);
    if (line->empty()) return refuse(PersonNameRefusal::empty);
    if (count_code_points(*line) > person_name::code_points_max)
        return refuse(PersonNameRefusal::too_long);
    auto name = person_name::checked(*line);
    if (!name) return refuse(name.error());
    return PersonName(*std::move(name));
}

std::string PersonName::reveal_for_index() const
{
    return fold_case(reveal());
}

std::string PersonName::masked() const
{
    std::string_view rest = reveal();
    person_name::next(rest);
    return reveal().substr(0, reveal().size() - rest.size()) + "***";
}

} // namespace evenhand
