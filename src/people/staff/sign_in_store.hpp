#pragma once

#include "people/staff/account.hpp"
#include "people/staff/secrets.hpp"
#include "people/staff/throttle.hpp"
#include "storage/unit_of_work.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::staff {

/// Whom guesses are counted for. Only a keyed hash of it is stored.
struct GuessOwner
{
    enum class Kind { account, network, device, code, half_session };
    Kind kind = Kind::account;
    std::string text; ///< e-mail address in lower case, network, device token, account, session
};

/// Guesses and known devices. State, not facts; times are the machine's.
class SignInStore
{
public:
    static constexpr std::chrono::microseconds device_lasts = std::chrono::hours(24 * 180);
    static constexpr std::size_t most_devices = 5; ///< of one account; the oldest is forgotten

    explicit SignInStore(const StaffSecrets& secrets) : secrets_(secrets) {}

    /// The guesses of each owner, in their order. The rows are made and locked, in one order for
    /// everybody, so that guesses at once are all counted and none waits for ever.
    std::vector<Guesses> lock(storage::UnitOfWork& work, const std::vector<GuessOwner>& owners,
                              Instant now) const;
    void save(storage::UnitOfWork& work, const GuessOwner& owner, const Guesses& guesses,
              Instant now) const;

    /// Whether the account signed in from the browser that holds this token.
    bool knows_device(storage::UnitOfWork& work, AccountId account, std::string_view token,
                      Instant now) const;
    /// A new token for the browser's cookie.
    std::string add_device(storage::UnitOfWork& work, AccountId account, Instant now) const;
    void touch_device(storage::UnitOfWork& work, std::string_view token, Instant now) const;

    /// Deletes guesses and devices that no longer count; a job calls it. Returns how many.
    std::int64_t purge(storage::UnitOfWork& work, Instant now) const;

private:
    [[nodiscard]] std::string key_of(const GuessOwner& owner) const;

    const StaffSecrets& secrets_;
};

} // namespace evenhand::staff
