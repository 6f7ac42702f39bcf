#include "crypto/merkle.hpp"

#include "core/check.hpp"

#include <bit>
#include <charconv>

namespace evenhand::crypto {

namespace merkle {

constexpr std::uint8_t leaf_prefix = 0x00;
constexpr std::uint8_t node_prefix = 0x01;

// The largest power of two smaller than n; n > 1.
std::uint64_t split_of(std::uint64_t n)
{
    return std::bit_floor(n - 1);
}

// The root of leaves [start, start + count). The walk of RFC 6962 only ever asks for ranges whose
// start is a multiple of the largest power of two in count, so each piece is a complete subtree.
Hash256 range_root(const HashReader& log, std::uint64_t start, std::uint64_t count)
{
    CHECK(count > 0);
    std::vector<Hash256> peaks;
    while (count > 0) {
        const std::uint64_t width = std::bit_floor(count);
        const auto level = static_cast<unsigned>(std::countr_zero(width));
        peaks.push_back(log.node(level, start >> level));
        start += width;
        count -= width;
    }
    Hash256 root = peaks.back();
    for (auto peak = peaks.rbegin() + 1; peak != peaks.rend(); ++peak)
        root = node_hash(*peak, root);
    return root;
}

void climb(std::uint64_t& node, std::uint64_t& last)
{
    node >>= 1;
    last >>= 1;
}

// After a right-hand join: up to the level at which the node is a right child, or to the left edge.
void climb_to_right_child(std::uint64_t& node, std::uint64_t& last)
{
    while (node != 0 && (node & 1U) == 0)
        climb(node, last);
}

std::optional<std::uint64_t> parse_decimal(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

struct Subtree
{
    std::uint64_t start;
    std::uint64_t count;
};

/// One step down towards the leaf before `end`: `at` becomes the half that holds it, and the root
/// of the other half goes on the path.
void descend(const HashReader& log, std::uint64_t end, Subtree& at, Proof& path)
{
    const std::uint64_t left = split_of(at.count);
    if (end - at.start <= left) {
        path.push_back(range_root(log, at.start + left, at.count - left));
        at.count = left;
    } else {
        path.push_back(range_root(log, at.start, left));
        at.start += left;
        at.count -= left;
    }
}

} // namespace merkle

Hash256 leaf_hash(ByteView entry)
{
    return Sha256().add(merkle::leaf_prefix).add(entry).finish();
}

Hash256 node_hash(const Hash256& left, const Hash256& right)
{
    return Sha256().add(merkle::node_prefix).add(left.bytes()).add(right.bytes()).finish();
}

Hash256 empty_root()
{
    return sha256(ByteView{});
}

void Frontier::append(const Hash256& leaf)
{
    Hash256 hash = leaf;
    for (std::uint64_t bits = size_; (bits & 1U) != 0; bits >>= 1) {
        hash = node_hash(peaks_.back(), hash);
        peaks_.pop_back();
    }
    peaks_.push_back(hash);
    ++size_;
}

Hash256 Frontier::root() const
{
    if (peaks_.empty()) return empty_root();
    Hash256 root = peaks_.back();
    for (auto peak = peaks_.rbegin() + 1; peak != peaks_.rend(); ++peak)
        root = node_hash(*peak, root);
    return root;
}

std::string Frontier::text() const
{
    std::string text = std::to_string(size_);
    for (const Hash256& peak : peaks_) {
        text += ' ';
        text += peak.text();
    }
    return text;
}

std::optional<Frontier> Frontier::parse(std::string_view text)
{
    Frontier frontier;
    const std::string_view number = text.substr(0, text.find(' '));
    const auto size = merkle::parse_decimal(number);
    if (!size) return std::nullopt;
    frontier.size_ = *size;
    for (std::string_view rest = text.substr(number.size()); !rest.empty();) {
        constexpr std::size_t step = 1 + 2 * Hash256::size;
        if (rest.size() < step || rest.front() != ' ') return std::nullopt;
        const auto peak = Hash256::parse(rest.substr(1, step - 1));
        if (!peak) return std::nullopt;
        frontier.peaks_.push_back(*peak);
        rest.remove_prefix(step);
    }
    if (frontier.peaks_.size() != static_cast<std::size_t>(std::popcount(*size)) ||
        frontier.text() != text)
        return std::nullopt;
    return frontier;
}

void MemoryHashes::append(const Hash256& leaf)
{
    Hash256 hash = leaf;
    for (std::size_t level = 0;; ++level) {
        if (level == levels_.size()) levels_.emplace_back();
        levels_[level].push_back(hash);
        const std::size_t count = levels_[level].size();
        if (count % 2 != 0) return;
        hash = node_hash(levels_[level][count - 2], levels_[level][count - 1]);
    }
}

Hash256 MemoryHashes::node(unsigned level, std::uint64_t index) const
{
    CHECK(level < levels_.size() && index < levels_[level].size());
    return levels_[level][index];
}

Hash256 root_at(const HashReader& log, std::uint64_t size)
{
    return size == 0 ? empty_root() : merkle::range_root(log, 0, size);
}

Proof inclusion_proof(const HashReader& log, std::uint64_t index, std::uint64_t size)
{
    CHECK(index < size);
    Proof path; // from the root down; the RFC lists it from the leaf up
    merkle::Subtree at{0, size};
    while (at.count > 1)
        merkle::descend(log, index + 1, at, path);
    return {path.rbegin(), path.rend()};
}

Proof consistency_proof(const HashReader& log, std::uint64_t old_size, std::uint64_t new_size)
{
    CHECK(old_size <= new_size);
    if (old_size == 0 || old_size == new_size) return {};
    Proof path; // from the root down, as above
    merkle::Subtree at{0, new_size};
    while (old_size - at.start != at.count)
        merkle::descend(log, old_size, at, path);
    // The subtree that ends where the old tree ends is known to the verifier only if it is the
    // whole old tree.
    if (at.start != 0) path.push_back(merkle::range_root(log, at.start, at.count));
    return {path.rbegin(), path.rend()};
}

bool verify_inclusion(const Hash256& leaf, std::uint64_t index, const TreeHead& head,
                      const Proof& proof)
{
    if (index >= head.size) return false;
    std::uint64_t node = index;
    std::uint64_t last = head.size - 1;
    Hash256 hash = leaf;
    for (const Hash256& sibling : proof) {
        if (last == 0) return false;
        if ((node & 1U) != 0 || node == last) {
            hash = node_hash(sibling, hash);
            merkle::climb_to_right_child(node, last);
        } else {
            hash = node_hash(hash, sibling);
        }
        merkle::climb(node, last);
    }
    return last == 0 && hash == head.root;
}

bool verify_consistency(const TreeHead& older, const TreeHead& newer, const Proof& proof)
{
    if (older.size > newer.size) return false;
    if (older.size == newer.size) return proof.empty() && older.root == newer.root;
    if (older.size == 0) return proof.empty() && older.root == empty_root();

    Proof path = proof;
    if (std::has_single_bit(older.size)) path.insert(path.begin(), older.root);
    if (path.empty()) return false;
    std::uint64_t node = older.size - 1;
    std::uint64_t last = newer.size - 1;
    while ((node & 1U) != 0)
        merkle::climb(node, last);
    Hash256 old_hash = path.front();
    Hash256 new_hash = path.front();
    for (std::size_t i = 1; i < path.size(); ++i) {
        if (last == 0) return false;
        if ((node & 1U) != 0 || node == last) {
            old_hash = node_hash(path[i], old_hash);
            new_hash = node_hash(path[i], new_hash);
            merkle::climb_to_right_child(node, last);
        } else {
            new_hash = node_hash(new_hash, path[i]);
        }
        merkle::climb(node, last);
    }
    return last == 0 && old_hash == older.root && new_hash == newer.root;
}

} // namespace evenhand::crypto
