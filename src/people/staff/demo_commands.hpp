#pragma once

#include "core/result.hpp"
#include "people/staff/demo_accounts.hpp"
#include "people/staff/pages/services.hpp"
#include "storage/units.hpp"

#include <string>
#include <string_view>

namespace evenhand::staff {

/// Makes every account of demo_accounts(), ready to sign in. For filling a demonstration and for
/// tests. Intake officers have completed `consent_course`, if one is named. CHECKs the mode of the
/// keys.
void add_demo_accounts(const StaffServices& services, storage::Units& units,
                       const crypto::Keys& keys, std::string_view consent_course = {});

/// `evenhand code NAME`: the one-time code that the demo account's app would show at this moment. A
/// sentence if there is no such account, or the keys are not of a demonstration.
Result<std::string, std::string> demo_code(const crypto::Keys& keys, std::string_view handle,
                                           Instant now);

} // namespace evenhand::staff
