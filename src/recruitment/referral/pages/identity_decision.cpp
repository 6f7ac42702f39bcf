#include "recruitment/referral/pages/pages.hpp"

#include "html/components.hpp"
#include "html/form.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <variant>

// Who a referral is about is a human decision, taken before anything is promised: the referral
// beside those who may be the same person, and nobody chosen beforehand (design 5).

namespace evenhand::referral::pages {

namespace identity_decision {

using html::attr;
using html::element;
using html::Html;

constexpr std::size_t most_compared = 4;

constexpr std::array messages{
    html::FieldMessage{"who", "missing", "Choose who this is"},
    html::FieldMessage{"who", "number_is_taken",
                       "Someone the trial knows has this NHS number: choose them, or ask the "
                       "data-protection officer if the number is wrong"},
    html::FieldMessage{"who", "already_decided", "Somebody else has decided this just now"},
};

/// Somebody who may be the same, opened to be compared.
struct Alike
{
    identity::PersonId person;
    std::vector<identity::IndexKind> matched;
    std::optional<identity::IdentityView> who;
    std::optional<participants::Journey> journey;
};

struct Shown
{
    Record record;
    std::vector<Alike> alike;
    std::vector<ReferralId> waiting_too; ///< other referrals that agree and were not decided
};

std::string_view words_of(identity::IndexKind kind)
{
    switch (kind) {
    case identity::IndexKind::nhs_number:
        return "NHS number";
    case identity::IndexKind::email:
        return "email address";
    case identity::IndexKind::phone:
        return "telephone number";
    case identity::IndexKind::name_birth:
        break;
    }
    return "last name and date of birth";
}

std::string matched_words(const std::vector<identity::IndexKind>& kinds)
{
    std::string words;
    for (const auto kind : kinds) {
        if (!words.empty()) words += ", ";
        words += words_of(kind);
    }
    return words;
}

Shown load(const Services& services, storage::UnitOfWork& work, Record record)
{
    Shown shown{.record = std::move(record), .alike = {}, .waiting_too = {}};
    for (const auto& candidate : services.identities.candidates(work, shown.record.claim)) {
        if (const auto* claim = std::get_if<identity::ClaimId>(&candidate.who)) {
            if (const auto other = services.referrals.find_by_claim(work, *claim))
                shown.waiting_too.push_back(*other);
            continue;
        }
        if (shown.alike.size() == most_compared) continue;
        const auto person = std::get<identity::PersonId>(candidate.who);
        work.log({.action = "identity.compared",
                  .object_type = "person",
                  .object_id = person.text(),
                  .detail = "referral " + shown.record.id.text()});
        shown.alike.push_back({.person = person,
                               .matched = candidate.matched,
                               .who = services.identities.open_person(work, person),
                               .journey = services.journeys.find(work, person)});
    }
    return shown;
}

using Cell = std::string (*)(const identity::IdentityView&);
struct Compared
{
    std::string_view key;
    Cell cell;
};
constexpr std::array compared{
    Compared{"Name", [](const auto& who) { return who.full_name(); }},
    Compared{"Date of birth",
             [](const auto& who) { return who.birth_date ? who.birth_date->plain() : ""; }},
    Compared{"NHS number", [](const auto& who) { return who.nhs_number; }},
    Compared{"Phone", [](const auto& who) { return who.phone; }},
    Compared{"Email", [](const auto& who) { return who.email; }},
    Compared{"Postcode", [](const auto& who) { return who.postcode; }},
};

std::string column_name(std::size_t index)
{
    return fmt::format("Known person {}", index + 1);
}

Html side_by_side(const Shown& shown)
{
    html::Table table{.caption = "This referral beside those who may be the same person",
                      .caption_classes = "govuk-table__caption--m",
                      .head = {{.text = "What"}, {.text = "This referral"}},
                      .first_cell_is_header = true};
    for (std::size_t i = 0; i < shown.alike.size(); ++i)
        table.head.push_back({.text = column_name(i)});
    for (const Compared& line : compared) {
        html::TableRow row{{.text = line.key}, {.text = line.cell(*shown.record.who)}};
        for (const Alike& alike : shown.alike)
            row.push_back({.text = alike.who ? line.cell(*alike.who) : "Erased"});
        table.rows.push_back(std::move(row));
    }
    html::TableRow agree{{.text = "What agrees"}, {.text = ""}};
    html::TableRow stands{{.text = "Where they stand"}, {.text = "Waits in triage"}};
    for (const Alike& alike : shown.alike) {
        agree.push_back({.text = matched_words(alike.matched)});
        stands.push_back(
            {.text = alike.journey ? participants::label_of(alike.journey->stage) : "Not begun"});
    }
    table.rows.push_back(std::move(agree));
    table.rows.push_back(std::move(stands));
    return html::scrolling_table(table, "This referral and those who may be the same person");
}

Html waiting_too(const Shown& shown)
{
    if (shown.waiting_too.empty()) return {};
    std::vector<Html> links;
    for (const ReferralId other : shown.waiting_too) {
        links.push_back(
            element("li", {},
                    element("a",
                            {attr("class", "govuk-link"),
                             attr("href", fmt::format("/triage/{}", other.text()))},
                            fmt::format("Another referral that agrees ({})", links.size() + 1))));
    }
    return staff::paragraph("Other referrals wait that may be of the same person. Decide the "
                            "first of them, then link the others to it.") +
           element("ul", {attr("class", "govuk-list govuk-list--bullet")}, links);
}

Html choice(const Shown& shown, const html::FieldErrors& errors)
{
    std::vector<html::ChoiceItem> items{
        {.value = "new", .text = "Someone new: nobody the trial knows is this person"}};
    for (std::size_t i = 0; i < shown.alike.size(); ++i) {
        items.push_back({.value = shown.alike[i].person.text(),
                         .text = fmt::format("The same person as {}", column_name(i)),
                         .hint = {.text = "Agrees in " + matched_words(shown.alike[i].matched)}});
    }
    return html::radios(
        {.name = "who",
         .fieldset = html::Fieldset{.legend = {.text = "Who is this?",
                                               .classes = "govuk-fieldset__legend--m"}},
         .error = errors.on("who"),
         .items = std::move(items)});
}

html::Page view(const Shown& shown, const std::vector<html::FieldError>& found,
                const http::FormTokens& tokens)
{
    const html::FieldErrors errors(found, messages);
    const std::string path = fmt::format("/triage/{}", shown.record.id.text());
    const Html intro =
        shown.alike.empty()
            ? staff::paragraph("Nobody the trial knows agrees with this referral in NHS number, "
                               "telephone, email, or last name and date of birth.")
            : staff::paragraph("Couples share telephones and mailboxes, and namesakes are born on "
                               "one day. Only you can tell. What you decide is written down.");
    return {
        .title = "Who is referral " + shown.record.reference,
        .body = html::fragment(
            errors.summary(), staff::heading("Who is referral " + shown.record.reference + "?"),
            intro, side_by_side(shown), waiting_too(shown),
            html::form(staff::posting_to(path + "/identity", tokens),
                       html::fragment(choice(shown, errors), html::button({.text = "Decide"})))),
        .has_errors = errors.any(),
        .width = html::PageWidth::full,
        .breadcrumbs = {{.text = "Triage", .href = "/triage"},
                        {.text = shown.record.reference, .href = path},
                        {.text = "Who this is"}}};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Shown shown, std::vector<html::FieldError> errors)
{
    const int status = errors.empty() ? 200 : 422;
    return staff::answer_staff_page(
        services.staff, status, request, viewer,
        [shown = std::move(shown), errors = std::move(errors), tokens = request.tokens] {
            return view(shown, errors, tokens);
        });
}

/// The referral of the path while it can still be decided: its claim opens.
std::optional<Record> find(const Services& services, const http::Request& request,
                           storage::UnitOfWork& work)
{
    const auto id = request.id<ReferralId>("referral");
    if (!id) return std::nullopt;
    auto record = services.referrals.open(work, *id);
    if (!record || !record->who) return std::nullopt;
    return record;
}

std::string_view code_of(identity::DecisionRefusal refusal)
{
    switch (refusal) {
    case identity::DecisionRefusal::number_is_taken:
        return "number_is_taken";
    case identity::DecisionRefusal::already_decided:
        return "already_decided";
    case identity::DecisionRefusal::no_such_person:
    case identity::DecisionRefusal::no_such_claim:
    case identity::DecisionRefusal::erased:
        break;
    }
    return "missing"; // the page offers none such
}

/// Begins the journey, or notes that they came again. Whoever is at the appointment, randomised or
/// dead is linked and goes nowhere: the table has no line for them.
void take_referred(const Services& services, storage::UnitOfWork& work, const Record& record,
                   identity::PersonId person)
{
    const auto known = services.journeys.find(work, person);
    // They wrote before we knew who they are; what is written down happens in order.
    const Instant occurred = known ? std::max(record.received, known->last_at) : record.received;
    const bool waits_anew = !known || !participants::is_open(known->stage);
    const auto taken = services.journeys.take(
        work, person,
        {.step = participants::Step::referred,
         .detail = {},
         .occurred = occurred,
         .due = waits_anew ? std::optional(record.due) : std::nullopt,
         .facts = {.referral = record.id,
                   .route = std::string(name_of(record.route)),
                   .area = known ? std::nullopt : std::optional(record.area),
                   .group = known ? std::nullopt : std::optional(record.group),
                   .study_number = {}}});
    if (!taken) {
        work.log({.action = "referral.came_again",
                  .object_type = "person",
                  .object_id = person.text(),
                  .detail = std::string(participants::code(taken.error()))});
    }
}

} // namespace identity_decision

http::Response ask_identity(const Services& services, const http::Request& request,
                            const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto record = identity_decision::find(services, request, work);
    if (!record) return http::not_found();
    work.log({.action = "referral.opened",
              .object_type = "referral",
              .object_id = record->id.text(),
              .detail = {}});
    if (const auto decided = services.identities.decision_of(work, record->claim))
        return http::see_other(participants::person_path(decided->person));
    return identity_decision::show(services, request, viewer,
                                   identity_decision::load(services, work, std::move(*record)), {});
}

http::Response decide_identity(const Services& services, const http::Request& request,
                               const http::Viewer& viewer, storage::UnitOfWork& work)
{
    using namespace identity_decision;
    auto record = find(services, request, work);
    if (!record) return http::not_found();
    auto shown = load(services, work, *record);
    const auto who = request.form.value("who");
    const auto chosen =
        std::ranges::find(shown.alike, who, [](const Alike& alike) { return alike.person.text(); });
    if (who != "new" && chosen == shown.alike.end())
        return show(services, request, viewer, std::move(shown), {{"who", "missing"}});

    const auto person =
        who == "new"
            ? services.identities.confirm_claim(work, record->claim, "new_person")
            : services.identities.link_claim(work, record->claim, chosen->person, "same_person");
    if (!person) {
        return show(services, request, viewer, std::move(shown),
                    {{"who", std::string(code_of(person.error()))}});
    }
    services.referrals.settle(work, record->id);
    take_referred(services, work, *record, *person);
    return http::see_other(participants::person_path(*person));
}

} // namespace evenhand::referral::pages
