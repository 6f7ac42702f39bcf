#include "randomisation/sealed/sequence.hpp"

#include "core/check.hpp"
#include "crypto/canonical.hpp"
#include "randomisation/schemes/big_stick.hpp"
#include "randomisation/schemes/permuted_blocks.hpp"
#include "randomisation/sealed/draws.hpp"

#include <algorithm>

namespace evenhand::sealed {

namespace sequence {

using schemes::Arm;
using schemes::SequenceSpec;

/// Where in one stratum a derivation stands.
struct Stretch
{
    const crypto::SecretKey& key;
    const SequenceSpec& spec;
    std::uint32_t stratum;
    std::uint32_t count; ///< positions wanted, from the first
};

std::vector<Arm> from_blocks(const Stretch& wanted, const schemes::PermutedBlocks& blocks)
{
    std::vector<Arm> arms;
    std::vector<Arm> block;
    for (std::uint32_t number = 0; arms.size() < wanted.count; ++number) {
        BlockDraws draws(wanted.key, wanted.stratum, number);
        const std::uint32_t size = schemes::draw_block_size(blocks.sizes, draws);
        schemes::draw_block(wanted.spec.ratio, size, draws, block);
        arms.insert(arms.end(), block.begin(), block.end());
    }
    arms.resize(wanted.count);
    return arms;
}

std::vector<Arm> from_coins(const Stretch& wanted, std::optional<std::uint32_t> limit)
{
    std::vector<Arm> arms;
    schemes::Counts counts{};
    for (std::uint32_t position = 0; position < wanted.count; ++position) {
        CoinDraws draws(wanted.key, wanted.stratum, position);
        const auto open = schemes::open_arms(wanted.spec.ratio, counts, limit);
        arms.push_back(schemes::draw_open_arm(wanted.spec.ratio, open, draws));
        ++counts[schemes::index_of(arms.back())];
    }
    return arms;
}

} // namespace sequence

Sequence::Sequence(std::string trial, schemes::SequenceSpec spec, EpochKeys keys)
    : trial_(std::move(trial)), spec_(std::move(spec)), keys_(std::move(keys))
{
    CHECK(!schemes::fault_of(spec_));
}

std::vector<schemes::Arm> Sequence::first_arms(std::uint32_t stratum, std::uint32_t count) const
{
    CHECK(stratum < spec_.strata.size() && count <= spec_.capacity);
    const sequence::Stretch wanted{keys_.permutation(), spec_, stratum, count};
    if (const auto* blocks = std::get_if<schemes::PermutedBlocks>(&spec_.scheme))
        return sequence::from_blocks(wanted, *blocks);
    if (const auto* stick = std::get_if<schemes::BigStick>(&spec_.scheme))
        return sequence::from_coins(wanted, stick->limit);
    return sequence::from_coins(wanted, std::nullopt);
}

schemes::Arm Sequence::arm_at(const Slot& slot) const
{
    CHECK(slot.position < spec_.capacity);
    return first_arms(slot.stratum, slot.position + 1).back();
}

std::vector<schemes::Arm> Sequence::arms(std::uint32_t stratum) const
{
    return first_arms(stratum, spec_.capacity);
}

std::vector<std::uint32_t> Sequence::block_sizes(std::uint32_t stratum) const
{
    CHECK(stratum < spec_.strata.size());
    std::vector<std::uint32_t> sizes;
    const auto* blocks = std::get_if<schemes::PermutedBlocks>(&spec_.scheme);
    for (std::uint64_t covered = 0; blocks != nullptr && covered < spec_.capacity;) {
        BlockDraws draws(keys_.permutation(), stratum, static_cast<std::uint32_t>(sizes.size()));
        sizes.push_back(schemes::draw_block_size(blocks->sizes, draws));
        covered += sizes.back();
    }
    return sizes;
}

crypto::Hash256 Sequence::salt_at(const Slot& slot) const
{
    crypto::CanonicalWriter place;
    place.u32(slot.stratum).u32(slot.position);
    return crypto::hmac_sha256(keys_.salt(), place.bytes());
}

Opening Sequence::open(const Slot& slot) const
{
    return {.slot = slot, .arm = arm_at(slot), .salt = salt_at(slot)};
}

std::vector<Opening> Sequence::openings(std::uint32_t stratum) const
{
    std::vector<Opening> all;
    for (const schemes::Arm arm : arms(stratum)) {
        const Slot slot{.stratum = stratum, .position = static_cast<std::uint32_t>(all.size())};
        all.push_back({.slot = slot, .arm = arm, .salt = salt_at(slot)});
    }
    return all;
}

crypto::MemoryHashes Sequence::leaves(std::uint32_t stratum) const
{
    crypto::MemoryHashes hashes;
    for (const Opening& opening : openings(stratum))
        hashes.append(leaf_of(trial_, opening));
    return hashes;
}

crypto::TreeHead Sequence::head(std::uint32_t stratum) const
{
    return {.size = spec_.capacity, .root = crypto::root_at(leaves(stratum), spec_.capacity)};
}

Receipt Sequence::receipt(const Slot& slot) const
{
    CHECK(slot.position < spec_.capacity);
    const crypto::MemoryHashes hashes = leaves(slot.stratum);
    return {.trial = trial_,
            .opening = open(slot),
            .capacity = spec_.capacity,
            .root = crypto::root_at(hashes, spec_.capacity),
            .path = crypto::inclusion_proof(hashes, slot.position, spec_.capacity)};
}

} // namespace evenhand::sealed
