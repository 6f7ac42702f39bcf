#pragma once

#include "http/route.hpp"
#include "intake/allocation/pages/services.hpp"

// The handlers of this room's pages, each defined in the file of its name.

namespace evenhand::allocation::pages {

// confirm.cpp
http::Response ask_allocation(const Services&, const http::Request&, const http::Viewer&,
                              storage::UnitOfWork&);
/// In two steps, so that it opens its own units.
http::Response allocate(const Services&, const http::Request&, const http::Viewer&,
                        storage::Units&);
// result.cpp
http::Response result(const Services&, const http::Request&, const http::Viewer&,
                      storage::UnitOfWork&);
http::Response receipt(const Services&, const http::Request&, const http::Viewer&,
                       storage::UnitOfWork&);
// draws.cpp
http::Response draws(const Services&, const http::Request&, const http::Viewer&,
                     storage::UnitOfWork&);
// flag.cpp
http::Response ask_flag(const Services&, const http::Request&, const http::Viewer&,
                        storage::UnitOfWork&);
http::Response flag(const Services&, const http::Request&, const http::Viewer&,
                    storage::UnitOfWork&);
http::Response ask_flag_in_error(const Services&, const http::Request&, const http::Viewer&,
                                 storage::UnitOfWork&);
http::Response mark_flag_in_error(const Services&, const http::Request&, const http::Viewer&,
                                  storage::UnitOfWork&);

} // namespace evenhand::allocation::pages
