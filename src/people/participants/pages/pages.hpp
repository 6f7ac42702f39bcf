#pragma once

#include "http/route.hpp"
#include "people/participants/pages/services.hpp"

// The handlers of this room's pages, each defined in the file of its name.

namespace evenhand::participants::pages {

// search.cpp
http::Response ask_search(const Services&, const http::Request&, const http::Viewer&,
                          storage::UnitOfWork&);
http::Response search(const Services&, const http::Request&, const http::Viewer&,
                      storage::UnitOfWork&);
http::Response found(const Services&, const http::Request&, const http::Viewer&,
                     storage::UnitOfWork&);
// record.cpp
http::Response record(const Services&, const http::Request&, const http::Viewer&,
                      storage::UnitOfWork&);
// stuck.cpp
http::Response stuck(const Services&, const http::Request&, const http::Viewer&,
                     storage::UnitOfWork&);

// erase.cpp
http::Response ask_erase(const Services&, const http::Request&, const http::Viewer&,
                         storage::UnitOfWork&);
http::Response erase(const Services&, const http::Request&, const http::Viewer&,
                     storage::UnitOfWork&);

// details.cpp
http::Response ask_details(const Services&, const http::Request&, const http::Viewer&,
                           storage::UnitOfWork&);
http::Response change_details(const Services&, const http::Request&, const http::Viewer&,
                              storage::UnitOfWork&);
// earlier_details.cpp
http::Response earlier_details(const Services&, const http::Request&, const http::Viewer&,
                               storage::UnitOfWork&);
http::Response ask_destroy_details(const Services&, const http::Request&, const http::Viewer&,
                                   storage::UnitOfWork&);
http::Response destroy_details(const Services&, const http::Request&, const http::Viewer&,
                               storage::UnitOfWork&);

} // namespace evenhand::participants::pages
