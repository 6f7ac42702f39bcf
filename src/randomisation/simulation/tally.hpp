#pragma once

#include "randomisation/schemes/arm.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace evenhand::simulation {

/// What every tally of a trial shares.
struct TallyRules
{
    explicit TallyRules(const schemes::Ratio& ratio) : arms(ratio.arms()), total(ratio.total())
    {
        for (std::size_t arm = 0; arm < arms; ++arm) {
            share[arm] = static_cast<std::int32_t>(ratio.share(arm));
            one_over_share[arm] = 1.0 / ratio.share(arm);
        }
    }

    std::size_t arms;
    std::uint32_t total;
    std::array<std::int32_t, schemes::most_arms> share{};
    std::array<double, schemes::most_arms> one_over_share{};
};

/// People in each arm, kept as what each arm still lacks of the round of the ratio that is under
/// way: one comparison then tells whom an observer expects (at 1:1 the lagging arm: the convergence
/// strategy of Blackwell & Hodges 1957; at 2:1 the arm of which a block of three still holds most).
/// `Most` is 2 for the common case, which the compiler can then unroll, or most_arms.
template <std::size_t Most>
class Tally
{
public:
    void clear(const TallyRules& rules)
    {
        std::copy_n(rules.share.begin(), Most, lacks_.begin());
        left_ = rules.total;
    }

    void add(const TallyRules& rules, std::size_t arm)
    {
        --lacks_[arm];
        if (--left_ > 0) return;
        left_ = rules.total;
        for (std::size_t i = 0; i < Most; ++i)
            lacks_[i] += rules.share[i];
    }

    /// Among how many arms the observer is undecided if `arm` is one of them, else 0.
    [[nodiscard]] std::size_t expected_among(const TallyRules& rules, std::size_t arm) const
    {
        if constexpr (Most == 2) {
            const std::int32_t lead = lacks_[arm] - lacks_[1 - arm];
            return lead < 0 ? 0 : (lead == 0 ? 2 : 1);
        }
        const auto end = lacks_.begin() + static_cast<std::ptrdiff_t>(rules.arms);
        const std::int32_t most = *std::max_element(lacks_.begin(), end);
        if (lacks_[arm] != most) return 0;
        return static_cast<std::size_t>(std::count(lacks_.begin(), end, most));
    }

    /// The largest less the smallest count over share.
    [[nodiscard]] double lead(const TallyRules& rules) const
    {
        double least = lacks_[0] * rules.one_over_share[0];
        double most = least;
        for (std::size_t arm = 1; arm < rules.arms; ++arm) {
            const double here = lacks_[arm] * rules.one_over_share[arm];
            least = std::min(least, here);
            most = std::max(most, here);
        }
        return most - least;
    }

    /// How far arm 1 is ahead of arm 0, counts over shares.
    [[nodiscard]] double lead_of_second(const TallyRules& rules) const
    {
        return lacks_[0] * rules.one_over_share[0] - lacks_[1] * rules.one_over_share[1];
    }

private:
    std::array<std::int32_t, Most> lacks_{};
    std::uint32_t left_ = 0;
};

} // namespace evenhand::simulation
