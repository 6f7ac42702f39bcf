#include "core/check.hpp"
#include "core/london_time.hpp"
#include "html/components.hpp"
#include "messages/outgoing/postbox_store.hpp"
#include "people/staff/pages/choose_one.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"
#include "support/casework/pages/pages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <map>

// The local-services pack of somebody's area, to be printed, handed over or read out. It names the
// help that is there already, and nothing of the person: what lies on a kitchen table tells nobody
// why.

namespace evenhand::casework::pages {

namespace pack_page {

using html::attr;
using html::element;
using html::Html;

constexpr std::array messages{
    html::FieldMessage{"format", "missing", "Choose in what form"},
    html::FieldMessage{"way", "missing", "Choose how it reached them"},
    html::FieldMessage{"format", "no_list",
                       "There is no list of services for this area yet. "
                       "Ask the trial manager to load one"},
};

struct Shown
{
    HandedOff to;
    directory::ServicesPack pack;
    std::vector<GivenPack> given;
    std::vector<std::string> by; ///< of each
    std::string unsent;          ///< what became of the e-mail that has not gone; or empty
    bool large = false;
    http::FormData typed;
    std::vector<html::FieldError> found;
    http::FormTokens tokens;
};

Html service(const directory::Service& each)
{
    return element(
        "section", {attr("class", "evenhand-pack__service")},
        element("h3", {attr("class", "govuk-heading-s")}, each.name), staff::paragraph(each.what),
        staff::paragraph(html::fragment(element("strong", {}, "Who it is for: "), each.for_whom)),
        staff::paragraph(html::fragment(element("strong", {}, "How to reach it: "), each.how)));
}

Html leaflet(const Services& services, const Shown& shown)
{
    const auto& protocol = services.participants.protocol;
    const auto area = participants::area_name(protocol, shown.to.area);
    Html list;
    for (const directory::Service& each : shown.pack.services)
        list += service(each);
    if (shown.pack.services.empty())
        list = html::inset_text({.text = "There is no list of services for this area yet."});
    return element(
        "article",
        {attr("class", shown.large ? "evenhand-pack evenhand-pack--large" : "evenhand-pack")},
        element("h2", {attr("class", "govuk-heading-m")}, "Help with work and health in " + area),
        staff::paragraph("These services are free unless they say otherwise. You decide which to "
                         "use, and your benefits and your care stay as they are."),
        list,
        staff::paragraph(html::fragment(
            "Questions? Telephone ",
            element("span", {attr("class", "evenhand-nowrap")}, protocol.contact.telephone), " (",
            protocol.contact.hours, ").")),
        element("p", {attr("class", "govuk-hint")},
                shown.pack.version.empty() ? std::string() : "List " + shown.pack.version));
}

/// A copy that went by e-mail was given; of one that did not, what became of it.
std::string emailed(const Services& services, storage::UnitOfWork& work, const HandedOff& to,
                    std::vector<GivenPack>& given)
{
    const auto message = services.messages.of(work, to.id);
    if (!message) return {};
    if (!message->sent) {
        const auto all = outgoing::progress_of(work, {message->message});
        const auto found = all.find(message->message);
        CHECK(found != all.end());
        return outgoing::words_of(found->second, services.sends);
    }
    given.push_back({.at = *message->sent,
                     .services_version = to.services_version,
                     .format = PackFormat::standard,
                     .way = PackWay::email,
                     .actor = "job:messages"});
    std::ranges::stable_sort(given, std::greater{}, &GivenPack::at);
    return {};
}

/// An e-mail that has not gone gave nobody anything.
Html unsent_note(const Shown& shown)
{
    if (shown.unsent.empty()) return {};
    return html::inset_text({.text = fmt::format("Email with this pack: {}. It is not recorded as "
                                                 "given.",
                                                 shown.unsent)});
}

Html given_table(const Shown& shown)
{
    html::Table table{.caption = "Copies given, the latest first",
                      .caption_classes = "govuk-table__caption--m",
                      .head = {{.text = "When"},
                               {.text = "Form"},
                               {.text = "How"},
                               {.text = "List"},
                               {.text = "By whom"}}};
    for (std::size_t i = 0; i < shown.given.size(); ++i) {
        const GivenPack& each = shown.given[i];
        table.rows.push_back({{.text = staff::moment(each.at)},
                              {.text = label_of(each.format)},
                              {.text = label_of(each.way)},
                              {.text = each.services_version},
                              {.text = shown.by[i]}});
    }
    if (table.rows.empty()) return staff::paragraph("No copy has been recorded yet.");
    return html::scrolling_table(table, "Copies given");
}

std::string path_of(const Shown& shown)
{
    return participants::person_path(shown.to.person, "/local-services-pack");
}

Html form(const Shown& shown, const html::FieldErrors& errors)
{
    return html::form(
        staff::posting_to(path_of(shown), shown.tokens),
        html::fragment(staff::choose_one({.name = "format", .legend = "In what form?"},
                                         all_pack_formats(), shown.typed, errors),
                       staff::choose_one({.name = "way", .legend = "How did it reach them?"},
                                         all_pack_ways(), shown.typed, errors),
                       html::button({.text = "Record this copy"})));
}

html::Page view(const Services& services, const Shown& shown)
{
    const html::FieldErrors errors(shown.found, messages);
    const Html other_size =
        element("a",
                {attr("class", "govuk-link"),
                 attr("href", shown.large ? path_of(shown) : path_of(shown) + "?size=large")},
                shown.large ? "Show it in usual print" : "Show it in large print");
    const Html for_staff = element(
        "div", {attr("class", "evenhand-not-printed")}, staff::heading("Local services pack"),
        staff::paragraph(fmt::format("Theirs since {}. Print this page, or read it out; only the "
                                     "list below is printed.",
                                     london_plain(shown.to.at))),
        staff::paragraph(other_size));
    const Html recorded =
        element("div", {attr("class", "evenhand-not-printed")},
                element("h2", {attr("class", "govuk-heading-m")}, "Record that they were given it"),
                form(shown, errors), unsent_note(shown), given_table(shown));
    return {.title = "Local services pack",
            .body = html::fragment(errors.summary(), for_staff, leaflet(services, shown), recorded),
            .has_errors = errors.any(),
            .back_href = participants::person_path(shown.to.person)};
}

/// The pack of somebody whom the viewer may know to have one, as of today.
std::optional<Shown> asked(const Services& services, const http::Request& request,
                           const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    if (!person) return std::nullopt;
    const HandOffAsker asker{.account = viewer.account_id,
                             .leads = staff::may(viewer, "cases.assign", "own_area"),
                             .sat_with = services.sat_with(work, viewer, *person)};
    auto to = services.hand_offs.local_services(work, asker, *person);
    if (!to) return std::nullopt;
    auto pack = services.directory.services(work, to->area, london_date(work.now()));
    auto given = services.packs.given(work, to->id);
    auto unsent = pack_page::emailed(services, work, *to, given);
    Shown shown{.to = std::move(*to),
                .pack = std::move(pack),
                .given = std::move(given),
                .by = {},
                .unsent = std::move(unsent),
                .large = request.query.value("size") == "large",
                .typed = request.form,
                .found = {},
                .tokens = request.tokens};
    std::map<std::string, std::string> names;
    for (const GivenPack& each : shown.given) {
        auto [name, is_new] = names.try_emplace(each.actor);
        if (is_new)
            name->second = participants::actor_name(services.participants.staff, work, each.actor);
        shown.by.push_back(name->second);
    }
    return shown;
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Shown shown)
{
    return staff::answer_form(services.participants.staff, request, viewer, std::move(shown),
                              [&services](const auto& its) { return view(services, its); });
}

} // namespace pack_page

http::Response show_pack(const Services& services, const http::Request& request,
                         const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto shown = pack_page::asked(services, request, viewer, work);
    if (!shown) return http::not_found();
    work.log({.action = "pack.opened",
              .object_type = "person",
              .object_id = shown->to.person.text(),
              .detail = shown->pack.version});
    return pack_page::show(services, request, viewer, std::move(*shown));
}

http::Response give_pack(const Services& services, const http::Request& request,
                         const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto shown = pack_page::asked(services, request, viewer, work);
    if (!shown) return http::not_found();
    const auto format = pack_format_named(request.form.value("format"));
    const auto way = pack_way_named(request.form.value("way"));
    if (!format) shown->found.push_back({"format", "missing"});
    if (!way) shown->found.push_back({"way", "missing"});
    if (format && way && shown->pack.version.empty()) shown->found.push_back({"format", "no_list"});
    if (!shown->found.empty()) return pack_page::show(services, request, viewer, std::move(*shown));
    services.packs.give(work, shown->to,
                        {.services_version = shown->pack.version, .format = *format, .way = *way});
    return http::see_other(pack_page::path_of(*shown));
}

} // namespace evenhand::casework::pages
