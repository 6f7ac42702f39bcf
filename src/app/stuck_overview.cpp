#include "app/stuck_overview.hpp"

#include "core/london_time.hpp"
#include "html/components.hpp"
#include "people/staff/pages/gatekeeper.hpp"

#include <fmt/format.h>

namespace evenhand::app {

namespace stuck_overview {

using html::attr;
using html::element;
using html::Html;

Html link(const char* href, std::string_view text)
{
    return element("li", {}, element("a", {attr("class", "govuk-link"), attr("href", href)}, text));
}

Html waiting_words(const referral::ReferralStore::Count& count)
{
    return fmt::format("{} {} in triage, {} of them past the day we promised.", count.waiting,
                       count.waiting == 1 ? "referral waits" : "referrals wait", count.overdue);
}

} // namespace stuck_overview

std::function<participants::Rendering(storage::UnitOfWork&, const http::Viewer&)> above_stuck()
{
    return [](storage::UnitOfWork& work, const http::Viewer& viewer) -> participants::Rendering {
        const auto count = referral::ReferralStore::count_waiting(work, london_date(work.now()));
        const bool triage = staff::may(viewer, "triage.list");
        const bool figures = staff::may(viewer, "figures.read");
        return [count, triage, figures] {
            using namespace stuck_overview;
            Html links;
            if (triage) links += link("/triage", "Open triage");
            if (figures)
                links += link("/flow", "The flow of participants") +
                         link("/recruitment", "Recruitment against its target");
            return html::fragment(
                element("p", {attr("class", "govuk-body")}, waiting_words(count)),
                links.empty()
                    ? Html()
                    : element("ul", {attr("class", "govuk-list evenhand-inline-list")}, links));
        };
    };
}

} // namespace evenhand::app
