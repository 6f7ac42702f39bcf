#include "protocol/questionnaire_file.hpp"

#include "protocol/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace evenhand::protocol {

namespace questionnaire_file {

constexpr int known_format = 1;
constexpr int number_most = 1'000'000;
constexpr int text_most = 2000;
constexpr std::size_t question_most = 400;

constexpr std::array kinds{std::pair{std::string_view{"one-of"}, QuestionKind::one_of},
                           std::pair{std::string_view{"some-of"}, QuestionKind::some_of},
                           std::pair{std::string_view{"number"}, QuestionKind::number},
                           std::pair{std::string_view{"scale"}, QuestionKind::scale},
                           std::pair{std::string_view{"date"}, QuestionKind::date},
                           std::pair{std::string_view{"text"}, QuestionKind::text}};
constexpr std::array tests{std::pair{std::string_view{"is"}, Condition::Test::is},
                           std::pair{std::string_view{"is_not"}, Condition::Test::is_not},
                           std::pair{std::string_view{"at_least"}, Condition::Test::at_least},
                           std::pair{std::string_view{"at_most"}, Condition::Test::at_most}};

using Scales = std::map<std::string, std::vector<Option>, std::less<>>;

/// The questionnaire so far, what its questions may draw on, and what may stand once only.
struct Draft
{
    Questionnaire made;
    Scales scales;
    Seen questions;
};

bool is_choice(QuestionKind kind)
{
    return kind == QuestionKind::one_of || kind == QuestionKind::some_of;
}

bool is_number(QuestionKind kind)
{
    return kind == QuestionKind::number || kind == QuestionKind::scale;
}

std::vector<Option> read_options(TomlReader& reader, std::string_view key)
{
    std::vector<Option> options;
    Seen seen;
    reader.list(key, 2, [&](TomlReader& item) {
        options.push_back({.id = own_id(item, seen),
                           .label = item.text("label"),
                           .value = item.optional_number("value", -1000, 1000),
                           .alone = item.flag("alone")});
        if (options.back().id == "declined")
            item.fault("id", "\"declined\" is kept for \"Prefer not to say\"");
    });
    return options;
}

void read_instruments(TomlReader& root, Questionnaire& made)
{
    const auto free = free_licences();
    Seen seen;
    root.list("instrument", 1, [&](TomlReader& item) {
        made.instruments.push_back({.id = own_id(item, seen),
                                    .name = item.text("name", 100),
                                    .source = item.text("source"),
                                    .licence = item.text("licence", 40)});
        const std::string& licence = made.instruments.back().licence;
        if (!licence.empty() && std::ranges::find(free, licence) == free.end())
            item.fault("licence",
                       fmt::format("\"{}\" does not let its words be shipped to everyone: the free "
                                   "ones are {}",
                                   licence, fmt::join(free, ", ")));
    });
}

void read_scales(TomlReader& root, Scales& scales)
{
    Seen seen;
    root.list("scale", 0, [&](TomlReader& item) {
        std::string id = own_id(item, seen);
        scales.insert_or_assign(std::move(id), read_options(item, "option"));
    });
}

/// Only a number can be compared in size, and only an option of the question can be chosen.
void check_condition(TomlReader& item, const Condition& condition, const Draft& draft)
{
    const Question* earlier = draft.made.find(condition.question);
    if (earlier == nullptr) {
        if (!condition.question.empty())
            item.fault("question",
                       fmt::format("\"{}\" is no question that comes earlier", condition.question));
        return;
    }
    const bool sized =
        condition.test == Condition::Test::at_least || condition.test == Condition::Test::at_most;
    if (sized && !is_number(earlier->kind)) {
        item.fault("question", "is not answered with a number");
    } else if (!sized && !is_choice(earlier->kind)) {
        item.fault("question", "is not answered by choosing: compare it with at_least or at_most");
    } else if (!sized) {
        for (const std::string& value : condition.values)
            if (!has_id(earlier->options, value))
                item.fault("question", fmt::format("\"{}\" is not one of its answers", value));
    }
}

void read_condition_values(TomlReader& item, Condition& condition)
{
    const auto given =
        std::ranges::count_if(tests, [&](const auto& pair) { return item.has(pair.first); });
    if (given != 1) item.fault("question", "needs exactly one of is, is_not, at_least, at_most");
    for (const auto& [name, test] : tests) {
        if (!item.has(name)) continue;
        condition.test = test;
        const bool sized = test == Condition::Test::at_least || test == Condition::Test::at_most;
        condition.values =
            sized ? std::vector{fmt::format("{}", item.number(name, -number_most, number_most))}
                  : item.ids(name);
        if (condition.values.empty()) item.fault(name, "gives no answer to compare with");
    }
}

std::vector<Condition> read_conditions(TomlReader& reader, const Draft& draft, std::size_t least)
{
    std::vector<Condition> all;
    reader.list("when", least, [&](TomlReader& item) {
        Condition condition;
        condition.question = item.id("question");
        read_condition_values(item, condition);
        check_condition(item, condition, draft);
        all.push_back(std::move(condition));
    });
    return all;
}

void read_choices(TomlReader& item, Question& question, const Scales& scales)
{
    if (!item.has("scale")) {
        question.options = read_options(item, "option");
    } else {
        const std::string name = item.id("scale");
        const auto found = scales.find(name);
        if (found != scales.end()) {
            question.options = found->second;
        } else if (!name.empty()) {
            item.fault("scale", fmt::format("\"{}\" is no [[scale]] of this file", name));
        }
        if (item.has("option")) item.fault("option", "cannot stand beside a scale");
    }
    const bool alone = std::ranges::any_of(question.options, &Option::alone);
    if (alone && question.kind != QuestionKind::some_of)
        item.fault(item.has("scale") ? "scale" : "option",
                   "has an option that is chosen alone, and only one can be chosen anyway");
}

void check_bounds(TomlReader& item, const Question& question)
{
    constexpr int steps_most = 20;
    const Bounds& bounds = question.bounds;
    for (const char* needed : {"least", "most", "usual_least", "usual_most"})
        if (!item.sound(needed)) return;
    if (bounds.least >= bounds.most) {
        item.fault("most", "must be above least");
        return;
    }
    const auto usual_least = bounds.usual_least.value_or(bounds.least);
    const auto usual_most = bounds.usual_most.value_or(bounds.most);
    if (usual_least < bounds.least || usual_most > bounds.most || usual_least > usual_most)
        item.fault(item.has("usual_least") ? "usual_least" : "usual_most",
                   "what is usual must lie between least and most");
    if (question.kind == QuestionKind::scale && bounds.most - bounds.least > steps_most)
        item.fault("most", "makes more than 21 points, which nobody can choose from: ask a number");
}

void read_numbers(TomlReader& item, Question& question)
{
    Bounds& bounds = question.bounds;
    bounds.least = item.number("least", -number_most, number_most);
    bounds.most = item.number("most", -number_most, number_most);
    bounds.usual_least = item.optional_number("usual_least", -number_most, number_most);
    bounds.usual_most = item.optional_number("usual_most", -number_most, number_most);
    question.unit = item.optional_text("unit", 40);
    if (question.kind == QuestionKind::scale) {
        question.least_label = item.text("least_label", 60);
        question.most_label = item.text("most_label", 60);
    }
    check_bounds(item, question);
}

void read_kind(TomlReader& item, Question& question, const Scales& scales)
{
    switch (question.kind) {
    case QuestionKind::one_of:
    case QuestionKind::some_of:
        return read_choices(item, question, scales);
    case QuestionKind::number:
    case QuestionKind::scale:
        return read_numbers(item, question);
    case QuestionKind::text:
        question.bounds.most = item.number("most", 1, text_most);
        return;
    case QuestionKind::date:
        return;
    }
}

Question read_question(TomlReader& item, Draft& draft)
{
    Question question;
    question.id = own_id(item, draft.questions);
    question.text = item.text("text", question_most);
    question.hint = item.optional_text("hint");
    question.kind = named<QuestionKind>(item, "kind", kinds);
    question.required = !item.flag("optional");
    question.may_decline = !item.flag("must_answer");
    question.shared_with_support = item.flag("shared_with_support");
    question.reveals_risk = item.flag("reveals_risk");
    if (item.sound("kind")) {
        read_kind(item, question, draft.scales);
    } else {
        item.accept_any_keys();
    }
    question.when = read_conditions(item, draft, 0);
    return question;
}

/// A section's id is its address, beside those of the pages that check, lock and correct.
bool is_page_of_its_own(std::string_view id)
{
    return id == "check" || id == "lock" || id == "correct";
}

void read_section(TomlReader& item, Draft& draft, Seen& sections)
{
    Section section;
    section.id = own_id(item, sections);
    if (is_page_of_its_own(section.id))
        item.fault("id", fmt::format("\"{}\" is the name of a page: choose another", section.id));
    section.title = item.text("title", 100);
    section.introduction = item.optional_text("introduction", question_most);
    section.instrument = item.id("instrument");
    if (!section.instrument.empty() && !has_id(draft.made.instruments, section.instrument))
        item.fault("instrument",
                   fmt::format("\"{}\" is no [[instrument]] of this file", section.instrument));
    // The section stands in the draft while it is read, so that its questions find each other.
    draft.made.sections.push_back(std::move(section));
    item.list("question", 1, [&](TomlReader& each) {
        Question question = read_question(each, draft);
        draft.made.sections.back().questions.push_back(std::move(question));
    });
}

void read_checks(TomlReader& root, Draft& draft)
{
    Seen seen;
    root.list("check", 0, [&](TomlReader& item) {
        CrossCheck check;
        check.id = own_id(item, seen);
        check.hard = item.flag("hard");
        check.sentence = item.text("sentence");
        check.when = read_conditions(item, draft, 1);
        draft.made.checks.push_back(std::move(check));
    });
}

void check_whole(TomlReader& root, const Questionnaire& made)
{
    for (const Instrument& instrument : made.instruments)
        if (root.sound("instrument") && root.sound("section") &&
            std::ranges::find(made.sections, instrument.id, &Section::instrument) ==
                made.sections.end())
            root.fault("instrument", fmt::format("no section uses \"{}\"", instrument.id));
    const auto all = made.questions();
    const bool gate = std::ranges::any_of(
        all, [](const Question* each) { return each->required && each->when.empty(); });
    if (root.sound("section") && !gate)
        root.fault("section", "has no question that everybody must answer, so nothing would stand "
                              "between consent and allocation");
}

Questionnaire read(TomlReader& root)
{
    if (root.number("format", 1, 1000) != known_format)
        root.fault("format", fmt::format("this program reads format {}", known_format));
    Draft draft;
    draft.made.id = root.id("id");
    draft.made.version = root.text("version", 20);
    draft.made.title = root.text("title", 100);
    draft.made.minutes = root.number("minutes", 1, 120);
    read_instruments(root, draft.made);
    read_scales(root, draft.scales);
    Seen sections;
    root.list("section", 1, [&](TomlReader& item) { read_section(item, draft, sections); });
    read_checks(root, draft);
    root.refuse_unknown_keys();
    check_whole(root, draft.made);
    return std::move(draft.made);
}

std::string risk_without_safety(const Protocol& all)
{
    if (!all.safety.duty_rota.empty() && !all.safety.out_of_hours.empty()) return {};
    for (const Question* question : all.baseline.questions())
        if (question->reveals_risk)
            return fmt::format("asks \"{}\", whose answer can tell of harm: set [safety] duty_rota "
                               "and out_of_hours, or leave it out",
                               question->id);
    return {};
}

} // namespace questionnaire_file

Result<Questionnaire, ProtocolErrors> load_questionnaire(std::string_view text)
{
    ProtocolErrors errors;
    const auto reader = TomlReader::parse(text, errors);
    if (!reader) return refuse(std::move(errors));
    Questionnaire made = questionnaire_file::read(*reader);
    if (!errors.empty()) return refuse(std::move(errors));
    return made;
}

void read_baseline(TomlReader& table, Reading& reading)
{
    const std::string file = reading.file(table, "file");
    const std::string version = table.text("version", 20);
    const auto text = reading.text_of(file);
    if (!text) return;
    auto loaded = load_questionnaire(*text);
    if (!loaded) {
        for (ProtocolError& error : loaded.error()) {
            error.file = file;
            reading.errors().push_back(std::move(error));
        }
        return;
    }
    if (!version.empty() && loaded->version != version)
        table.fault("version", fmt::format("is \"{}\", and that of {} is \"{}\"", version, file,
                                           loaded->version));
    reading.protocol.baseline = *std::move(loaded);
    reading.later(table.place("file"), questionnaire_file::risk_without_safety, {"safety"});
}

} // namespace evenhand::protocol
