#pragma once

#include "html/html.hpp"

#include <string>
#include <utility>
#include <vector>

namespace evenhand::charts {

/// A curve that stays as it is until the next time, such as survival.
struct StepCurve
{
    std::string name;
    std::vector<std::pair<double, double>> steps; ///< time and the height from then on
};

struct Curves
{
    std::string id;          ///< unique on the page
    std::string title;       ///< what it shows, in a few words
    std::string description; ///< what one sees: for who does not see it
    std::string axis;        ///< what the times are
    std::vector<StepCurve> curves;
};

/// Up to two curves between 0 and 1, which begin at 1 at time 0. The second is broken, so that no
/// colour is needed to tell them apart, and each is named at its end. Nothing where there is none.
html::Html curves(const Curves& chart);

} // namespace evenhand::charts
