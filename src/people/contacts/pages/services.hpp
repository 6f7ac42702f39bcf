#pragma once

#include "http/route.hpp"
#include "people/contacts/contacts_store.hpp"
#include "people/participants/pages/services.hpp"

#include <functional>
#include <optional>
#include <string>

namespace evenhand::contacts {

/// What the pages of this room stand on. All of it outlives the router.
struct Services
{
    const participants::Services& participants;
    const ContactStore& contacts;
    /// The id of the support case of that person, if it is the viewer's own; nothing also where
    /// there is none. Only who has it sees what was done at it.
    std::function<std::optional<std::string>(storage::UnitOfWork&, const http::Viewer&, PersonId)>
        own_case;
};

/// Whether the viewer is shown what was done at that person's support case.
OfCases of_cases_for(const Services& services, storage::UnitOfWork& work,
                     const http::Viewer& viewer, PersonId person);

/// When it was: the moment, or the day where nothing more is known.
html::Html when_of(const Contact& contact);

/// The contact log on a person's record.
participants::Section record_section(const Services& services);

/// Every route of this room; src/app calls it by name.
void add_routes(http::Router& router, const Services& services);

} // namespace evenhand::contacts
