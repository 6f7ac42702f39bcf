#include "intake/baseline/pages/question_form.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::baseline {

namespace question_form {

using protocol::QuestionKind;

/// Kinds without a list of choices have a box of their own for "Prefer not to say".
bool has_own_box(const Question& question)
{
    switch (question.kind) {
    case QuestionKind::number:
    case QuestionKind::date:
    case QuestionKind::text:
        return true;
    case QuestionKind::one_of:
    case QuestionKind::some_of:
    case QuestionKind::scale:
        break;
    }
    return false;
}

std::string declined_field(const Question& question)
{
    return field_of(question) + "_declined";
}

protocol::TypedAnswer typed_values(const Question& question, const http::FormData& form)
{
    const std::string field = field_of(question);
    if (question.kind == QuestionKind::date)
        return {std::string(form.value(field + "-day")), std::string(form.value(field + "-month")),
                std::string(form.value(field + "-year"))};
    if (question.kind != QuestionKind::some_of) return {std::string(form.value(field))};
    protocol::TypedAnswer typed;
    for (const std::string_view value : form.values(field))
        typed.emplace_back(value);
    return typed;
}

std::string focus_of(const Question& question)
{
    return field_of(question) + (question.kind == QuestionKind::date ? "-day" : "");
}

/// One question into the page; what it was before is replaced or taken away.
void read_question(const Question& question, const http::FormData& form, Wanted wanted,
                   PageRead& page)
{
    auto typed = typed_values(question, form);
    const bool empty = std::ranges::all_of(typed, &std::string::empty);
    const bool declined =
        has_own_box(question) && form.value(declined_field(question)) == protocol::declined_value;
    if (declined && !empty) {
        page.faults.push_back(
            fault_on(question, "Give an answer or choose \"Prefer not to say\", not both"));
        return;
    }
    if (declined) typed = {std::string(protocol::declined_value)};
    auto answer = protocol::parse_answer(question, typed);
    if (answer) {
        page.after.answers.insert_or_assign(question.id, *answer);
        page.given.answers.insert_or_assign(question.id, *std::move(answer));
        return;
    }
    const bool missing = answer.error() == protocol::HardFault::missing;
    if (missing && (!question.required || wanted == Wanted::what_is_there)) {
        page.after.answers.erase(question.id);
        page.given.answers.insert_or_assign(question.id, std::nullopt);
        return;
    }
    page.faults.push_back(fault_on(question, protocol::sentence(question, answer.error())));
}

bool is_among(const std::vector<const Question*>& questions, const std::string& id)
{
    return std::ranges::find(questions, id, &Question::id) != questions.end();
}

/// The hard checks over several answers of which this page asked one.
void read_hard_checks(const Questionnaire& all, const std::vector<const Question*>& asked,
                      PageRead& page)
{
    for (const auto& finding : protocol::hard_findings(all, page.after.answers)) {
        if (!finding.question.empty()) continue;
        const auto check =
            std::ranges::find(all.checks, finding.sentence, &protocol::CrossCheck::sentence);
        if (check == all.checks.end()) continue;
        for (const std::string& id : questions_of(all, check->id)) {
            if (!is_among(asked, id)) continue;
            page.faults.push_back(fault_on(*all.find(id), finding.sentence));
            break;
        }
    }
}

void read_soft_checks(const Questionnaire& all, const std::vector<const Question*>& asked,
                      const http::FormData& form, PageRead& page)
{
    for (const auto& finding : unconfirmed(all, page.after.answers, page.after.confirmed)) {
        const bool is_here = std::ranges::any_of(
            questions_of(all, finding.id), [&](const auto& id) { return is_among(asked, id); });
        if (!is_here) continue;
        // The box carries the value for which it was ticked: another value is asked about anew.
        const auto value = confirmable_value(all, finding.id, page.after.answers);
        if (form.value(right_field_of(finding.id)) == value) {
            page.given.confirmed.insert_or_assign(finding.id, value);
            page.after.confirmed.insert_or_assign(finding.id, value);
        } else {
            page.doubts.push_back(finding);
        }
    }
}

void add_typed(const Question& question, const protocol::Answer& answer, http::FormData& form)
{
    const std::string field = field_of(question);
    if (std::holds_alternative<protocol::Declined>(answer)) {
        form.add(has_own_box(question) ? declined_field(question) : field,
                 std::string(protocol::declined_value));
        return;
    }
    if (const auto* date = std::get_if<LocalDate>(&answer)) {
        const std::string iso = date->iso();
        form.add(field + "-day", iso.substr(8, 2));
        form.add(field + "-month", iso.substr(5, 2));
        form.add(field + "-year", iso.substr(0, 4));
        return;
    }
    if (const auto* ids = std::get_if<std::vector<std::string>>(&answer)) {
        for (const std::string& id : *ids)
            form.add(field, id);
        return;
    }
    if (const auto* number = std::get_if<std::int64_t>(&answer)) {
        form.add(field, fmt::format("{}", *number));
        return;
    }
    form.add(field, std::get<std::string>(answer));
}

} // namespace question_form

std::string field_of(const Question& question)
{
    return "q_" + question.id;
}

std::string right_field_of(std::string_view finding)
{
    return fmt::format("right_{}", finding);
}

PageFault fault_on(const Question& question, std::string sentence)
{
    return {field_of(question), question_form::focus_of(question), std::move(sentence)};
}

std::vector<const Question*> named_questions(const Questionnaire& all, std::string_view names)
{
    std::vector<const Question*> found;
    const std::string padded = fmt::format(",{},", names);
    for (const Question* question : all.questions())
        if (padded.find("," + question->id + ",") != std::string::npos) found.push_back(question);
    return found;
}

std::string names_of(const std::vector<const Question*>& questions)
{
    std::string names;
    for (const Question* question : questions)
        names += (names.empty() ? "" : ",") + question->id;
    return names;
}

PageRead read_page(const Questionnaire& all, const Progress& before,
                   const std::vector<const Question*>& asked, const http::FormData& form,
                   Wanted wanted)
{
    PageRead page{.given = {}, .faults = {}, .doubts = {}, .after = before};
    for (const Question* question : asked)
        if (protocol::is_asked(all, question->id, page.after.answers))
            question_form::read_question(*question, form, wanted, page);
    if (page.faults.empty()) question_form::read_hard_checks(all, asked, page);
    if (page.faults.empty()) question_form::read_soft_checks(all, asked, form, page);
    return page;
}

http::FormData as_typed(const std::vector<const Question*>& questions,
                        const QuestionnaireAnswers& answers)
{
    http::FormData form;
    for (const Question* question : questions) {
        const auto answer = answers.find(question->id);
        if (answer != answers.end()) question_form::add_typed(*question, answer->second, form);
    }
    return form;
}

std::vector<PageFault> faults_of(const std::vector<protocol::SoftFinding>& doubts)
{
    std::vector<PageFault> faults;
    for (const auto& doubt : doubts)
        faults.push_back({right_field_of(doubt.id), right_field_of(doubt.id), doubt.sentence});
    return faults;
}

} // namespace evenhand::baseline
