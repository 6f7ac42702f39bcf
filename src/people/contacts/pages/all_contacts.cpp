#include "html/components.hpp"
#include "people/contacts/pages/contact_list.hpp"
#include "people/contacts/pages/pages.hpp"
#include "people/staff/pages/frame.hpp"

#include <charconv>

// Every contact of a person, page by page.

namespace evenhand::contacts::pages {

namespace all_contacts {

struct Shown
{
    ContactList list;
    std::string back;
};

/// Nothing: from the latest, also where the address was changed by hand.
std::optional<After> after_in(const http::FormData& query)
{
    const auto id = ContactId::parse(query.value("id"));
    const auto at = query.value("at");
    std::int64_t micros = 0;
    const char* const end = at.data() + at.size();
    const auto [read, fault] = std::from_chars(at.data(), end, micros);
    if (!id || fault != std::errc() || read != end) return std::nullopt;
    return After{.occurred = Instant::from_micros(micros), .id = *id};
}

html::Page view(const Shown& shown)
{
    html::Html list = show_list(shown.list);
    if (const auto next = next_path(shown.list); !next.empty())
        list += html::pagination({.next = {.href = next, .text = "Older contacts"}});
    return {
        .title = "Contacts", .body = staff::heading("Contacts") + list, .back_href = shown.back};
}

} // namespace all_contacts

http::Response list_contacts(const Services& services, const http::Request& request,
                             const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto about = participants::about_in(services.participants, services.own_case, request,
                                              viewer, work, "contacts.read");
    if (!about) return http::not_found();
    work.log(participants::opening(*about, "contacts.opened"));
    all_contacts::Shown shown{
        .list = load_list(services, work, viewer, *about, all_contacts::after_in(request.query)),
        .back = participants::back_of(*about)};
    return staff::answer_staff_page(
        services.participants.staff, 200, request, viewer,
        [shown = std::move(shown)] { return all_contacts::view(shown); });
}

} // namespace evenhand::contacts::pages
