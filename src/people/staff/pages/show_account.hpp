#pragma once

#include "html/html.hpp"
#include "people/staff/account.hpp"

#include <span>

namespace evenhand::staff {

/// Name, e-mail address, state and roles of an account, as a summary list.
html::Html show_account(const Account& account, std::span<const RoleGrant> roles);
/// What somebody was trained for, and whether it still holds today.
html::Html show_trainings(std::span<const Training> trainings, LocalDate today);
/// "Invited", "Active", "Ended", as a tag.
html::Html show_state(AccountState state);

} // namespace evenhand::staff
