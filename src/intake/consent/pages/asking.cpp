#include "intake/consent/pages/asking.hpp"

#include "core/london_time.hpp"
#include "core/text.hpp"
#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace evenhand::consent::pages {

namespace asking_parts {

http::DraftKey draft_of(const http::Viewer& viewer, PersonId person)
{
    return {.scope = viewer.key_scope(), .form = "consent/" + person.text()};
}

/// The fields of the draft, with those of the request in their place.
http::FormData merged(const http::FormData& draft, const http::FormData& sent)
{
    http::FormData all = sent;
    for (const auto& [name, value] : draft.pairs())
        if (!sent.has(name)) all.add(name, value);
    return all;
}

std::string why(const Asking& asking, const std::string& training)
{
    if (!asking.trained)
        return fmt::format("Your account has no training \"{}\" that is in force today, and "
                           "only who was trained for it asks for consent. Ask a colleague who "
                           "was, or an administrator to record your training.",
                           training);
    if (asking.effect == Effect::refused)
        return fmt::format("It is asked when somebody was told about the study and wants to go on. "
                           "Where they stand now: {}.",
                           asking.stands);
    return "They have not gone through the version of the information sheet that is in force, or "
           "not said all of it back in their own words. Nobody signs what they have not heard.";
}

html::Page view(const Asking& asking, const std::string& training)
{
    const auto path = participants::person_path(asking.person);
    html::Html way;
    if (asking.trained && asking.effect != Effect::refused)
        way = html::button({.text = "Go through the information", .href = path + "/information"});
    return {.title = "Consent cannot be asked now",
            .body = html::fragment(
                staff::heading("Consent cannot be asked now"),
                staff::paragraph(why(asking, training)), way,
                html::button({.text = "To their record",
                              .href = path,
                              .classes = way.empty() ? "" : "govuk-button--secondary"})),
            .back_href = path};
}

/// Nothing: there is no such person.
std::optional<Asking> asking_of(const Services& services, const http::Request& request,
                                const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    if (!person || !services.participants.identities.knows(work, *person)) return std::nullopt;
    const auto journey = services.participants.journeys.find(work, *person);
    const auto draft = services.drafts.load(work, draft_of(viewer, *person));
    Asking asking{.person = *person,
                  .effect = journey ? effect_at(journey->stage) : Effect::refused,
                  .trained = services.consents.is_trained(work),
                  .stands = std::string(journey ? participants::label_of(journey->stage)
                                                : "No referral was begun"),
                  .heard = services.information.heard(work, *person),
                  .today = london_date(work.now()),
                  .typed = draft.value_or(http::FormData{}),
                  .found = {},
                  .tokens = request.tokens};
    // What a time-out brought back is newer than the draft.
    if (request.brought_back) asking.typed = merged(asking.typed, request.form);
    return asking;
}

} // namespace asking_parts

Result<Asking, http::Response> asking_now(const Services& services, const http::Request& request,
                                          const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asking = asking_parts::asking_of(services, request, viewer, work);
    if (!asking) return refuse(http::not_found());
    if (!asking->may()) return refuse(cannot_ask(services, request, viewer, *asking));
    return std::move(*asking);
}

http::Response cannot_ask(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, const Asking& asking)
{
    const auto& training = services.participants.protocol.consent.training;
    return staff::answer_staff_page(
        services.participants.staff, 409, request, viewer,
        [asking, training] { return asking_parts::view(asking, training); });
}

void take_fields(Asking& asking, const http::FormData& sent,
                 std::initializer_list<std::string_view> fields)
{
    http::FormData taken;
    for (const auto& [name, value] : asking.typed.pairs()) {
        const bool replaced = std::ranges::find(fields, std::string_view(name)) != fields.end();
        if (!replaced) taken.add(name, value);
    }
    for (const auto field : fields)
        if (sent.has(field)) taken.add(std::string(field), std::string(sent.value(field)));
    asking.typed = std::move(taken);
}

void keep_draft(const Services& services, const http::Viewer& viewer, storage::UnitOfWork& work,
                const Asking& asking)
{
    // The pages of one appointment; what is begun anew on another day is asked anew.
    services.drafts.save(work, asking_parts::draft_of(viewer, asking.person), asking.typed,
                         std::chrono::hours(12));
}

void discard_draft(const Services& services, const http::Viewer& viewer, storage::UnitOfWork& work,
                   PersonId person)
{
    services.drafts.discard(work, asking_parts::draft_of(viewer, person));
}

std::string consent_path(PersonId person, std::string_view more)
{
    return participants::person_path(person, "/consent" + std::string(more));
}

std::string field_of(const protocol::ConsentItem& item)
{
    return "item-" + item.id;
}

std::optional<Circumstances> circumstances_in(const http::FormData& typed)
{
    const auto capacity = capacity_named(typed.value("capacity"));
    const auto supporter = supporter_named(typed.value("supporter"));
    if (!capacity || !supporter) return std::nullopt;
    Circumstances circumstances{.capacity = *capacity, .supporter = *supporter};
    if (*capacity == Capacity::assessed) {
        const auto note = clean_paragraph(typed.value("capacity_note"));
        if (!note || note->empty()) return std::nullopt;
        circumstances.capacity_note = *note;
    }
    if (*supporter != Supporter::nobody) {
        const auto named = clean_line(typed.value("supporter_name"));
        if (!named || named->empty()) return std::nullopt;
        circumstances.supporter_name = *named;
    }
    const auto interpreter = typed.value("interpreter");
    if (interpreter != "yes" && interpreter != "no") return std::nullopt;
    if (interpreter == "no") return circumstances;
    const auto language = clean_line(typed.value("interpreter_language"));
    if (!language || language->empty()) return std::nullopt;
    circumstances.interpreter = *language;
    return circumstances;
}

Answers answers_in(const http::FormData& typed, const protocol::ConsentForm& form)
{
    Answers answers;
    for (const auto& item : form.items) {
        const auto answer = typed.value(field_of(item));
        if (answer == "yes" || answer == "no") answers[item.id] = answer == "yes";
    }
    return answers;
}

} // namespace evenhand::consent::pages
