#include "people/contacts/pages/pages.hpp"

#include "html/components.hpp"
#include "people/contacts/pages/contact_list.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/member.hpp"

namespace evenhand::contacts::pages {

namespace in_error {

constexpr std::array messages{staff::reason_missing, staff::reason_too_long,
                              staff::reason_not_text};

struct Asked
{
    PersonId person;
    Contact contact;
    std::string typed;
    std::vector<html::FieldError> found;
    http::FormTokens tokens;
};

html::Page view(const Asked& asked)
{
    const html::FieldErrors errors(asked.found, messages);
    const auto path = participants::person_path(asked.person);
    const auto action = contact_path(asked.person, asked.contact.id, "/in-error");
    return {.title = "Entered in error",
            .body = html::fragment(
                errors.summary(), staff::heading("Entered in error"),
                staff::paragraph(html::fragment(label_of(asked.contact.channel), " on ",
                                                when_of(asked.contact), ".")),
                staff::paragraph("It will be hidden from everybody but the data-protection "
                                 "officer. Record it again on the right person."),
                html::form(staff::posting_to(action, asked.tokens),
                           html::fragment(html::input(staff::reason_input(errors, asked.typed)),
                                          html::button({.text = "Mark as entered in error",
                                                        .classes = "govuk-button--warning"})))),
            .has_errors = errors.any(),
            .back_href = path};
}

html::Page destroy_view(const Asked& asked)
{
    const auto path = participants::person_path(asked.person);
    const auto action = contact_path(asked.person, asked.contact.id, "/destroy");
    return {.title = "Destroy the note",
            .body = html::fragment(
                staff::heading("Destroy the note"),
                staff::paragraph(html::fragment(label_of(asked.contact.channel), " on ",
                                                when_of(asked.contact), ", entered in error.")),
                html::warning_text({.text = "Nobody will be able to read this note again, from "
                                            "the database or from a backup's keys. That it was "
                                            "written and destroyed stays in the audit log."}),
                html::form(staff::posting_to(action, asked.tokens),
                           html::button(
                               {.text = "Destroy the note", .classes = "govuk-button--warning"}))),
            .back_href = path};
}

/// What the page is for: who may, and whether it shows contacts that were entered in error.
struct Purpose
{
    std::string_view permission;
    Errors errors = Errors::hidden;
};
constexpr Purpose to_mark{"contacts.correct"};
constexpr Purpose to_destroy{"identity.erase", Errors::shown};

/// The contact that the path names, if it stands and is that person's.
std::optional<Asked> find(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork& work, Purpose purpose)
{
    const auto about = participants::about_in(services.participants, services.own_case, request,
                                              viewer, work, purpose.permission);
    const auto contact = request.id<ContactId>("contact");
    if (!about || !contact) return std::nullopt;
    auto found = services.contacts.find(work, about->person, *contact,
                                        {purpose.errors, of_cases_for(*about)});
    if (!found) return std::nullopt;
    return Asked{.person = about->person,
                 .contact = std::move(*found),
                 .typed = std::string(request.form.value("reason")),
                 .found = {},
                 .tokens = request.tokens};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Asked asked)
{
    return staff::answer_form(services.participants.staff, request, viewer, std::move(asked), view);
}

} // namespace in_error

http::Response ask_in_error(const Services& services, const http::Request& request,
                            const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = in_error::find(services, request, viewer, work, in_error::to_mark);
    if (!asked) return http::not_found();
    return in_error::show(services, request, viewer, std::move(*asked));
}

http::Response mark_in_error(const Services& services, const http::Request& request,
                             const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = in_error::find(services, request, viewer, work, in_error::to_mark);
    if (!asked) return http::not_found();
    const auto reason = staff::parse_reason(asked->typed);
    if (!reason) {
        asked->found = {{"reason", std::string(reason.error())}};
        return in_error::show(services, request, viewer, std::move(*asked));
    }
    // Two who write it at once come one after the other: the second finds what the first wrote.
    services.participants.journeys.hold(work, asked->person);
    const auto marked =
        services.contacts.mark_in_error(work, asked->person, asked->contact.id, *reason);
    if (!marked) return http::not_found();
    return http::see_other(participants::person_path(asked->person));
}

http::Response ask_destroy(const Services& services, const http::Request& request,
                           const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = in_error::find(services, request, viewer, work, in_error::to_destroy);
    if (!asked || !asked->contact.in_error || !asked->contact.note) return http::not_found();
    return staff::answer_staff_page(
        services.participants.staff, 200, request, viewer,
        [asked = std::move(*asked)] { return in_error::destroy_view(asked); });
}

http::Response destroy_note(const Services& services, const http::Request& request,
                            const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto asked = in_error::find(services, request, viewer, work, in_error::to_destroy);
    if (!asked) return http::not_found();
    const auto person = asked->person;
    if (!services.contacts.destroy_note(work, person, asked->contact.id, "entered_in_error"))
        return http::not_found();
    return http::see_other(participants::person_path(person));
}

} // namespace evenhand::contacts::pages
