#pragma once

#include "html/html.hpp"

#include <optional>
#include <string>
#include <vector>

namespace evenhand::charts {

struct ForestRow
{
    std::string label; ///< "Women"
    double value = 0;
    std::optional<double> low; ///< no interval where there is none
    std::optional<double> high;
    std::string text; ///< the same as words: "1,180 (440 to 1,920)"
};

struct Forest
{
    std::string id;          ///< unique on the page
    std::string title;       ///< what it shows, in a few words
    std::string description; ///< what one sees: for who does not see it
    std::string axis;        ///< what the numbers are
    std::vector<ForestRow> rows;
};

/// Estimates with their intervals under each other, beside a line at no effect. Nothing where there
/// is no row. CHECKs that every number is finite.
html::Html forest(const Forest& chart);

} // namespace evenhand::charts
