#include "recruitment/referral/pages/pages.hpp"

#include "crypto/hash.hpp"
#include "html/components.hpp"
#include "html/form.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace evenhand::referral::pages {

namespace triage_queue_page {

using html::attr;
using html::element;
using html::Html;

struct SortName
{
    Sort sort;
    std::string_view name;
    std::string_view label;
};
constexpr std::array sorts{SortName{Sort::due_first, "due", "Due first"},
                           SortName{Sort::oldest_first, "oldest", "Oldest first"},
                           SortName{Sort::newest_first, "newest", "Newest first"}};

/// Nothing if the order is none that there is: the answer is 400, for no page of ours sends such a
/// thing.
const SortName* sort_in(const http::Request& request)
{
    const auto wanted = request.query.value("sort");
    if (wanted.empty()) return &sorts.front();
    const auto found = std::ranges::find(sorts, wanted, &SortName::name);
    return found == sorts.end() ? nullptr : &*found;
}

std::optional<After> after_in(const http::Request& request)
{
    const auto id = ReferralId::parse(request.query.value("id"));
    if (!id) return std::nullopt;
    return After{std::string(request.query.value("after")), id->text()};
}

std::string area_name(const protocol::Protocol& protocol, const std::string& id)
{
    const auto found = std::ranges::find(protocol.areas, id, &protocol::Area::id);
    if (found != protocol.areas.end()) return found->name;
    return id.empty() ? "Not asked" : "Not sure";
}

std::string group_name(const protocol::Protocol& protocol, const std::string& id)
{
    const auto found = std::ranges::find(protocol.groups, id, &protocol::Group::id);
    return found == protocol.groups.end() ? "Not asked" : found->name;
}

html::TableRow row_of(const protocol::Protocol& protocol, const Waiting& waiting, LocalDate today)
{
    const Html reference =
        element("a",
                {attr("class", "govuk-link evenhand-nowrap"),
                 attr("href", fmt::format("/triage/{}", waiting.id.text()))},
                element("span", {attr("class", "govuk-visually-hidden")}, "Open referral "),
                waiting.reference);
    const Html due = waiting.due < today
                         ? Html{waiting.due.plain()} + " " +
                               html::tag({.text = "Overdue", .classes = "govuk-tag--red"})
                         : Html{waiting.due.plain()};
    return {{.text = reference},
            {.text = due},
            {.text = london_plain(waiting.received)},
            {.text = label_of(waiting.route)},
            {.text = area_name(protocol, waiting.area)},
            {.text = group_name(protocol, waiting.group)}};
}

Html sort_links(const SortName& now)
{
    std::vector<Html> links;
    for (const SortName& each : sorts) {
        links.push_back(
            each.sort == now.sort
                ? element("li", {}, element("strong", {}, each.label))
                : element("li", {},
                          element("a",
                                  {attr("class", "govuk-link"),
                                   attr("href", fmt::format("/triage?sort={}", each.name))},
                                  each.label)));
    }
    return element("nav", {attr("aria-label", "Order of the list")},
                   element("ul", {attr("class", "govuk-list evenhand-inline-list")}, links));
}

constexpr std::string_view unknown_reference =
    "No referral has this reference. Check it and try again";

Html find_error(const std::optional<std::string>& not_found)
{
    if (!not_found) return {};
    return html::error_summary({.errors = {{.text = unknown_reference, .href = "#reference"}}});
}

/// The box to find one by its reference. What was looked for and not found stays in it.
Html find_form(const std::optional<std::string>& not_found)
{
    return html::search_form(
        {.action = "/triage/find"},
        html::input({.name = "reference",
                     .label = {.text = "Find by reference"},
                     .hint = {.text = "Such as R-7K3D9-8"},
                     .error = {.text = not_found ? unknown_reference : ""},
                     .value = not_found.value_or(""),
                     .autocomplete = "off",
                     .spellcheck = false,
                     .classes = "govuk-input--width-10"}) +
            html::button({.text = "Find", .classes = "govuk-button--secondary"}));
}

Html count_words(const QueuePage& page)
{
    if (page.waiting == 0) return element("p", {attr("class", "govuk-body")}, "Nobody is waiting.");
    return element("p", {attr("class", "govuk-body")},
                   fmt::format("{} waiting, {} of them overdue.", page.waiting, page.overdue));
}

html::Page view(const protocol::Protocol& protocol, const QueuePage& page, const SortName& sort,
                LocalDate today, const std::optional<std::string>& not_found)
{
    Html list;
    if (!page.rows.empty()) {
        html::Table table{.caption = fmt::format("Referrals that wait, {}", sort.label),
                          .caption_classes = "govuk-visually-hidden",
                          .head = {{.text = "Reference"},
                                   {.text = "Reply due"},
                                   {.text = "Received"},
                                   {.text = "Route"},
                                   {.text = "Area"},
                                   {.text = "Group"}}};
        for (const Waiting& waiting : page.rows)
            table.rows.push_back(row_of(protocol, waiting, today));
        list = html::scrolling_table(table, "Referrals that wait");
    }
    if (page.next) {
        list += html::pagination(
            {.next = {.href = fmt::format("/triage?sort={}&after={}&id={}", sort.name,
                                          page.next->key, page.next->id),
                      .text = "Next page"}});
    }
    return {.title = "Triage",
            .body = find_error(not_found) +
                    element("h1", {attr("class", "govuk-heading-l")}, "Triage") +
                    count_words(page) + find_form(not_found) + sort_links(sort) + list,
            .has_errors = not_found.has_value(),
            .width = html::PageWidth::full};
}

/// What the leaf of a list keeps: the order, how many, and a hash of which (design 4, vault).
void audit_list(storage::UnitOfWork& work, const QueuePage& page, const SortName& sort)
{
    std::string ids;
    for (const Waiting& waiting : page.rows)
        ids += waiting.id.text();
    work.log({.action = "triage.listed",
              .object_type = "referral",
              .object_id = crypto::sha256(ids).text(),
              .detail = fmt::format("sort={} count={}", sort.name, page.rows.size())});
}

http::Response respond(const Services& services, const http::Request& request,
                       const http::Viewer& viewer, storage::UnitOfWork& work,
                       std::optional<std::string> not_found)
{
    const SortName* sort = sort_in(request);
    if (sort == nullptr) return staff::status_only(400);
    const LocalDate today = london_date(work.now());
    QueuePage page = services.referrals.queue(work, sort->sort, after_in(request), today);
    audit_list(work, page, *sort);
    return http::page(200, [&services, viewer, tokens = request.tokens, page = std::move(page),
                            sort, today, not_found = std::move(not_found)] {
        return html::document(services.site, staff::in_staff_frame(services.staff, viewer, tokens,
                                                                   view(services.protocol, page,
                                                                        *sort, today, not_found)))
            .str();
    });
}

} // namespace triage_queue_page

http::Response triage_queue(const Services& services, const http::Request& request,
                            const http::Viewer& viewer, storage::UnitOfWork& work)
{
    return triage_queue_page::respond(services, request, viewer, work, /*not_found=*/std::nullopt);
}

http::Response find_reference(const Services& services, const http::Request& request,
                              const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto reference = ReferralReference::parse(request.query.value("reference"));
    const auto found =
        reference ? services.referrals.find_by_reference(work, *reference) : std::nullopt;
    if (!found)
        return triage_queue_page::respond(services, request, viewer, work,
                                          std::string(request.query.value("reference")));
    work.log({.action = "triage.found",
              .object_type = "referral",
              .object_id = found->text(),
              .detail = {}});
    return http::see_other(fmt::format("/triage/{}", found->text()));
}

} // namespace evenhand::referral::pages
