#include "people/participants/pages/in_error_form.hpp"

#include "html/components.hpp"
#include "people/staff/pages/choose_one.hpp"
#include "people/staff/pages/frame.hpp"

#include <array>
#include <utility>
#include <vector>

namespace evenhand::participants {

namespace in_error_form {

constexpr std::array messages{why_missing};

struct Asked
{
    InErrorForm form;
    http::FormData typed;
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
                asked.form.follows.empty() ? html::Html() : staff::paragraph(asked.form.follows),
                html::form(staff::posting_to(asked.form.action, asked.tokens),
                           html::fragment(ask_why(asked.typed, errors),
                                          html::button({.text = "Mark as entered in error",
                                                        .classes = "govuk-button--warning"})))),
            .has_errors = errors.any(),
            .back_href = asked.form.back};
}

Asked asked_in(const http::Request& request, const InErrorForm& form)
{
    return {.form = form, .typed = request.form, .tokens = request.tokens};
}

/// Nothing can be sent any more, so there is no form; what was typed can be read and copied.
html::Page meanwhile_view(const InErrorForm& form, const std::string& typed)
{
    html::Html said;
    if (!typed.empty())
        said = staff::paragraph("What you typed:") + html::inset_text({.text = typed});
    return {.title = std::string(form.title),
            .body = html::fragment(staff::heading(form.title), staff::paragraph(form.what + "."),
                                   staff::paragraph("Somebody marked it as entered in error "
                                                    "meanwhile. Nothing of yours was written."),
                                   said),
            .back_href = form.done};
}

/// 409: a note that was to stand beside it comes back.
http::Response meanwhile(const Services& services, const http::Request& request,
                         const http::Viewer& viewer, const InErrorForm& form)
{
    constexpr int conflict = 409;
    return staff::answer_staff_page(services.staff, conflict, request, viewer,
                                    [form, typed = std::string(request.form.value("note"))] {
                                        return meanwhile_view(form, typed);
                                    });
}

/// The page says what it is about: a concern's kind and day, say.
void log_opened(storage::UnitOfWork& work, const InErrorForm& form)
{
    work.log({.action = "entered_in_error.asked",
              .object_type = std::string(form.table),
              .object_id = form.row,
              .detail = {}});
}

} // namespace in_error_form

html::Html ask_why(const http::FormData& typed, const html::FieldErrors& errors)
{
    return staff::choose_one({.name = "reason", .legend = "Why does it not stand?"},
                             identity::all_in_error_because(), typed, errors);
}

http::Response ask_in_error(const Services& services, const http::Request& request,
                            const http::Viewer& viewer, storage::UnitOfWork& work,
                            const InErrorForm& form)
{
    in_error_form::log_opened(work, form);
    return staff::answer_form(services.staff, request, viewer,
                              in_error_form::asked_in(request, form), in_error_form::view);
}

http::Response mark_in_error(const Services& services, const http::Request& request,
                             const http::Viewer& viewer, storage::UnitOfWork& work,
                             const InErrorForm& form, PersonId person)
{
    auto asked = in_error_form::asked_in(request, form);
    const auto because = identity::in_error_because_named(asked.typed.value("reason"));
    if (!because) {
        asked.found = {{"reason", "missing"}};
        return staff::answer_form(services.staff, request, viewer, std::move(asked),
                                  in_error_form::view);
    }
    services.journeys.hold(work, person);
    if (!identity::InErrorStore::mark(work, {person, form.table, form.row}, *because))
        return in_error_form::meanwhile(services, request, viewer, form);
    if (form.also) form.also(*because);
    return http::see_other(form.done);
}

http::Response marked_before(const Services& services, const http::Request& request,
                             const http::Viewer& viewer, storage::UnitOfWork& work,
                             const InErrorForm& form)
{
    const bool was_typed = request.method == http::Method::post || request.brought_back;
    if (!was_typed || !identity::InErrorStore::is_marked(work, form.table, form.row))
        return http::not_found();
    in_error_form::log_opened(work, form);
    return in_error_form::meanwhile(services, request, viewer, form);
}

} // namespace evenhand::participants
