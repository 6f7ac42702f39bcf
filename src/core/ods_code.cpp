#include "core/ods_code.hpp"

#include "core/check.hpp"
#include "core/compact_code.hpp"

namespace evenhand {

namespace ods_code {

/// How long a code of each kind is.
struct Lengths
{
    std::size_t min;
    std::size_t max;
};

Lengths lengths(OdsKind kind)
{
    switch (kind) {
    case OdsKind::any:
        return {3, 10};
    case OdsKind::gp_practice:
        return {5, 6};
    case OdsKind::branch_surgery:
        return {8, 9};
    case OdsKind::primary_care_network:
        return {6, 6};
    case OdsKind::trust:
        return {3, 3};
    case OdsKind::trust_site:
        return {5, 5};
    case OdsKind::integrated_care_board:
        return {3, 3};
    case OdsKind::sub_icb_location:
        return {3, 3};
    case OdsKind::non_nhs_provider:
        return {4, 10};
    }
    fail_check("an OdsKind", __FILE_NAME__, __LINE__);
}

/// England: a letter A to Y without I and O, then five digits (W is Wales); Scotland: five digits;
/// Northern Ireland: Z and five digits. Someone registered just over a border is asked about it on
/// the eligibility page, not refused here.
bool is_practice(std::string_view text)
{
    if (text.size() == 5) return all_digits(text);
    const char first = text.front();
    return text.size() == 6 && is_letter(first) && first != 'I' && first != 'O' &&
           all_digits(text.substr(1));
}

bool is_trust(std::string_view text)
{
    return text.front() == 'R' || text.front() == 'T';
}

bool has_shape(std::string_view text, OdsKind kind)
{
    switch (kind) {
    case OdsKind::gp_practice:
        return is_practice(text);
    case OdsKind::branch_surgery:
        return is_practice(text.substr(0, text.size() - 3)) &&
               all_digits(text.substr(text.size() - 3));
    case OdsKind::primary_care_network:
        return text.front() == 'U' && all_digits(text.substr(1));
    case OdsKind::trust:
    case OdsKind::trust_site:
        return is_trust(text);
    case OdsKind::integrated_care_board:
        return text.front() == 'Q';
    case OdsKind::any:
    case OdsKind::sub_icb_location:
    case OdsKind::non_nhs_provider:
        return true;
    }
    fail_check("an OdsKind", __FILE_NAME__, __LINE__);
}

} // namespace ods_code

std::string_view code(OdsCodeRefusal refusal)
{
    switch (refusal) {
    case OdsCodeRefusal::empty:
        return "empty";
    case OdsCodeRefusal::not_text:
        return "not_text";
    case OdsCodeRefusal::has_symbols:
        return "has_symbols";
    case OdsCodeRefusal::too_short:
        return "too_short";
    case OdsCodeRefusal::too_long:
        return "too_long";
    case OdsCodeRefusal::wrong_shape:
        return "wrong_shape";
    }
    fail_check("an OdsCodeRefusal", __FILE_NAME__, __LINE__);
}

Result<OdsCode, OdsCodeRefusal> OdsCode::parse(std::string_view typed, OdsKind kind)
{
    auto text = compact_code(typed, CodeNoise::separators);
    if (!text) return refuse(as<OdsCodeRefusal>(text.error()));
    const auto lengths = ods_code::lengths(kind);
    if (text->size() < lengths.min) return refuse(OdsCodeRefusal::too_short);
    if (text->size() > lengths.max) return refuse(OdsCodeRefusal::too_long);
    if (!ods_code::has_shape(*text, kind)) return refuse(OdsCodeRefusal::wrong_shape);
    return OdsCode(*std::move(text));
}

std::optional<OdsAnswer> OdsCode::answer() const
{
    if (text_ == "V81997") return OdsAnswer::not_registered;
    if (text_ == "V81998") return OdsAnswer::not_applicable;
    if (text_ == "V81999") return OdsAnswer::not_known;
    return std::nullopt;
}

} // namespace evenhand
