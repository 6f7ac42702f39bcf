#include "charts/scale.hpp"

#include "core/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace evenhand::charts {

Scale scale_of(double low, double high, int most_steps)
{
    CHECK(std::isfinite(low) && std::isfinite(high));
    if (low > high) std::swap(low, high);
    // One value alone has no length: it is given some of its own size.
    const double size = std::max(std::abs(low), std::abs(high));
    const double least = size > 0 ? size * 1e-6 : 1;
    if (high - low < least) {
        low -= least / 2;
        high += least / 2;
    }
    const double power = std::pow(10, std::floor(std::log10((high - low) / most_steps)));
    double step = power;
    for (const double times : {2.0, 5.0, 10.0})
        if ((high - low) / step > most_steps) step = power * times;
    Scale scale;
    const double first = std::floor(low / step);
    const double last = std::ceil(high / step);
    for (double at = first; at <= last; ++at)
        scale.marks.push_back(at * step);
    scale.low = scale.marks.front();
    scale.high = scale.marks.back();
    return scale;
}

std::string mark_text(const Scale& scale, double mark)
{
    const double step = scale.marks.at(1) - scale.marks.at(0);
    const double digits = std::clamp(-std::floor(std::log10(step) + 1e-9), 0.0, 12.0);
    std::string text = fmt::format("{:.{}f}", mark, static_cast<int>(digits));
    return text.find_first_not_of("-0.") == std::string::npos ? "0" : text;
}

} // namespace evenhand::charts
