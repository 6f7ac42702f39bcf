#pragma once

#include "evidence/reports/pages/services.hpp"

// The handlers of this room's pages, each defined in the file of its name.

namespace evenhand::reports::pages {

// flow.cpp
http::Response flow(const Services&, const http::Request&, const http::Viewer&,
                    storage::UnitOfWork&);

} // namespace evenhand::reports::pages
