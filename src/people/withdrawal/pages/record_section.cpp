#include "people/withdrawal/pages/services.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"
#include "html/components.hpp"
#include "people/identity/merge_store.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"
#include "people/withdrawal/records.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace evenhand::withdrawal {

namespace record_section_parts {

using html::Html;

/// A fact that bars something.
struct Bar
{
    std::string what; ///< "No more surveys or interviews"
    LocalDate effective = LocalDate::from_days(0);
    std::string by; ///< who wrote it down
};

struct Shown
{
    PersonId person;
    Permissions permissions;
    std::vector<Withdrawal> standing;
    std::map<std::string, Bar> bars; ///< by the code of the scope or life event
    bool knows_consent = false;      ///< the viewer may read what they agreed to
    std::optional<Agreement> agreed;
    bool may_record = false;
    bool has_written = false; ///< a withdrawal, whether or not it stands
};

/// Every fact of one record that bars something on that day, the latest of each kind in the place
/// of those before it.
void add_bars(const Services& services, storage::UnitOfWork& work, const Standing& standing,
              LocalDate today, std::map<std::string, Bar>& bars)
{
    const auto& staff = services.participants.staff;
    for (const Withdrawal& each : standing.withdrawals) {
        if (each.effective > today) continue;
        bars.insert_or_assign(std::string(name_of(each.scope)),
                              Bar{std::string(label_of(each.scope)), each.effective,
                                  participants::actor_name(staff, work, each.actor)});
    }
    for (const LifeEvent& each : standing.life) {
        if (each.ended || each.effective > today) continue;
        bars.insert_or_assign(std::string(name_of(each.kind)),
                              Bar{std::string(label_of(each.kind)), each.effective,
                                  participants::actor_name(staff, work, each.actor)});
    }
}

/// What bars something, in any record of the person.
std::map<std::string, Bar> bars_of(const Services& services, storage::UnitOfWork& work,
                                   PersonId person, LocalDate today)
{
    std::map<std::string, Bar> bars;
    const auto records = services.withdrawals.standings(work, person);
    for (const Standing& standing : records)
        add_bars(services, work, standing, today, bars);
    if (const auto merge = identity::MergeStore::merge_of(work, person)) {
        bars.emplace(
            follows_another,
            Bar{"Another record of the same person leads", london_date(merge->at),
                participants::actor_name(services.participants.staff, work, merge->actor)});
    }
    return bars;
}

Html no_because(const Shown& shown, const std::string& barred_by)
{
    const auto found = shown.bars.find(barred_by);
    CHECK(found != shown.bars.end());
    const Bar& bar = found->second;
    return html::fragment(html::element("strong", {}, "No"),
                          fmt::format(". Because: {}, from {}, written down by {}", bar.what,
                                      bar.effective.plain(), bar.by));
}

/// What nothing bars stands on what they agreed to, and on nothing before that.
Html by_consent(const Shown& shown, bool Agreement::*item)
{
    if (!shown.agreed)
        return html::fragment(html::element("strong", {}, "No"), ". No consent is in force");
    const Agreement& agreed = *shown.agreed;
    if (agreed.*item) return "Yes. They agreed: " + agreed.in_words;
    return html::fragment(html::element("strong", {}, "No"),
                          ". They did not agree to it: " + agreed.in_words);
}

/// Who may not read a consent is told whether we may, and neither what they agreed to nor why not.
void add_by_consent(const Shown& shown, html::SummaryList& list, std::string_view key,
                    const std::string& barred_by, bool Agreement::*item)
{
    if (!barred_by.empty())
        list.rows.push_back({.key = key, .value = no_because(shown, barred_by)});
    else if (shown.knows_consent)
        list.rows.push_back({.key = key, .value = by_consent(shown, item)});
    else
        list.rows.push_back({.key = key,
                             .value = shown.agreed && (*shown.agreed).*item
                                          ? Html{"Yes"}
                                          : html::element("strong", {}, "No")});
}

Html link(std::string_view text, const std::string& href)
{
    return html::element("a", {html::attr("class", "govuk-link"), html::attr("href", href)}, text);
}

/// The withdrawals that hold, each with the way to take it back.
html::SummaryRow withdrawn(const Shown& shown)
{
    Html all;
    for (const Withdrawal& each : shown.standing) {
        all += html::element("p", {html::attr("class", "govuk-body")}, label_of(each.scope),
                             fmt::format(", from {}. ", each.effective.plain()),
                             shown.may_record
                                 ? link("Take it back", take_back_path(shown.person, each.id))
                                 : Html{});
    }
    return {.key = "Withdrawn", .value = all};
}

Html render(const Shown& shown)
{
    const Permissions& may = shown.permissions;
    html::SummaryList list{.card = html::SummaryCard{.title = "May we?"}};
    list.rows = {{.key = "Contact them",
                  .value = may.contact_barred_by.empty()
                               ? Html{"Yes"}
                               : no_because(shown, may.contact_barred_by)}};
    add_by_consent(shown, list, "Survey them", may.survey_barred_by, &Agreement::surveys);
    add_by_consent(shown, list, "Link their records", may.link_barred_by, &Agreement::records);
    if (!shown.standing.empty()) list.rows.push_back(withdrawn(shown));
    Html links;
    if (shown.may_record) {
        const auto path = participants::person_path(shown.person);
        links = html::element("p", {html::attr("class", "govuk-body")},
                              link("Record a withdrawal", path + "/withdraw"),
                              html::element("span", {}, " or "),
                              link("record what happened to them", path + "/life"));
        if (shown.has_written)
            links += staff::paragraph(
                link("What they withdrew, and what was said", withdrawals_path(shown.person)));
    }
    return html::summary_list(list) + links;
}

/// Under this record or one that follows it.
bool has_written(const Services& services, storage::UnitOfWork& work, PersonId person)
{
    if (!services.withdrawals.written(work, person).empty()) return true;
    const auto followers = identity::MergeStore::followers_of(work, person);
    return std::ranges::any_of(followers, [&](PersonId record) {
        return !services.withdrawals.written(work, record).empty();
    });
}

participants::TimelineRow timeline_row(const Written& written)
{
    const Withdrawal& what = written.what;
    participants::TimelineRow row{.at = what.recorded,
                                  .what = fmt::format("Withdrew: {}", label_of(what.scope)),
                                  .detail =
                                      fmt::format("from {}, said by {}, {}", what.effective.plain(),
                                                  label_of(what.said_by), label_of(what.said_how)),
                                  .actor = what.actor};
    if (!written.taken_back) return row;
    row.what = fmt::format("Took back a withdrawal: {}", label_of(what.scope));
    row.detail = fmt::format("{}; said by {}, {}", label_of(*written.taken_back),
                             label_of(what.said_by), label_of(what.said_how));
    return row;
}

} // namespace record_section_parts

