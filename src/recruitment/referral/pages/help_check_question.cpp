#include "recruitment/referral/pages/pages.hpp"

#include "core/check.hpp"
#include "core/date_input.hpp"
#include "html/components.hpp"
#include "html/form.hpp"
#include "recruitment/referral/pages/help_parts.hpp"
#include "recruitment/referral/pages/prose.hpp"
#include "recruitment/referral/pages/question_parts.hpp"
#include "recruitment/referral/pages/questions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

// The questions of the check that are answered with a form. Two of them are those of the
// self-referral; on health nothing but yes or no is asked here.

namespace evenhand::referral::pages {

namespace help_check_question {

using html::Html;

const std::vector<protocol::Choice>& condition_answers()
{
    static const std::vector<protocol::Choice> all{
        {"yes", "Yes"}, {"no", "No"}, {"not-sure", "I am not sure"}};
    return all;
}

Html condition_view(const Asked& asked, const http::FormData& typed,
                    const html::FieldErrors& errors)
{
    return html::radios(
        {.name = "condition",
         .fieldset =
             page_fieldset(asked, "Do you have a health condition or disability that makes it "
                                  "hard to find or keep work?"),
         .hint = {.text = "It can be of the body or the mind. What counts is how it is for you."},
         .error = errors.on("condition"),
         .items = items_of(condition_answers()),
         .value = typed_value(typed, "condition")});
}

std::vector<html::FieldError> check_condition(const Asked&, const http::FormData& typed)
{
    std::vector<html::FieldError> errors;
    check_one_of(errors, typed, "condition", ids_of(condition_answers()));
    return errors;
}

const std::vector<html::FieldMessage>& condition_messages()
{
    static const std::vector<html::FieldMessage> all = [] {
        std::vector<html::FieldMessage> words;
        add_choice_messages(words, "condition", "Choose yes, no or not sure");
        return words;
    }();
    return all;
}

/// Age counts from the birthday on: who is 18 tomorrow is not 18 today.
void answer_age(const Asked& asked, const http::FormData& typed, HelpCheck& check)
{
    const auto born =
        parse_date({typed.value("born-day"), typed.value("born-month"), typed.value("born-year")});
    check.old_enough = born && age_on(*born, asked.today) >= asked.protocol.eligibility.age_from;
}

void answer_work(const Asked& asked, const http::FormData& typed, HelpCheck& check)
{
    const auto& all = asked.protocol.referral.work;
    const auto found = std::ranges::find(all, typed.value("work"), &protocol::WorkChoice::id);
    check.work = static_cast<std::size_t>(found - all.begin());
}

void answer_health(const Asked&, const http::FormData& typed, HelpCheck& check)
{
    const std::string_view answer = typed.value("condition");
    check.condition = answer == "yes"  ? Condition::yes
                      : answer == "no" ? Condition::no
                                       : Condition::not_sure;
}

struct Step
{
    std::string_view slug;
    std::string_view title;
    Html (*view)(const Asked&, const http::FormData&, const html::FieldErrors&);
    std::vector<html::FieldError> (*check)(const Asked&, const http::FormData&);
    const std::vector<html::FieldMessage>& (*messages)();
    void (*answer)(const Asked&, const http::FormData&, HelpCheck&);
};

const Step& step_of(std::string_view slug)
{
    static const std::array steps{
        Step{"age", birth_date_question.title, birth_date_question.view, birth_date_question.check,
             birth_date_question.messages, answer_age},
        Step{"work", work_question.title, work_question.view, work_question.check,
             work_question.messages, answer_work},
        Step{"health", "Do you have a health condition or disability?", condition_view,
             check_condition, condition_messages, answer_health}};
    const auto* found = std::ranges::find(steps, slug, &Step::slug);
    CHECK(found != steps.end());
    return *found;
}

/// What a page shows: by value, since it is rendered later.
struct Model
{
    const Step& step;
    Asked asked;
    http::FormData typed;
    std::vector<html::FieldError> wrong;
    http::FormTokens tokens;
    HelpCheck check;
};

html::Page view(const Model& model)
{
    const html::FieldErrors errors(model.wrong, model.step.messages());
    const Html form = html::form({.action = fmt::format("/check/{}", model.step.slug),
                                  .csrf = model.tokens.csrf,
                                  .idempotency_key = model.tokens.idempotency_key,
                                  .hidden = {{std::string(so_far), encode(model.check)}}},
                                 model.step.view(model.asked, model.typed, errors) +
                                     nothing_is_kept() + html::button({.text = "Continue"}));
    return {.title = check_title(model.step.title),
            .body = errors.summary() + form,
            .has_errors = errors.any(),
            .back_href = "/check"};
}

http::Response respond(const Services& services, int status, Model model)
{
    return http::page(status, [&services, model = std::move(model)] {
        return html::document(services.site, view(model)).str();
    });
}

} // namespace help_check_question

http::Response ask_for_check(const Services& services, std::string_view slug,
                             const http::Request& request, storage::UnitOfWork& work)
{
    const auto check = answered(services, request);
    if (!check) return begin_again();
    return help_check_question::respond(services, 200,
                                        {.step = help_check_question::step_of(slug),
                                         .asked = services.asked(work.now()),
                                         .typed = {},
                                         .wrong = {},
                                         .tokens = request.tokens,
                                         .check = *check});
}

http::Response answer_for_check(const Services& services, std::string_view slug,
                                const http::Request& request, storage::Units& units)
{
    const auto before = answered(services, request);
    if (!before) return begin_again();
    // Only the day is read, for the age: what is typed here reaches no store.
    const Instant now = units.read({storage::ActorKind::visitor, "check", {}}, "check",
                                   [](storage::UnitOfWork& work) { return work.now(); });
    const Asked asked = services.asked(now);
    const auto& step = help_check_question::step_of(slug);
    auto wrong = step.check(asked, request.form);
    if (!wrong.empty())
        return help_check_question::respond(services, 422,
                                            {.step = step,
                                             .asked = asked,
                                             .typed = request.form,
                                             .wrong = std::move(wrong),
                                             .tokens = request.tokens,
                                             .check = *before});
    HelpCheck check = *before;
    step.answer(asked, request.form, check);
    return go_on(services, check);
}

} // namespace evenhand::referral::pages
