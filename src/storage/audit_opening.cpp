#include "storage/audit_opening.hpp"

#include "crypto/canonical.hpp"
#include "crypto/sealing.hpp"
#include "storage/audit_bytes.hpp"

#include <fmt/format.h>

#include <limits>

namespace evenhand::storage {

namespace audit_opening {

constexpr std::uint8_t version = 1;
constexpr std::size_t value_max = std::numeric_limits<std::uint32_t>::max();

Bytes copy(ByteView bytes)
{
    return {bytes.begin(), bytes.end()};
}

std::string row_of(const OpeningPlace& place)
{
    return fmt::format("{}/{}", place.unit.text(), place.entry);
}

crypto::SealContext context(std::string_view row)
{
    return {.table = "audit_opening", .column = "sealed", .row = row};
}

} // namespace audit_opening

crypto::SecretKey opening_key(const crypto::Keys& keys)
{
    return keys.derived(crypto::KeyPurpose::audit_sealing, "opening/1");
}

Opening make_opening(const AuditEntry& entry, RandomSource& random)
{
    Opening opening{Bytes(Opening::salt_size), entry.before, entry.after,
                    audit_opening::copy(as_bytes(entry.detail))};
    random.fill(opening.salt);
    return opening;
}

LeafEntry committed(const AuditEntry& entry, const Opening& opening)
{
    LeafEntry leaf{entry.kind, entry.action, entry.object_type, entry.object_id, {}, {}, {}};
    if (entry.kind == AuditEntry::Kind::updated) {
        leaf.before = commitment(opening.salt, Committed::before, opening.before);
    }
    if (entry.kind != AuditEntry::Kind::event) {
        leaf.after = commitment(opening.salt, Committed::after, opening.after);
    }
    leaf.detail = commitment(opening.salt, Committed::detail, opening.detail);
    return leaf;
}

std::string seal_opening(const crypto::SecretKey& key, const OpeningPlace& place,
                         const Opening& opening, RandomSource& random)
{
    crypto::CanonicalWriter plain;
    plain.u8(audit_opening::version).fixed(opening.salt);
    plain.field(opening.before).field(opening.after).field(opening.detail);
    const std::string row = audit_opening::row_of(place);
    return crypto::seal(key, audit_opening::context(row), plain.bytes(), random);
}

std::optional<Opening> open_opening(const crypto::SecretKey& key, const OpeningPlace& place,
                                    std::string_view sealed)
{
    const std::string row = audit_opening::row_of(place);
    const auto plain = crypto::open(key, audit_opening::context(row), sealed);
    if (!plain) return std::nullopt;
    CanonicalReader in(plain->bytes());
    if (in.u8() != audit_opening::version) return std::nullopt;
    Opening opening;
    opening.salt = audit_opening::copy(in.fixed(Opening::salt_size));
    opening.before = audit_opening::copy(in.field(audit_opening::value_max));
    opening.after = audit_opening::copy(in.field(audit_opening::value_max));
    opening.detail = audit_opening::copy(in.field(audit_opening::value_max));
    if (!in.finished()) return std::nullopt;
    return opening;
}

std::optional<std::string_view> first_unopened(const LeafEntry& entry, const Opening& opening)
{
    const bool has_before = entry.kind == AuditEntry::Kind::updated;
    const bool has_after = entry.kind != AuditEntry::Kind::event;
    const auto opens = [&](bool has, Committed what, const Bytes& value,
                           const crypto::Hash256& promised) {
        return has ? commitment(opening.salt, what, value) == promised : value.empty();
    };
    if (!opens(has_before, Committed::before, opening.before, entry.before)) return "before";
    if (!opens(has_after, Committed::after, opening.after, entry.after)) return "after";
    if (!opens(true, Committed::detail, opening.detail, entry.detail)) return "reason";
    return std::nullopt;
}

} // namespace evenhand::storage
