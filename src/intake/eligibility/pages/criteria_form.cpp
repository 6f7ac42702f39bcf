#include "intake/eligibility/pages/criteria_form.hpp"

#include "core/date_input.hpp"
#include "html/components.hpp"
#include "html/identifier_messages.hpp"
#include "people/participants/pages/services.hpp"
#include "people/staff/pages/day_boxes.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::eligibility::pages {

namespace criteria_form {

using html::Html;
using protocol::Criterion;
using protocol::CriterionKind;
using protocol::Membership;
using protocol::Said;

constexpr std::string_view birth_field = "birth_date";
constexpr std::string_view practice_field = "practice_code";
constexpr std::string_view on_day = "on_day";

/// A question with its hint, and what the referral said of it.
struct Question
{
    const Criterion& criterion;
    std::string said = {};
};

Html radios(const Question& question, std::vector<html::ChoiceItem> items,
            const http::FormData& typed, const html::FieldErrors& errors)
{
    std::string hint = question.criterion.hint;
    if (!question.said.empty())
        hint += fmt::format("{}The referral said: {}.", hint.empty() ? "" : " ", question.said);
    return html::radios(
        {.name = question.criterion.id,
         .fieldset = html::Fieldset{.legend = {.text = question.criterion.question,
                                               .classes = "govuk-fieldset__legend--m"}},
         .hint = {.text = hint},
         .error = errors.on(question.criterion.id),
         .items = std::move(items),
         .value = std::string(typed.value(question.criterion.id))});
}

html::ChoiceItem nobody_is_sure()
{
    return {.value = std::string(not_sure),
            .text = "Nobody is sure",
            .hint = {.text = "A team lead finds it out"}};
}

Html age(const CriteriaShown& shown, const Criterion& criterion, const http::FormData& typed,
         const html::FieldErrors& errors)
{
    const bool known = shown.born.has_value();
    const Html boxes =
        staff::day_boxes({.field = std::string(birth_field),
                          .legend = known ? "What is their date of birth?" : criterion.question,
                          .hint = "For example, 27 3 1998"},
                         typed, errors);
    if (!known) return boxes;
    return radios({criterion, {}},
                  {{.value = "yes",
                    .text = fmt::format("{}: that is right", shown.born->plain()),
                    .hint = {.text = fmt::format("{} years old on {}",
                                                 age_on(*shown.born, shown.on), shown.on.plain())}},
                   {.value = "no", .text = "It is another date", .conditional = boxes}},
                  typed, errors);
}

Html practice_code(const http::FormData& typed, const html::FieldErrors& errors)
{
    return html::input({.name = std::string(practice_field),
                        .label = {.text = "The surgery's code, where you have it (optional)"},
                        .hint = {.text = "A letter and 5 numbers. The area then follows from it"},
                        .error = errors.on(practice_field),
                        .value = std::string(typed.value(practice_field)),
                        .spellcheck = false,
                        .classes = "govuk-input--width-10"});
}

Html area(const CriteriaShown& shown, const Criterion& criterion, const http::FormData& typed,
          const html::FieldErrors& errors)
{
    std::vector<html::ChoiceItem> items;
    for (const auto& each : shown.protocol.areas)
        items.push_back({.value = each.id, .text = fmt::format("A surgery in {}", each.name)});
    items.push_back(
        {.value = std::string(none_of_these), .text = "A surgery elsewhere, or no surgery at all"});
    items.push_back(nobody_is_sure());
    const Html choice = radios({criterion, shown.said_area}, std::move(items), typed, errors);
    return shown.asks_practice ? choice + practice_code(typed, errors) : choice;
}

Html group(const CriteriaShown& shown, const Criterion& criterion, const http::FormData& typed,
           const html::FieldErrors& errors)
{
    std::vector<html::ChoiceItem> items;
    for (const auto& each : shown.protocol.groups)
        items.push_back({.value = each.id, .text = each.name, .hint = {.text = each.plain}});
    items.push_back({.value = std::string(none_of_these), .text = "None of these"});
    items.push_back(nobody_is_sure());
    return radios({criterion, shown.said_group}, std::move(items), typed, errors);
}

Html asked(const Criterion& criterion, const http::FormData& typed, const html::FieldErrors& errors)
{
    return radios(
        {criterion, {}},
        {{.value = "yes", .text = "Yes"}, {.value = "no", .text = "No"}, nobody_is_sure()}, typed,
        errors);
}

Html since(const Criterion& criterion, const http::FormData& typed, const html::FieldErrors& errors)
{
    const Html boxes =
        staff::day_boxes({.field = day_field(criterion), .legend = "Which day?"}, typed, errors);
    return radios(
        {criterion, {}},
        {{.value = std::string(on_day), .text = "On this day", .conditional = boxes},
         {.value = "yes",
          .text = fmt::format("Never, or {} days ago or more: nobody knows the day",
                              criterion.days_least)},
         {.value = "no",
          .text = fmt::format("Less than {} days ago: nobody knows the day", criterion.days_least)},
         nobody_is_sure()},
        typed, errors);
}

Html input_of(const CriteriaShown& shown, const Criterion& criterion, const http::FormData& typed,
              const html::FieldErrors& errors)
{
    switch (criterion.kind) {
    case CriterionKind::age:
        return age(shown, criterion, typed, errors);
    case CriterionKind::area:
        return area(shown, criterion, typed, errors);
    case CriterionKind::group:
        return group(shown, criterion, typed, errors);
    case CriterionKind::asked:
        return asked(criterion, typed, errors);
    case CriterionKind::since:
        break;
    }
    return since(criterion, typed, errors);
}

template <class Item>
Membership membership(std::string_view value, const std::vector<Item>& items)
{
    if (value == not_sure) return Membership::unsure();
    if (value == none_of_these) return Membership::none();
    const bool is_one = std::ranges::find(items, value, &Item::id) != items.end();
    return is_one ? Membership::of(std::string(value)) : Membership{};
}

std::optional<Said> said_in(std::string_view value)
{
    if (value == "yes") return Said::yes;
    if (value == "no") return Said::no;
    if (value == not_sure) return Said::unsure;
    return std::nullopt;
}

/// The day in three boxes, not after `latest`; an error of `field` where there is none.
std::optional<LocalDate> read_day(const std::string& field, LocalDate latest,
                                  const http::FormData& typed, std::vector<html::FieldError>& found)
{
    const auto box = [&](const char* part) { return typed.value(field + part); };
    const auto day = parse_date({box("-day"), box("-month"), box("-year")});
    if (!day) {
        found.push_back({field, std::string(code(day.error().why))});
        return std::nullopt;
    }
    const auto problem = birth_date_problem(*day, latest); // before 1900, or after `latest`
    if (!problem) return *day;
    found.push_back({field, std::string(code(problem->why))});
    return std::nullopt;
}

void read_age(const CriteriaShown& shown, const Criterion& criterion, const http::FormData& typed,
              CriteriaTyped& into)
{
    const auto value = typed.value(criterion.id);
    if (shown.born && value == "yes") into.born = shown.born;
    if (shown.born && value != "no") return;
    const auto empty = [&](const char* part) {
        return typed.value(std::string(birth_field) + part).empty();
    };
    // Where nobody knows it yet it may be left out: another answer may decide alone.
    if (!shown.born && empty("-day") && empty("-month") && empty("-year")) return;
    into.born = read_day(std::string(birth_field), shown.on, typed, into.found);
    into.told_birth = into.born && into.born != shown.born;
}

void read_since(const CriteriaShown& shown, const Criterion& criterion, const http::FormData& typed,
                CriteriaTyped& into)
{
    const auto value = typed.value(criterion.id);
    if (const auto said = said_in(value)) into.answers.facts.said[criterion.id] = *said;
    if (value != on_day) return;
    const auto day = read_day(day_field(criterion), shown.on, typed, into.found);
    if (day) into.answers.facts.since.emplace(criterion.id, *day);
}

void read(const CriteriaShown& shown, const Criterion& criterion, const http::FormData& typed,
          CriteriaTyped& into)
{
    auto& facts = into.answers.facts;
    const auto value = typed.value(criterion.id);
    switch (criterion.kind) {
    case CriterionKind::age:
        return read_age(shown, criterion, typed, into);
    case CriterionKind::area:
        facts.area = membership(value, shown.protocol.areas);
        return;
    case CriterionKind::group:
        facts.group = membership(value, shown.protocol.groups);
        return;
    case CriterionKind::asked:
        if (const auto said = said_in(value)) facts.said[criterion.id] = *said;
        return;
    case CriterionKind::since:
        return read_since(shown, criterion, typed, into);
    }
}

std::string value_of(const Membership& membership)
{
    switch (membership.known) {
    case Membership::Known::not_asked:
        return {};
    case Membership::Known::unsure:
        return std::string(not_sure);
    case Membership::Known::none:
        return std::string(none_of_these);
    case Membership::Known::one:
        break;
    }
    return membership.id;
}

std::string value_of(Said said)
{
    switch (said) {
    case Said::yes:
        return "yes";
    case Said::no:
        return "no";
    case Said::unsure:
        break;
    }
    return std::string(not_sure);
}

void add_since(const Criterion& criterion, LocalDate day, http::FormData& typed)
{
    typed.add(criterion.id, std::string(on_day));
    typed.add(day_field(criterion) + "-day", std::to_string(day.day()));
    typed.add(day_field(criterion) + "-month", std::to_string(day.month()));
    typed.add(day_field(criterion) + "-year", std::to_string(day.year()));
}

} // namespace criteria_form

