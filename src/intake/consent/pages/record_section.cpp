#include "html/components.hpp"
#include "intake/consent/pages/asking.hpp"
#include "intake/consent/pages/services.hpp"
#include "intake/consent/pages/signed_words.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::consent {

namespace record_section_parts {

using html::attr;
using html::element;
using html::Html;

struct Shown
{
    PersonId person;
    std::optional<InForce> in_force;
    std::vector<protocol::ConsentItem> items; ///< as signed
    std::string why;                          ///< which signature
    Circumstances how;                        ///< of that signature
    bool waits = false;
    bool is_old = false; ///< under another version than the one in force
    bool may_take = false;
    bool may_witness = false;
    bool sees_linkage = false;
    std::optional<LinkageStanding> linkage;
    bool may_settle = false;
    std::vector<NumberMatch> same_number;
};

Html link(std::string_view text, const std::string& href)
{
    return element("a", {attr("class", "govuk-link"), attr("href", href)}, text);
}

Html linkage_words(const Shown& shown)
{
    const auto path = participants::person_path(shown.person, "/linkage-keys");
    if (!shown.linkage) return html::fragment("Not given yet. ", link("Write them down", path));
    const Html when = staff::moment(shown.linkage->at);
    if (shown.linkage->skipped)
        return html::fragment("Left out on ", when, ": ", label_of(*shown.linkage->skipped), ". ",
                              link("Write them down", path));
    return html::fragment("Given on ", when, ". ", link("Correct them", path));
}

/// One other record: what stands of it, and for a lead the page that settles it.
Html same_number_words(const Shown& shown, const NumberMatch& match)
{
    Html words = html::fragment(
        match.settled ? html::Html{label_of(match.settled->finding)}
                      : html::Html{"A team lead finds out whether they are one person"},
        ". ", link("Open the other record", participants::person_path(match.other)), ".");
    if (shown.may_settle) {
        const auto path =
            participants::person_path(shown.person, "/same-number/" + match.other.text());
        words += html::fragment(
            " ", link(match.settled ? "Change what was found out" : "Say what you found out", path),
            ".");
    }
    return words;
}

Html same_number_warning(const Shown& shown)
{
    Html all;
    for (const auto& match : shown.same_number) {
        const Html words = html::fragment(
            match.settled ? "Another record had the same National Insurance number. "
                          : "Another record has the same National Insurance number, so nobody with "
                            "it is put into a group yet. ",
            same_number_words(shown, match));
        all +=
            match.settled ? html::inset_text({.text = words}) : html::warning_text({.text = words});
    }
    return all;
}

std::vector<html::SummaryRow> item_rows(const Shown& shown)
{
    std::vector<html::SummaryRow> rows;
    for (const auto& item : shown.items) {
        const bool agreed = shown.in_force->agreed.contains(item.id);
        rows.push_back({.key = item.statement, .value = agreed ? "Yes" : "No"});
    }
    return rows;
}

Html render(const Shown& shown)
{
    html::SummaryList list{.card = html::SummaryCard{.title = "Consent"},
                           .classes = "evenhand-answers"};
    if (shown.in_force) {
        list.rows = item_rows(shown);
        list.rows.push_back(
            {.key = "Signed",
             .value = html::fragment(
                 shown.why, ". ",
                 link("What they signed", pages::consent_path(shown.person, "/copy")))});
        list.rows.push_back(
            {.key = "Who sat with them", .value = pages::supporter_words(shown.how)});
        if (!shown.how.capacity_note.empty())
            list.rows.push_back({.key = "A doubt whether they could decide",
                                 .value = "It was assessed: " + shown.how.capacity_note});
    } else {
        list.rows = {{.key = "In force", .value = "Nothing"}};
    }
    if (shown.in_force && !shown.is_old && shown.may_take) {
        list.rows.push_back({.key = "Changed their mind?",
                             .value = html::fragment(
                                 link("Ask for consent anew", pages::consent_path(shown.person)),
                                 ". What they take back is a withdrawal.")});
    }
    if (shown.is_old) {
        const auto path = pages::consent_path(shown.person);
        list.rows.push_back({.key = "Asked again",
                             .value = shown.may_take
                                          ? html::fragment("There is a new version. ",
                                                           link("Ask for consent again", path))
                                          : Html{"There is a new version"}});
    }
    if (shown.waits) {
        const auto path = pages::consent_path(shown.person, "/witness");
        list.rows.push_back({.key = "Said aloud",
                             .value = shown.may_witness
                                          ? html::fragment("Waits for the colleague who heard it. ",
                                                           link("Say whether you heard it", path))
                                          : Html{"Waits for the colleague who heard it"}});
    }
    if (shown.sees_linkage)
        list.rows.push_back({.key = "Finding their records", .value = linkage_words(shown)});
    return html::summary_list(list) + same_number_warning(shown);
}

void add_linkage(const Services& services, storage::UnitOfWork& work, const http::Viewer& viewer,
                 Shown& shown)
{
    const bool agreed =
        shown.in_force && shown.in_force->allows(protocol::ConsentScope::government_records);
    if (!agreed || !staff::may(viewer, "linkage.give")) return;
    shown.sees_linkage = true;
    shown.linkage = services.linkage.standing(work, shown.person);
}

std::optional<Shown> load(const Services& services, storage::UnitOfWork& work,
                          const http::Viewer& viewer, PersonId person)
{
    if (!staff::may(viewer, "consent.read")) return std::nullopt;
    const auto all = services.consents.of_person(work, person);
    if (all.empty()) return std::nullopt;
    const auto& form = services.participants.protocol.consent;
    const auto journey = services.participants.journeys.find(work, person);
    const bool can_take = staff::may(viewer, "consent.take") && journey &&
                          effect_at(journey->stage) != Effect::refused;
    Shown shown{.person = person,
                .in_force = services.consents.in_force(work, person),
                .items = {},
                .why = {},
                .how = {},
                .waits = all.front().status == Status::waits,
                .may_take = can_take,
                .may_witness = staff::may(viewer, "consent.witness"),
                .sees_linkage = false,
                .linkage = {},
                .may_settle = staff::may(viewer, "linkage.settle"),
                .same_number = {}};
    if (shown.in_force) {
        const auto found = std::ranges::find(all, shown.in_force->id, &Signed::id);
        if (found != all.end()) {
            shown.items = items_in(found->wording);
            shown.how = found->circumstances;
            shown.why =
                fmt::format("Version {}. {}", found->form_version, pages::signature_words(*found));
        }
        shown.is_old = shown.in_force->form_version != form.version ||
                       shown.in_force->sheet_version != form.sheet.version;
    }
    add_linkage(services, work, viewer, shown);
    if (shown.may_settle || staff::may(viewer, "linkage.give"))
        shown.same_number = services.same_numbers.matches(work, person);
    return shown;
}

} // namespace record_section_parts

