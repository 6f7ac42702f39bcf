// Heteroscedasticity-consistent covariance: White (1980) HC0; MacKinnon & White (1985) equations
// (10) HC1, (12) HC2 and the approximate jackknife HC3. In an orthonormal basis U the covariance is
// L (U' diag(g_i) U) L', with g_i = e_i^2, e_i^2 n/(n-k), e_i^2/(1-h_i) and e_i^2/(1-h_i)^2. With
// weights, rows and residuals are first multiplied by their roots, as estimatr does.
#include "statistics/robust_errors.hpp"

#include "core/words.hpp"

#include <Eigen/Core>

#include <algorithm>
#include <cmath>

namespace evenhand::statistics {

namespace robust_errors {

constexpr std::array kinds = {
    Words{ErrorKind::classical, "classical"},
    Words{ErrorKind::hc0, "HC0"},
    Words{ErrorKind::hc1, "HC1"},
    Words{ErrorKind::hc2, "HC2"},
    Words{ErrorKind::hc3, "HC3"},
};

/// A leverage this near to one is one, but for rounding.
constexpr double lone_above = 1 - 1e-10;

double share_of(const LeastSquares& fit, ErrorKind kind, std::size_t row)
{
    const double residual = fit.scaled_residual(row);
    const double square = residual * residual;
    const double left = 1 - fit.leverages[row];
    switch (kind) {
    case ErrorKind::classical:
        return fit.residual_squares / fit.residual_df();
    case ErrorKind::hc0:
        return square;
    case ErrorKind::hc1:
        return square * static_cast<double>(fit.rows()) / fit.residual_df();
    case ErrorKind::hc2:
        return square / left;
    case ErrorKind::hc3:
        break;
    }
    return square / (left * left);
}

/// U' diag(g) U, as the products of rows times the roots of g.
Matrix middle_of(const LeastSquares& fit, ErrorKind kind)
{
    using Eigen::Index;
    const auto rank = static_cast<Index>(fit.rank());
    Eigen::MatrixXd lower = Eigen::MatrixXd::Zero(rank, rank);
    Eigen::MatrixXd scaled(static_cast<Index>(Basis::block_rows), rank);
    std::vector<double> roots(Basis::block_rows);
    fit.basis.for_blocks([&](std::size_t first, std::size_t count, const Matrix& block) {
        for (std::size_t row = 0; row < count; ++row)
            roots[row] = std::sqrt(share_of(fit, kind, first + row));
        for (Index j = 0; j < rank; ++j) {
            const auto column = block.column(static_cast<std::size_t>(j));
            for (std::size_t row = 0; row < count; ++row)
                scaled(static_cast<Index>(row), j) = roots[row] * column[row];
        }
        lower.selfadjointView<Eigen::Lower>().rankUpdate(
            scaled.topRows(static_cast<Index>(count)).transpose());
    });
    return matrix_of(Eigen::MatrixXd(lower.selfadjointView<Eigen::Lower>()));
}

Matrix classical_middle(const LeastSquares& fit)
{
    Matrix middle(fit.rank(), fit.rank());
    for (std::size_t i = 0; i < fit.rank(); ++i)
        middle(i, i) = share_of(fit, ErrorKind::classical, 0);
    return middle;
}

} // namespace robust_errors

std::string_view name(ErrorKind kind)
{
    return words_of(robust_errors::kinds, kind).name;
}

std::optional<ErrorKind> error_kind(std::string_view name)
{
    return value_named(robust_errors::kinds, name);
}

Outcome<Matrix> covariance(const LeastSquares& fit, ErrorKind kind)
{
    if (kind == ErrorKind::classical)
        return fit.basis.covariance_from_basis(robust_errors::classical_middle(fit));
    const bool by_leverage = kind == ErrorKind::hc2 || kind == ErrorKind::hc3;
    const auto largest = std::ranges::max_element(fit.leverages);
    if (by_leverage && *largest > robust_errors::lone_above)
        return refuse(Problem{Fault::lone_row});
    return fit.basis.covariance_from_basis(robust_errors::middle_of(fit, kind));
}

Outcome<std::vector<Estimate>> estimates(const LeastSquares& fit, ErrorKind kind, double level)
{
    const Matrix covariances = TRY(covariance(fit, kind));
    std::vector<Estimate> all;
    for (std::size_t i = 0; i < fit.rank(); ++i) {
        const double se = std::sqrt(std::max(covariances(i, i), 0.0));
        all.push_back(TRY(estimate_of(fit.coefficients[i], se, fit.residual_df(), level)));
    }
    return all;
}

} // namespace evenhand::statistics
