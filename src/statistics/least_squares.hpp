#pragma once

#include "statistics/basis.hpp"
#include "statistics/estimate.hpp"

namespace evenhand::statistics {

/// A fit by weighted least squares. It points at its design, which must outlive it.
struct LeastSquares
{
    Basis basis;
    std::vector<double> coefficients; ///< of the kept columns
    std::vector<double> residuals;    ///< unweighted, y - Xb
    std::vector<double> leverages;
    double residual_squares = 0; ///< weighted
    double r_squared = 0;        ///< about the mean where there is an intercept
    [[nodiscard]] std::size_t rows() const { return residuals.size(); }
    [[nodiscard]] std::size_t rank() const { return basis.rank(); }
    [[nodiscard]] double residual_df() const { return static_cast<double>(rows() - rank()); }
    /// The residual of a row on the scale of the basis: times the root of its weight.
    [[nodiscard]] double scaled_residual(std::size_t row) const;
};

/// Weights are precisions, as in R's lm and estimatr. A Problem if there are not more rows than
/// columns.
Outcome<LeastSquares> least_squares(const Design& design, std::span<const double> y,
                                    std::span<const double> weights = {});

/// The coefficient of a column of the design by name. A Problem if it was aliased or not there.
Outcome<std::size_t> place_of(const LeastSquares& fit, std::string_view name);

} // namespace evenhand::statistics
