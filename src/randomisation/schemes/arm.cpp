#include "randomisation/schemes/arm.hpp"

#include "core/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace evenhand::schemes {

namespace arm_ratio {

constexpr std::uint32_t largest_share = 100;

} // namespace arm_ratio

Result<Ratio, std::string> Ratio::from(std::span<const std::uint32_t> shares)
{
    if (shares.size() < fewest_arms || shares.size() > most_arms)
        return refuse(fmt::format("has {} shares, and a trial has 2 to 8 arms", shares.size()));
    Ratio ratio;
    ratio.arms_ = shares.size();
    std::uint32_t divisor = 0;
    for (std::size_t arm = 0; arm < shares.size(); ++arm) {
        if (shares[arm] < 1 || shares[arm] > arm_ratio::largest_share)
            return refuse(fmt::format("has a share of {}, and a share is 1 to 100", shares[arm]));
        divisor = std::gcd(divisor, shares[arm]);
        ratio.written_[arm] = shares[arm];
    }
    for (std::size_t arm = 0; arm < ratio.arms_; ++arm) {
        ratio.lowest_[arm] = ratio.written_[arm] / divisor;
        ratio.total_ += ratio.lowest_[arm];
    }
    return ratio;
}

Ratio Ratio::equal(std::size_t arms)
{
    Counts shares;
    shares.fill(1);
    CHECK(arms <= shares.size());
    const auto ratio = from(std::span(shares).first(arms));
    CHECK(ratio);
    return *ratio;
}

std::string Ratio::text() const
{
    return fmt::format("{}", fmt::join(written(), ":"));
}

} // namespace evenhand::schemes
