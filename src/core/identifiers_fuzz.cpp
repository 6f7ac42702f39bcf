// Whatever bytes arrive from a form: no parser may read outside them, throw or loop, and what one
// takes for valid it must take again from its own normalised text, unchanged.
#include "core/check.hpp"
#include "core/date_input.hpp"
#include "core/email_address.hpp"
#include "core/nhs_number.hpp"
#include "core/ni_number.hpp"
#include "core/ods_code.hpp"
#include "core/person_name.hpp"
#include "core/phone_number.hpp"
#include "core/postcode.hpp"
#include "core/reference.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <array>

namespace evenhand {

namespace identifiers_fuzz {

/// A valid value is valid again from what it reveals, equal, and its mask gives the text away
/// neither whole nor as bytes that are no text.
template <class Parse>
void check_personal(std::string_view typed, Parse parse)
{
    const auto first = parse(typed);
    if (!first) return;
    const auto again = parse(std::string_view(first->reveal()));
    CHECK(again && *again == *first && again->reveal() == first->reveal());
    CHECK(first->masked() != first->reveal());
    CHECK(is_valid_utf8(first->masked()));
}

void check_personal_types(std::string_view typed)
{
    for (const auto mode : {IdentifierMode::demo, IdentifierMode::live}) {
        check_personal(typed, [&](auto text) { return NhsNumber::parse(text, mode); });
        check_personal(typed, [&](auto text) { return NiNumber::parse(text, mode); });
        check_personal(typed, [&](auto text) { return NiNumber::parse_for_linkage(text, mode); });
    }
    for (const auto entry : {PostcodeEntry::public_form, PostcodeEntry::staff_screen})
        check_personal(typed, [&](auto text) { return Postcode::parse(text, entry); });
    check_personal(typed, [](auto text) { return PhoneNumber::parse(text); });
    check_personal(typed, [](auto text) { return EmailAddress::parse(text); });
    check_personal(typed, [](auto text) { return PersonName::parse(text); });
}

/// What the types offer beside the common form.
void check_extras(std::string_view typed)
{
    if (const auto phone = PhoneNumber::parse(typed)) {
        const auto shown = PhoneNumber::parse(phone->reveal_as_typed());
        CHECK(shown && *shown == *phone && shown->kind() == phone->kind());
    }
    if (const auto address = EmailAddress::parse(typed)) {
        (void)address->likely_domain();
        CHECK(EmailAddress::parse(address->reveal_for_index()));
    }
    if (const auto name = PersonName::parse(typed)) CHECK(is_valid_utf8(name->reveal_for_index()));
}

template <class Parse>
void check_code(std::string_view typed, Parse parse)
{
    const auto first = parse(typed);
    if (!first) return;
    const auto again = parse(std::string_view(first->text()));
    CHECK(again && *again == *first);
}

void check_codes(std::string_view typed)
{
    for (const auto kind : {OdsKind::any, OdsKind::gp_practice, OdsKind::branch_surgery,
                            OdsKind::trust, OdsKind::primary_care_network})
        check_code(typed, [&](auto text) { return OdsCode::parse(text, kind); });
    check_code(typed, [](auto text) { return ReferralReference::parse(text); });
    check_code(typed, [](auto text) { return StudyNumber::parse(text, "WW"); });
    if (const auto resume = ResumeCode::parse(typed))
        CHECK(ResumeCode::parse(resume->reveal()) == *resume);
}

void check_text(std::string_view typed)
{
    if (const auto line = clean_line(typed)) {
        CHECK(clean_line(*line) == *line);
        CHECK(line->find('\n') == line->npos);
        CHECK(count_code_points(*line) <= line->size());
        CHECK(is_valid_utf8(fold_case(*line)));
    }
    if (const auto paragraph = clean_paragraph(typed)) {
        CHECK(clean_paragraph(*paragraph) == *paragraph);
        CHECK(paragraph->find('\r') == paragraph->npos);
    }
}

/// The three boxes are the first three lines.
void check_date(std::string_view typed)
{
    std::array<std::string_view, 3> boxes;
    for (auto& box : boxes) {
        const std::size_t end = std::min(typed.find('\n'), typed.size());
        box = typed.substr(0, end);
        typed.remove_prefix(std::min(end + 1, typed.size()));
    }
    const auto date = parse_date({.day = boxes[0], .month = boxes[1], .year = boxes[2]});
    if (date) CHECK(LocalDate::parse(date->iso()) == *date);
    if (!date) CHECK(date.error().day || date.error().month || date.error().year);
}

} // namespace identifiers_fuzz

} // namespace evenhand

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace evenhand;
    const std::string_view typed = as_text(ByteView(data, size));
    identifiers_fuzz::check_personal_types(typed);
    identifiers_fuzz::check_extras(typed);
    identifiers_fuzz::check_codes(typed);
    identifiers_fuzz::check_text(typed);
    identifiers_fuzz::check_date(typed);
    (void)LocalDate::parse(typed);
    (void)Instant::parse(typed);
    return 0;
}
