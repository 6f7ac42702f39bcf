#pragma once

#include "http/route.hpp"
#include "people/contacts/pages/services.hpp"

// The handlers of this room's pages, each defined in the file of its name.

namespace evenhand::contacts::pages {

// new_contact.cpp
http::Response ask_contact(const Services&, const http::Request&, const http::Viewer&,
                           storage::UnitOfWork&);
http::Response record_contact(const Services&, const http::Request&, const http::Viewer&,
                              storage::UnitOfWork&);
// all_contacts.cpp
http::Response list_contacts(const Services&, const http::Request&, const http::Viewer&,
                             storage::UnitOfWork&);
// in_error.cpp
http::Response ask_in_error(const Services&, const http::Request&, const http::Viewer&,
                            storage::UnitOfWork&);
http::Response mark_in_error(const Services&, const http::Request&, const http::Viewer&,
                             storage::UnitOfWork&);
http::Response ask_destroy(const Services&, const http::Request&, const http::Viewer&,
                           storage::UnitOfWork&);
http::Response destroy_note(const Services&, const http::Request&, const http::Viewer&,
                            storage::UnitOfWork&);

} // namespace evenhand::contacts::pages
