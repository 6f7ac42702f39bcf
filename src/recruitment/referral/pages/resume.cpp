#include "recruitment/referral/pages/pages.hpp"

#include "core/reference.hpp"
#include "html/components.hpp"
#include "html/form.hpp"

namespace evenhand::referral::pages {

namespace resume_page {

const std::vector<html::FieldMessage>& messages()
{
    static const std::vector<html::FieldMessage> all{
        {"code", "empty", "Enter your code", {}},
        {"code",
         "wrong",
         "This is not a code that we know. Check it, or begin again: answers are kept for a "
         "limited time",
         {}}};
    return all;
}

html::Page view(const std::string& typed, const std::vector<html::FieldError>& wrong,
                const http::FormTokens& tokens)
{
    const html::FieldErrors errors(wrong, messages());
    const auto code = html::input(
        {.name = "code",
         .label = {.text = "Enter your code", .page_heading = true, .classes = "govuk-label--l"},
         .hint = {.text = "It has 12 letters and numbers, such as 7K3D-9WTP-VB2M"},
         .error = errors.on("code"),
         .value = typed,
         .autocomplete = "off",
         .spellcheck = false,
         .classes = "govuk-input--width-20"});
    return {.title = "Enter your code",
            .body = errors.summary() + html::form({.action = "/join/resume",
                                                   .csrf = tokens.csrf,
                                                   .idempotency_key = tokens.idempotency_key},
                                                  code + html::button({.text = "Continue"})),
            .has_errors = errors.any(),
            .back_href = "/"};
}

http::Response respond(const Services& services, int status, std::string typed,
                       std::vector<html::FieldError> wrong, const http::FormTokens& tokens)
{
    return http::page(status,
                      [&services, typed = std::move(typed), wrong = std::move(wrong), tokens] {
                          return html::document(services.site, view(typed, wrong, tokens)).str();
                      });
}

} // namespace resume_page

http::Response ask_code(const Services& services, const http::Request& request, const http::Viewer&,
                        storage::UnitOfWork&)
{
    return resume_page::respond(services, 200, {}, {}, request.tokens);
}

http::Response resume(const Services& services, const http::Request& request,
                      const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const std::string typed(request.form.value("code"));
    const auto refused = [&](const char* why) {
        return resume_page::respond(services, 422, typed, {{"code", why}}, request.tokens);
    };
    const auto code = ResumeCode::parse(typed);
    if (!code) return refused(code.error() == ReferenceRefusal::empty ? "empty" : "wrong");
    if (!services.drafts.resume(work, *code, journey_draft(viewer))) return refused("wrong");
    return http::see_other("/join/check");
}

} // namespace evenhand::referral::pages
