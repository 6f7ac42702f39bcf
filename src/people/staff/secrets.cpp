#include "people/staff/secrets.hpp"

#include "core/check.hpp"
#include "crypto/canonical.hpp"
#include "crypto/hash.hpp"

#include <fmt/format.h>

#include <array>
#include <stdexcept>

namespace evenhand::staff {
namespace secrets {

crypto::SealContext code_place(const std::string& account)
{
    return {.table = "staff_credential", .column = "code_secret", .row = account};
}

crypto::SealContext code_place(std::string&&) = delete; // the place borrows the text

crypto::Opened open(const crypto::SecretKey& key, const crypto::SealContext& place,
                    std::string_view sealed)
{
    auto opened = crypto::open(key, place, sealed);
    if (!opened) {
        throw std::runtime_error(fmt::format("a sealed text does not open: {}.{}, row {}",
                                             place.table, place.column, place.row));
    }
    return *std::move(opened);
}

} // namespace secrets

StaffSecrets::StaffSecrets(const crypto::Keys& keys)
    : details_(keys.derived(crypto::KeyPurpose::master, "staff-details/1")),
      code_(keys.derived(crypto::KeyPurpose::password, "staff-code-secret/1")),
      index_(keys.derived(crypto::KeyPurpose::index_email, "staff-email/1")),
      token_(keys.derived(crypto::KeyPurpose::session, "staff-token/1")),
      recovery_(keys.derived(crypto::KeyPurpose::password, "staff-recovery-code/1"))
{
}

std::string StaffSecrets::seal(const crypto::SealContext& place, std::string_view text,
                               RandomSource& random) const
{
    return crypto::seal(details_, place, text, random);
}

crypto::Opened StaffSecrets::open(const crypto::SealContext& place, std::string_view sealed) const
{
    return secrets::open(details_, place, sealed);
}

std::string StaffSecrets::seal_code_secret(AccountId account, const crypto::TotpSecret& secret,
                                           RandomSource& random) const
{
    const auto id = account.text();
    return crypto::seal(code_, secrets::code_place(id), secret.bytes(), random);
}

crypto::TotpSecret StaffSecrets::open_code_secret(AccountId account, std::string_view sealed) const
{
    const auto id = account.text();
    const auto opened = secrets::open(code_, secrets::code_place(id), sealed);
    auto secret = crypto::TotpSecret::from_bytes(opened.bytes());
    CHECK(secret.has_value());
    return *std::move(secret);
}

std::string StaffSecrets::email_index(const EmailAddress& address) const
{
    return crypto::hmac_sha256(index_, address.reveal_for_index()).text();
}

std::string StaffSecrets::hash(std::string_view kind, std::string_view text) const
{
    return crypto::hmac_sha256(token_, ByteView(crypto::lp(kind, text))).text();
}

std::string new_token(RandomSource& random)
{
    std::array<std::uint8_t, 32> bytes{};
    random.fill(bytes);
    return to_base64url(bytes);
}

} // namespace evenhand::staff
