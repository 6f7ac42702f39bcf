#pragma once

#include "core/random_source.hpp"
#include "crypto/secret.hpp"
#include "http/request.hpp"
#include "http/viewer.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace evenhand::http {

/// The cookie of a visitor's journey through a public form: 128 random bits. SameSite=Lax, because
/// people come back to a form by a link in a message; until the browser closes, because they use
/// machines that others use after them.
inline constexpr std::string_view journey_cookie = "__Host-journey";

/// Everything that the dispatcher makes from a key.
class Tokens
{
public:
    /// Keys of KeyPurpose::csrf and KeyPurpose::journey.
    Tokens(crypto::SecretKey csrf, crypto::SecretKey journey);

    static std::string new_journey_cookie(RandomSource& random);
    /// The journey's pseudonym, 32 hexadecimal digits: a keyed hash, so that the database does not
    /// hold what opens a journey. Empty unless the value is one that we may have given.
    [[nodiscard]] std::string journey_id(std::string_view cookie) const;

    static std::string new_idempotency_key(RandomSource& random);
    static bool is_idempotency_key(std::string_view text);
    /// The keyed digest of a request's canonical form: method, path, query and fields, without the
    /// hidden token and key. Equal digests mean that the same was asked.
    [[nodiscard]] std::string digest(const Request& request) const;

    /// The token of the viewer's forms: 256 bits, bound to the session, else to the journey. Empty
    /// for a viewer who has neither, and then no token holds. For staff it also names the account,
    /// with 256 bits of proof, so that a form that comes too late still says whose it is.
    [[nodiscard]] std::string form_token(const Viewer& viewer) const;
    [[nodiscard]] bool holds(const Viewer& viewer, std::string_view token) const;
    /// The account on whose page the token stood, whatever has become of its session.
    [[nodiscard]] std::optional<std::string> account_of(std::string_view token) const;

private:
    [[nodiscard]] std::string account_part(std::string_view account_id) const;

    crypto::SecretKey csrf_;
    crypto::SecretKey journey_;
};

/// Where the browser says that a request comes from.
struct Provenance
{
    std::string_view origin;     ///< the Origin field
    std::string_view fetch_site; ///< the Sec-Fetch-Site field
};

/// Whether a request that changes something came from a page of ours. `Sec-Fetch-Site` decides
/// where it is sent, and then `Origin: null` is no fault: it is what browsers send from a page with
/// our own Referrer-Policy. Older browsers send Origin alone, which must be ours; there "null" is
/// taken from visitors only, who have no session that another site could ride on.
bool is_from_our_page(const Provenance& from, std::string_view our_origin, bool has_session);

} // namespace evenhand::http
