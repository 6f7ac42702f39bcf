#include "recruitment/referral/pages/pages.hpp"
#include "recruitment/referral/pages/record_parts.hpp"

#include "crypto/hash.hpp"
#include "html/components.hpp"
#include "html/form.hpp"
#include "people/participants/pages/compared.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

// Who a referral is about is a human decision, taken before anything is promised: the referral
// beside those who may be the same person, and nobody chosen beforehand (design 5). All of them are
// shown, page by page where a telephone is a household's or a hostel's; that it is somebody new is
// said on the last page alone, of exactly those who were shown.

namespace evenhand::referral::pages {

namespace identity_decision {

using html::attr;
using html::element;
using html::Html;

/// So many stand side by side on one page.
constexpr std::size_t compared_at_once = 10;

constexpr std::array messages{
    html::FieldMessage{"who", "missing", "Choose who this is"},
    html::FieldMessage{"who", "number_is_taken",
                       "Someone the trial knows has this NHS number: choose them, or ask the "
                       "data-protection officer if the number is wrong"},
    html::FieldMessage{"who", "already_decided", "Somebody else has decided this just now"},
    html::FieldMessage{"who", "not_all_shown",
                       "Look at everybody who agrees before you say that this is someone new"},
    html::FieldMessage{"who", "others_agree",
                       "Those who agree are others now than when you looked. Look at them again"},
};

/// Somebody who may be the same, opened to be compared.
struct Alike
{
    identity::PersonId person;
    std::vector<identity::IndexKind> matched;
    std::optional<identity::IdentityView> who;
    std::optional<participants::Journey> journey;
};

/// Where in the list of those who may be the same somebody looks.
struct Place
{
    std::size_t page = 0; ///< the first is 0
    std::string told;     ///< the digest of the list that they began with; empty: they begin
    bool worried = false; ///< they came to raise a concern, which waits for who it is about
};

struct Shown
{
    Record record;
    std::vector<identity::PersonId> all; ///< who may be the same, the likeliest first
    std::string told;                    ///< their digest
    std::size_t page = 0;
    bool worried = false;                     ///< a concern is raised next
    bool is_anew = false;                     ///< the list changed on the way, and is begun again
    std::vector<Alike> alike;                 ///< those of this page
    std::vector<ReferralId> waiting_too = {}; ///< other referrals that agree and were not decided

