#pragma once

#include "oversight/amendments/pages/services.hpp"

// The handlers of this room's pages, each defined in the file of its name.

namespace evenhand::amendments::pages {

// versions.cpp
http::Response versions(const Services&, const http::Request&, const http::Viewer&,
                        storage::UnitOfWork&);

} // namespace evenhand::amendments::pages
