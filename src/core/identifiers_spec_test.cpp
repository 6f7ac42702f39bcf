// Runs tests/spec/identifiers.spec: the table is the specification, this file only knows how to
// ask.
#include "core/date_input.hpp"
#include "core/email_address.hpp"
#include "core/london_time.hpp"
#include "core/nhs_number.hpp"
#include "core/ni_number.hpp"
#include "core/ods_code.hpp"
#include "core/person_name.hpp"
#include "core/phone_number.hpp"
#include "core/postcode.hpp"
#include "core/reference.hpp"
#include "tests/support/spec_table.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <stdexcept>
#include <string>

namespace evenhand::identifiers_spec_test {

/// What is typed and where, as the table has it.
struct Case
{
    std::string typed;
    std::string where;
};

using Question = std::function<std::string(const Case&)>;

/// A word of the table as a value; a word that is not known is a fault of the table.
template <class T>
T meaning(const std::map<std::string, T>& words, const std::string& word)
{
    const auto found = words.find(word);
    if (found == words.end()) throw std::runtime_error("unknown word in the table: " + word);
    return found->second;
}

IdentifierMode mode(const Case& c)
{
    return meaning<IdentifierMode>({{"demo", IdentifierMode::demo}, {"live", IdentifierMode::live}},
                                   c.where);
}

PostcodeEntry entry(const Case& c)
{
    return meaning<PostcodeEntry>(
        {{"public", PostcodeEntry::public_form}, {"staff", PostcodeEntry::staff_screen}}, c.where);
}

OdsKind kind(const Case& c)
{
    return meaning<OdsKind>({{"any", OdsKind::any},
                             {"practice", OdsKind::gp_practice},
                             {"branch", OdsKind::branch_surgery},
                             {"PCN", OdsKind::primary_care_network},
                             {"trust", OdsKind::trust},
                             {"ICB", OdsKind::integrated_care_board}},
                            c.where);
}

LocalDate day(const Case& c)
{
    return LocalDate::parse(c.where).value();
}

template <class Refusal>
std::string refused(Refusal refusal)
{
    return "refused " + std::string(code(refusal));
}

template <class Parsed>
std::string revealed(const Parsed& parsed)
{
    return parsed ? "valid " + parsed->reveal() : refused(parsed.error());
}

template <class Parsed>
std::string text_of(const Parsed& parsed)
{
    return parsed ? "valid " + parsed->text() : refused(parsed.error());
}

std::string refused(const DateProblem& problem)
{
    std::string text = "refused " + std::string(code(problem.why)) + ":";
    if (problem.day) text += " day";
    if (problem.month) text += " month";
    if (problem.year) text += " year";
    return text;
}

Result<LocalDate, DateProblem> date(const Case& c)
{
    const std::size_t first = c.typed.find(" / ");
    const std::size_t second = c.typed.find(" / ", first + 1);
    const std::string_view text = c.typed;
    return parse_date({.day = text.substr(0, first),
                       .month = text.substr(first + 3, second - first - 3),
                       .year = text.substr(second + 3)});
}

std::string birth_date(const Case& c)
{
    const auto birth = date(c).value();
    const auto problem = birth_date_problem(birth, day(c));
    return problem ? refused(*problem) : "valid " + birth.iso();
}

std::string london_clock(const Case& c)
{
    const auto at =
        instant_in_london(day(c), std::stoi(c.typed.substr(0, 2)), std::stoi(c.typed.substr(3)));
    return at ? at->iso().substr(0, 16) + " UTC" : refused(at.error());
}

std::string organisation(const Case& c)
{
    const auto answer = OdsCode::parse(c.typed, kind(c)).value().answer();
    if (!answer) return "an organisation";
    const std::map<OdsAnswer, std::string> words{{OdsAnswer::not_registered, "not registered"},
                                                 {OdsAnswer::not_applicable, "not applicable"},
                                                 {OdsAnswer::not_known, "not known"}};
    return words.at(*answer);
}

std::string email_question(const Case& c)
{
    const auto address = EmailAddress::parse(c.typed).value();
    const auto likely = address.likely_domain();
    return likely ? "did you mean " + std::string(*likely) + "?" : "none";
}

void add_number_questions(std::map<std::string, Question>& questions)
{
    const auto nhs = [](const Case& c) { return NhsNumber::parse(c.typed, mode(c)); };
    const auto ni = [](const Case& c) { return NiNumber::parse(c.typed, mode(c)); };
    questions["NHS number"] = [=](const Case& c) { return revealed(nhs(c)); };
    questions["NHS number on a screen"] = [=](const Case& c) { return nhs(c).value().masked(); };
    questions["NHS number in full"] = [=](const Case& c) { return nhs(c)->reveal_grouped(); };
    questions["National Insurance number"] = [=](const Case& c) { return revealed(ni(c)); };
    questions["National Insurance number on a screen"] = [=](const Case& c) {
        return ni(c).value().masked();
    };
    questions["National Insurance number in full"] = [=](const Case& c) {
        return ni(c).value().reveal_grouped();
    };
}

void add_place_questions(std::map<std::string, Question>& questions)
{
    const auto postcode = [](const Case& c) { return Postcode::parse(c.typed, entry(c)); };
    questions["Postcode"] = [=](const Case& c) { return revealed(postcode(c)); };
    questions["Postcode on a screen"] = [=](const Case& c) { return postcode(c).value().masked(); };
    questions["Postcode in Great Britain"] = [=](const Case& c) {
        return postcode(c).value().in_great_britain() ? "yes" : "no";
    };
    questions["Organisation code"] = [](const Case& c) {
        return text_of(OdsCode::parse(c.typed, kind(c)));
    };
    questions["Meaning of an organisation code"] = organisation;
}

void add_contact_questions(std::map<std::string, Question>& questions)
{
    questions["Telephone"] = [](const Case& c) { return revealed(PhoneNumber::parse(c.typed)); };
    questions["Telephone as shown"] = [](const Case& c) {
        return PhoneNumber::parse(c.typed).value().reveal_as_typed();
    };
    questions["Telephone masked"] = [](const Case& c) {
        return PhoneNumber::parse(c.typed).value().masked();
    };
    questions["E-mail"] = [](const Case& c) { return revealed(EmailAddress::parse(c.typed)); };
    questions["E-mail question"] = email_question;
    questions["Name"] = [](const Case& c) { return revealed(PersonName::parse(c.typed)); };
}

void add_time_questions(std::map<std::string, Question>& questions)
{
    questions["Date"] = [](const Case& c) {
        const auto parsed = date(c);
        return parsed ? "valid " + parsed->iso() : refused(parsed.error());
    };
    questions["Birth date"] = birth_date;
    questions["Age"] = [](const Case& c) {
        return std::to_string(age_on(date(c).value(), day(c)));
    };
    questions["London clock"] = london_clock;
}

std::map<std::string, Question> all_questions()
{
    std::map<std::string, Question> questions;
    add_number_questions(questions);
    add_place_questions(questions);
    add_contact_questions(questions);
    add_time_questions(questions);
    questions["Referral reference"] = [](const Case& c) {
        return text_of(ReferralReference::parse(c.typed));
    };
    questions["Study number"] = [](const Case& c) {
        return text_of(StudyNumber::parse(c.typed, c.where));
    };
    questions["Resume code"] = [](const Case& c) { return revealed(ResumeCode::parse(c.typed)); };
    return questions;
}

/// The UTF-8 of a code point below U+10000.
std::string utf8(unsigned point)
{
    const auto byte = [](unsigned value) { return static_cast<char>(value); };
    if (point < 0x80) return {byte(point)};
    if (point < 0x800) return {byte(0xC0 | point >> 6), byte(0x80 | (point & 0x3F))};
    return {byte(0xE0 | point >> 12), byte(0x80 | (point >> 6 & 0x3F)),
            byte(0x80 | (point & 0x3F))};
}

/// The text between the quotes, with {U+00A0} as the character it names.
std::string unquoted(const std::string& cell)
{
    if (cell.size() < 2 || cell.front() != '"' || cell.back() != '"')
        throw std::runtime_error("not between quotes: " + cell);
    std::string text = cell.substr(1, cell.size() - 2);
    for (std::size_t at = text.find("{U+"); at != text.npos; at = text.find("{U+")) {
        const auto point = static_cast<unsigned>(std::stoul(text.substr(at + 3, 4), nullptr, 16));
        text.replace(at, 8, utf8(point));
    }
    return text;
}

TEST(IdentifiersSpec, EveryRowHoldsAndEveryQuestionIsAsked)
{
    const auto questions = all_questions();
    std::map<std::string, int> asked;
    for (const auto& row : support::read_spec("identifiers.spec", 4)) {
        const auto question = meaning(questions, row.cells[0]);
        EXPECT_EQ(question({unquoted(row.cells[1]), row.cells[2]}), row.cells[3])
            << "tests/spec/identifiers.spec line " << row.line << ": " << row.cells[0] << " "
            << row.cells[1];
        ++asked[row.cells[0]];
    }
    for (const auto& [name, question] : questions)
        EXPECT_GT(asked[name], 0) << "no row asks: " << name;
}

} // namespace evenhand::identifiers_spec_test
