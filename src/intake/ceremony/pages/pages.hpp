#pragma once

#include "http/request.hpp"
#include "http/response.hpp"
#include "http/viewer.hpp"
#include "intake/ceremony/pages/services.hpp"

namespace evenhand::ceremony::pages {

/// How far it is, and the form of what comes next, to whoever may do it.
http::Response ceremony(const Services& services, const http::Request& request,
                        const http::Viewer& viewer, storage::UnitOfWork& work);

// The page of each step, and the step. Those of a ceremony that is over, or that waits for another
// step, lead back to the one screen.

http::Response ask_freeze(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response freeze(const Services& services, const http::Request& request,
                      const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response ask_commit(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response commit(const Services& services, const http::Request& request,
                      const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response ask_reveal(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response reveal(const Services& services, const http::Request& request,
                      const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response ask_publish(const Services& services, const http::Request& request,
                           const http::Viewer& viewer, storage::UnitOfWork& work);
/// Opens units of its own: the head of the log is signed before the roots are published.
http::Response publish(const Services& services, const http::Request& request,
                       const http::Viewer& viewer, storage::Units& units);
http::Response ask_propose(const Services& services, const http::Request& request,
                           const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response propose(const Services& services, const http::Request& request,
                       const http::Viewer& viewer, storage::UnitOfWork& work);

/// For everybody.
http::Response published(const Services& services, const http::Request& request,
                         const http::Viewer& viewer, storage::UnitOfWork& work);

} // namespace evenhand::ceremony::pages
