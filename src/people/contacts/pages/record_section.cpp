#include "html/components.hpp"
#include "people/contacts/pages/contact_list.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"

#include <fmt/format.h>

#include <utility>

namespace evenhand::contacts {

namespace record_section_parts {

using html::attr;
using html::element;
using html::Html;

struct Shown
{
    ContactList list;
    bool may_record = false;
};

/// That the list is cut, and the way to the rest.
Html older(const ContactList& list)
{
    const auto next = next_path(list);
    if (next.empty()) return {};
    return staff::paragraph(html::fragment(
        fmt::format("These are the latest {}. ", ContactStore::page_size),
        element("a", {attr("class", "govuk-link"), attr("href", next)}, "Older contacts")));
}

Html render(const Shown& shown)
{
    const Html list = show_list(shown.list) + older(shown.list);
    if (!shown.may_record) return list;
    const Html button =
        html::button({.text = "Record a contact",
                      .href = participants::person_path(shown.list.person, "/contacts/new"),
                      .classes = "govuk-button--secondary"});
    return list + element("div", {attr("class", "govuk-button-group")}, button);
}

} // namespace record_section_parts

participants::Section record_section(const Services& services)
{
    return {.place = participants::Section::Place::after_who,
            .load = [&services](storage::UnitOfWork& work, const http::Viewer& viewer,
                                PersonId person) -> participants::Rendering {
                const participants::About about{
                    .person = person, .own_case = services.own_case(work, viewer, person)};
                return [shown = record_section_parts::Shown{
                            .list = load_list(services, work, viewer, about),
                            .may_record = staff::may(viewer, "contacts.record")}] {
                    return record_section_parts::render(shown);
                };
            }};
}

} // namespace evenhand::contacts