std::string day_field(const protocol::Criterion& criterion)
{
    return criterion.id + "_on";
}

html::Html criteria_inputs(const CriteriaShown& shown, const http::FormData& typed,
                           const html::FieldErrors& errors)
{
    html::Html all;
    for (const auto& criterion : shown.protocol.eligibility.criteria)
        all += criteria_form::input_of(shown, criterion, typed, errors);
    return all;
}

CriteriaTyped read_criteria(const CriteriaShown& shown, const http::FormData& typed)
{
    CriteriaTyped read{.answers = answers_on(shown.on), .born = {}, .found = {}};
    for (const auto& criterion : shown.protocol.eligibility.criteria)
        criteria_form::read(shown, criterion, typed, read);
    return read;
}

http::FormData typed_of(const protocol::Protocol& protocol, const Answers& answers)
{
    using protocol::CriterionKind;
    http::FormData typed;
    const auto& facts = answers.facts;
    for (const auto& criterion : protocol.eligibility.criteria) {
        const auto said = facts.said.find(criterion.id);
        const auto day = facts.since.find(criterion.id);
        if (criterion.kind == CriterionKind::age) typed.add(criterion.id, "yes");
        if (criterion.kind == CriterionKind::area)
            typed.add(criterion.id, criteria_form::value_of(facts.area));
        if (criterion.kind == CriterionKind::group)
            typed.add(criterion.id, criteria_form::value_of(facts.group));
        if (day != facts.since.end())
            criteria_form::add_since(criterion, day->second, typed);
        else if (said != facts.said.end())
            typed.add(criterion.id, criteria_form::value_of(said->second));
    }
    if (!answers.practice.empty())
        typed.add(std::string(criteria_form::practice_field), answers.practice);
    return typed;
}

