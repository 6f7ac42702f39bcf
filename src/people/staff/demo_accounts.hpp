#pragma once

#include "crypto/keys.hpp"
#include "crypto/one_time_code.hpp"
#include "people/staff/posting.hpp"
#include "people/staff/role.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::staff {

/// In which of the protocol's areas a made-up member of staff works: the two halves of the list
/// overlap nowhere, so that what is not theirs can be shown.
enum class DemoAreas { none, first_half, second_half, all };

/// A made-up member of staff of a demonstration. Their password and codes are known to everybody
/// who has the program: nothing here works with keys of another mode.
struct DemoAccount
{
    std::string handle; ///< as `evenhand code NAME` takes it: "intake"
    std::string name;
    std::string email;
    std::string password;
    Role role = Role::intake_officer;
    DemoAreas areas = DemoAreas::none;
    int share_percent = 100;
};

/// One for each role of staff, in the order of all_roles, and then more of those who work in areas.
std::vector<DemoAccount> demo_accounts();

/// Where the account works, of these areas; nothing where it works in none.
std::optional<Posting> demo_posting(const DemoAccount& account, std::span<const WorkArea> areas);

/// The account's secret for one-time codes, which anyone with the seed can make again. CHECKs that
/// the keys are of a demonstration.
crypto::TotpSecret demo_code_secret(const crypto::Keys& keys, const DemoAccount& account);

} // namespace evenhand::staff
