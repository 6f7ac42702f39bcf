#include "core/reference.hpp"
#include "html/components.hpp"
#include "intake/baseline/pages/pages.hpp"
#include "people/staff/pages/frame.hpp"

#include <array>

// Who corrects knows a study number from a list of queries and need not know who it is.

namespace evenhand::baseline::pages {

namespace find_correction_page {

using html::Html;

constexpr std::string_view path = "/baseline-corrections";

constexpr std::array messages{
    html::FieldMessage{"study_number", "missing", "Enter a study number"},
    html::FieldMessage{"study_number", "not_one", "This is not a study number of this trial"},
    html::FieldMessage{"study_number", "nobody",
                       "Nobody whose answers are locked has this study number"}};

struct Shown
{
    std::string typed;
    std::vector<html::FieldError> found;
    http::FormTokens tokens;
};

html::Page view(const Shown& shown)
{
    const html::FieldErrors errors(shown.found, messages);
    const Html inputs =
        html::fragment(html::input({.name = "study_number",
                                    .label = {.text = "Study number"},
                                    .hint = {.text = "For example, as a data query names it"},
                                    .error = errors.on("study_number"),
                                    .value = shown.typed,
                                    .autocomplete = "off",
                                    .spellcheck = false,
                                    .classes = "govuk-input--width-10"}),
                       html::button({.text = "Find"}));
    return {.title = "Find answers to correct",
            .body = html::fragment(
                errors.summary(), staff::heading("Find answers to correct"),
                staff::paragraph("Answers before allocation are corrected one by one, with a "
                                 "reason. What was locked is not shown and stays on file."),
                html::form(staff::posting_to(std::string(path), shown.tokens), inputs)),
            .has_errors = errors.any()};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Shown shown)
{
    const int status = shown.found.empty() ? 200 : 422;
    return staff::answer_staff_page(services.participants.staff, status, request, viewer,
                                    [shown = std::move(shown)] { return view(shown); });
}

/// Nothing: nobody of that number has locked answers.
std::optional<PersonId> find_locked(const Services& services, storage::UnitOfWork& work,
                                    const StudyNumber& number)
{
    const auto person = services.participants.journeys.find_by_study_number(work, number);
    if (!person || !services.baselines.locked(work, *person)) return std::nullopt;
    return person;
}

} // namespace find_correction_page

http::Response ask_whose_correction(const Services& services, const http::Request& request,
                                    const http::Viewer& viewer, storage::UnitOfWork&)
{
    return find_correction_page::show(services, request, viewer,
                                      {.typed = std::string(request.form.value("study_number")),
                                       .found = {},
                                       .tokens = request.tokens});
}

http::Response find_whose_correction(const Services& services, const http::Request& request,
                                     const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto typed = request.form.value("study_number");
    const auto number = StudyNumber::parse(typed, services.participants.protocol.prefix);
    const auto person =
        number ? find_correction_page::find_locked(services, work, *number) : std::nullopt;
    if (person) return http::see_other(baseline_path(*person, "/correct"));
    const char* code = typed.empty() ? "missing" : number ? "nobody" : "not_one";
    return find_correction_page::show(
        services, request, viewer,
        {.typed = std::string(typed), .found = {{"study_number", code}}, .tokens = request.tokens});
}

} // namespace evenhand::baseline::pages
