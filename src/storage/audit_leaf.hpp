#pragma once

// The canonical form of a leaf of the audit log, and of the commitments inside it. Both are laid
// down byte by byte in docs/methods/audit.md, so that a stranger can write a second reader.

#include "core/encoding.hpp"
#include "core/id.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "crypto/hash.hpp"
#include "crypto/mode.hpp"
#include "storage/audit_log.hpp"
#include "storage/unit_of_work.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace evenhand::storage {

/// Names a unit of work in its leaf and in its openings. Random, so that openings can be written
/// before the leaf's index is known.
using UnitId = Id<struct UnitIdTag>;

/// One thing done, as the leaf keeps it: what and to which pseudonym in plain, all else committed
/// to.
struct LeafEntry
{
    AuditEntry::Kind kind = AuditEntry::Kind::event;
    std::string action;
    std::string object_type;
    std::string object_id;
    crypto::Hash256 before; ///< updates only; zero otherwise
    crypto::Hash256 after;  ///< inserts and updates; zero for an event
    crypto::Hash256 detail; ///< the reason or detail, also when it is empty

    friend bool operator==(const LeafEntry&, const LeafEntry&) = default;
};

/// One unit of work. The number of leaves tells no arm, because a unit has exactly one.
struct Leaf
{
    std::uint64_t index = 0;
    Instant at;
    crypto::Mode mode = crypto::Mode::demo;
    UnitId unit;
    ActorKind actor_kind = ActorKind::system;
    std::string actor_id;
    std::string role;
    std::string purpose;
    std::vector<LeafEntry> entries;
    crypto::Hash256 previous; ///< the RFC 6962 leaf hash of the leaf before; zero for the first

    friend bool operator==(const Leaf&, const Leaf&) = default;
};

/// The longest text in a leaf, in bytes.
constexpr std::size_t leaf_text_max = 255;

/// The bytes that are hashed and stored. CHECKs that every text is short printable ASCII and that
/// no id holds a space or an @, so that a name or an address put there by mistake stops the unit of
/// work instead of staying in the log for ever.
Bytes canonical_leaf(const Leaf& leaf);

/// Why bytes are no leaf.
enum class LeafFault {
    unknown_version,
    cut_short,  ///< fewer bytes than the form asks for, or a length that runs past the end
    not_strict, ///< bytes left over, no entries, a code or text that the writer never writes
};

/// Reads exactly what canonical_leaf writes: any other bytes are refused, so that
/// canonical_leaf(*parse_leaf(b)) == b.
Result<Leaf, LeafFault> parse_leaf(ByteView bytes);

/// Which of the three values of an entry a commitment is to; it is part of what is hashed.
enum class Committed : std::uint8_t { before = 1, after = 2, detail = 3 };

/// HMAC-SHA256(salt, what | value): hides the value without the salt, and binds to it with it.
crypto::Hash256 commitment(ByteView salt, Committed what, ByteView value);

} // namespace evenhand::storage
