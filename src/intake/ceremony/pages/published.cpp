#include "intake/ceremony/pages/pages.hpp"

#include "html/components.hpp"
#include "intake/ceremony/pages/screen.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

#include <utility>

// What everybody may see of the randomisation, before, during and after the trial. Nothing here
// depends on an arm: commitments and roots stand before anybody was randomised, and a signed head
// counts leaves, of which each unit of work has one in either arm.

namespace evenhand::ceremony::pages {

namespace published_page {

using html::attr;
using html::element;
using html::Html;

struct Shown
{
    std::string beacon; ///< named in the protocol; empty: none
    std::vector<Act> acts;
    std::vector<PublishedRoot> roots;
    std::string head;
    std::string key;
    bool is_live = true;
};

Html heading_two(std::string_view text)
{
    return element("h2", {attr("class", "govuk-heading-m")}, text);
}

std::string_view what(Kind kind)
{
    switch (kind) {
    case Kind::proposed:
        return "A new ceremony was proposed";
    case Kind::frozen:
        return "The specification was frozen, by this hash";
    case Kind::committed:
        return "Committed to a contribution, by this hash";
    case Kind::revealed:
        return "Gave the contribution, which opened this commitment";
    case Kind::published:
        break;
    }
    return "The roots were published";
}

/// Why a number of nobody's stands there, where the protocol names one.
Html beacon_part(const std::string& named)
{
    if (named.empty()) return {};
    return html::fragment(
        heading_two("The beacon"),
        staff::paragraph(fmt::format(
            "A number that somebody else publishes for everybody goes into the order as well, "
            "and nobody could know it while the secret numbers were drawn. Which one it is was "
            "named before: {}. Its value was typed in by the custodian: compare it with what its "
            "publisher has. Only that shows that nobody chose it.",
            named)));
}

/// With its fingerprint; a proposal, with why.
Html said(const Act& act)
{
    if (act.kind == Kind::published && !act.value.empty())
        return html::fragment(what(act.kind), ", with this value of the beacon (", act.reason,
                              "): ", mono(act.value));
    if (!act.value.empty()) return html::fragment(what(act.kind), ": ", mono(act.value));
    if (act.kind != Kind::proposed) return what(act.kind);
    return html::fragment(what(act.kind), ": ", act.reason);
}

/// Lists and not tables: a fingerprint is longer than the screen of a telephone is wide.
Html acts_list(const Shown& shown)
{
    if (shown.acts.empty())
        return staff::paragraph("The ceremony has not begun. Nobody can be put into a group yet.");
    html::SummaryList list;
    for (const Act& act : shown.acts) {
        const std::string who = act.party.empty() ? "The trial" : act.party;
        list.rows.push_back({.key = fmt::format("{} (ceremony {})", who, act.ceremony),
                             .value = html::fragment(staff::moment(act.at), ". ", said(act))});
    }
    return html::summary_list(list);
}

Html roots_list(const Shown& shown)
{
    if (shown.roots.empty()) return staff::paragraph("No root has been published yet.");
    html::SummaryList list;
    for (const PublishedRoot& root : shown.roots) {
        list.rows.push_back(
            {.key = root.stratum,
             .value = html::fragment(fmt::format("Run {}, {} places: ", root.epoch, root.capacity),
                                     mono(root.root))});
    }
    return html::summary_list(list);
}

Html words()
{
    return html::fragment(
        staff::paragraph(
            "Who gets which support in this trial is decided by chance. This page "
            "lets anybody check that nobody chose it, could foresee it or changed it."),
        heading_two("How it works"),
        element("ol", {attr("class", "govuk-list govuk-list--number")},
                html::fragment(element("li", {},
                                       "The rules were fixed first, and their fingerprint "
                                       "published. Changing a rule would change the fingerprint."),
                               element("li", {},
                                       "Several parties each drew a secret number, and published "
                                       "its fingerprint before they knew any of the others."),
                               element("li", {},
                                       "Only then were the numbers put together. The order of the "
                                       "groups follows from all of them, so one honest party is "
                                       "enough for it to be fair."),
                               element("li", {},
                                       "The fingerprint of the whole order, called a root, was "
                                       "published for each line of the trial before anybody was "
                                       "put into a group."),
                               element("li", {},
                                       "When the trial is over, the secret numbers are published. "
                                       "Anybody can then work out the order again and compare it "
                                       "with the roots on this page."))),
        staff::paragraph("Keep a copy of this page if you want to check it then: a copy that you "
                         "made yourself is worth more than ours."));
}

Html head_part(const Shown& shown)
{
    return html::fragment(
        heading_two("Signed heads of the log"),
        staff::paragraph("Everything that happens in the trial is written into a log that cannot "
                         "be changed without being found out. The trial signs its length and its "
                         "fingerprint again and again; this is the latest."),
        shown.head.empty() ? staff::paragraph("None has been signed yet.")
                           : element("pre", {attr("class", "evenhand-break")}, shown.head),
        staff::paragraph(html::fragment("The key it is signed with: ", mono(shown.key))));
}

html::Page view(const Shown& shown)
{
    return {.title = "How people are put into groups",
            .body = html::fragment(
                staff::heading("How people are put into groups"),
                shown.is_live
                    ? Html{}
                    : html::inset_text({.text = "This is not a real trial. The program played "
                                                "every party by itself, so nothing here was "
                                                "secret."}),
                words(), beacon_part(shown.beacon), heading_two("What was done, in its order"),
                acts_list(shown), heading_two("The roots"), roots_list(shown), head_part(shown)),
            .back_href = "/"};
}

} // namespace published_page

http::Response published(const Services& services, const http::Request&, const http::Viewer&,
                         storage::UnitOfWork& work)
{
    published_page::Shown shown{.beacon = services.store.cast().beacon,
                                .acts = services.store.acts(work),
                                .roots = services.roots(work),
                                .head = services.latest_head(work),
                                .key = services.log_key,
                                .is_live = services.is_live};
    return http::page(200, [&services, shown = std::move(shown)] {
        return html::document(services.site, published_page::view(shown)).str();
    });
}

} // namespace evenhand::ceremony::pages