    std::size_t first() const { return page * compared_at_once; }
    bool is_last() const { return first() + compared_at_once >= all.size(); }
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

/// As a link or a form of this page carries it.
Place place_of(const http::FormData& said)
{
    const auto typed = said.value("page");
    std::size_t number = 0;
    std::from_chars(typed.data(), typed.data() + typed.size(), number);
    constexpr std::size_t beyond_all = 1'000'000;
    return {.page = number > 0 && number < beyond_all ? number - 1 : 0,
            .told = std::string(said.value("told")),
            .worried = said.value("next") == next_is_concern};
}

std::string digest_of(const std::vector<identity::PersonId>& people)
{
    std::string ids;
    for (const auto person : people)
        ids += person.text();
    return crypto::sha256(ids).text();
}

/// Opens those of one page to be compared: two statements, and one for each of them.
std::vector<Alike> open_page(const Services& services, storage::UnitOfWork& work,
                             const Record& record, std::span<const identity::Candidate> page)
{
    std::vector<identity::PersonId> people;
    for (const auto& candidate : page)
        people.push_back(std::get<identity::PersonId>(candidate.who));
    auto known = services.identities.open_people(work, people);
    std::vector<Alike> opened;
    for (std::size_t i = 0; i < page.size(); ++i) {
        const auto who = known.find(people[i]);
        work.log({.action = "identity.compared",
                  .object_type = "person",
                  .object_id = people[i].text(),
                  .detail = "referral " + record.id.text()});
        opened.push_back({.person = people[i],
                          .matched = page[i].matched,
                          .who = who == known.end() ? std::nullopt : std::optional(who->second),
                          .journey = services.journeys.find(work, people[i])});
    }
    return opened;
}

Shown load(const Services& services, storage::UnitOfWork& work, Record record, const Place& place)
{
    Shown shown{.record = std::move(record), .all = {}, .told = {}, .alike = {}};
    // People stand before the referrals that wait too.
    const auto candidates = services.identities.candidates(work, shown.record.claim);
    for (const auto& candidate : candidates) {
        if (const auto* person = std::get_if<identity::PersonId>(&candidate.who)) {
            shown.all.push_back(*person);
        } else if (const auto other = services.referrals.find_by_claim(
                       work, std::get<identity::ClaimId>(candidate.who))) {
            shown.waiting_too.push_back(*other);
        }
    }
    shown.told = digest_of(shown.all);
    shown.worried = place.worried;
    const bool goes_on = place.told == shown.told;
    const bool is_there = place.page * compared_at_once < shown.all.size();
    if (goes_on && is_there) shown.page = place.page;
    shown.is_anew = !goes_on && place.page > 0;
    const std::span<const identity::Candidate> people(candidates.data(), shown.all.size());
    const auto rest = people.subspan(std::min(shown.first(), people.size()));
    shown.alike = open_page(services, work, shown.record,
                            rest.first(std::min(compared_at_once, rest.size())));
    return shown;
}

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
        table.head.push_back({.text = column_name(shown.first() + i)});
    for (const auto& line : participants::compared_lines()) {
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
    std::vector<html::ChoiceItem> items;
    if (shown.is_last()) {
        items.push_back(
            {.value = "new", .text = "Someone new: nobody the trial knows is this person"});
    }
    for (std::size_t i = 0; i < shown.alike.size(); ++i) {
        items.push_back(
            {.value = shown.alike[i].person.text(),
             .text = fmt::format("The same person as {}", column_name(shown.first() + i)),
             .hint = {.text = "Agrees in " + matched_words(shown.alike[i].matched)}});
    }
    return html::radios(
        {.name = "who",
         .fieldset = html::Fieldset{.legend = {.text = "Who is this?",
                                               .classes = "govuk-fieldset__legend--m"}},
         .error = errors.on("who"),
         .items = std::move(items)});
}

std::string page_path(const Shown& shown, std::size_t page)
{
    http::FormData query;
    query.add("page", std::to_string(page + 1));
    query.add("told", shown.told);
    if (shown.worried) query.add("next", std::string(next_is_concern));
    return fmt::format("/triage/{}/identity?{}", shown.record.id.text(), query.encode());
}

/// How many agree and which of them are here, where they do not fit on one page.
Html which_of_them(const Shown& shown)
{
    if (shown.all.size() <= compared_at_once) return {};
    const std::string count =
        fmt::format("{} people the trial knows agree with this referral. These are {} to {}.",
                    shown.all.size(), shown.first() + 1, shown.first() + shown.alike.size());
    const Html anew = shown.is_anew
                          ? html::inset_text({.text = "Those who agree are others now than when "
                                                      "you began. Begin again with the first."})
                          : Html{};
    return anew +
           html::warning_text(
               {.text = shown.is_last() ? count
                                        : count + " If none of these is the person, go to the next "
                                                  "page: on the last one you can say that this is "
                                                  "someone new."});
}

Html other_pages(const Shown& shown)
{
    html::Pagination links;
    if (shown.page > 0)
        links.previous = {.href = page_path(shown, shown.page - 1), .text = "Previous page"};
    if (!shown.is_last())
        links.next = {.href = page_path(shown, shown.page + 1), .text = "Next page"};
    const bool fits = links.previous.href.empty() && links.next.href.empty();
    return fits ? Html{} : html::pagination(links);
}

Html decision_form(const Shown& shown, const std::string& path, const html::FieldErrors& errors,
                   const http::FormTokens& tokens)
{
    return html::form(
        staff::posting_to(path + "/identity", tokens),
        html::fragment(html::hidden_input("page", std::to_string(shown.page + 1)),
                       html::hidden_input("told", shown.told),
                       shown.worried ? html::hidden_input("next", next_is_concern) : Html{},
                       choice(shown, errors), html::button({.text = "Decide"})));
}

html::Page view(const Shown& shown, const std::vector<html::FieldError>& found,
                const http::FormTokens& tokens)
{
    const html::FieldErrors errors(found, messages);
    const std::string path = fmt::format("/triage/{}", shown.record.id.text());
    const Html intro =
        shown.all.empty()
            ? staff::paragraph("Nobody the trial knows agrees with this referral in NHS number, "
                               "telephone, email, or last name and date of birth.")
            : staff::paragraph("Couples share telephones and mailboxes, and namesakes are born on "
                               "one day. Only you can tell. What you decide is written down.");
    return {.title = "Who is referral " + shown.record.reference,
            .body = html::fragment(
                errors.summary(), staff::heading("Who is referral " + shown.record.reference + "?"),
                shown.worried
                    ? staff::paragraph("Your concern comes next, once it is known whom it "
                                       "is about.")
                    : Html{},
                intro, which_of_them(shown), side_by_side(shown), other_pages(shown),
                waiting_too(shown), decision_form(shown, path, errors, tokens)),
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

/// Why nobody can say yet that this is someone new: they were not shown everybody who agrees now.
std::optional<std::string_view> unseen(const Shown& shown, const Place& place)
{
    if (shown.all.empty()) return std::nullopt;
    if (place.told != shown.told) return "others_agree";
    return shown.is_last() ? std::nullopt : std::optional<std::string_view>("not_all_shown");
}

std::string next_path(identity::PersonId person, bool worried)
{
    return worried ? "/concerns/new/" + person.text() : participants::person_path(person);
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
    const auto place = identity_decision::place_of(request.query);
    if (const auto decided = services.identities.decision_of(work, record->claim))
        return http::see_other(identity_decision::next_path(decided->person, place.worried));
    return identity_decision::show(
        services, request, viewer,
        identity_decision::load(services, work, std::move(*record), place), {});
}

http::Response decide_identity(const Services& services, const http::Request& request,
                               const http::Viewer& viewer, storage::UnitOfWork& work)
{
    using namespace identity_decision;
    auto record = find(services, request, work);
    if (!record) return http::not_found();
    const Place place = place_of(request.form);
    auto shown = load(services, work, *record, place);
    const auto who = request.form.value("who");
    const auto chosen =
        std::ranges::find(shown.all, identity::PersonId::parse(who),
                          [](identity::PersonId one) { return std::optional(one); });
    const bool is_new = who == "new";
    if (!is_new && chosen == shown.all.end())
        return show(services, request, viewer, std::move(shown), {{"who", "missing"}});
    if (const auto why = is_new ? unseen(shown, place) : std::nullopt)
        return show(services, request, viewer, std::move(shown), {{"who", std::string(*why)}});

    const auto person =
        is_new ? services.identities.confirm_claim(work, record->claim, "new_person")
               : services.identities.link_claim(work, record->claim, *chosen, "same_person");
    if (!person) {
        return show(services, request, viewer, std::move(shown),
                    {{"who", std::string(code_of(person.error()))}});
    }
    services.referrals.settle(work, record->id);
    take_referred(services, work, *record, *person);
    if (services.known) services.known(work, *record, *person);
    return http::see_other(next_path(*person, place.worried));
}

} // namespace evenhand::referral::pages
