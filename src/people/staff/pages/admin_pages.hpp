#pragma once

#include "http/request.hpp"
#include "http/response.hpp"
#include "http/viewer.hpp"
#include "people/staff/pages/services.hpp"
#include "storage/unit_of_work.hpp"

// The handlers of the pages on which administrators look after the accounts of staff, each defined
// in the file of its page.

namespace evenhand::staff {

// staff_list.cpp
http::Response get_staff(const StaffServices& services, const http::Request& request,
                         const http::Viewer& viewer, storage::UnitOfWork& work);
// staff_new.cpp
http::Response get_new_staff(const StaffServices& services, const http::Request& request,
                             const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response post_new_staff(const StaffServices& services, const http::Request& request,
                              const http::Viewer& viewer, storage::UnitOfWork& work);
// staff_member.cpp
http::Response get_staff_member(const StaffServices& services, const http::Request& request,
                                const http::Viewer& viewer, storage::UnitOfWork& work);
// staff_role.cpp: one proposes, another approves or declines
http::Response get_propose_role(const StaffServices& services, const http::Request& request,
                                const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response post_propose_role(const StaffServices& services, const http::Request& request,
                                 const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response get_proposal(const StaffServices& services, const http::Request& request,
                            const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response post_approve_role(const StaffServices& services, const http::Request& request,
                                 const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response post_decline_role(const StaffServices& services, const http::Request& request,
                                 const http::Viewer& viewer, storage::UnitOfWork& work);
// staff_posting.cpp: where somebody works; one proposes, another approves or declines
http::Response get_propose_posting(const StaffServices& services, const http::Request& request,
                                   const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response post_propose_posting(const StaffServices& services, const http::Request& request,
                                    const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response get_posting(const StaffServices& services, const http::Request& request,
                           const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response post_approve_posting(const StaffServices& services, const http::Request& request,
                                    const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response post_decline_posting(const StaffServices& services, const http::Request& request,
                                    const http::Viewer& viewer, storage::UnitOfWork& work);
// staff_take_away.cpp: a role, or the whole account
http::Response get_revoke_role(const StaffServices& services, const http::Request& request,
                               const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response post_revoke_role(const StaffServices& services, const http::Request& request,
                                const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response get_end_account(const StaffServices& services, const http::Request& request,
                               const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response post_end_account(const StaffServices& services, const http::Request& request,
                                const http::Viewer& viewer, storage::UnitOfWork& work);
// staff_training.cpp
http::Response get_training(const StaffServices& services, const http::Request& request,
                            const http::Viewer& viewer, storage::UnitOfWork& work);
http::Response post_training(const StaffServices& services, const http::Request& request,
                             const http::Viewer& viewer, storage::UnitOfWork& work);

} // namespace evenhand::staff
