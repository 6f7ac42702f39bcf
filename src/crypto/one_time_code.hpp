#pragma once

#include "core/random_source.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "crypto/hash.hpp"
#include "crypto/secret.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace evenhand::crypto {

// Time-based one-time codes (RFC 6238) through liboath: HMAC-SHA1, 30 seconds, six digits, which is
// what every authenticator app can do.

/// The secret shared with an authenticator app: 160 bits, as RFC 4226 section 4 (R6) advises.
using TotpSecret = SecretBytes<struct TotpSecretKind, 20>;

/// Base32 without padding (RFC 4648), as it is typed into an app. Handle it as the secret it is.
std::string base32_of(const TotpSecret& secret);

struct TotpLabel
{
    std::string_view issuer;
    std::string_view account;
};
/// The otpauth:// address that a QR code carries to an app.
std::string otpauth_uri(const TotpSecret& secret, const TotpLabel& label);

/// The number of the 30-second step that holds the moment.
std::int64_t totp_step(Instant at);
/// The six digits of a step.
std::string totp_code(const TotpSecret& secret, std::int64_t step);

enum class CodeRefusal {
    malformed,    ///< not six digits, spaces aside
    wrong,        ///< no step within one of now gives it
    already_used, ///< right, but of a step at or before the last one accepted (RFC 6238 5.2)
};

/// The step whose code was given, within one step of `now`. The caller stores it as the last used
/// in the same transaction, so that a code works once.
Result<std::int64_t, CodeRefusal> check_totp(const TotpSecret& secret, std::string_view typed,
                                             Instant now, std::optional<std::int64_t> last_used);

// Recovery codes: ten of 80 bits, each good once, for someone whose telephone is lost.

/// One code in base 32 without I, L, O and U, in four groups: "7K3D-9QXF-…". Shown once, never
/// kept.
using RecoveryCodes = std::array<std::string, 10>;

RecoveryCodes make_recovery_codes(RandomSource& source);
/// What is stored of a code: a keyed hash bound to the account. Nothing if it cannot be a code.
/// Case, spaces and hyphens do not matter, and O, I and L are read as 0, 1 and 1.
std::optional<Hash256> recovery_code_hash(const SecretKey& key, std::string_view account,
                                          std::string_view typed);

} // namespace evenhand::crypto
