#pragma once

#include "html/form.hpp"

#include <array>
#include <span>
#include <string_view>
#include <vector>

// The words that people read when an identifier of core refuses what they typed, by its stable
// code. They stand in one place so that every form says the same thing (casework 5).

namespace evenhand::html {

struct CodeWords
{
    std::string_view code;
    std::string_view words;
};

inline constexpr std::array nhs_number_words{
    CodeWords{"empty", "Enter the NHS number"},
    CodeWords{"not_text", "Enter the NHS number again: some of the characters cannot be read"},
    CodeWords{
        "looks_like_ni_number",
        "This looks like a National Insurance number. Enter the NHS number, which has 10 numbers"},
    CodeWords{"has_letters",
              "An NHS number has only numbers. Check for the letter O in place of 0"},
    CodeWords{"has_symbols", "An NHS number has only numbers"},
    CodeWords{"too_short", "The NHS number is too short. It has 10 numbers"},
    CodeWords{"too_long", "The NHS number is too long. It has 10 numbers"},
    CodeWords{"repeated_digit", "Enter a real NHS number: this one is one number ten times"},
    CodeWords{"wrong_check_digit",
              "Check the NHS number: one of the numbers is wrong or two have changed places"},
    CodeWords{"scottish_chi",
              "This is a Scottish CHI number. Enter an NHS number from England or Wales"},
    CodeWords{"northern_irish", "This is a Health and Care number from Northern Ireland. Enter an "
                                "NHS number from England or Wales"},
    CodeWords{"never_issued", "Check the NHS number: none begins with these numbers"},
    CodeWords{"test_range_in_live", "This NHS number is kept for testing. Enter the real one"}};

inline constexpr std::array phone_number_words{
    CodeWords{"empty", "Enter a telephone number"},
    CodeWords{"not_text",
              "Enter the telephone number again: some of the characters cannot be read"},
    CodeWords{"has_letters", "A telephone number has only numbers"},
    CodeWords{"has_symbols", "A telephone number has only numbers, such as 07700 900123"},
    CodeWords{"too_short",
              "The telephone number is too short. Enter all of it, such as 01632 960001"},
    CodeWords{"too_long",
              "The telephone number is too long. Enter one number, such as 01632 960001"},
    CodeWords{"missing_first_zero", "Start the telephone number with 0, such as 07700 900123"},
    CodeWords{"premium_rate", "We cannot call this kind of number. Enter another number"},
    CodeWords{"personal_or_pager", "We cannot call this kind of number. Enter another number"},
    CodeWords{"not_a_phone_range", "Check the telephone number: no UK number begins like this"},
    CodeWords{"wrong_foreign_number",
              "Enter the number with its country code, such as +353 20 912 3456"}};

inline constexpr std::array email_address_words{
    CodeWords{"empty", "Enter an email address"},
    CodeWords{"not_text", "Enter the email address again: some of the characters cannot be read"},
    CodeWords{"too_long", "The email address is too long"},
    CodeWords{"has_spaces", "An email address has no spaces in it"},
    CodeWords{"missing_at", "Enter an email address with an @, such as name@example.com"},
    CodeWords{"more_than_one_at", "Enter one email address, with one @ in it"},
    CodeWords{"wrong_local_part", "Check the part of the email address before the @"},
    CodeWords{"misplaced_dot", "Check the full stops in the email address"},
    CodeWords{"wrong_domain",
              "Check the part of the email address after the @, such as example.com"}};

inline constexpr std::array postcode_words{
    CodeWords{"empty", "Enter a postcode"},
    CodeWords{"not_text", "Enter the postcode again: some of the characters cannot be read"},
    CodeWords{"has_symbols", "A postcode has only letters and numbers, such as S1 2HH"},
    CodeWords{"too_short", "The postcode is too short. Enter all of it, such as S1 2HH"},
    CodeWords{"too_long", "The postcode is too long. Enter one postcode, such as S1 2HH"},
    CodeWords{"wrong_first_part", "Check the first half of the postcode"},
    CodeWords{"wrong_last_part", "Check the second half of the postcode: a number and two letters"},
    CodeWords{"pseudo_on_public_form",
              "Tick \"I do not have a fixed address\" instead of entering this postcode"}};

inline constexpr std::array person_name_words{
    CodeWords{"empty", "Enter a name"},
    CodeWords{"not_text", "Enter the name again: some of the characters cannot be read"},
    CodeWords{"too_long", "The name must be 100 characters or fewer"},
    CodeWords{"has_digits", "A name has no numbers in it"},
    CodeWords{"has_symbols",
              "A name has only letters, spaces, hyphens, apostrophes and full stops"},
    CodeWords{"no_letters", "A name has letters in it"}};

inline constexpr std::array date_words{
    CodeWords{"empty", "Enter a date"},
    CodeWords{"missing", "Enter the day, the month and the year"},
    CodeWords{"not_a_number", "The day and the year must be numbers"},
    CodeWords{"year_not_4_digits", "The year must include 4 numbers"},
    CodeWords{"not_a_real_date", "Enter a date that exists"},
    CodeWords{"in_the_future", "The date must be in the past"},
    CodeWords{"too_long_ago", "The year must be 1900 or later"}};

inline constexpr std::array plain_text_words{
    CodeWords{"not_utf8", "Enter this again: some of the characters cannot be read"},
    CodeWords{"control_character", "Enter this again without special characters"},
    CodeWords{"too_many_marks", "Enter this again without repeated accents"}};

/// The words of those codes for one field. `focus` is the id an error summary links to where it is
/// not the field's name.
inline void add_messages(std::vector<FieldMessage>& messages, std::string_view field,
                         std::span<const CodeWords> words, std::string_view focus = {})
{
    for (const CodeWords& each : words)
        messages.push_back({field, each.code, each.words, focus});
}

} // namespace evenhand::html
