#pragma once

#include "html/html.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace evenhand::charts {

struct Column
{
    std::string label; ///< under the column: "Mar 2026"
    std::int64_t value = 0;
    std::int64_t expected = 0;
};

struct Columns
{
    std::string id;          ///< unique on the page
    std::string title;       ///< what it shows, in a few words
    std::string description; ///< what one sees: for who does not see it
    std::vector<Column> columns;
};

/// Bars, and a broken line for what was expected; nothing where there is no column.
html::Html columns(const Columns& chart);

/// The least round number (1, 2 or 5 and noughts) that is not under `most`; 10 at least.
std::int64_t top_of_scale(std::int64_t most);

} // namespace evenhand::charts
