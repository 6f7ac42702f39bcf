#include "intake/baseline/locked_text.hpp"

#include "core/canonical_json.hpp"

#include <nlohmann/json.hpp>

namespace evenhand::baseline {

namespace locked_text {

using Texts = std::map<std::string, std::string, std::less<>>;

std::optional<Texts> texts_in(const nlohmann::json& object, const char* name)
{
    const auto found = object.find(name);
    if (found == object.end() || !found->is_object()) return std::nullopt;
    Texts texts;
    for (const auto& [key, value] : found->items()) {
        if (!value.is_string()) return std::nullopt;
        texts.emplace(key, value.get<std::string>());
    }
    return texts;
}

std::optional<std::string> text_in(const nlohmann::json& object, const char* name)
{
    const auto found = object.find(name);
    if (found == object.end() || !found->is_string()) return std::nullopt;
    return found->get<std::string>();
}

} // namespace locked_text

std::string written_out(const LockedText& locked)
{
    nlohmann::json all;
    all["questionnaire"] = locked.questionnaire;
    all["version"] = locked.version;
    all["answers"] = nlohmann::json::object();
    for (const auto& [question, answer] : locked.answers)
        all["answers"][question] = answer;
    all["confirmed"] = nlohmann::json::object();
    for (const auto& [finding, value] : locked.confirmed)
        all["confirmed"][finding] = value;
    all["salt"] = locked.salt;
    return canonical_json(all);
}

std::optional<LockedText> read_locked_text(std::string_view text)
{
    const auto all = parse_json(text);
    if (!all || !all->is_object()) return std::nullopt;
    auto questionnaire = locked_text::text_in(*all, "questionnaire");
    auto version = locked_text::text_in(*all, "version");
    auto answers = locked_text::texts_in(*all, "answers");
    auto confirmed = locked_text::texts_in(*all, "confirmed");
    auto salt = locked_text::text_in(*all, "salt");
    if (!questionnaire || !version || !answers || !confirmed || !salt) return std::nullopt;
    return LockedText{*std::move(questionnaire), *std::move(version), *std::move(answers),
                      *std::move(confirmed), *std::move(salt)};
}

QuestionnaireAnswers answers_in(const LockedText& locked, const Questionnaire& all)
{
    QuestionnaireAnswers answers;
    for (const auto& [id, text] : locked.answers) {
        const Question* question = all.find(id);
        auto answer = question == nullptr ? std::nullopt : protocol::read_back(*question, text);
        if (answer) answers.emplace(id, *std::move(answer));
    }
    return answers;
}

} // namespace evenhand::baseline
