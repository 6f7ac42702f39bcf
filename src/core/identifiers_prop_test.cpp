// What holds for every identifier, not for the examples alone. Generated numbers lie in the ranges
// that are reserved for tests, or are never kept.
#include "core/email_address.hpp"
#include "core/keyed_random_source.hpp"
#include "core/nhs_number.hpp"
#include "core/ni_number.hpp"
#include "core/person_name.hpp"
#include "core/phone_number.hpp"
#include "core/postcode.hpp"
#include "core/reference.hpp"
#include "core/text.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace evenhand::identifiers_prop_test {

std::string drawn(std::string_view alphabet, std::size_t size)
{
    const auto letter = rc::gen::elementOf(std::string(alphabet));
    return *rc::gen::container<std::string>(size, letter);
}

/// Ten digits beginning with 9 and not all equal, the last of which fits.
std::string valid_nhs_number()
{
    for (;;) {
        std::string number = "9" + drawn("0123456789", 8);
        for (const char check : std::string_view("0123456789")) {
            const auto parsed = NhsNumber::parse(number + check, IdentifierMode::demo);
            if (parsed) return parsed->reveal();
        }
    }
}

std::string valid_ni_number()
{
    return "QQ" + drawn("0123456789", 6) + drawn("ABCD", 1);
}

std::string valid_postcode()
{
    constexpr std::string_view digits = "0123456789";
    const std::string first = drawn("ABCDEFGHIJKLMNOPRSTUWYZ", 1);
    const std::string second = drawn("ABCDEFGHKLMNOPQRSTUVWXY", 1);
    const std::vector<std::string> outward{first + drawn(digits, 1),
                                           first + drawn(digits, 2),
                                           first + second + drawn(digits, 1),
                                           first + second + drawn(digits, 2),
                                           first + drawn(digits, 1) + drawn("ABCDEFGHJKPSTUW", 1),
                                           first + second + drawn(digits, 1) +
                                               drawn("ABEHMNPRVWXY", 1)};
    return *rc::gen::elementOf(outward) + drawn(digits, 1) + drawn("ABDEFGHJLNPQRSTUWXYZ", 2);
}

/// From the ranges that Ofcom keeps free for drama.
std::string valid_phone_number()
{
    const std::vector<std::string> ranges{"07700900", "01632960", "02079460",
                                          "01144960", "01134960", "08081570"};
    return *rc::gen::elementOf(ranges) + drawn("0123456789", 3);
}

std::string valid_email_address()
{
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";
    const auto size = *rc::gen::inRange<std::size_t>(1, 20);
    return drawn("abcXYZ019!#$%&'*+/=?^_{|}~-", size) + "@" + drawn(letters, 5) + ".example.org";
}

std::string valid_name()
{
    const std::vector<std::string> letters{"a", "Z", "é", "ễ", "李", "م", "Ж", "ß", "İ"};
    const std::vector<std::string> between{"", "", "", " ", "-", "'", "’", ".", "`"};
    std::string name = *rc::gen::elementOf(letters);
    for (auto left = *rc::gen::inRange(0, 30); left > 0; --left)
        name += *rc::gen::elementOf(between) + *rc::gen::elementOf(letters);
    return name;
}

/// The same text with spaces, hyphens and dots between its characters, and its case changed.
std::string as_someone_types(const std::string& text)
{
    const std::vector<std::string> noise{"", "", "", " ", "-", ".", "\xC2\xA0", "\xE2\x80\x8B"};
    std::string typed;
    for (const char c : text) {
        const bool to_lower = c >= 'A' && c <= 'Z' && *rc::gen::arbitrary<bool>();
        typed += to_lower ? static_cast<char>(c - 'A' + 'a') : c;
        typed += *rc::gen::elementOf(noise);
    }
    return typed;
}

