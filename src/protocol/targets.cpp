#include "protocol/targets.hpp"

#include <algorithm>
#include <numeric>

namespace evenhand::protocol {

int expected_by(const Targets& targets, int month)
{
    const auto months = static_cast<int>(targets.by_month.size());
    const auto end = targets.by_month.begin() + std::clamp(month, 0, months);
    return std::accumulate(targets.by_month.begin(), end, 0);
}

} // namespace evenhand::protocol
