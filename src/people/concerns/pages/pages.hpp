#pragma once

#include "http/route.hpp"
#include "people/concerns/pages/services.hpp"

// The handlers of this room's pages, each defined in the file of its name.

namespace evenhand::concerns::pages {

// whose.cpp
http::Response ask_whose_concern(const Services&, const http::Request&, const http::Viewer&,
                                 storage::UnitOfWork&);
http::Response find_whose_concern(const Services&, const http::Request&, const http::Viewer&,
                                  storage::UnitOfWork&);
// raise.cpp
http::Response ask_concern(const Services&, const http::Request&, const http::Viewer&,
                           storage::UnitOfWork&);
http::Response raise_concern(const Services&, const http::Request&, const http::Viewer&,
                             storage::UnitOfWork&);
http::Response raised(const Services&, const http::Request&, const http::Viewer&,
                      storage::UnitOfWork&);
// queue.cpp
http::Response queue(const Services&, const http::Request&, const http::Viewer&,
                     storage::UnitOfWork&);
// in_error.cpp
/// What is said of a concern that the path names and that no longer stands.
http::Response concern_gone(const Services&, const http::Request&, const http::Viewer&,
                            storage::UnitOfWork&);
http::Response ask_concern_in_error(const Services&, const http::Request&, const http::Viewer&,
                                    storage::UnitOfWork&);
http::Response mark_concern_in_error(const Services&, const http::Request&, const http::Viewer&,
                                     storage::UnitOfWork&);
http::Response ask_note_in_error(const Services&, const http::Request&, const http::Viewer&,
                                 storage::UnitOfWork&);
http::Response mark_note_in_error(const Services&, const http::Request&, const http::Viewer&,
                                  storage::UnitOfWork&);
// concern.cpp
std::string concern_path(ConcernId concern);
std::string note_path(ConcernId concern, std::string_view event);
http::Response open_concern(const Services&, const http::Request&, const http::Viewer&,
                            storage::UnitOfWork&);
http::Response change_concern(const Services&, const http::Request&, const http::Viewer&,
                              storage::UnitOfWork&);

} // namespace evenhand::concerns::pages
