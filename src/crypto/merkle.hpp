#pragma once

#include "crypto/hash.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::crypto {

// The Merkle tree of RFC 6962 section 2.1 (RFC 9162 section 2.1): a leaf is SHA-256(0x00 | entry),
// a node SHA-256(0x01 | left | right), and a tree splits at the largest power of two smaller than
// its size. Level 0 is the leaves; node (level, i) covers leaves [i·2^level, (i+1)·2^level).

Hash256 leaf_hash(ByteView entry);
Hash256 node_hash(const Hash256& left, const Hash256& right);
/// The root of a tree without leaves: SHA-256 of nothing.
Hash256 empty_root();

/// The right-hand edge of a growing tree: the roots of its complete subtrees, largest first, one
/// for each bit set in the size. Enough to append and to know the root, in at most 64 hashes, so
/// that the head of a log lives in one database row.
class Frontier
{
public:
    [[nodiscard]] std::uint64_t size() const { return size_; }
    /// Adds the hash of the next leaf (leaf_hash, not the entry). At most 64 hashes are joined.
    void append(const Hash256& leaf);
    [[nodiscard]] Hash256 root() const;

    /// "SIZE" and then each subtree root in hexadecimal, parted by single spaces: "3 ab… cd…".
    [[nodiscard]] std::string text() const;
    /// Nothing unless the text is exactly what text() writes for some frontier.
    static std::optional<Frontier> parse(std::string_view text);

    friend bool operator==(const Frontier&, const Frontier&) = default;

private:
    std::uint64_t size_ = 0;
    std::vector<Hash256> peaks_;
};

/// Gives the roots of complete subtrees of a log, from wherever they are kept.
class HashReader
{
public:
    virtual ~HashReader() = default;
    /// The root of the complete subtree `index` at `level`; level 0 is the leaf hash itself. Only
    /// subtrees wholly inside the log are asked for.
    [[nodiscard]] virtual Hash256 node(unsigned level, std::uint64_t index) const = 0;
};

/// Every complete subtree of a log, in memory: 64 bytes a leaf.
class MemoryHashes final : public HashReader
{
public:
    void append(const Hash256& leaf);
    [[nodiscard]] std::uint64_t size() const { return levels_.empty() ? 0 : levels_[0].size(); }
    [[nodiscard]] Hash256 node(unsigned level, std::uint64_t index) const override;

private:
    std::vector<std::vector<Hash256>> levels_;
};

using Proof = std::vector<Hash256>;

/// The root of the tree over the first `size` leaves.
Hash256 root_at(const HashReader& log, std::uint64_t size);
/// The audit path of leaf `index` in the tree of `size` leaves (RFC 6962 2.1.1). CHECKs index <
/// size.
Proof inclusion_proof(const HashReader& log, std::uint64_t index, std::uint64_t size);
/// That the tree of `old_size` leaves is the beginning of the tree of `new_size` (RFC 6962 2.1.2).
/// Empty if the sizes are equal or the old tree is empty. CHECKs old_size <= new_size.
Proof consistency_proof(const HashReader& log, std::uint64_t old_size, std::uint64_t new_size);

struct TreeHead
{
    std::uint64_t size = 0;
    Hash256 root;

    friend bool operator==(const TreeHead&, const TreeHead&) = default;
};

/// Whether the proof shows the leaf at that index of that tree (RFC 9162 2.1.3.2).
bool verify_inclusion(const Hash256& leaf, std::uint64_t index, const TreeHead& head,
                      const Proof& proof);
/// Whether the proof shows that the newer tree only adds to the older (RFC 9162 2.1.4.2).
bool verify_consistency(const TreeHead& older, const TreeHead& newer, const Proof& proof);

} // namespace evenhand::crypto
