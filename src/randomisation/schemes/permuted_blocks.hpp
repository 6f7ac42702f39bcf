#pragma once

#include "randomisation/schemes/arm.hpp"
#include "randomisation/schemes/chance.hpp"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace evenhand::schemes {

// Permuted blocks (Matts & Lachin 1988): each block holds every arm in the trial's ratio, in random
// order, so the arms of a stratum are never further apart than one block. The observer who always
// expects the lagging arm is right more often the shorter the blocks are (Blackwell & Hodges 1957).

/// Whether a block of this size holds whole numbers of each arm.
inline bool divides(const Ratio& ratio, std::uint32_t block_size)
{
    return block_size > 0 && block_size % ratio.total() == 0;
}

/// The size of the next block: each entry of the list equally likely. It is drawn even where there
/// is no choice, so that a list of one size and a list of several are read from the same place.
template <Chance Source>
std::uint32_t draw_block_size(std::span<const std::uint32_t> sizes, Source& source)
{
    return sizes[source.uniform(static_cast<std::uint32_t>(sizes.size()))];
}

/// Fills `block` with one block: size/total copies of each share in the order of the arms, then
/// Fisher and Yates from the top down. `size` is one that divides().
template <Chance Source>
void draw_block(const Ratio& ratio, std::uint32_t size, Source& source, std::vector<Arm>& block)
{
    block.clear();
    for (std::size_t arm = 0; arm < ratio.arms(); ++arm)
        block.insert(block.end(), ratio.share(arm) * (size / ratio.total()), arm_number(arm));
    for (std::uint32_t last = size - 1; last > 0; --last)
        std::swap(block[last], block[source.uniform(last + 1)]);
}

} // namespace evenhand::schemes
