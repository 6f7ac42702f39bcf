#pragma once

#include "statistics/problem.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace evenhand::statistics {

/// A number worked out from rows, which may come more than once.
using RowStatistic = std::function<Outcome<double>(std::span<const std::size_t> rows)>;

struct BootstrapRules
{
    std::size_t replicates = 2000;
    std::uint64_t seed = 1;
    /// Rows are drawn within each of these strata, so that every replicate has as many of each: the
    /// arms, say. Empty for one stratum.
    std::span<const std::size_t> stratum_of_row = {};
};

struct Bootstrap
{
    double observed = 0;
    std::vector<double> replicates; ///< in their order
    std::size_t without_answer = 0; ///< replicates for which there was a Problem, left out

    [[nodiscard]] double se() const;
};

struct BootstrapInterval
{
    double low = 0;
    double high = 0;
};

/// Draws whole rows with replacement. Each replicate has a stream of chance of its own, so it is
/// the same whichever others are drawn. A Problem if the rows themselves give none, or if more than
/// one replicate in twenty has no answer.
Outcome<Bootstrap> bootstrap(std::size_t rows, const RowStatistic& statistic,
                             const BootstrapRules& rules);

/// Between quantiles of the replicates.
BootstrapInterval percentile_interval(const Bootstrap& drawn, double level);

/// Corrected for bias and acceleration; the latter from leaving out each row in turn. A Problem if
/// every replicate lies on one side of what was observed.
Outcome<BootstrapInterval> bca_interval(const Bootstrap& drawn, std::size_t rows,
                                        const RowStatistic& statistic, double level);

} // namespace evenhand::statistics
