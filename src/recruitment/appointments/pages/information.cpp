#include "core/london_time.hpp"
#include "html/components.hpp"
#include "html/identifier_messages.hpp"
#include "people/staff/pages/day_boxes.hpp"
#include "people/staff/pages/frame.hpp"
#include "recruitment/appointments/pages/pages.hpp"

#include <fmt/format.h>

#include <algorithm>

// Which version of the information sheet somebody was sent before they come, in which format and
// how.

namespace evenhand::appointments::pages {

namespace information_page {

using html::Html;
using protocol::TextFile;

std::vector<html::FieldMessage> messages()
{
    std::vector<html::FieldMessage> all{{"format", "missing", "Choose what was sent"},
                                        {"by", "missing", "Choose how it was sent"}};
    html::add_messages(all, "when", html::date_words, "when-day");
    return all;
}

struct Asked
{
    PersonId person;
    std::string version;
    std::vector<TextFile> texts;
    Instant now;
    http::FormData typed;
    std::vector<html::FieldError> found;
    http::FormTokens tokens;
};

/// "easy-read-en": one text of the sheet.
std::string id_of(const TextFile& text)
{
    return text.format + "-" + text.language;
}

std::string label_of_text(const TextFile& text)
{
    std::string words = text.format;
    std::ranges::replace(words, '-', ' ');
    words.front() = static_cast<char>(words.front() - 'a' + 'A');
    return text.language == "en" ? words : fmt::format("{} ({})", words, text.language);
}

Result<Sent, std::vector<html::FieldError>> parse(const Asked& asked)
{
    std::vector<html::FieldError> errors;
    const auto chosen = asked.typed.value("format");
    const auto text = std::ranges::find(asked.texts, chosen, id_of);
    if (text == asked.texts.end()) errors.push_back({"format", "missing"});
    const auto by = sent_by_named(asked.typed.value("by"));
    if (!by) errors.push_back({"by", "missing"});
    const auto when = past_moment(asked.typed, asked.now);
    if (!when) errors.push_back({"when", when.error()});
    if (!errors.empty()) return refuse(std::move(errors));
    return Sent{.purpose = Purpose::information,
                .document = "information sheet",
                .version = asked.version,
                .format = id_of(*text),
                .by = *by,
                .appointment = {},
                .occurred = *when};
}

html::Page view(const Asked& asked)
{
    const auto words = messages();
    const html::FieldErrors errors(asked.found, words);
    const auto path = participants::person_path(asked.person);
    std::vector<html::ChoiceItem> texts;
    for (const TextFile& text : asked.texts)
        texts.push_back({.value = id_of(text), .text = label_of_text(text)});
    std::vector<html::ChoiceItem> ways;
    for (const SentBy by : all_sent_by())
        ways.push_back({.value = std::string(name_of(by)), .text = label_of(by)});
    const auto choice = [&](const char* name, std::string_view legend,
                            std::vector<html::ChoiceItem> items) {
        return html::radios({.name = name,
                             .fieldset = html::Fieldset{.legend = {.text = legend}},
                             .error = errors.on(name),
                             .items = std::move(items),
                             .value = std::string(asked.typed.value(name)),
                             .classes = "govuk-radios--small"});
    };
    const auto which = fmt::format("Which information sheet, version {}?", asked.version);
    const Html inputs = html::fragment(
        choice("format", which, std::move(texts)),
        choice("by", "How was it sent?", std::move(ways)),
        staff::day_boxes(
            {.field = "when", .legend = "On which day?", .offered = london_date(asked.now)},
            asked.typed, errors),
        html::button({.text = "Record what was sent"}));
    return {.title = "Information sent",
            .body = html::fragment(
                errors.summary(), staff::heading("Information sent"),
                html::form(staff::posting_to(path + "/information-sent", asked.tokens), inputs)),
            .has_errors = errors.any(),
            .back_href = path};
}

std::optional<Asked> find(const Services& services, const http::Request& request,
                          storage::UnitOfWork& work)
{
    const auto journey = journey_of(services, request, work);
    if (!journey) return std::nullopt;
    const auto& sheet = services.participants.protocol.consent.sheet;
    return Asked{.person = journey->person,
                 .version = sheet.version,
                 .texts = sheet.texts,
                 .now = work.now(),
                 .typed = request.form,
                 .found = {},
                 .tokens = request.tokens};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Asked asked)
{
    return staff::answer_form(services.participants.staff, request, viewer, std::move(asked), view);
}

} // namespace information_page

http::Response ask_information(const Services& services, const http::Request& request,
                               const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = information_page::find(services, request, work);
    if (!asked) return http::not_found();
    return information_page::show(services, request, viewer, std::move(*asked));
}

http::Response note_information(const Services& services, const http::Request& request,
                                const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = information_page::find(services, request, work);
    if (!asked) return http::not_found();
    auto sent = information_page::parse(*asked);
    if (!sent) {
        asked->found = sent.error();
        return information_page::show(services, request, viewer, std::move(*asked));
    }
    if (const auto standing = services.bookings.standing(work, asked->person))
        sent->appointment = standing->id;
    services.information.note(work, asked->person, *sent);
    return http::see_other(participants::person_path(asked->person));
}

} // namespace evenhand::appointments::pages