/// One character at random replaced by another of the alphabet.
std::string one_wrong(std::string text, std::string_view alphabet)
{
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
    const char was = text[at];
    text[at] = *rc::gen::suchThat(rc::gen::elementOf(std::string(alphabet)),
                                  [was](char c) { return c != was; });
    return text;
}

/// Any text at all, of code points that matter to the cleaning.
std::string any_text()
{
    const std::vector<std::string> pieces{"a",
                                          "Z",
                                          " ",
                                          "\t",
                                          "\n",
                                          "\r",
                                          "\r\n",
                                          "\xC2\xA0",
                                          "\xC2\xAD",
                                          "\xE2\x80\x8B",
                                          "\xE2\x80\x8C",
                                          "\xE2\x80\x8D",
                                          "\xCC\x88",
                                          "\xCC\xA7",
                                          "\xCD\x84",
                                          "\xE2\x80\xA8",
                                          "\xEF\xBB\xBF",
                                          "\xE1\x84\x92",
                                          "\xE1\x85\xA1",
                                          "e",
                                          "'",
                                          "-",
                                          "1",
                                          "\xE1\xBE\xAF"};
    std::string text;
    for (auto left = *rc::gen::inRange(0, 60); left > 0; --left)
        text += *rc::gen::elementOf(pieces);
    return text;
}

RC_GTEST_PROP(NhsNumberProperty, AnySpacingGivesTheSameNumber, ())
{
    const std::string number = valid_nhs_number();
    const auto typed = NhsNumber::parse(as_someone_types(number), IdentifierMode::demo);
    RC_ASSERT(typed.has_value());
    RC_ASSERT(typed->reveal() == number);
    RC_ASSERT(*NhsNumber::parse(typed->reveal_grouped(), IdentifierMode::demo) == *typed);
}

RC_GTEST_PROP(NhsNumberProperty, OneWrongDigitIsRefused, ())
{
    const std::string wrong = one_wrong(valid_nhs_number(), "0123456789");
    RC_ASSERT(!NhsNumber::parse(wrong, IdentifierMode::demo));
}

RC_GTEST_PROP(NhsNumberProperty, TwoNeighboursExchangedAreRefused, ())
{
    const std::string number = valid_nhs_number();
    std::string wrong = number;
    const auto at = *rc::gen::inRange<std::size_t>(0, 9);
    std::swap(wrong[at], wrong[at + 1]);
    RC_PRE(wrong != number);
    RC_ASSERT(!NhsNumber::parse(wrong, IdentifierMode::demo));
}

RC_GTEST_PROP(NiNumberProperty, AnySpacingGivesTheSameNumber, ())
{
    const std::string number = valid_ni_number();
    const auto typed = NiNumber::parse(as_someone_types(number), IdentifierMode::demo);
    RC_ASSERT(typed.has_value());
    RC_ASSERT(typed->reveal() == number);
    RC_ASSERT(*NiNumber::parse(typed->reveal_grouped(), IdentifierMode::demo) == *typed);
}

RC_GTEST_PROP(NiNumberProperty, ALiveTrialTakesExactlyThePrefixesThatAreIssued, ())
{
    const std::string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    const std::string prefix = drawn(letters, 2);
    const bool issued = std::string_view("DFIQUV").find(prefix[0]) == std::string::npos &&
                        std::string_view("DFIOQUV").find(prefix[1]) == std::string::npos &&
                        std::string_view("BG GB KN NK NT TN ZZ").find(prefix) == std::string::npos;
    RC_CLASSIFY(issued);
    const auto parsed =
        NiNumber::parse(prefix + drawn("0123456789", 6) + "A", IdentifierMode::live);
    RC_ASSERT(parsed.has_value() == issued);
}

RC_GTEST_PROP(PostcodeProperty, AnySpacingGivesTheSamePostcode, ())
{
    const std::string compact = valid_postcode();
    const auto typed = Postcode::parse(as_someone_types(compact), PostcodeEntry::public_form);
    RC_ASSERT(typed.has_value());
    std::string shown = typed->reveal();
    RC_ASSERT(shown[shown.size() - 4] == ' ');
    std::erase(shown, ' ');
    RC_ASSERT(shown == compact);
}

