#pragma once

#include "recruitment/directory/pages/services.hpp"

// The handlers of this room's pages, each defined in the file of its name.

namespace evenhand::directory::pages {

// lists.cpp
http::Response lists(const Services&, const http::Request&, const http::Viewer&,
                     storage::UnitOfWork&);
// practices.cpp
http::Response practices(const Services&, const http::Request&, const http::Viewer&,
                         storage::UnitOfWork&);
// area.cpp
http::Response area(const Services&, const http::Request&, const http::Viewer&,
                    storage::UnitOfWork&);

} // namespace evenhand::directory::pages
