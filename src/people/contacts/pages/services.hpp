#pragma once

#include "http/route.hpp"
#include "people/contacts/contacts_store.hpp"
#include "people/participants/pages/services.hpp"

namespace evenhand::contacts {

/// What the pages of this room stand on. All of it outlives the router.
struct Services
{
    const participants::Services& participants;
    const ContactStore& contacts;
};

/// The contact log on a person's record.
participants::Section record_section(const Services& services);

/// Every route of this room; src/app calls it by name.
void add_routes(http::Router& router, const Services& services);

} // namespace evenhand::contacts
