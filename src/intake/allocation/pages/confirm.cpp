#include "intake/allocation/pages/pages.hpp"

#include "core/london_time.hpp"
#include "html/components.hpp"
#include "http/tokens.hpp"
#include "intake/paper/paper_store.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

#include <utility>

namespace evenhand::allocation::pages {

namespace confirm {

using html::Html;

/// Who is to be put into a group, and what stands in the way.
struct Asked
{
    PersonId person;
    participants::Journey journey;
    std::optional<identity::IdentityView> who;  ///< nothing where it was erased
    std::optional<paper::PaperIntent> on_paper; ///< they were ready while the program was down
    bool begun = false;                         ///< an intent stands that was never answered
    std::optional<Refusal> refusal;
    std::string protocol_fault; ///< where that is the refusal: which versions
    http::FormTokens tokens;
};

html::SummaryRow row(std::string_view key, const std::string& value)
{
    return {.key = key, .value = Html{value}};
}

Html who_card(const protocol::Protocol& protocol, const Asked& asked)
{
    html::SummaryList list{};
    if (asked.who) {
        list.rows.push_back(row("Name", asked.who->full_name()));
        if (asked.who->birth_date)
            list.rows.push_back(row("Date of birth", asked.who->birth_date->plain()));
    }
    list.rows.push_back(row("Study number", asked.journey.study_number));
    list.rows.push_back(row("Area", participants::area_name(protocol, asked.journey.area)));
    list.rows.push_back(row("Group", participants::group_name(protocol, asked.journey.group)));
    if (asked.on_paper) {
        list.rows.push_back(
            row("Ready on paper", fmt::format("Form {}, {}", asked.on_paper->form,
                                              london_plain(asked.on_paper->asked))));
    }
    return html::summary_list(list);
}

/// The words are the same for everybody and say nothing of how the computer chooses.
Html what_happens()
{
    return html::fragment(
        html::element("h2", {html::attr("class", "govuk-heading-m")}, "What happens now"),
        staff::paragraph("The computer will put them into a group by chance. Nobody can change "
                         "the result, and it cannot be done again."),
        staff::paragraph("Check together that these details are right. Then press the button "
                         "once. The next page says which group it is and what comes next."));
}

Html button_of(const Asked& asked)
{
    const auto action = participants::person_path(asked.person, "/allocation");
    return html::form(staff::posting_to(action, asked.tokens),
                      html::button({.text = asked.begun ? "Finish putting them into a group"
                                                        : "Put into a group by chance",
                                    .prevent_double_click = true}));
}

Html to_paper_list()
{
    return html::fragment(" ", html::element("a",
                                             {html::attr("class", "govuk-link"),
                                              html::attr("href", paper::list_path)},
                                             "See who waits on paper"));
}

Html body(const protocol::Protocol& protocol, const Asked& asked)
{
    const auto heading = participants::intake_heading(participants::IntakePage::allocation,
                                                      "Put into a group by chance");
    if (asked.refusal) {
        Html why{sentence(*asked.refusal)};
        if (!asked.protocol_fault.empty()) why = Html{asked.protocol_fault};
        if (asked.refusal == Refusal::earlier_on_paper) why += to_paper_list();
        return html::fragment(heading, html::inset_text({.text = why}),
                              html::button({.text = "Open their record",
                                            .href = participants::person_path(asked.person)}));
    }
    Html begun;
    if (asked.begun) {
        begun = html::inset_text(
            {.text = "This was begun and not finished. Press the button to finish it. The result "
                     "is the same whoever finishes it, and whenever."});
    }
    return html::fragment(heading, begun, who_card(protocol, asked), what_happens(),
                          button_of(asked));
}

html::Page view(const protocol::Protocol& protocol, const Asked& asked)
{
    return {.title = "Put into a group by chance",
            .body = body(protocol, asked),
            .back_href = participants::person_path(asked.person)};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, int status, Asked asked)
{
    return staff::answer_staff_page(services.participants.staff, status, request, viewer,
                                    [&protocol = services.participants.protocol,
                                     asked = std::move(asked)] { return view(protocol, asked); });
}

html::Page not_done_page(PersonId person)
{
    return {.title = "Not done yet",
            .body = html::fragment(
                staff::heading("Not done yet"),
                staff::paragraph("They have not been put into a group yet. Nothing is lost: their "
                                 "place is kept for them."),
                staff::paragraph("Try again in a few minutes. If it goes on, tell the trial "
                                 "manager. Do not use anything else in its place."),
                html::button({.text = "Try again",
                              .href = participants::person_path(person, "/allocation")})),
            .back_href = participants::person_path(person)};
}

/// A form that was refused shows the page again, with what stands in the way.
http::Response refused(const Services& services, const http::Request& request,
                       const http::Viewer& viewer, Asked asked)
{
    constexpr int not_now = 422;
    return show(services, request, viewer, not_now, std::move(asked));
}

std::optional<participants::Journey> journey_of(const Services& services, storage::Units& units,
                                                const http::Viewer& viewer, PersonId person)
{
    return units.read(viewer.actor(), "allocation.find", [&](storage::UnitOfWork& work) {
        return services.participants.journeys.find(work, person);
    });
}

std::string words_on(const Services& services, storage::Units& units, const http::Viewer& viewer,
                     Refusal refusal)
{
    if (refusal != Refusal::protocol_amended) return {};
    return units.read(viewer.actor(), "allocation.find",
                      [&](storage::UnitOfWork& work) { return services.protocol_fault(work); });
}

} // namespace confirm

http::Response ask_allocation(const Services& services, const http::Request& request,
                              const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    if (!person) return http::not_found();
    auto journey = services.participants.journeys.find(work, *person);
    if (!journey) return http::not_found();
    work.log({.action = "allocation.confirm_opened",
              .object_type = "person",
              .object_id = person->text(),
              .detail = {}});
    confirm::Asked asked{.person = *person,
                         .journey = *std::move(journey),
                         .who = services.participants.identities.open_person(work, *person),
                         .on_paper = paper::PaperStore::standing(work, *person),
                         .begun = false,
                         .refusal = {},
                         .protocol_fault = {},
                         .tokens = request.tokens};
    asked.begun = asked.journey.stage == participants::Stage::intended;
    if (!asked.begun) {
        const auto judged = judge(services.participants.protocol, services.evidence(work, *person));
        if (!judged) asked.refusal = judged.error();
        if (asked.refusal == Refusal::protocol_amended)
            asked.protocol_fault = services.protocol_fault(work);
    }
    return confirm::show(services, request, viewer, 200, std::move(asked));
}

http::Response allocate(const Services& services, const http::Request& request,
                        const http::Viewer& viewer, storage::Units& units)
{
    constexpr int bad_request = 400;
    constexpr int in_flight = 409;
    constexpr int other_request = 422;
    constexpr int unavailable = 503;
    const auto person = request.id<PersonId>("person");
    if (!person) return http::not_found();
    auto journey = confirm::journey_of(services, units, viewer, *person);
    if (!journey) return http::not_found();
    const std::string key(request.form.value(html::idempotency_field));
    if (!http::Tokens::is_idempotency_key(key)) return staff::status_only(bad_request);

    const std::string location = participants::person_path(*person, "/allocation/result");
    const auto answer = services.two_step.intend(units, viewer.actor(),
                                                 {.person = *person,
                                                  .scope = viewer.key_scope(),
                                                  .key = key,
                                                  .digest = request.digest,
                                                  .location = location});
    if (const auto* clash = std::get_if<KeyClash>(&answer))
        return staff::status_only(*clash == KeyClash::in_flight ? in_flight : other_request);
    if (const auto* refusal = std::get_if<Refusal>(&answer)) {
        return confirm::refused(
            services, request, viewer,
            {.person = *person,
             .journey = *std::move(journey),
             .who = {},
             .on_paper = {},
             .begun = false,
             .refusal = *refusal,
             .protocol_fault = confirm::words_on(services, units, viewer, *refusal),
             .tokens = request.tokens});
    }
    const bool away = std::holds_alternative<AllocatorFault>(answer) ||
                      services.two_step.settle(units, viewer.actor(), *person);
    if (away) {
        return staff::answer_staff_page(
            services.participants.staff, unavailable, request, viewer,
            [person = *person] { return confirm::not_done_page(person); });
    }
    return http::see_other(location);
}

} // namespace evenhand::allocation::pages