participants::Section record_section(const Services& services)
{
    return {.place = participants::Section::Place::after_who,
            .load = [&services](storage::UnitOfWork& work, const http::Viewer& viewer,
                                PersonId person) -> participants::Rendering {
                auto shown = record_section_parts::load(services, work, viewer, person);
                if (!shown) return {};
                return [shown = std::move(*shown)] { return record_section_parts::render(shown); };
            }};
}

participants::TimelineSource timeline_source(const Services& services)
{
    return [&services](storage::UnitOfWork& work, const http::Viewer& viewer, PersonId person) {
        std::vector<participants::TimelineRow> rows;
        if (!staff::may(viewer, "consent.read")) return rows;
        for (const Signed& one : services.consents.of_person(work, person)) {
            rows.push_back({.at = one.at,
                            .what = fmt::format("Signed, form version {}", one.form_version),
                            .detail = std::string(pages::status_words(one.status)),
                            .actor = one.taken_by});
            if (!one.heard_at) continue;
            const bool heard = one.status == Status::counts;
            rows.push_back({.at = *one.heard_at,
                            .what = heard ? "A colleague heard their consent"
                                          : "A colleague did not hear their consent",
                            .detail = {},
                            .actor = one.witness});
        }
        return rows;
    };
}

} // namespace evenhand::consent