CriteriaMessages::CriteriaMessages(const protocol::Protocol& protocol)
{
    constexpr std::string_view birth = "birth_date";
    constexpr std::string_view practice = "practice_code";
    const auto& criteria = protocol.eligibility.criteria;
    fields_.reserve(2 * criteria.size()); // so that no view into it goes stale
    for (const auto& criterion : criteria) {
        const bool is_age = criterion.kind == protocol::CriterionKind::age;
        messages_.push_back({criterion.id, "missing",
                             is_age ? "Choose whether the date of birth is right"
                                    : "Choose an answer, or that nobody is sure"});
        messages_.push_back({criterion.id, "another_area",
                             "The surgery with this code belongs to another area. Choose that "
                             "area, or check the code"});
        messages_.push_back({criterion.id, "which_area",
                             "A surgery with this code may belong to more than one area. Choose "
                             "which"});
        if (criterion.kind != protocol::CriterionKind::since) continue;
        const auto& field = fields_.emplace_back(day_field(criterion));
        const auto& focus = fields_.emplace_back(field + "-day");
        html::add_messages(messages_, field, html::date_words, focus);
    }
    html::add_messages(messages_, birth, html::date_words, "birth_date-day");
    for (const auto* each :
         {"empty", "not_text", "has_symbols", "too_short", "too_long", "wrong_shape"})
        messages_.push_back(
            {practice, each, "A surgery's code is a letter and 5 numbers, such as C88001"});
    messages_.push_back({practice, "not_found",
                         "There is no surgery with this code. Check it, or leave it out and choose "
                         "the area"});
    messages_.push_back({practice, "closed",
                         "The surgery with this code has closed. Ask which they are registered "
                         "with now"});
}

} // namespace evenhand::eligibility::pages
