#pragma once

#include "oversight/targets/pages/services.hpp"

// The handlers of this room's pages, each defined in the file of its name.

namespace evenhand::targets::pages {

// recruitment.cpp
http::Response recruitment(const Services&, const http::Request&, const http::Viewer&,
                           storage::UnitOfWork&);
http::Response recruitment_file(const Services&, const http::Request&, const http::Viewer&,
                                storage::UnitOfWork&);

} // namespace evenhand::targets::pages
