#pragma once

#include "html/html.hpp"
#include "http/route.hpp"
#include "intake/eligibility/pages/services.hpp"

#include <string_view>

// The handlers of this room's pages, each defined in the file of its name.

namespace evenhand::eligibility::pages {

// eligibility.cpp
http::Response ask_eligibility(const Services&, const http::Request&, const http::Viewer&,
                               storage::UnitOfWork&);
http::Response decide_eligibility(const Services&, const http::Request&, const http::Viewer&,
                                  storage::UnitOfWork&);
// result.cpp
http::Response result(const Services&, const http::Request&, const http::Viewer&,
                      storage::UnitOfWork&);
// unsure_queue.cpp
http::Response unsure_queue(const Services&, const http::Request&, const http::Viewer&,
                            storage::UnitOfWork&);
// resolve.cpp
http::Response ask_resolve(const Services&, const http::Request&, const http::Viewer&,
                           storage::UnitOfWork&);
http::Response resolve(const Services&, const http::Request&, const http::Viewer&,
                       storage::UnitOfWork&);

// evidence_in_error.cpp
http::Response ask_evidence_in_error(const Services&, const http::Request&, const http::Viewer&,
                                     storage::UnitOfWork&);
http::Response mark_evidence_in_error(const Services&, const http::Request&, const http::Viewer&,
                                      storage::UnitOfWork&);

/// The page that says why nothing is asked here, with where they stand and the way back: 409.
http::Response cannot_now(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork& work, PersonId person);

} // namespace evenhand::eligibility::pages
