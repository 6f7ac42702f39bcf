#pragma once

#include "html/html.hpp"
#include "people/staff/account.hpp"
#include "people/staff/pages/services.hpp"
#include "storage/unit_of_work.hpp"

#include <span>
#include <string>
#include <string_view>

namespace evenhand::staff {

/// Where the account works now: "Barnsley, 80 % of full time".
std::string works_in(const StaffServices& services, storage::UnitOfWork& work, AccountId account);
/// Name, e-mail address, state, roles and areas of an account, as a summary list.
html::Html show_account(const Account& account, std::span<const RoleGrant> roles,
                        std::string_view works_in);
/// What somebody was trained for, and whether it still holds today.
html::Html show_trainings(std::span<const Training> trainings, LocalDate today);
/// "Invited", "Active", "Ended", as a tag.
html::Html show_state(AccountState state);

} // namespace evenhand::staff
