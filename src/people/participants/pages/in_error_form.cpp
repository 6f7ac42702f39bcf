#include "people/participants/pages/in_error_form.hpp"

#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/member.hpp"

#include <array>
#include <utility>
#include <vector>

namespace evenhand::participants {

namespace in_error_form {

constexpr std::array messages{
    staff::reason_missing,
    staff::reason_too_long,
    staff::reason_not_text,
    html::FieldMessage{"reason", "meanwhile",
                       "Somebody marked it as entered in error meanwhile. Nothing was written"},
};

struct Asked
{
    InErrorForm form;
    std::string typed;
    http::FormTokens tokens;
    std::vector<html::FieldError> found = {};
};

html::Page view(const Asked& asked)
{
    const html::FieldErrors errors(asked.found, messages);
    return {.title = std::string(asked.form.title),
            .body = html::fragment(
                errors.summary(), staff::heading(asked.form.title),
                staff::paragraph(asked.form.what + "."),
                staff::paragraph("It will be hidden from everybody but the data-protection "
                                 "officer. What is right is written down anew."),
                html::form(staff::posting_to(asked.form.action, asked.tokens),
                           html::fragment(html::input(staff::reason_input(errors, asked.typed)),
                                          html::button({.text = "Mark as entered in error",
                                                        .classes = "govuk-button--warning"})))),
            .has_errors = errors.any(),
            .back_href = asked.form.back};
}

Asked asked_in(const http::Request& request, const InErrorForm& form)
{
    return {
        .form = form, .typed = std::string(request.form.value("reason")), .tokens = request.tokens};
}

/// 409: what was typed comes back, and nothing was written.
http::Response meanwhile(const Services& services, const http::Request& request,
                         const http::Viewer& viewer, Asked asked)
{
    constexpr int conflict = 409;
    asked.found = {{"reason", "meanwhile"}};
    return staff::answer_staff_page(services.staff, conflict, request, viewer,
                                    [asked = std::move(asked)] { return view(asked); });
}

} // namespace in_error_form

http::Response ask_in_error(const Services& services, const http::Request& request,
                            const http::Viewer& viewer, const InErrorForm& form)
{
    return staff::answer_form(services.staff, request, viewer,
                              in_error_form::asked_in(request, form), in_error_form::view);
}

http::Response mark_in_error(const Services& services, const http::Request& request,
                             const http::Viewer& viewer, storage::UnitOfWork& work,
                             const InErrorForm& form, const identity::WrittenRow& row,
                             const std::function<void(std::string_view reason)>& also)
{
    auto asked = in_error_form::asked_in(request, form);
    const auto reason = staff::parse_reason(asked.typed);
    if (!reason) {
        asked.found = {{"reason", std::string(reason.error())}};
        return staff::answer_form(services.staff, request, viewer, std::move(asked),
                                  in_error_form::view);
    }
    services.journeys.hold(work, row.person);
    if (!identity::InErrorStore::mark(work, row, *reason))
        return in_error_form::meanwhile(services, request, viewer, std::move(asked));
    if (also) also(*reason);
    return http::see_other(form.done);
}

http::Response marked_before(const Services& services, const http::Request& request,
                             const http::Viewer& viewer, storage::UnitOfWork& work,
                             const InErrorForm& form, std::string_view table, std::string_view row)
{
    if (!identity::InErrorStore::is_marked(work, table, row)) return http::not_found();
    return in_error_form::meanwhile(services, request, viewer,
                                    in_error_form::asked_in(request, form));
}

} // namespace evenhand::participants
