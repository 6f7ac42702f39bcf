#include "crypto/hash.hpp"
#include "html/components.hpp"
#include "people/staff/pages/admin_pages.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"
#include "people/staff/pages/member.hpp"
#include "people/staff/pages/show_account.hpp"

#include <fmt/format.h>

#include <optional>
#include <vector>

namespace evenhand::staff {
namespace staff_list {

using Order = AccountListQuery::Order;

/// Nothing if the order or the role is none that there is: the answer is 400, for no page of ours
/// sends such a thing.
std::optional<AccountListQuery> parse(const http::FormData& query)
{
    AccountListQuery wanted;
    const auto order = query.value("order");
    if (order == "oldest") {
        wanted.order = Order::oldest_first;
    } else if (!order.empty() && order != "newest") {
        return std::nullopt;
    }
    if (const auto role = query.value("role"); !role.empty()) {
        wanted.role = role_named(role);
        if (!wanted.role) return std::nullopt;
    }
    wanted.after = query.value("after");
    return wanted;
}

std::string address(const AccountListQuery& query, std::string_view after)
{
    http::FormData fields;
    if (query.role) fields.add("role", std::string(name_of(*query.role)));
    if (query.order == Order::oldest_first) fields.add("order", "oldest");
    if (!after.empty()) fields.add("after", std::string(after));
    const auto encoded = fields.encode();
    return encoded.empty() ? "/staff" : "/staff?" + encoded;
}

html::Html filter(const AccountListQuery& query)
{
    std::vector<html::SelectItem> roles{{.text = "Every role", .value = ""}};
    for (const auto role : all_roles) {
        if (!is_for_staff(role)) continue;
        roles.push_back({.text = std::string(title_of(role)), .value = std::string(name_of(role))});
    }
    const std::vector<html::SelectItem> orders{{.text = "Newest first", .value = "newest"},
                                               {.text = "Oldest first", .value = "oldest"}};
    return html::search_form(
        {.action = "/staff"},
        html::fragment(
            html::select({.name = "role",
                          .label = {.text = "Role"},
                          .items = roles,
                          .value = query.role ? std::string(name_of(*query.role)) : ""}),
            html::select({.name = "order",
                          .label = {.text = "Order"},
                          .items = orders,
                          .value = query.order == Order::oldest_first ? "oldest" : "newest"}),
            html::button({.text = "Show", .classes = "govuk-button--secondary"})));
}

html::Html titles(const std::vector<Role>& roles)
{
    if (roles.empty()) return "None yet";
    std::string words;
    for (const auto role : roles) {
        if (!words.empty()) words += ", ";
        words += title_of(role);
    }
    return words;
}

html::Html table(const AccountPage& page)
{
    std::vector<html::TableRow> rows;
    for (const auto& row : page.rows) {
        const auto link = html::element(
            "a",
            {html::attr("class", "govuk-link"), html::attr("href", member_path(row.account.id))},
            row.account.name);
        rows.push_back({{.text = link},
                        {.text = row.account.email},
                        {.text = titles(row.roles)},
                        {.text = show_state(row.account.state)},
                        {.text = moment(row.account.recorded_at)}});
    }
    return html::scrolling_table({.caption = "Staff accounts",
                                  .caption_classes = "govuk-table__caption--m",
                                  .head = {{.text = "Name"},
                                           {.text = "Email address"},
                                           {.text = "Roles"},
                                           {.text = "Account"},
                                           {.text = "Added"}},
                                  .rows = std::move(rows),
                                  .first_cell_is_header = true},
                                 "Staff accounts");
}

html::Page view(const AccountPage& page, const AccountListQuery& query, bool may_add)
{
    html::Html add;
    if (may_add) add = html::button({.text = "Add someone", .href = "/staff/new"});
    html::Html list = paragraph("No account has this role.");
    if (!page.rows.empty()) list = table(page);
    html::Html links;
    if (!query.after.empty() || !page.next.empty()) {
        html::Pagination pagination;
        if (!query.after.empty()) {
            pagination.previous = {.href = address(query, ""), .text = "First page"};
        }
        if (!page.next.empty()) pagination.next = {.href = address(query, page.next)};
        links = html::pagination(pagination);
    }
    return {.title = "Staff",
            .body = html::fragment(heading("Staff"), add, filter(query), list, links),
            .width = html::PageWidth::full};
}

/// One event for the list: what was asked, how many, and a hash of who was shown.
void log(storage::UnitOfWork& work, const AccountPage& page, const AccountListQuery& query)
{
    std::string ids;
    for (const auto& row : page.rows)
        ids += row.account.id.text();
    work.log(
        {.action = "staff.listed",
         .object_type = "staff_account",
         .object_id = crypto::sha256(ids).text(),
         .detail = fmt::format("{}, shown {}", address(query, query.after), page.rows.size())});
}

} // namespace staff_list

http::Response get_staff(const StaffServices& services, const http::Request& request,
                         const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto query = staff_list::parse(request.query);
    if (!query) return status_only(400);
    auto page = services.accounts.list(work, *query);
    staff_list::log(work, page, *query);
    return answer_staff_page(
        services, 200, request, viewer,
        [page = std::move(page), query = *query, may_add = may(viewer, "staff.manage")] {
            return staff_list::view(page, query, may_add);
        });
}

} // namespace evenhand::staff
