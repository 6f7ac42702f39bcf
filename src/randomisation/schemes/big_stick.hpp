#pragma once

#include "randomisation/schemes/arm.hpp"
#include "randomisation/schemes/chance.hpp"

#include <array>
#include <cstdint>
#include <optional>

namespace evenhand::schemes {

// The big stick (Soares & Wu 1983): a fair coin, until one arm is ahead by the maximum tolerated
// imbalance; then the other is forced. With two arms at 1:1 it is that to the letter. For other
// ratios and more arms the house's reading is: an arm is closed to the next person if they would
// put it, person for share, further than the limit ahead of any other arm; the coin falls among the
// open arms in the ratio. Without a limit the same coin is simple randomisation.

/// Which arms may be given to the next person.
using OpenArms = std::array<bool, most_arms>;

/// Every arm, where there is no limit. At least one is always open for a limit of 1 or more.
OpenArms open_arms(const Ratio& ratio, const Counts& counts, std::optional<std::uint32_t> limit);

/// One of the open arms, each as likely as its share.
template <Chance Source>
Arm draw_open_arm(const Ratio& ratio, const OpenArms& open, Source& source)
{
    std::uint32_t total = 0;
    for (std::size_t arm = 0; arm < ratio.arms(); ++arm)
        total += open[arm] ? ratio.share(arm) : 0;
    auto left = static_cast<std::uint32_t>(source.uniform(total));
    std::size_t arm = 0;
    for (;; ++arm) {
        if (!open[arm]) continue;
        if (left < ratio.share(arm)) return arm_number(arm);
        left -= ratio.share(arm);
    }
}

} // namespace evenhand::schemes
