#pragma once

#include "http/request.hpp"
#include "http/response.hpp"
#include "http/viewer.hpp"
#include "people/staff/pages/services.hpp"
#include "storage/units.hpp"

// The handlers of this room's pages, each defined in the file of its page. A get shows, a post does
// and sends on.

namespace evenhand::staff {

// sign_in.cpp, sign_in_code.cpp, sign_in_recovery.cpp
http::Response get_sign_in(const StaffServices& services, const http::Request& request,
                           const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response post_sign_in(const StaffServices& services, const http::Request& request,
                            const http::Viewer& viewer, storage::Units& units);
http::Response get_sign_in_code(const StaffServices& services, const http::Request& request,
                                const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response post_sign_in_code(const StaffServices& services, const http::Request& request,
                                 const http::Viewer& viewer, storage::Units& units);
http::Response get_sign_in_recovery(const StaffServices& services, const http::Request& request,
                                    const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response post_sign_in_recovery(const StaffServices& services, const http::Request& request,
                                     const http::Viewer& viewer, storage::Units& units);

// confirm.cpp: the code again, before what needs it
http::Response get_confirm(const StaffServices& services, const http::Request& request,
                           const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response post_confirm(const StaffServices& services, const http::Request& request,
                            const http::Viewer& viewer, storage::Units& units);

// session.cpp: signing out, and staying signed in
http::Response post_sign_out(const StaffServices& services, const http::Request& request,
                             const http::Viewer& viewer, storage::Units& units);
http::Response post_extend(const StaffServices& services, const http::Request& request,
                           const http::Viewer& viewer, storage::Units& units);
http::Response get_session(const StaffServices& services, const http::Request& request,
                           const http::Viewer& viewer, storage::UnitOfWork& work);

// account.cpp, password.cpp, recovery_codes.cpp: the signed-in person's own account
http::Response get_account(const StaffServices& services, const http::Request& request,
                           const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response post_end_session(const StaffServices& services, const http::Request& request,
                                const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response get_password(const StaffServices& services, const http::Request& request,
                            const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response post_password(const StaffServices& services, const http::Request& request,
                             const http::Viewer& viewer, storage::Units& units);
http::Response get_new_recovery_codes(const StaffServices& services, const http::Request& request,
                                      const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response post_recovery_codes(const StaffServices& services, const http::Request& request,
                                   const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response get_recovery_codes(const StaffServices& services, const http::Request& request,
                                  const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response post_recovery_codes_kept(const StaffServices& services, const http::Request& request,
                                        const http::Viewer& viewer, storage::UnitOfWork& work);

// set_up_password.cpp, set_up_app.cpp, set_up_codes.cpp: the first sign-in, by invitation
http::Response get_set_up(const StaffServices& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response post_set_up(const StaffServices& services, const http::Request& request,
                           const http::Viewer& viewer, storage::Units& units);
http::Response get_set_up_app(const StaffServices& services, const http::Request& request,
                              const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response post_set_up_app(const StaffServices& services, const http::Request& request,
                               const http::Viewer& viewer, storage::Units& units);
http::Response get_set_up_codes(const StaffServices& services, const http::Request& request,
                                const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response post_set_up_codes(const StaffServices& services, const http::Request& request,
                                 const http::Viewer& viewer, storage::UnitOfWork& work);

} // namespace evenhand::staff
