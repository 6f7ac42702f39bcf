#include "intake/eligibility/eligibility.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

// Answers as they are sealed: one line a fact, words of codes and days with one space between. So
// they can be read by a person with the key, and no free text can hide among them.

namespace evenhand::eligibility {

namespace answers_text {

using protocol::Membership;
using protocol::Said;

std::string_view word_of(Said said)
{
    switch (said) {
    case Said::yes:
        return "yes";
    case Said::no:
        return "no";
    case Said::unsure:
        break;
    }
    return "unsure";
}

std::optional<Said> said_in(std::string_view word)
{
    for (const Said said : {Said::yes, Said::no, Said::unsure})
        if (word_of(said) == word) return said;
    return std::nullopt;
}

std::string line_of(std::string_view what, const Membership& membership)
{
    switch (membership.known) {
    case Membership::Known::not_asked:
        return {};
    case Membership::Known::unsure:
        return fmt::format("{} unsure\n", what);
    case Membership::Known::none:
        return fmt::format("{} none\n", what);
    case Membership::Known::one:
        break;
    }
    return fmt::format("{} one {}\n", what, membership.id);
}

/// At most four words; nothing where there are more, or two spaces together.
struct Line
{
    std::array<std::string_view, 4> words;
    std::size_t count = 0;
};

std::optional<Line> split(std::string_view text)
{
    Line line;
    while (true) {
        const auto space = text.find(' ');
        if (line.count == line.words.size() || space == 0 || text.empty()) return std::nullopt;
        line.words.at(line.count++) = text.substr(0, space);
        if (space == std::string_view::npos) return line;
        text.remove_prefix(space + 1);
    }
}

bool read_membership(const Line& line, Membership& into)
{
    if (line.count == 2 && line.words[1] == "unsure")
        into = Membership::unsure();
    else if (line.count == 2 && line.words[1] == "none")
        into = Membership::none();
    else if (line.count == 3 && line.words[1] == "one")
        into = Membership::of(std::string(line.words[2]));
    else
        return false;
    return true;
}

bool read_age(const Line& line, Answers& answers)
{
    int age = 0;
    const auto word = line.words[1];
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), age);
    answers.age = age;
    return line.count == 2 && error == std::errc() && end == word.data() + word.size();
}

bool read_asked(const Line& line, protocol::EligibilityFacts& facts)
{
    if (line.count != 3) return false;
    const std::string criterion(line.words[1]);
    if (line.words[0] == "since") {
        const auto day = LocalDate::parse(line.words[2]);
        if (day) facts.since.emplace(criterion, *day);
        return day.has_value();
    }
    const auto said = said_in(line.words[2]);
    if (said) facts.said.emplace(criterion, *said);
    return said.has_value();
}

bool read_resolved(const Line& line, protocol::EligibilityFacts& facts)
{
    if (line.count < 3 || (line.words[2] != "meets" && line.words[2] != "fails")) return false;
    facts.resolutions.push_back(
        {.criterion = std::string(line.words[1]),
         .meets = line.words[2] == "meets",
         .settled = line.count == 4 ? std::string(line.words[3]) : std::string(),
         .evidence = {}});
    return true;
}

bool read_line(const Line& line, Answers& answers)
{
    const auto what = line.words[0];
    if (what == "age") return read_age(line, answers);
    if (what == "area") return read_membership(line, answers.facts.area);
    if (what == "group") return read_membership(line, answers.facts.group);
    if (what == "said" || what == "since") return read_asked(line, answers.facts);
    if (what == "resolved") return read_resolved(line, answers.facts);
    const bool of_two = line.count == 2;
    if (what == "practice") answers.practice = std::string(line.words[1]);
    return of_two && what == "practice";
}

std::optional<LocalDate> day_of(const Line& line)
{
    if (line.count != 2 || line.words[0] != "on") return std::nullopt;
    return LocalDate::parse(line.words[1]);
}

} // namespace answers_text

Answers answers_on(LocalDate day)
{
    return {.facts = {.on = day,
                      .born = {},
                      .area = {},
                      .group = {},
                      .said = {},
                      .since = {},
                      .resolutions = {}}};
}

std::string text_of(const Answers& answers)
{
    std::string text = fmt::format("on {}\n", answers.facts.on.iso());
    if (answers.age) text += fmt::format("age {}\n", *answers.age);
    if (!answers.practice.empty()) text += fmt::format("practice {}\n", answers.practice);
    text += answers_text::line_of("area", answers.facts.area);
    text += answers_text::line_of("group", answers.facts.group);
    for (const auto& [criterion, said] : answers.facts.said)
        text += fmt::format("said {} {}\n", criterion, answers_text::word_of(said));
    for (const auto& [criterion, day] : answers.facts.since)
        text += fmt::format("since {} {}\n", criterion, day.iso());
    for (const auto& each : answers.facts.resolutions) {
        text += fmt::format("resolved {} {}{}{}\n", each.criterion, each.meets ? "meets" : "fails",
                            each.settled.empty() ? "" : " ", each.settled);
    }
    return text;
}

std::optional<Answers> read_answers(std::string_view text)
{
    std::optional<Answers> answers;
    while (!text.empty()) {
        const auto end = text.find('\n');
        if (end == std::string_view::npos) return std::nullopt;
        const auto line = answers_text::split(text.substr(0, end));
        if (!line) return std::nullopt;
        if (!answers) {
            const auto day = answers_text::day_of(*line);
            if (!day) return std::nullopt;
            answers = answers_on(*day);
        } else if (!answers_text::read_line(*line, *answers)) {
            return std::nullopt;
        }
        text.remove_prefix(end + 1);
    }
    return answers;
}

} // namespace evenhand::eligibility
