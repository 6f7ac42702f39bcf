#include "people/contacts/pages/pages.hpp"

#include "core/check.hpp"
#include "html/components.hpp"
#include "people/contacts/pages/contact_list.hpp"
#include "people/participants/pages/in_error_form.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"

namespace evenhand::contacts::pages {

namespace in_error {

constexpr std::array messages{
    participants::why_missing,
    html::FieldMessage{"reason", "meanwhile",
                       "Somebody has marked this contact as entered in error meanwhile. It is "
                       "hidden, and there is nothing more to do"}};

struct Asked
{
    participants::About about;
    Contact contact;
    http::FormData typed;
    std::vector<html::FieldError> found;
    http::FormTokens tokens;
};

html::Html which(const Contact& contact)
{
    return html::fragment(label_of(contact.channel), " on ", when_of(contact));
}

/// Of one that was marked meanwhile nothing is shown but what was typed: it is hidden.
html::Page view(const Asked& asked)
{
    const html::FieldErrors errors(asked.found, messages);
    const auto action = contact_path(asked.about.person, asked.contact.id, "/in-error");
    html::Html about;
    html::Html button;
    if (!asked.contact.in_error) {
        about = staff::paragraph(html::fragment(which(asked.contact), ".")) +
                staff::paragraph("It will be hidden from everybody but the data-protection "
                                 "officer. Record it again on the right person.");
        button =
            html::button({.text = "Mark as entered in error", .classes = "govuk-button--warning"});
    }
    return {.title = "Entered in error",
            .body = html::fragment(errors.summary(), staff::heading("Entered in error"), about,
                                   html::form(staff::posting_to(action, asked.tokens),
                                              participants::ask_why(asked.typed, errors) + button)),
            .has_errors = errors.any(),
            .back_href = participants::back_of(asked.about)};
}

html::Page destroy_view(const Asked& asked)
{
    const auto action = contact_path(asked.about.person, asked.contact.id, "/destroy");
    return {.title = "Destroy the note",
            .body = html::fragment(
                staff::heading("Destroy the note"),
                staff::paragraph(html::fragment(which(asked.contact), ", entered in error.")),
                html::warning_text({.text = "Nobody will be able to read this note again, from "
                                            "the database or from a backup's keys. That it was "
                                            "written and destroyed stays in the audit log."}),
                html::form(staff::posting_to(action, asked.tokens),
                           html::button(
                               {.text = "Destroy the note", .classes = "govuk-button--warning"}))),

            .back_href = participants::person_path(asked.about.person)};
}

/// The contact that the path names, if the viewer is shown it, also where it was entered in error.
std::optional<Asked> find(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork& work,
                          std::string_view permission)
{
    auto about = participants::about_in(services.participants, services.own_case, request, viewer,
                                        work, permission);
    const auto contact = request.id<ContactId>("contact");
    if (!about || !contact) return std::nullopt;
    // Two who write it at once come one after the other: the second finds what the first wrote.
    if (request.method == http::Method::post)
        services.participants.journeys.hold(work, about->person);
    auto found = services.contacts.find(work, about->person, *contact,
                                        {Errors::shown, of_cases_for(*about)});
    if (!found) return std::nullopt;
    return Asked{.about = *std::move(about),
                 .contact = *std::move(found),
                 .typed = request.form,
                 .found = {},
                 .tokens = request.tokens};
}

/// The same if it may be marked by the viewer, or might have been before somebody else did: any of
/// those on the record, or only what was made at a case of their own.
std::optional<Asked> find_to_mark(const Services& services, const http::Request& request,
                                  const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = find(services, request, viewer, work, "contacts.correct");
    if (!asked) return std::nullopt;
    const bool of_case = !asked->contact.of_case.empty();
    const bool of_own_case = of_case && asked->about.own_case == asked->contact.of_case;
    const bool on_record =
        staff::may(viewer, "contacts.correct") && (!of_case || asked->about.own_case);
    // Only whoever typed something is told that it was in vain: for anybody else it is not there.
    const bool typed = request.method == http::Method::post || request.brought_back;
    if (asked->contact.in_error && !typed) return std::nullopt;
    if (!of_own_case && !on_record) return std::nullopt;
    if (asked->contact.in_error) asked->found = {{"reason", "meanwhile"}};
    return asked;
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Asked asked)
{
    const int status = asked.contact.in_error ? 409 : asked.found.empty() ? 200 : 422;
    return staff::answer_staff_page(services.participants.staff, status, request, viewer,
                                    [asked = std::move(asked)] { return view(asked); });
}

} // namespace in_error

http::Response ask_in_error(const Services& services, const http::Request& request,
                            const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = in_error::find_to_mark(services, request, viewer, work);
    if (!asked) return http::not_found();
    work.log({.action = "entered_in_error.asked",
              .object_type = "contact",
              .object_id = asked->contact.id.text(),
              .detail = {}});
    return in_error::show(services, request, viewer, std::move(*asked));
}

http::Response mark_in_error(const Services& services, const http::Request& request,
                             const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = in_error::find_to_mark(services, request, viewer, work);
    if (!asked) return http::not_found();
    const auto because = identity::in_error_because_named(asked->typed.value("reason"));
    if (!because && asked->found.empty()) asked->found = {{"reason", "missing"}};
    if (!asked->found.empty()) return in_error::show(services, request, viewer, std::move(*asked));
    const auto marked =
        services.contacts.mark_in_error(work, asked->about.person, asked->contact.id, *because);
    CHECK(marked.has_value()); // it stands, and the person is held
    return http::see_other(participants::back_of(asked->about));
}

http::Response ask_destroy(const Services& services, const http::Request& request,
                           const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = in_error::find(services, request, viewer, work, "identity.erase");
    if (!asked || !asked->contact.in_error || !asked->contact.note) return http::not_found();
    return staff::answer_staff_page(
        services.participants.staff, 200, request, viewer,
        [asked = std::move(*asked)] { return in_error::destroy_view(asked); });
}

http::Response destroy_note(const Services& services, const http::Request& request,
                            const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto asked = in_error::find(services, request, viewer, work, "identity.erase");
    if (!asked) return http::not_found();
    const auto person = asked->about.person;
    if (!services.contacts.destroy_note(work, person, asked->contact.id, "entered_in_error"))
        return http::not_found();
    return http::see_other(participants::person_path(person));
}

} // namespace evenhand::contacts::pages
