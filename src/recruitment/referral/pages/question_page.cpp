#include "recruitment/referral/pages/pages.hpp"

#include "html/components.hpp"
#include "html/form.hpp"

#include <fmt/format.h>

namespace evenhand::referral::pages {

namespace question_page {

using html::Html;

/// What one page of the journey shows: all by value, since it is rendered after the unit of work
/// has ended.
struct Model
{
    const Question& question;
    Asked asked;
    http::FormData typed;
    std::vector<html::FieldError> wrong;
    http::FormTokens tokens;
    bool changing = false; ///< came by a Change link, and goes back to the check page
    std::string campaign;
};

std::string path_of(const Question& question)
{
    return fmt::format("/join/{}", question.slug);
}

std::string back_from(const Model& model)
{
    if (model.changing) return "/join/check";
    const Question* before = question_before(model.question);
    return before ? path_of(*before) : "/";
}

Html buttons()
{
    return html::button_group(html::button({.text = "Continue"}) +
                              html::button({.text = "Save and come back later",
                                            .name = "then",
                                            .value = "save",
                                            .classes = "govuk-button--secondary"}));
}

html::Page view(const Model& model)
{
    const html::FieldErrors errors(model.wrong, model.question.messages());
    const html::Form form{
        .action = path_of(model.question),
        .csrf = model.tokens.csrf,
        .idempotency_key = model.tokens.idempotency_key,
        .hidden = {{"changing", model.changing ? "yes" : ""}, {"campaign", model.campaign}}};
    return {.title = std::string(model.question.title),
            .body =
                errors.summary() +
                html::form(form, model.question.view(model.asked, model.typed, errors) + buttons()),
            .has_errors = errors.any(),
            .back_href = back_from(model)};
}

/// The answer alone, without what every form carries.
http::FormData fields_of(const http::FormData& form)
{
    http::FormData fields;
    for (const auto& [name, value] : form.pairs()) {
        const bool ours = name == html::csrf_field || name == html::idempotency_field ||
                          name == "changing" || name == "campaign" || name == "then";
        if (!ours) fields.add(name, value);
    }
    return fields;
}

http::Response respond(const Services& services, int status, Model model)
{
    return http::page(status, [&services, model = std::move(model)] {
        return html::document(services.site, view(model)).str();
    });
}

/// Where a valid answer leads: out of the journey, back to the check page, or on.
std::string next_path(const Asked& asked, const Question& question, const Answers& answers,
                      bool changing)
{
    if (question.stop) {
        if (const auto stop = question.stop(asked, answers.of(question.slug))) {
            return fmt::format("/join/cannot-join/{}", slug(*stop));
        }
    }
    const Question* open = first_open(asked, answers);
    if (!open) return "/join/check";
    if (changing) return path_of(*open);
    const Question* next = question_after(question);
    return next ? path_of(*next) : path_of(*open);
}

} // namespace question_page

http::Response ask(const Services& services, const Question& question, const http::Request& request,
                   const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const Answers answers = answers_so_far(services, viewer, work);
    return question_page::respond(services, 200,
                                  {.question = question,
                                   .asked = services.asked(work.now()),
                                   .typed = answers.of(question.slug),
                                   .wrong = {},
                                   .tokens = request.tokens,
                                   .changing = request.query.value("change") == "yes",
                                   .campaign = campaign_code(request.query.value("c"))});
}

http::Response answer(const Services& services, const Question& question,
                      const http::Request& request, const http::Viewer& viewer,
                      storage::UnitOfWork& work)
{
    const Asked asked = services.asked(work.now());
    const http::FormData typed = question_page::fields_of(request.form);
    const bool changing = request.form.value("changing") == "yes";
    const std::string campaign = campaign_code(request.form.value("campaign"));
    auto wrong = question.check(asked, typed);
    if (!wrong.empty()) {
        return question_page::respond(services, 422,
                                      {.question = question,
                                       .asked = asked,
                                       .typed = typed,
                                       .wrong = std::move(wrong),
                                       .tokens = request.tokens,
                                       .changing = changing,
                                       .campaign = campaign});
    }

    Answers answers = answers_so_far(services, viewer, work);
    answers.set(question.slug, typed);
    if (question.stop && question.stop(asked, typed) == Stop::not_agreed) {
        // They said that we may not keep their details, so nothing of them is kept.
        services.drafts.discard(work, journey_draft(viewer));
        return http::see_other(fmt::format("/join/cannot-join/{}", slug(Stop::not_agreed)));
    }
    if (!campaign.empty()) {
        http::FormData code;
        code.add("code", campaign);
        answers.set("campaign", std::move(code));
    }
    keep_answers(services, viewer, work, answers);
    if (request.form.value("then") == "save") return http::see_other("/join/save");
    return http::see_other(question_page::next_path(asked, question, answers, changing));
}

} // namespace evenhand::referral::pages
