#include "html/components.hpp"
#include "intake/consent/pages/asking.hpp"
#include "intake/consent/pages/pages.hpp"
#include "intake/consent/pages/signed_words.hpp"
#include "people/staff/pages/frame.hpp"
#include "storage/facts.hpp"

// The colleague who was there says on their own account whether they heard it.

namespace evenhand::consent::pages {

namespace witness_page {

using html::Html;

struct Shown
{
    PersonId person;
    std::optional<Signed> waits;
    std::string taken_by; ///< a name
    bool is_own = false;
    http::FormData typed;
    std::vector<html::FieldError> found;
    std::string protocol_fault; ///< why it does not count now, as staff read it
    http::FormTokens tokens;
};

/// `protocol_fault` outlives what is given.
std::vector<html::FieldMessage> messages(std::string_view protocol_fault)
{
    return {{"heard", "missing", "Choose whether you heard them say it"},
            {"heard", "own_witness",
             "You took this consent, so another colleague has to say that they heard it"},
            {"heard", "not_waiting", "This consent no longer waits for a witness"},
            {"heard", "wording_changed",
             "The statements were amended since. They have to be asked again"},
            {"heard", "not_now", "They no longer stand where consent is asked"},
            {"heard", code(Refusal::protocol_amended), protocol_fault}};
}

Html question(const Shown& shown, const html::FieldErrors& errors)
{
    return html::form(
        staff::posting_to(consent_path(shown.person, "/witness"), shown.tokens),
        html::fragment(
            html::hidden_input("consent", shown.waits->id.text()),
            html::radios(
                {.name = "heard",
                 .fieldset = html::Fieldset{.legend = {.text = "Did you hear them say this?"}},
                 .hint = {.text = "Only if you were there, and heard each answer yourself"},
                 .error = errors.on("heard"),
                 .items = {{.value = "yes", .text = "Yes, I heard each answer"},
                           {.value = "no", .text = "No"}},
                 .value = std::string(shown.typed.value("heard"))}),
            html::button({.text = "Confirm"})));
}

html::Page view(const Shown& shown)
{
    const auto words = messages(shown.protocol_fault);
    const html::FieldErrors errors(shown.found, words);
    const auto path = participants::person_path(shown.person);
    Html body;
    if (!shown.waits) {
        body = staff::paragraph("No consent waits for a witness.") +
               html::button({.text = "To their record", .href = path});
    } else {
        body = staff::paragraph(html::fragment("Taken by ", shown.taken_by, " on ",
                                               staff::moment(shown.waits->at), ".")) +
               statements_and_answers(*shown.waits);
        if (shown.is_own)
            body += html::inset_text({.text = "You took this consent. A colleague who heard it "
                                              "signs in on their own account and confirms it."});
        body += question(shown, errors);
    }
    return {.title = "A consent that was said aloud",
            .body = html::fragment(errors.summary(),
                                   participants::intake_heading(participants::IntakePage::consent,
                                                                "A consent that was said aloud"),
                                   body),
            .has_errors = errors.any(),
            .back_href = path};
}

std::optional<Shown> load(const Services& services, const http::Request& request,
                          storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    if (!person || !services.participants.identities.knows(work, *person)) return std::nullopt;
    Shown shown{.person = *person,
                .waits = services.consents.waiting(work, *person),
                .taken_by = {},
                .is_own = false,
                .typed = request.form,
                .found = {},
                .protocol_fault = {},
                .tokens = request.tokens};
    if (!shown.waits) return shown;
    shown.is_own = shown.waits->taken_by == storage::actor_text(work.actor());
    shown.taken_by =
        participants::actor_name(services.participants.staff, work, shown.waits->taken_by);
    return shown;
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Shown shown)
{
    return staff::answer_form(services.participants.staff, request, viewer, std::move(shown), view);
}

} // namespace witness_page

http::Response ask_witness(const Services& services, const http::Request& request,
                           const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto shown = witness_page::load(services, request, work);
    if (!shown) return http::not_found();
    work.log({.action = "consent.opened",
              .object_type = "person",
              .object_id = shown->person.text(),
              .detail = {}});
    return witness_page::show(services, request, viewer, std::move(*shown));
}

http::Response bear_witness(const Services& services, const http::Request& request,
                            const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto shown = witness_page::load(services, request, work);
    if (!shown) return http::not_found();
    // Sent a second time: it is done.
    if (!shown->waits) return http::see_other(consent_path(shown->person, "/copy"));
    const auto heard = request.form.value("heard");
    const auto consent = ConsentId::parse(request.form.value("consent"));
    if (heard != "yes" && heard != "no")
        shown->found = {{"heard", "missing"}};
    else if (!consent)
        shown->found = {{"heard", "not_waiting"}};
    if (!shown->found.empty())
        return witness_page::show(services, request, viewer, std::move(*shown));
    const auto stage =
        services.consents.bear_witness(work, shown->person, *consent, heard == "yes");
    if (!stage) {
        shown->found = {{"heard", std::string(code(stage.error()))}};
        if (stage.error() == Refusal::protocol_amended)
            shown->protocol_fault = services.consents.protocol_fault(work);
        return witness_page::show(services, request, viewer, std::move(*shown));
    }
    return http::see_other(consent_path(shown->person, "/copy"));
}

} // namespace evenhand::consent::pages
