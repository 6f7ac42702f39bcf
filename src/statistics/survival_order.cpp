#include "statistics/survival_order.hpp"

#include "core/check.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace evenhand::statistics {

Outcome<std::vector<std::size_t>> survival_order(std::span<const double> time,
                                                 std::span<const double> event)
{
    CHECK(time.size() == event.size());
    if (time.empty()) return refuse(Problem{Fault::no_rows});
    const auto good_time = [](double t) { return std::isfinite(t) && t >= 0; };
    if (!std::ranges::all_of(time, good_time)) return refuse(Problem{Fault::out_of_range, "time"});
    if (!std::ranges::all_of(event, [](double e) { return e == 0 || e == 1; }))
        return refuse(Problem{Fault::not_binary, "event"});
    std::vector<std::size_t> order(time.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, {}, [&](std::size_t row) { return time[row]; });
    return order;
}

} // namespace evenhand::statistics
