#include "storage/audit_leaf.hpp"

#include "core/check.hpp"
#include "crypto/canonical.hpp"
#include "storage/audit_bytes.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace evenhand::storage {

namespace audit_leaf {

constexpr std::uint8_t version = 1;
constexpr std::size_t unit_size = 16;
// Kind, three empty texts and one commitment: no entry is shorter, so a forged count cannot make
// the reader set aside more memory than the bytes it was given.
constexpr std::size_t entry_min = 1 + 3 * 4 + crypto::Hash256::size;

enum class Text {
    phrase, ///< an action, a purpose: spaces may stand in it
    token,  ///< an id, a role, a table's name: neither spaces nor @
};

bool proper(std::string_view text, Text kind)
{
    if (text.size() > leaf_text_max) return false;
    return std::all_of(text.begin(), text.end(), [kind](char c) {
        if (c == ' ' || c == '@') return kind == Text::phrase && c == ' ';
        return c > ' ' && c <= '~';
    });
}

bool has_before(AuditEntry::Kind kind)
{
    return kind == AuditEntry::Kind::updated;
}

bool has_after(AuditEntry::Kind kind)
{
    return kind != AuditEntry::Kind::event;
}

bool proper(const LeafEntry& entry)
{
    return !entry.action.empty() && proper(entry.action, Text::phrase) &&
           proper(entry.object_type, Text::token) && proper(entry.object_id, Text::token);
}

bool proper(const Leaf& leaf)
{
    return !leaf.entries.empty() && proper(leaf.actor_id, Text::token) &&
           proper(leaf.role, Text::token) && proper(leaf.purpose, Text::phrase) &&
           std::all_of(leaf.entries.begin(), leaf.entries.end(),
                       [](const LeafEntry& entry) { return proper(entry); });
}

std::uint8_t code_of(crypto::Mode mode)
{
    switch (mode) {
    case crypto::Mode::demo:
        return 1;
    case crypto::Mode::training:
        return 2;
    case crypto::Mode::live:
        return 3;
    }
    CHECK(false);
}

std::optional<crypto::Mode> mode_of(std::uint8_t code)
{
    if (code == 1) return crypto::Mode::demo;
    if (code == 2) return crypto::Mode::training;
    if (code == 3) return crypto::Mode::live;
    return std::nullopt;
}

std::uint8_t code_of(ActorKind kind)
{
    switch (kind) {
    case ActorKind::system:
        return 1;
    case ActorKind::job:
        return 2;
    case ActorKind::visitor:
        return 3;
    case ActorKind::participant:
        return 4;
    case ActorKind::staff:
        return 5;
    }
    CHECK(false);
}

std::optional<ActorKind> actor_of(std::uint8_t code)
{
    constexpr ActorKind kinds[] = {ActorKind::system, ActorKind::job, ActorKind::visitor,
                                   ActorKind::participant, ActorKind::staff};
    if (code < 1 || code > std::size(kinds)) return std::nullopt;
    return kinds[code - 1];
}

std::optional<AuditEntry::Kind> kind_of(std::uint8_t code)
{
    constexpr AuditEntry::Kind kinds[] = {AuditEntry::Kind::appended, AuditEntry::Kind::updated,
                                          AuditEntry::Kind::event};
    if (code < 1 || code > std::size(kinds)) return std::nullopt;
    return kinds[code - 1];
}

void write(crypto::CanonicalWriter& out, const LeafEntry& entry)
{
    out.u8(static_cast<std::uint8_t>(entry.kind));
    out.field(entry.action).field(entry.object_type).field(entry.object_id);
    if (has_before(entry.kind)) out.fixed(entry.before.bytes());
    if (has_after(entry.kind)) out.fixed(entry.after.bytes());
    out.fixed(entry.detail.bytes());
}

// Too few bytes read as a zero hash; the reader remembers, and the parser asks it at the end.
crypto::Hash256 hash(CanonicalReader& in)
{
    return crypto::Hash256::from_bytes(in.fixed(crypto::Hash256::size)).value_or(crypto::Hash256{});
}

std::optional<LeafEntry> read_entry(CanonicalReader& in)
{
    const auto kind = kind_of(in.u8());
    if (!kind) return std::nullopt;
    LeafEntry entry;
    entry.kind = *kind;
    entry.action = in.text(leaf_text_max);
    entry.object_type = in.text(leaf_text_max);
    entry.object_id = in.text(leaf_text_max);
    if (has_before(*kind)) entry.before = hash(in);
    if (has_after(*kind)) entry.after = hash(in);
    entry.detail = hash(in);
    return entry;
}

LeafFault fault_of(const CanonicalReader& in)
{
    return in.good() ? LeafFault::not_strict : LeafFault::cut_short;
}

} // namespace audit_leaf

Bytes canonical_leaf(const Leaf& leaf)
{
    CHECK(audit_leaf::proper(leaf));
    crypto::CanonicalWriter out;
    out.u8(audit_leaf::version).u64(leaf.index).i64(leaf.at.micros());
    out.u8(audit_leaf::code_of(leaf.mode)).fixed(leaf.unit.bytes());
    out.u8(audit_leaf::code_of(leaf.actor_kind)).field(leaf.actor_id);
    out.field(leaf.role).field(leaf.purpose);
    out.u32(static_cast<std::uint32_t>(leaf.entries.size()));
    for (const LeafEntry& entry : leaf.entries)
        audit_leaf::write(out, entry);
    out.fixed(leaf.previous.bytes());
    return std::move(out).bytes();
}

Result<Leaf, LeafFault> parse_leaf(ByteView bytes)
{
    CanonicalReader in(bytes);
    if (in.u8() != audit_leaf::version) {
        return refuse(bytes.empty() ? LeafFault::cut_short : LeafFault::unknown_version);
    }
    const std::uint64_t index = in.u64();
    const Instant at = Instant::from_micros(in.i64());
    const auto mode = audit_leaf::mode_of(in.u8());
    const auto unit = UnitId::parse(to_hex(in.fixed(audit_leaf::unit_size)));
    const auto actor = audit_leaf::actor_of(in.u8());
    if (!mode || !unit || !actor) return refuse(audit_leaf::fault_of(in));

    Leaf leaf{index,
              at,
              *mode,
              *unit,
              *actor,
              in.text(leaf_text_max),
              in.text(leaf_text_max),
              in.text(leaf_text_max),
              {},
              {}};
    const std::uint32_t count = in.u32();
    if (count > in.left() / audit_leaf::entry_min) return refuse(LeafFault::cut_short);
    leaf.entries.reserve(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        auto entry = audit_leaf::read_entry(in);
        if (!entry) return refuse(audit_leaf::fault_of(in));
        leaf.entries.push_back(*std::move(entry));
    }
    leaf.previous = audit_leaf::hash(in);
    if (!in.finished() || !audit_leaf::proper(leaf)) return refuse(audit_leaf::fault_of(in));
    return leaf;
}

crypto::Hash256 commitment(ByteView salt, Committed what, ByteView value)
{
    crypto::CanonicalWriter message;
    message.u8(static_cast<std::uint8_t>(what)).fixed(value);
    return crypto::hmac_sha256(salt, message.bytes());
}

} // namespace evenhand::storage
