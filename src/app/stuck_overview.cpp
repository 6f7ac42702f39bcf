#include "app/stuck_overview.hpp"

#include "core/london_time.hpp"
#include "crypto/hash.hpp"
#include "html/components.hpp"
#include "intake/consent/same_number_store.hpp"
#include "people/participants/pages/services.hpp"
#include "people/staff/pages/gatekeeper.hpp"
#include "protocol/protocol.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace evenhand::app {

namespace stuck_overview {

using html::attr;
using html::element;
using html::Html;

Html link(const std::string& href, std::string_view text)
{
    return element("li", {}, element("a", {attr("class", "govuk-link"), attr("href", href)}, text));
}

Html waiting_words(const referral::ReferralStore::Count& count)
{
    return fmt::format("{} {} in triage, {} of them past the day we promised.", count.waiting,
                       count.waiting == 1 ? "referral waits" : "referrals wait", count.overdue);
}

using Undecided = consent::SameNumberStore::Undecided;

/// For those who settle it: records that have one number, which nobody else is reminded of.
std::vector<Undecided> load_undecided(storage::UnitOfWork& work, const http::Viewer& viewer)
{
    if (!staff::may(viewer, "linkage.settle")) return {};
    auto all = consent::SameNumberStore::undecided(work);
    if (all.empty()) return all;
    std::string ids;
    for (const Undecided& pair : all)
        ids += pair.first.text() + pair.second.text();
    work.log({.action = "linkage.matches_listed",
              .object_type = "list",
              .object_id = crypto::sha256(ids).text(),
              .detail = std::to_string(all.size())});
    return all;
}

Html undecided_links(const std::vector<Undecided>& all)
{
    if (all.empty()) return {};
    Html links;
    int number = 0;
    for (const Undecided& pair : all) {
        const auto path = "/same-number/" + pair.second.text();
        links += link(participants::person_path(pair.first, path),
                      fmt::format("Two records, {}", ++number));
    }
    const Html more =
        all.size() < consent::SameNumberStore::most_undecided
            ? Html{}
            : element("p", {attr("class", "govuk-body")},
                      fmt::format("At most {} are shown. Others follow when these are settled.",
                                  consent::SameNumberStore::most_undecided));
    return element("p", {attr("class", "govuk-body")},
                   "Records that have one National Insurance number, so that nobody with it is put "
                   "into a group until you say whether they are one person:") +
           element("ul", {attr("class", "govuk-list evenhand-inline-list")}, links) + more;
}

/// A stratum as people say it: "Sheffield, Out of work".
std::string name_of(const protocol::Protocol& protocol, const protocol::Stratum& stratum)
{
    std::vector<std::string> parts;
    if (!stratum.area.empty()) parts.push_back(participants::area_name(protocol, stratum.area));
    if (!stratum.group.empty()) parts.push_back(participants::group_name(protocol, stratum.group));
    return parts.empty() ? "the whole trial" : fmt::format("{}", fmt::join(parts, ", "));
}

/// Of the strata with those labels, in the protocol's order.
std::vector<std::string> names_of(const protocol::Protocol& protocol,
                                  const std::vector<std::string>& labels)
{
    std::vector<std::string> names;
    if (labels.empty()) return names;
    for (const protocol::Stratum& stratum : protocol::strata(protocol)) {
        if (std::ranges::find(labels, stratum.label) != labels.end())
            names.push_back(name_of(protocol, stratum));
    }
    return names;
}

/// For the manager, to whom the button at which nobody is randomised sends everybody.
Html frozen_warning(const std::vector<std::string>& strata)
{
    if (strata.empty()) return {};
    return html::warning_text(
        {.text = fmt::format("Nobody can be randomised in: {}. This database is an older copy than "
                             "the randomisation knows of. Find out what was lost, then ask an "
                             "administrator and a custodian for a new ceremony: the runbook "
                             "\"A stratum that is frozen\" says how.",
                             fmt::join(strata, "; "))});
}

} // namespace stuck_overview

std::function<participants::Rendering(storage::UnitOfWork&, const http::Viewer&)>
above_stuck(const protocol::Protocol& protocol,
            std::function<std::vector<std::string>(storage::UnitOfWork&)> frozen)
{
    return [&protocol, frozen = std::move(frozen)](
               storage::UnitOfWork& work, const http::Viewer& viewer) -> participants::Rendering {
        const auto count = referral::ReferralStore::count_waiting(work, london_date(work.now()));
        const bool triage = staff::may(viewer, "triage.list");
        const bool figures = staff::may(viewer, "figures.read");
        const bool merges = staff::may(viewer, "records.merge");
        auto undecided = stuck_overview::load_undecided(work, viewer);
        std::vector<std::string> strata;
        if (staff::may(viewer, "allocation.flag"))
            strata = stuck_overview::names_of(protocol, frozen(work));
        return [count, triage, figures, merges, undecided = std::move(undecided),
                strata = std::move(strata)] {
            using namespace stuck_overview;
            Html links;
            if (triage) links += link("/triage", "Open triage");
            if (figures)
                links += link("/flow", "The flow of participants") +
                         link("/recruitment", "Recruitment against its target");
            if (merges) links += link("/merges", "Records that were merged");
            return html::fragment(
                frozen_warning(strata),
                element("p", {attr("class", "govuk-body")}, waiting_words(count)),
                links.empty()
                    ? Html()
                    : element("ul", {attr("class", "govuk-list evenhand-inline-list")}, links),
                undecided_links(undecided));
        };
    };
}

} // namespace evenhand::app
