#include "randomisation/schemes/big_stick.hpp"

namespace evenhand::schemes {

OpenArms open_arms(const Ratio& ratio, const Counts& counts, std::optional<std::uint32_t> limit)
{
    OpenArms open{};
    for (std::size_t arm = 0; arm < ratio.arms(); ++arm) {
        open[arm] = true;
        for (std::size_t other = 0; limit && other < ratio.arms(); ++other) {
            // (count + 1) / share - other count / other share > limit, without a division.
            const std::uint64_t ahead = (std::uint64_t{counts[arm]} + 1) * ratio.share(other);
            const std::uint64_t behind = std::uint64_t{counts[other]} * ratio.share(arm);
            const std::uint64_t tolerated =
                std::uint64_t{*limit} * ratio.share(arm) * ratio.share(other);
            if (other != arm && ahead > behind + tolerated) open[arm] = false;
        }
    }
    return open;
}

} // namespace evenhand::schemes