RC_GTEST_PROP(PhoneNumberProperty, EveryWayOfWritingTheCountryGivesTheSameNumber, ())
{
    const std::string number = valid_phone_number();
    const auto plain = PhoneNumber::parse(as_someone_types(number));
    RC_ASSERT(plain.has_value());
    RC_ASSERT(plain->reveal() == "+44" + number.substr(1));
    for (const char* country : {"+44", "0044", "+44 (0)", "0044 (0)", "44"})
        RC_ASSERT(*PhoneNumber::parse(country + number.substr(1)) == *plain);
}

RC_GTEST_PROP(EmailAddressProperty, AValidAddressStaysAsItIs, ())
{
    const std::string address = valid_email_address();
    const auto typed = EmailAddress::parse(" " + address + " ");
    RC_ASSERT(typed.has_value());
    RC_ASSERT(typed->reveal() == address);
}

RC_GTEST_PROP(PersonNameProperty, ANameRevealsWhatParsesToItself, ())
{
    const auto name = PersonName::parse(valid_name());
    RC_ASSERT(name.has_value());
    RC_ASSERT(*PersonName::parse(name->reveal()) == *name);
    RC_ASSERT(fold_case(name->reveal_for_index()) == name->reveal_for_index());
}

RC_GTEST_PROP(ReferenceProperty, OneWrongSymbolIsRefused, ())
{
    auto source = KeyedRandomSource::from_seed(*rc::gen::arbitrary<std::uint64_t>());
    const std::string text = ReferralReference::random(source).text();
    const std::string bare = text.substr(2, 5) + text.back();
    RC_ASSERT(ReferralReference::parse(as_someone_types(text))->text() == text);
    RC_ASSERT(!ReferralReference::parse(one_wrong(bare, "23456789ABCDEFGHJKMNPQRSTVWXYZ")));
}

RC_GTEST_PROP(ReferenceProperty, OneWrongDigitOfAStudyNumberIsRefused, ())
{
    auto source = KeyedRandomSource::from_seed(*rc::gen::arbitrary<std::uint64_t>());
    const std::string text = StudyNumber::random(source, "WW").text();
    RC_ASSERT(StudyNumber::parse(as_someone_types(text), "WW")->text() == text);
    const std::string wrong = one_wrong(text.substr(3, 5), "0123456789");
    RC_ASSERT(!StudyNumber::parse("WW" + wrong + text.back(), "WW"));
}

RC_GTEST_PROP(ReferenceProperty, AnySpacingGivesTheSameResumeCode, ())
{
    auto source = KeyedRandomSource::from_seed(*rc::gen::arbitrary<std::uint64_t>());
    const ResumeCode resume = ResumeCode::random(source);
    RC_ASSERT(*ResumeCode::parse(as_someone_types(resume.reveal())) == resume);
}

RC_GTEST_PROP(TextProperty, CleaningTwiceChangesNothing, ())
{
    const std::string typed = any_text();
    if (const auto line = clean_line(typed)) RC_ASSERT(*clean_line(*line) == *line);
    const auto paragraph = clean_paragraph(typed);
    if (paragraph) RC_ASSERT(*clean_paragraph(*paragraph) == *paragraph);
}

RC_GTEST_PROP(TextProperty, AnyBytesAreEitherTextOrRefused, ())
{
    const auto bytes = *rc::gen::arbitrary<std::string>();
    const auto paragraph = clean_paragraph(bytes);
    if (!is_valid_utf8(bytes)) RC_ASSERT(paragraph.error() == TextRefusal::not_utf8);
    if (paragraph) RC_ASSERT(is_valid_utf8(*paragraph));
}

} // namespace evenhand::identifiers_prop_test
