#pragma once

#include "crypto/keys.hpp"
#include "crypto/one_time_code.hpp"
#include "people/staff/role.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace evenhand::staff {

/// A made-up member of staff of a demonstration. Their password and codes are known to everybody
/// who has the program: nothing here works with keys of another mode.
struct DemoAccount
{
    std::string handle; ///< as `evenhand code NAME` takes it: "intake"
    std::string name;
    std::string email;
    std::string password;
    Role role = Role::intake_officer;
};

/// One for each role of staff, in the order of all_roles.
std::vector<DemoAccount> demo_accounts();

/// The account's secret for one-time codes, which anyone with the seed can make again. CHECKs that
/// the keys are of a demonstration.
crypto::TotpSecret demo_code_secret(const crypto::Keys& keys, const DemoAccount& account);

} // namespace evenhand::staff
