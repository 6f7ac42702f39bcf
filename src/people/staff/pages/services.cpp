#include "people/staff/pages/services.hpp"

#include <utility>

namespace evenhand::staff {

StaffServices::StaffServices(StaffParts parts)
    : clock(parts.clock), random(parts.random), hasher(parts.hasher), sessions(parts.sessions),
      leaked_passwords(parts.leaked_passwords), frame(std::move(parts.frame)),
      settings(std::move(parts.settings)), secrets(parts.keys), accounts(secrets),
      postings(secrets), credentials(secrets), sign_ins(secrets)
{
}

} // namespace evenhand::staff
