#pragma once

#include "intake/baseline/pages/pages.hpp"

#include <string>

namespace evenhand::baseline::pages {

/// All answers in words, with what is still open; `refused` says why they were not locked.
http::Response show_check(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork& work, const Asked& asked,
                          std::string refused);

} // namespace evenhand::baseline::pages
