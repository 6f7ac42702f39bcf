#include "http/tokens.hpp"

#include "core/encoding.hpp"
#include "crypto/canonical.hpp"
#include "crypto/hash.hpp"
#include "html/form.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace evenhand::http {

namespace tokens {

constexpr std::size_t random_bytes = 16;

std::array<std::uint8_t, random_bytes> draw(RandomSource& random)
{
    std::array<std::uint8_t, random_bytes> bytes{};
    random.fill(bytes);
    return bytes;
}

void add_pairs(crypto::CanonicalWriter& writer, const FormData& form)
{
    std::vector<const FormData::Pair*> kept;
    for (const auto& pair : form.pairs()) {
        if (pair.first == html::csrf_field || pair.first == html::idempotency_field) continue;
        kept.push_back(&pair);
    }
    writer.u32(static_cast<std::uint32_t>(kept.size()));
    for (const auto* pair : kept)
        writer.field(pair->first).field(pair->second);
}

} // namespace tokens

Tokens::Tokens(crypto::SecretKey csrf, crypto::SecretKey journey)
    : csrf_(std::move(csrf)), journey_(std::move(journey))
{
}

std::string Tokens::new_journey_cookie(RandomSource& random)
{
    return to_base64url(tokens::draw(random));
}

std::string Tokens::journey_id(std::string_view cookie) const
{
    const auto bytes = from_base64url(cookie);
    if (!bytes || bytes->size() != tokens::random_bytes) return {};
    const auto keyed =
        crypto::hmac_sha256(journey_, crypto::lp(std::string_view("journey/1"), cookie));
    return to_hex(keyed.bytes().first(tokens::random_bytes));
}

std::string Tokens::new_idempotency_key(RandomSource& random)
{
    return to_hex(tokens::draw(random));
}

bool Tokens::is_idempotency_key(std::string_view text)
{
    return text.size() == 2 * tokens::random_bytes &&
           std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::string Tokens::digest(const Request& request) const
{
    crypto::CanonicalWriter writer;
    writer.field(std::string_view("request/1"));
    writer.u8(request.method == Method::post ? 1 : 0).field(request.path);
    tokens::add_pairs(writer, request.query);
    tokens::add_pairs(writer, request.form);
    return crypto::hmac_sha256(journey_, writer.bytes()).text();
}

std::string Tokens::form_token(const Viewer& viewer) const
{
    const bool session = !viewer.session_id.empty();
    const auto& bound_to = session ? viewer.session_id : viewer.journey_id;
    if (bound_to.empty()) return {};
    const std::string_view label = session ? "form-token/session/1" : "form-token/journey/1";
    auto token = crypto::hmac_sha256(csrf_, crypto::lp(label, bound_to)).text();
    if (viewer.is_staff()) token += '.' + account_part(viewer.account_id);
    return token;
}

std::string Tokens::account_part(std::string_view account_id) const
{
    const auto proof = crypto::hmac_sha256(csrf_, crypto::lp("form-token/account/1", account_id));
    return std::string(account_id) + '.' + proof.text();
}

std::optional<std::string> Tokens::account_of(std::string_view token) const
{
    const auto first = token.find('.');
    if (first == std::string_view::npos) return std::nullopt;
    const auto part = token.substr(first + 1);
    const auto account_id = part.substr(0, part.find('.'));
    if (!crypto::equal_in_constant_time(account_part(account_id), part)) return std::nullopt;
    return std::string(account_id);
}

bool Tokens::holds(const Viewer& viewer, std::string_view token) const
{
    const auto wanted = form_token(viewer);
    return !wanted.empty() && crypto::equal_in_constant_time(wanted, token);
}

bool is_from_our_page(const Provenance& from, std::string_view our_origin, bool has_session)
{
    const bool ours = from.origin == our_origin;
    const bool hidden = from.origin == "null";
    if (!from.fetch_site.empty()) {
        return from.fetch_site == "same-origin" && (ours || hidden || from.origin.empty());
    }
    return ours || (hidden && !has_session);
}

} // namespace evenhand::http
