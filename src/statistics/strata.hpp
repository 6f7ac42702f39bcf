#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace evenhand::statistics {

using Rows = std::vector<std::size_t>;

/// The rows of each stratum, in their order; all of them are one where no strata are given. CHECKs
/// that every row has its stratum.
std::vector<Rows> rows_by_stratum(std::size_t rows, std::span<const std::size_t> stratum_of_row);

} // namespace evenhand::statistics
