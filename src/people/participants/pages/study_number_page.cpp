#include "people/participants/pages/study_number_page.hpp"

#include "html/components.hpp"
#include "html/form.hpp"
#include "people/staff/pages/frame.hpp"

#include <array>
#include <utility>

namespace evenhand::participants {

namespace study_number_page {

using html::Html;

struct Shown
{
    StudyNumberPage page;
    std::string typed;
    std::vector<html::FieldError> found;
    http::FormTokens tokens;
};

html::Page view(const Shown& shown)
{
    const std::array messages{
        html::FieldMessage{"study_number", "missing", "Enter a study number"},
        html::FieldMessage{"study_number", "not_one", "This is not a study number of this trial"},
        html::FieldMessage{"study_number", "nobody", shown.page.nobody}};
    const html::FieldErrors errors(shown.found, messages);
    const Html inputs = html::fragment(html::input({.name = "study_number",
                                                    .label = {.text = "Study number"},
                                                    .hint = {.text = shown.page.hint},
                                                    .error = errors.on("study_number"),
                                                    .value = shown.typed,
                                                    .autocomplete = "off",
                                                    .spellcheck = false,
                                                    .classes = "govuk-input--width-10"}),
                                       html::button({.text = "Find"}));
    return {.title = std::string(shown.page.title),
            .body = html::fragment(
                errors.summary(), staff::heading(shown.page.title),
                staff::paragraph(shown.page.lead),
                html::form(staff::posting_to(std::string(shown.page.path), shown.tokens), inputs)),
            .has_errors = errors.any()};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Shown shown)
{
    return staff::answer_form(services.staff, request, viewer, std::move(shown), view);
}

} // namespace study_number_page

http::Response ask_study_number(const Services& services, const http::Request& request,
                                const http::Viewer& viewer, const StudyNumberPage& page)
{
    return study_number_page::show(services, request, viewer,
                                   {.page = page,
                                    .typed = std::string(request.form.value("study_number")),
                                    .found = {},
                                    .tokens = request.tokens});
}

http::Response find_study_number(const Services& services, const http::Request& request,
                                 const http::Viewer& viewer, storage::UnitOfWork& work,
                                 const StudyNumberPage& page)
{
    const auto typed = request.form.value("study_number");
    const auto number = StudyNumber::parse(typed, services.protocol.prefix);
    const auto person =
        number ? services.journeys.find_by_study_number(work, *number) : std::nullopt;
    const std::string where = person ? page.where(work, *person) : std::string();
    if (!where.empty()) return http::see_other(where);
    const char* code = typed.empty() ? "missing" : number ? "nobody" : "not_one";
    return study_number_page::show(services, request, viewer,
                                   {.page = page,
                                    .typed = std::string(typed),
                                    .found = {{"study_number", code}},
                                    .tokens = request.tokens});
}

} // namespace evenhand::participants
