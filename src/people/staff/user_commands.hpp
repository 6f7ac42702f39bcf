#pragma once

#include "core/result.hpp"
#include "people/staff/pages/services.hpp"
#include "storage/units.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::staff {

// What `evenhand user …` does, as functions that src/app gives words and a terminal. Whoever runs
// them has the machine: the actor is the system, and nobody is asked for a second factor. A failure
// is one sentence for the person at the terminal.

struct InvitedUser
{
    AccountId account;
    std::string link; ///< where they choose a password; good for seven days, shown once
};

/// `user add`: an account that waits for its owner to set it up. No role yet.
Result<InvitedUser, std::string> add_user(const StaffServices& services, storage::Units& units,
                                          std::string_view name, std::string_view email);
/// `user reset`: a new invitation; the password, codes and sessions there were are gone.
Result<InvitedUser, std::string> reset_user(const StaffServices& services, storage::Units& units,
                                            std::string_view email, std::string_view reason);
/// `user grant` and `user revoke`: `role` by its name, "intake_officer". The sentence of what was
/// done.
Result<std::string, std::string> grant_role(const StaffServices& services, storage::Units& units,
                                            std::string_view email, std::string_view role,
                                            std::string_view reason);
Result<std::string, std::string> revoke_role(const StaffServices& services, storage::Units& units,
                                             std::string_view email, std::string_view role,
                                             std::string_view reason);
/// `user train`: dates as YYYY-MM-DD; `until` may be empty.
struct TrainingWords
{
    std::string_view course;
    std::string_view completed_on;
    std::string_view until;
};
Result<std::string, std::string> train_user(const StaffServices& services, storage::Units& units,
                                            std::string_view email, const TrainingWords& words);
/// `user end`: the account can no longer sign in.
Result<std::string, std::string> end_user(const StaffServices& services, storage::Units& units,
                                          std::string_view email, std::string_view reason);
/// `user list`: every account, the newest first.
std::vector<AccountRow> list_users(const StaffServices& services, storage::Units& units);

} // namespace evenhand::staff
