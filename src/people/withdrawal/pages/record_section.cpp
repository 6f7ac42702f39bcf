#include "people/withdrawal/pages/services.hpp"

#include "core/check.hpp"
#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"

#include <fmt/format.h>

namespace evenhand::withdrawal {

namespace record_section_parts {

using html::Html;

struct Shown
{
    PersonId person;
    Permissions permissions;
    bool may_record = false;
};

/// "No: in prison". A reason is the name of a scope or of a life event.
Html answer(const std::string& barred_by)
{
    if (barred_by.empty()) return "Yes";
    std::string_view why;
    if (const auto scope = scope_named(barred_by)) why = label_of(*scope);
    if (const auto kind = life_kind_named(barred_by)) why = label_of(*kind);
    CHECK(!why.empty());
    return html::fragment(html::element("strong", {}, "No"), ". Because: ", why);
}

Html render(const Shown& shown)
{
    html::SummaryList list{.card = html::SummaryCard{.title = "May we?"}};
    list.rows = {{.key = "Contact them", .value = answer(shown.permissions.contact_barred_by)},
                 {.key = "Survey them", .value = answer(shown.permissions.survey_barred_by)},
                 {.key = "Link their records", .value = answer(shown.permissions.link_barred_by)}};
    Html links;
    if (shown.may_record) {
        const auto path = participants::person_path(shown.person);
        links = html::element(
            "p", {html::attr("class", "govuk-body")},
            html::element(
                "a", {html::attr("class", "govuk-link"), html::attr("href", path + "/withdraw")},
                "Record a withdrawal"),
            html::element("span", {}, " or "),
            html::element("a",
                          {html::attr("class", "govuk-link"), html::attr("href", path + "/life")},
                          "record what happened to them"));
    }
    return html::summary_list(list) + links;
}

} // namespace record_section_parts

participants::Section record_section(const Services& services)
{
    return {.place = participants::Section::Place::before_all,
            .load = [&services](storage::UnitOfWork& work, const http::Viewer& viewer,
                                PersonId person) -> participants::Rendering {
                return [shown = record_section_parts::Shown{
                            .person = person,
                            .permissions = services.withdrawals.permissions(work, person),
                            .may_record = staff::may(viewer, "withdrawal.record")}] {
                    return record_section_parts::render(shown);
                };
            }};
}

participants::TimelineSource timeline_source(const Services& services)
{
    return [&services](storage::UnitOfWork& work, const http::Viewer&, PersonId person) {
        const Standing standing = services.withdrawals.standing(work, person);
        std::vector<participants::TimelineRow> rows;
        for (const Withdrawal& each : standing.withdrawals) {
            rows.push_back({.at = each.recorded,
                            .what = fmt::format("Withdrew: {}", label_of(each.scope)),
                            .detail = fmt::format("from {}, said by {}, {}", each.effective.plain(),
                                                  label_of(each.said_by), label_of(each.said_how)),
                            .actor = each.actor});
        }
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
