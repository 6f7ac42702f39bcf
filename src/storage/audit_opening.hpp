#pragma once

#include "core/encoding.hpp"
#include "core/random_source.hpp"
#include "crypto/keys.hpp"
#include "storage/audit_leaf.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace evenhand::storage {

/// What opens the commitments of one entry: the salt and the three values. Kept sealed, in a table
/// of its own that may be deleted from, so that erasing it leaves the leaf, and so the tree,
/// untouched, and the commitments say nothing for ever after.
struct Opening
{
    static constexpr std::size_t salt_size = 32;
    Bytes salt;
    Bytes before;
    Bytes after;
    Bytes detail;
};

/// The key that openings are sealed under.
crypto::SecretKey opening_key(const crypto::Keys& keys);

/// The opening of an entry with a fresh salt.
Opening make_opening(const AuditEntry& entry, RandomSource& random);

/// The entry as the leaf keeps it.
LeafEntry committed(const AuditEntry& entry, const Opening& opening);

/// Which entry of which unit of work; bound into the sealed text, so openings cannot change places.
struct OpeningPlace
{
    const UnitId& unit;
    std::int64_t entry = 0; ///< counted from 0
};

/// base64url, as the column keeps it.
std::string seal_opening(const crypto::SecretKey& key, const OpeningPlace& place,
                         const Opening& opening, RandomSource& random);
/// Nothing if the text was not sealed by us for this place.
std::optional<Opening> open_opening(const crypto::SecretKey& key, const OpeningPlace& place,
                                    std::string_view sealed);

/// The first of the leaf's commitments that the opening does not open, or nothing if it opens all
/// that an entry of this kind has and holds nothing more.
std::optional<std::string_view> first_unopened(const LeafEntry& entry, const Opening& opening);

} // namespace evenhand::storage
