#pragma once

#include "core/email_address.hpp"
#include "core/random_source.hpp"
#include "crypto/keys.hpp"
#include "crypto/one_time_code.hpp"
#include "crypto/sealing.hpp"
#include "people/staff/account.hpp"

#include <string>
#include <string_view>

namespace evenhand::staff {

/// Everything of staff that is made from a key: sealed names and secrets, and the keyed hashes by
/// which accounts, links, devices and guesses are found. Safe from any thread.
class StaffSecrets
{
public:
    explicit StaffSecrets(const crypto::Keys& keys);

    /// A sealed text of a staff table; `row` is its key.
    [[nodiscard]] std::string seal(const crypto::SealContext& place, std::string_view text,
                                   RandomSource& random) const;
    /// Throws std::runtime_error naming the place if it was changed or moved.
    [[nodiscard]] crypto::Opened open(const crypto::SealContext& place,
                                      std::string_view sealed) const;

    [[nodiscard]] std::string seal_code_secret(AccountId account, const crypto::TotpSecret& secret,
                                               RandomSource& random) const;
    [[nodiscard]] crypto::TotpSecret open_code_secret(AccountId account,
                                                      std::string_view sealed) const;

    /// By what is typed at sign-in. Never an address that is not one: hash() serves there.
    [[nodiscard]] std::string email_index(const EmailAddress& address) const;
    /// A link's token, a device's token or the owner of guesses, as it is stored: nobody who reads
    /// the database can use it. `kind` is a literal that keeps the three apart.
    [[nodiscard]] std::string hash(std::string_view kind, std::string_view text) const;
    /// The key of recovery codes, for crypto::recovery_code_hash.
    [[nodiscard]] const crypto::SecretKey& recovery_key() const { return recovery_; }

private:
    crypto::SecretKey details_;
    crypto::SecretKey code_;
    crypto::SecretKey index_;
    crypto::SecretKey token_;
    crypto::SecretKey recovery_;
};

/// A new unguessable token for a link or a cookie: 256 bits as base64url.
std::string new_token(RandomSource& random);

} // namespace evenhand::staff
