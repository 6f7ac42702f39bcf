#include "people/identity/identity.hpp"

#include "core/check.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace evenhand::identity {
namespace identity_rules {

constexpr std::array<std::pair<IndexKind, std::string_view>, 4> kind_names{{
    {IndexKind::nhs_number, "nhs_number"},
    {IndexKind::email, "email"},
    {IndexKind::phone, "phone"},
    {IndexKind::name_birth, "name_birth"},
}};

struct TextOf
{
    IndexText operator()(const NhsNumber& number) const
    {
        return {IndexKind::nhs_number, number.reveal()};
    }
    IndexText operator()(const EmailAddress& address) const
    {
        return {IndexKind::email, address.reveal_for_index()};
    }
    IndexText operator()(const PhoneNumber& number) const
    {
        return {IndexKind::phone, number.reveal()};
    }
    IndexText operator()(const NameAndBirth& both) const
    {
        return {IndexKind::name_birth,
                folded_for_matching(both.family_name) + '|' + both.birth_date.iso()};
    }
};

bool is_word_part(utf8proc_int32_t code_point)
{
    const auto category = utf8proc_category(code_point);
    return category <= UTF8PROC_CATEGORY_ME || category == UTF8PROC_CATEGORY_ND;
}

/// Only the characters that make up words.
std::string letters_of(std::string_view text)
{
    std::string kept;
    const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    auto left = static_cast<utf8proc_ssize_t>(text.size());
    while (left > 0) {
        utf8proc_int32_t code_point = 0;
        const auto used = utf8proc_iterate(at, left, &code_point);
        CHECK(used > 0); // a PersonName is valid UTF-8
        if (is_word_part(code_point)) {
            kept.append(reinterpret_cast<const char*>(at), static_cast<std::size_t>(used));
        }
        at += used;
        left -= used;
    }
    return kept;
}

template <class Parsed>
Result<SearchKey, SearchRefusal> as_key(Parsed&& parsed, std::string_view field)
{
    if (!parsed) return refuse(SearchRefusal{field, code(parsed.error())});
    return SearchKey{*std::forward<Parsed>(parsed)};
}

Result<SearchKey, SearchRefusal> by_name(const TypedSearch& typed)
{
    const bool no_date =
        typed.birth.day.empty() && typed.birth.month.empty() && typed.birth.year.empty();
    if (no_date) return refuse(SearchRefusal{"birth", "needed_with_name"});
    if (typed.family_name.empty()) return refuse(SearchRefusal{"family_name", "needed_with_birth"});
    auto name = PersonName::parse(typed.family_name);
    if (!name) return refuse(SearchRefusal{"family_name", code(name.error())});
    const auto birth = parse_date(typed.birth);
    if (!birth) return refuse(SearchRefusal{"birth", code(birth.error().why)});
    return SearchKey{NameAndBirth{*std::move(name), *birth}};
}

/// The strength of the best agreement, then their number: higher comes first.
std::pair<bool, std::size_t> weight(const Candidate& candidate)
{
    const bool by_number = std::find(candidate.matched.begin(), candidate.matched.end(),
                                     IndexKind::nhs_number) != candidate.matched.end();
    return {by_number, candidate.matched.size()};
}

bool is_person(const Candidate& candidate)
{
    return std::holds_alternative<PersonId>(candidate.who);
}

} // namespace identity_rules

std::string IdentityView::full_name() const
{
    if (given_names.empty() || family_name.empty()) return given_names + family_name;
    return given_names + ' ' + family_name;
}

std::string_view name_of(IndexKind kind)
{
    for (const auto& [known, name] : identity_rules::kind_names) {
        if (known == kind) return name;
    }
    CHECK(false);
}

std::optional<IndexKind> index_kind_named(std::string_view name)
{
    for (const auto& [kind, known] : identity_rules::kind_names) {
        if (known == name) return kind;
    }
    return std::nullopt;
}

std::string folded_for_matching(const PersonName& name)
{
    const std::string& text = name.reveal();
    utf8proc_uint8_t* mapped = nullptr;
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
                                                        UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
    const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                     static_cast<utf8proc_ssize_t>(text.size()), &mapped, options);
    CHECK(length >= 0);
    const std::string folded(reinterpret_cast<const char*>(mapped),
                             static_cast<std::size_t>(length));
    std::free(mapped); // utf8proc_map allocates with malloc and hands it over
    return identity_rules::letters_of(folded);
}

IndexText index_text(const SearchKey& key)
{
    return std::visit(identity_rules::TextOf{}, key);
}

std::vector<IndexText> index_texts(const Details& details)
{
    std::vector<IndexText> texts;
    if (details.nhs_number) texts.push_back(index_text(*details.nhs_number));
    if (details.email) texts.push_back(index_text(*details.email));
    if (details.phone) texts.push_back(index_text(*details.phone));
    const auto& surname = details.family_name ? details.family_name : details.given_names;
    if (surname && details.birth_date) {
        texts.push_back(index_text(NameAndBirth{*surname, *details.birth_date}));
    }
    return texts;
}

Result<SearchKey, SearchRefusal> parse_search(const TypedSearch& typed, IdentifierMode mode)
{
    const bool named = !typed.family_name.empty() || !typed.birth.day.empty() ||
                       !typed.birth.month.empty() || !typed.birth.year.empty();
    const int ways = int{!typed.nhs_number.empty()} + int{!typed.email.empty()} +
                     int{!typed.phone.empty()} + int{named};
    if (ways == 0) return refuse(SearchRefusal{"nhs_number", "nothing"});
    if (ways > 1) return refuse(SearchRefusal{"nhs_number", "more_than_one"});

    using identity_rules::as_key;
    if (named) return identity_rules::by_name(typed);
    if (!typed.nhs_number.empty()) {
        return as_key(NhsNumber::parse(typed.nhs_number, mode), "nhs_number");
    }
    if (!typed.email.empty()) return as_key(EmailAddress::parse(typed.email), "email");
    return as_key(PhoneNumber::parse(typed.phone), "phone");
}

std::vector<Candidate> gather_candidates(const std::vector<IndexMatch>& matches)
{
    std::vector<Candidate> gathered;
    for (const auto& match : matches) {
        auto known = std::find_if(gathered.begin(), gathered.end(),
                                  [&](const Candidate& one) { return one.who == match.who; });
        if (known == gathered.end()) known = gathered.insert(known, Candidate{match.who, {}});
        known->matched.push_back(match.kind);
    }
    for (auto& candidate : gathered) {
        std::sort(candidate.matched.begin(), candidate.matched.end());
    }
    std::stable_sort(gathered.begin(), gathered.end(), [](const Candidate& a, const Candidate& b) {
        using identity_rules::is_person;
        if (is_person(a) != is_person(b)) return is_person(a);
        return identity_rules::weight(a) > identity_rules::weight(b);
    });
    return gathered;
}

} // namespace evenhand::identity
