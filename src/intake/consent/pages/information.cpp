#include "html/components.hpp"
#include "html/form.hpp"
#include "intake/consent/pages/information_services.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

#include <array>

namespace evenhand::consent {

std::string information_key(std::string_view format, std::string_view language)
{
    return fmt::format("{}/{}", format, language);
}

namespace pages {

namespace information_page {

using html::Html;
using participants::PersonId;

constexpr std::array messages{
    html::FieldMessage{"sheet", "missing", "Choose in which form you go through it"}};

struct Asked
{
    PersonId person;
    const protocol::InformationSheet& sheet;
    std::vector<html::FieldError> found = {};
    http::FormTokens tokens = {};
};

html::Page view(const Asked& asked)
{
    const html::FieldErrors errors(asked.found, messages);
    const auto path = participants::person_path(asked.person);
    std::vector<html::ChoiceItem> items;
    for (const auto& text : asked.sheet.texts)
        items.push_back(
            {.value = information_key(text.format, text.language), .text = label_of(text)});
    const Html inputs = html::fragment(
        html::radios(
            {.name = "sheet",
             .fieldset = html::Fieldset{.legend = {.text = "In which form?",
                                                   .classes = "govuk-fieldset__legend--m"}},
             .hint = {.text = "Whichever they find easiest. You read it together"},
             .error = errors.on("sheet"),
             .items = std::move(items)}),
        html::button({.text = "Continue"}));
    constexpr std::string_view title = "Go through the information";
    return {.title = std::string(title),
            .body = html::fragment(
                errors.summary(),
                participants::intake_heading(participants::IntakePage::information, title),
                staff::paragraph(fmt::format("Version {} of the information sheet. Which version "
                                             "and form you went through is written down.",
                                             asked.sheet.version)),
                html::form(staff::posting_to(path + "/information", asked.tokens), inputs)),
            .has_errors = errors.any(),
            .back_href = path};
}

http::Response show(const InformationServices& services, const http::Request& request,
                    const http::Viewer& viewer, Asked asked)
{
    return staff::answer_form(services.participants.staff, request, viewer, std::move(asked), view);
}

bool may(const InformationServices& services, storage::UnitOfWork& work, PersonId person)
{
    const auto journey = services.participants.journeys.find(work, person);
    return journey && may_go_through(journey->stage);
}

} // namespace information_page

http::Response information_not_now(const InformationServices& services,
                                   const http::Request& request, const http::Viewer& viewer,
                                   storage::UnitOfWork& work, participants::PersonId person)
{
    const auto journey = services.participants.journeys.find(work, person);
    const std::string stands =
        journey ? std::string(participants::label_of(journey->stage)) : "No referral was begun";
    return staff::answer_staff_page(
        services.participants.staff, 409, request, viewer, [person, stands] {
            const auto path = participants::person_path(person);
            return html::Page{
                .title = "Not at this point",
                .body = html::fragment(staff::heading("This is not asked at this point"),
                                       staff::paragraph("Where they stand now: " + stands + "."),
                                       html::button({.text = "To their record", .href = path})),
                .back_href = path};
        });
}

http::Response ask_format(const InformationServices& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<participants::PersonId>("person");
    if (!person || !services.participants.identities.knows(work, *person)) return http::not_found();
    if (!information_page::may(services, work, *person))
        return information_not_now(services, request, viewer, work, *person);
    return information_page::show(services, request, viewer,
                                  {.person = *person,
                                   .sheet = services.participants.protocol.consent.sheet,
                                   .tokens = request.tokens});
}

http::Response choose_format(const InformationServices& services, const http::Request& request,
                             const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<participants::PersonId>("person");
    if (!person || !services.participants.identities.knows(work, *person)) return http::not_found();
    const auto& sheet = services.participants.protocol.consent.sheet;
    const std::string_view chosen = request.form.value("sheet");
    const auto slash = chosen.find('/');
    const auto* text = slash == std::string_view::npos
                           ? nullptr
                           : find_text(sheet, chosen.substr(0, slash), chosen.substr(slash + 1));
    if (text == nullptr && information_page::may(services, work, *person))
        return information_page::show(services, request, viewer,
                                      {.person = *person,
                                       .sheet = sheet,
                                       .found = {{"sheet", "missing"}},
                                       .tokens = request.tokens});
    if (text == nullptr || !services.information.go_through(work, *person, *text))
        return information_not_now(services, request, viewer, work, *person);
    return http::see_other(participants::person_path(*person, "/information/sheet"));
}

} // namespace pages

} // namespace evenhand::consent
