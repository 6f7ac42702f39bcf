#include "html/components.hpp"
#include "oversight/amendments/amendments_store.hpp"
#include "oversight/amendments/pages/pages.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>

// The versions of the protocol, the latest first: by whose approval, from when, and what each one
// changed for the people who had agreed before it.

namespace evenhand::amendments::pages {

namespace versions_page {

using html::attr;
using html::element;
using html::Html;

struct Shown
{
    History history;
    std::string held; ///< the version in force
    std::string running;
    std::string fault; ///< why nobody is put into a group, or empty
    Instant now;
    std::optional<std::int64_t> to_ask_again; ///< nothing: not for this viewer
    bool may_list = false;                    ///< who they are
};

html::SummaryRow row(std::string_view key, Html value)
{
    return {.key = key, .value = std::move(value)};
}

std::string_view state_of(const Shown& shown, const Entry& entry)
{
    if (entry.version.version == shown.held) return "in force";
    return entry.effective > shown.now ? "takes effect later" : "no longer in force";
}

/// What an amendment changed for whoever had agreed before it.
std::string change_for_people(const Entry& before, const Entry& entry)
{
    const auto& old = before.version.consent;
    const auto& now = entry.version.consent;
    if (!protocol::asks_again(old, now))
        return "The consent form and the information sheet stay as they were. Nobody is asked for "
               "consent again.";
    const auto told = [](std::string_view what, const std::string& from, const std::string& to) {
        return from == to
                   ? fmt::format("The {} stays at version {}.", what, to)
                   : fmt::format("The {} changes from version {} to version {}.", what, from, to);
    };
    return fmt::format("{} {} Whoever agreed before is asked for consent again.",
                       told("consent form", old.form, now.form),
                       told("information sheet", old.sheet, now.sheet));
}

Html card(const Shown& shown, const Entry& entry, const Entry* before)
{
    html::SummaryList list{};
    list.rows.push_back(row("From", staff::moment(entry.effective)));
    if (before != nullptr) {
        list.rows.push_back(row("Approval", Html{entry.approval}));
        list.rows.push_back(
            row("What changed for participants", Html{change_for_people(*before, entry)}));
    } else {
        list.rows.push_back(row(
            "Consent", Html{fmt::format("Form version {}, information sheet version {}",
                                        entry.version.consent.form, entry.version.consent.sheet)}));
    }
    list.rows.push_back(row("Why", Html{entry.reason}));
    list.rows.push_back(
        row("Recorded", Html{"by " + entry.recorded_by + ", "} + staff::moment(entry.recorded)));
    list.rows.push_back(row("Hash", Html{entry.version.hash}));
    return html::fragment(
        element("h2", {attr("class", "govuk-heading-m")},
                fmt::format("Version {}: {}", entry.version.version, state_of(shown, entry))),
        html::summary_list(list));
}

Html who_is_asked(const Shown& shown)
{
    if (!shown.to_ask_again) return {};
    const auto count = *shown.to_ask_again;
    if (count == 0) return staff::paragraph("Nobody waits to be asked for consent again.");
    const auto words = fmt::format(
        "{} {} under another version of the form or of the information sheet, and {} asked again.",
        count, count == 1 ? "person agreed" : "people agreed", count == 1 ? "is" : "are");
    if (!shown.may_list) return staff::paragraph(words);
    return staff::paragraph(
        html::fragment(words, " ",
                       element("a", {attr("class", "govuk-link"), attr("href", "/consent/again")},
                               "Who is asked for consent again")));
}

Html list(const Shown& shown)
{
    if (shown.history.empty()) {
        return html::inset_text(
            {.text = fmt::format("No version is recorded yet. The trial runs under version {}; it "
                                 "is recorded when the server starts with a frozen protocol.",
                                 shown.running)});
    }
    Html all;
    for (std::size_t i = shown.history.size(); i-- > 0;)
        all += card(shown, shown.history[i], i == 0 ? nullptr : &shown.history[i - 1]);
    return all;
}

html::Page view(const Shown& shown)
{
    Html fault;
    if (!shown.fault.empty()) fault = html::warning_text({.text = shown.fault});
    return {.title = "Versions of the protocol",
            .body = html::fragment(staff::heading("Versions of the protocol"), fault,
                                   who_is_asked(shown), list(shown))};
}

} // namespace versions_page

http::Response versions(const Services& services, const http::Request& request,
                        const http::Viewer& viewer, storage::UnitOfWork& work)
{
    versions_page::Shown shown{.history = AmendmentStore::history(work.sql()),
                               .held = {},
                               .running = services.running.version.version,
                               .fault = {},
                               .now = work.now(),
                               .to_ask_again = {},
                               .may_list = staff::may(viewer, "consent.read")};
    if (const Entry* held = in_force(shown.history, shown.now)) {
        shown.held = held->version.version;
        shown.fault = why_not_to_draw(shown.history, services.running, shown.now);
    }
    // A count of this day, for those who read such counts elsewhere (design 1.8).
    if (shown.may_list || staff::may(viewer, "figures.today"))
        shown.to_ask_again = services.to_ask_again(work);
    return staff::answer_staff_page(
        services.staff, 200, request, viewer,
        [shown = std::move(shown)] { return versions_page::view(shown); });
}

} // namespace evenhand::amendments::pages
