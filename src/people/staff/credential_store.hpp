#pragma once

#include "crypto/one_time_code.hpp"
#include "people/staff/account.hpp"
#include "people/staff/secrets.hpp"
#include "storage/unit_of_work.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::staff {

/// What an account signs in with.
struct Credential
{
    std::string password_hash; ///< sealed by the hasher; empty before one was chosen
    bool has_code_secret = false;
};

enum class RecoveryRefusal { malformed, wrong_or_used };

/// How an invitation stands.
struct Invitation
{
    AccountId account;
    Instant expires_at;
};

/// Passwords, one-time codes, recovery codes and invitations. These are states, not facts, and not
/// audited by value: the caller logs that something changed. Times are the machine's.
class CredentialStore
{
public:
    static constexpr std::chrono::microseconds invitation_lasts = std::chrono::hours(24 * 7);

    explicit CredentialStore(const StaffSecrets& secrets) : secrets_(secrets) {}

    std::optional<Credential> find(storage::UnitOfWork& work, AccountId account) const;
    void set_password(storage::UnitOfWork& work, AccountId account, std::string_view hash,
                      Instant now) const;

    /// A new secret for the authenticator app; codes of the old one no longer work.
    void set_code_secret(storage::UnitOfWork& work, AccountId account,
                         const crypto::TotpSecret& secret, Instant now) const;
    /// CHECKs that there is one. Only for the page that adds the authenticator app.
    crypto::TotpSecret code_secret(storage::UnitOfWork& work, AccountId account) const;
    /// Whether the code is right; if it is, its step is used up in the same transaction. Locks the
    /// row first, so that one code sent twice at once works once.
    std::optional<crypto::CodeRefusal> use_code(storage::UnitOfWork& work, AccountId account,
                                                std::string_view typed, Instant now) const;

    /// Whether it is one of the account's unused recovery codes; if it is, it is used up.
    std::optional<RecoveryRefusal> use_recovery_code(storage::UnitOfWork& work, AccountId account,
                                                     std::string_view typed, Instant now) const;
    std::int64_t unused_recovery_codes(storage::UnitOfWork& work, AccountId account) const;

    /// New recovery codes, kept sealed until their owner says that they have them: then keep_codes
    /// puts them in the place of the old ones, which work until then.
    void prepare_codes(storage::UnitOfWork& work, AccountId account,
                       const crypto::RecoveryCodes& codes, Instant now) const;
    /// The codes to show; empty if none wait to be kept.
    std::vector<std::string> prepared_codes(storage::UnitOfWork& work, AccountId account) const;
    /// False if none were prepared.
    bool keep_codes(storage::UnitOfWork& work, AccountId account, Instant now) const;

    /// A new invitation in place of any former one; returns the token for its link. Also wipes the
    /// password and the codes: whoever follows the link starts from nothing.
    std::string invite(storage::UnitOfWork& work, AccountId account, Instant now) const;
    /// The token of the account's live invitation, for whoever hands the link over; empty if there
    /// is none.
    std::string invitation_token(storage::UnitOfWork& work, AccountId account, Instant now) const;
    /// The live invitation of a token.
    std::optional<Invitation> invitation(storage::UnitOfWork& work, std::string_view token,
                                         Instant now) const;
    void end_invitation(storage::UnitOfWork& work, AccountId account) const;

    /// The account ended: nothing of what it signed in with is kept.
    void forget(storage::UnitOfWork& work, AccountId account) const;

private:
    const StaffSecrets& secrets_;
};

} // namespace evenhand::staff
