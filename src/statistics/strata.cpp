#include "statistics/strata.hpp"

#include "core/check.hpp"

#include <algorithm>

namespace evenhand::statistics {

std::vector<Rows> rows_by_stratum(std::size_t rows, std::span<const std::size_t> stratum_of_row)
{
    CHECK(stratum_of_row.empty() || stratum_of_row.size() == rows);
    const std::size_t count =
        stratum_of_row.empty() ? 1 : *std::ranges::max_element(stratum_of_row) + 1;
    std::vector<Rows> strata(count);
    for (std::size_t row = 0; row < rows; ++row)
        strata[stratum_of_row.empty() ? 0 : stratum_of_row[row]].push_back(row);
    return strata;
}

} // namespace evenhand::statistics
