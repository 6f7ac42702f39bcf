// Lin (2013), Annals of Applied Statistics 7, 295, equation for the interacted estimator; errors
// are HC2 by his section 5. Dummies of a factor are centred like any other column.
#include "statistics/lin.hpp"

#include "core/check.hpp"
#include "statistics/mean.hpp"

#include <algorithm>

namespace evenhand::statistics {

Design lin_design(std::string_view treatment, std::span<const double> treated,
                  const Design& covariates)
{
    CHECK(covariates.intercept == Intercept::first && covariates.x.rows() == treated.size());
    const std::size_t count = covariates.x.columns() - 1;
    Design design{{"(Intercept)", std::string(treatment)}, Matrix(treated.size(), 2 + 2 * count)};
    std::ranges::fill(design.x.column(0), 1);
    std::ranges::copy(treated, design.x.column(1).begin());
    for (std::size_t i = 0; i < count; ++i) {
        const auto from = covariates.x.column(i + 1);
        const double centre = mean_of(from);
        for (std::size_t row = 0; row < from.size(); ++row) {
            design.x(row, 2 + i) = from[row] - centre;
            design.x(row, 2 + count + i) = treated[row] * design.x(row, 2 + i);
        }
        design.names.push_back(covariates.names[i + 1] + "_c");
    }
    for (std::size_t i = 0; i < count; ++i)
        design.names.push_back(design.names[1] + ":" + design.names[2 + i]);
    return design;
}

} // namespace evenhand::statistics
