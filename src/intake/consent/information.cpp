#include "intake/consent/information.hpp"

#include "core/check.hpp"
#include "intake/consent/consent.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace evenhand::consent {

namespace information_words {

constexpr int most_days_ahead = 60;

constexpr std::array all_understood{Understood::at_once, Understood::explained_again,
                                    Understood::not_yet};
constexpr std::array all_wishes{Wish::goes_on, Wish::wants_time, Wish::declines};

std::string in_words(std::string_view code)
{
    if (code == "easy-read") return "Easy Read";
    std::string words(code);
    std::ranges::replace(words, '-', ' ');
    if (!words.empty() && words.front() >= 'a' && words.front() <= 'z')
        words.front() = static_cast<char>(words.front() - 'a' + 'A');
    return words;
}

struct Language
{
    std::string_view code;
    std::string_view name;
};
// Those that trials in England and Wales print; another stands by its code.
constexpr std::array languages{
    Language{"en", "English"}, Language{"cy", "Welsh"},   Language{"pl", "Polish"},
    Language{"ur", "Urdu"},    Language{"pa", "Punjabi"}, Language{"ar", "Arabic"},
    Language{"so", "Somali"},  Language{"bn", "Bengali"}, Language{"ro", "Romanian"}};

std::string_view language_of(std::string_view code)
{
    const auto found = std::ranges::find(languages, code, &Language::code);
    return found == languages.end() ? code : found->name;
}

} // namespace information_words

std::span<const Understood> all_understood()
{
    return information_words::all_understood;
}

std::string_view name_of(Understood understood)
{
    switch (understood) {
    case Understood::at_once:
        return "at_once";
    case Understood::explained_again:
        return "explained_again";
    case Understood::not_yet:
        break;
    }
    return "not_yet";
}

std::optional<Understood> understood_named(std::string_view name)
{
    for (const Understood each : all_understood())
        if (name_of(each) == name) return each;
    return std::nullopt;
}

std::string_view label_of(Understood understood)
{
    switch (understood) {
    case Understood::at_once:
        return "Understood";
    case Understood::explained_again:
        return "Understood, after it was explained again";
    case Understood::not_yet:
        break;
    }
    return "Not yet";
}

std::vector<std::string> unanswered(const protocol::ConsentForm& form,
                                    const TeachBackAnswers& answers)
{
    std::vector<std::string> all;
    for (const auto& question : form.teach_back)
        if (!answers.contains(question.id)) all.push_back(question.id);
    return all;
}

std::vector<std::string> answered(const protocol::ConsentForm& form,
                                  const TeachBackAnswers& answers, Understood understood)
{
    std::vector<std::string> all;
    for (const auto& question : form.teach_back) {
        const auto found = answers.find(question.id);
        if (found != answers.end() && found->second == understood) all.push_back(question.id);
    }
    return all;
}

std::string taught_detail(const TeachBackAnswers& answers)
{
    const auto again = std::ranges::count_if(
        answers, [](const auto& one) { return one.second == Understood::explained_again; });
    return fmt::format("at-once-{}-again-{}", std::ssize(answers) - again, again);
}

const protocol::TextFile* find_text(const protocol::InformationSheet& sheet,
                                    std::string_view format, std::string_view language)
{
    const auto found = std::ranges::find_if(sheet.texts, [&](const protocol::TextFile& text) {
        return text.format == format && text.language == language;
    });
    return found == sheet.texts.end() ? nullptr : &*found;
}

std::string label_of(const protocol::TextFile& text)
{
    return fmt::format("{}, in {}", information_words::in_words(text.format),
                       information_words::language_of(text.language));
}

std::string_view name_of(Wish wish)
{
    switch (wish) {
    case Wish::goes_on:
        return "goes_on";
    case Wish::wants_time:
        return "wants_time";
    case Wish::declines:
        break;
    }
    return "declines";
}

std::optional<Wish> wish_named(std::string_view name)
{
    for (const Wish wish : information_words::all_wishes)
        if (name_of(wish) == name) return wish;
    return std::nullopt;
}

participants::Step step_of(Wish wish)
{
    switch (wish) {
    case Wish::goes_on:
        return participants::Step::goes_on;
    case Wish::wants_time:
        return participants::Step::wants_time;
    case Wish::declines:
        break;
    }
    return participants::Step::declined;
}

std::string_view code(InformationRefusal refusal)
{
    switch (refusal) {
    case InformationRefusal::not_now:
        return "not_now";
    case InformationRefusal::not_offered:
        return "not_offered";
    case InformationRefusal::not_given:
        return "not_given";
    case InformationRefusal::unanswered:
        return "unanswered";
    case InformationRefusal::no_day:
        return "no_day";
    case InformationRefusal::day_past:
        return "day_past";
    case InformationRefusal::day_far:
        return "day_far";
    case InformationRefusal::no_such_reason:
        return "no_such_reason";
    }
    CHECK(false);
}

std::optional<InformationRefusal> fault_of(const Decision& decision, LocalDate today)
{
    if (decision.wish == Wish::declines) {
        const bool known = participants::is_detail(participants::Step::declined, decision.reason);
        return known ? std::nullopt : std::optional(InformationRefusal::no_such_reason);
    }
    if (decision.wish == Wish::goes_on) return std::nullopt;
    if (!decision.call_on) return InformationRefusal::no_day;
    if (*decision.call_on <= today) return InformationRefusal::day_past;
    const bool far = *decision.call_on > today.plus_days(information_words::most_days_ahead);
    return far ? std::optional(InformationRefusal::day_far) : std::nullopt;
}

bool may_go_through(participants::Stage stage)
{
    return is_step_to_take(stage) || effect_at(stage) != Effect::refused;
}

bool is_step_to_take(participants::Stage stage)
{
    return participants::may_follow(stage, participants::Step::taught).has_value();
}

} // namespace evenhand::consent