participants::Section record_section(const Services& services)
{
    return {.place = participants::Section::Place::before_all,
            .load = [&services](storage::UnitOfWork& work, const http::Viewer& viewer,
                                PersonId person) -> participants::Rendering {
                auto standing = services.withdrawals.standing(work, person);
                const LocalDate today = london_date(work.now());
                const bool knows = staff::may(viewer, "consent.read");
                record_section_parts::Shown shown{
                    .person = person,
                    .permissions = services.withdrawals.permissions(work, person),
                    .standing = {},
                    .bars = record_section_parts::bars_of(services, work, person, today),
                    .knows_consent = knows,
                    .agreed = {},
                    .may_record = staff::may(viewer, "withdrawal.record"),
                    .has_written = record_section_parts::has_written(services, work, person)};
                shown.standing = std::move(standing.withdrawals);
                shown.agreed = services.agreed(work, person);
                return [shown = std::move(shown)] { return record_section_parts::render(shown); };
            }};
}

participants::TimelineSource timeline_source(const Services& services)
{
    return [&services](storage::UnitOfWork& work, const http::Viewer&, PersonId person) {
        std::vector<participants::TimelineRow> rows;
        for (const Written& each : services.withdrawals.written(work, person))
            rows.push_back(record_section_parts::timeline_row(each));
        const Standing standing = services.withdrawals.standing(work, person);
        for (const LifeEvent& each : standing.life) {
            rows.push_back({.at = each.recorded,
                            .what = std::string(label_of(each.kind)),
                            .detail = fmt::format("{} {}", each.ended ? "ended" : "since",
                                                  each.effective.plain()),
                            .actor = each.actor});
        }
        return rows;
    };
}

} // namespace evenhand::withdrawal
