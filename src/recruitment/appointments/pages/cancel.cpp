#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"
#include "recruitment/appointments/pages/pages.hpp"

namespace evenhand::appointments::pages {

namespace cancel_page {

constexpr std::array messages{html::FieldMessage{"why", "missing", "Choose why"}};

struct Asked
{
    Appointment appointment;
    http::FormData typed;
    std::vector<html::FieldError> found;
    http::FormTokens tokens;
};

/// Who cancels stands above each part of the list.
std::vector<html::ChoiceItem> reasons()
{
    std::vector<html::ChoiceItem> items;
    for (const CancelReason reason : all_cancel_reasons()) {
        if (reason == CancelReason::way_ended) continue; // only the program says so
        const bool first_of_us =
            reason == CancelReason::staff_away && cancelled_by(reason) == CancelledBy::us;
        if (first_of_us) items.push_back({.divider = "or we cancel"});
        items.push_back({.value = std::string(name_of(reason)), .text = label_of(reason)});
    }
    return items;
}

html::Page view(const Asked& asked)
{
    const html::FieldErrors errors(asked.found, messages);
    const auto path = participants::person_path(asked.appointment.person, "/appointment");
    return {.title = "Cancel the appointment",
            .body = html::fragment(
                errors.summary(), staff::heading("Cancel the appointment"),
                staff::paragraph(html::fragment(staff::moment(asked.appointment.starts), ". ",
                                                place_words(asked.appointment), ".")),
                html::form(
                    staff::posting_to(path + "/" + asked.appointment.id.text() + "/cancel",
                                      asked.tokens),
                    html::fragment(
                        html::radios({.name = "why",
                                      .fieldset = html::Fieldset{.legend = {.text = "Why?"}},
                                      .hint = {.text = "The time is free for somebody else then, "
                                                       "and you can book another at once"},
                                      .error = errors.on("why"),
                                      .items = reasons(),
                                      .value = std::string(asked.typed.value("why"))}),
                        html::button({.text = "Cancel the appointment",
                                      .classes = "govuk-button--warning"})))),
            .has_errors = errors.any(),
            .back_href = path};
}

/// The appointment of the path if it stands and is that person's.
std::optional<Asked> find(const Services& services, const http::Request& request,
                          storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    const auto id = request.id<AppointmentId>("appointment");
    if (!person || !id) return std::nullopt;
    auto standing = services.bookings.standing(work, *person);
    if (!standing || standing->id != *id) return std::nullopt;
    return Asked{.appointment = std::move(*standing),
                 .typed = request.form,
                 .found = {},
                 .tokens = request.tokens};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Asked asked)
{
    return staff::answer_form(services.participants.staff, request, viewer, std::move(asked), view);
}

} // namespace cancel_page

http::Response ask_cancel(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = cancel_page::find(services, request, work);
    if (!asked) return http::not_found();
    log_opened(work, "appointments.opened", asked->appointment.person);
    return cancel_page::show(services, request, viewer, std::move(*asked));
}

http::Response cancel(const Services& services, const http::Request& request,
                      const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = cancel_page::find(services, request, work);
    if (!asked) return http::not_found();
    const auto reason = cancel_reason_named(asked->typed.value("why"));
    if (!reason || *reason == CancelReason::way_ended) {
        asked->found = {{"why", "missing"}};
        return cancel_page::show(services, request, viewer, std::move(*asked));
    }
    const auto person = asked->appointment.person;
    if (services.bookings.cancel(work, person, asked->appointment.id, *reason))
        return http::not_found();
    return http::see_other(participants::next_page(services.participants, viewer, person,
                                                   participants::Stage::contacted));
}

} // namespace evenhand::appointments::pages
