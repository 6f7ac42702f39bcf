#pragma once

#include "http/route.hpp"
#include "people/contacts/contacts_store.hpp"
#include "people/participants/pages/about.hpp"
#include "people/participants/pages/services.hpp"

#include <string>
#include <string_view>

namespace evenhand::contacts {

/// What the pages of this room stand on. All of it outlives the router.
struct Services
{
    const participants::Services& participants;
    const ContactStore& contacts;
    /// Only who has the case sees what was done at it.
    participants::OwnCase own_case;
};

/// When it was: the moment, or the day where nothing more is known.
html::Html when_of(const Contact& contact);

/// "/participants/ID/contacts/ID", and what follows it.
std::string contact_path(PersonId person, ContactId contact, std::string_view more);

/// The contact log on a person's record.
participants::Section record_section(const Services& services);

/// Every route of this room; src/app calls it by name.
void add_routes(http::Router& router, const Services& services);

} // namespace evenhand::contacts
