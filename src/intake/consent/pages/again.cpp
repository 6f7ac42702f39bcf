#include "crypto/hash.hpp"
#include "html/components.hpp"
#include "intake/consent/pages/asking.hpp"
#include "intake/consent/pages/pages.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"

#include <fmt/format.h>

// Who agreed under another version of the form or of the sheet, by study number and without a name.

namespace evenhand::consent::pages {

namespace again_page {

using html::attr;
using html::element;
using html::Html;

struct Shown
{
    AskAgainPage page;
    protocol::ConsentVersions in_force;
    bool may_take = false;
};

html::TableRow row_of(const Shown& shown, const AskAgain& one)
{
    const auto href = shown.may_take ? consent_path(one.person) : consent_path(one.person, "/copy");
    return {{.text = element("a", {attr("class", "govuk-link evenhand-nowrap"), attr("href", href)},
                             one.study_number)},
            {.text = one.form_version},
            {.text = one.sheet_version},
            {.text = staff::moment(one.signed_at)}};
}

html::Page view(const Shown& shown)
{
    Html list;
    if (shown.page.rows.empty()) {
        list = staff::paragraph("Everybody has agreed under the versions that are in force.");
    } else {
        html::Table table{.caption = "Who is asked again",
                          .caption_classes = "govuk-table__caption--m",
                          .head = {{.text = "Study number"},
                                   {.text = "Form they signed"},
                                   {.text = "Sheet they had"},
                                   {.text = "Signed"}}};
        for (const auto& one : shown.page.rows)
            table.rows.push_back(row_of(shown, one));
        list = html::scrolling_table(table, "Who is asked again");
    }
    if (!shown.page.next.empty())
        list += html::pagination(
            {.next = {.href = "/consent/again?after=" + shown.page.next, .text = "Next page"}});
    return {.title = "Who is asked for consent again",
            .body = html::fragment(
                staff::heading("Who is asked for consent again"),
                staff::paragraph(fmt::format("In force: form version {}, information sheet version "
                                             "{}. Who wants no more contact is left out.",
                                             shown.in_force.form, shown.in_force.sheet)),
                list),
            .width = html::PageWidth::full};
}

} // namespace again_page

http::Response again(const Services& services, const http::Request& request,
                     const http::Viewer& viewer, storage::UnitOfWork& work)
{
    again_page::Shown shown{.page =
                                services.consents.to_ask_again(work, request.query.value("after")),
                            .in_force = services.consents.versions_in_force(work),
                            .may_take = staff::may(viewer, "consent.take")};
    std::string ids;
    for (const auto& one : shown.page.rows)
        ids += one.person.text();
    work.log({.action = "consent.listed",
              .object_type = "person",
              .object_id = crypto::sha256(ids).text(),
              .detail = fmt::format("shown {}", shown.page.rows.size())});
    return staff::answer_staff_page(services.participants.staff, 200, request, viewer,
                                    [shown = std::move(shown)] { return again_page::view(shown); });
}

} // namespace evenhand::consent::pages
