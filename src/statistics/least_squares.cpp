// Ordinary and weighted least squares in an orthonormal basis: b = L U'y, refined on the true
// residual (Bjorck 1996, section 2.9.3: with one refinement as accurate as QR).
#include "statistics/least_squares.hpp"

#include "core/check.hpp"
#include "statistics/mean.hpp"

#include <Eigen/Core>

#include <algorithm>
#include <cmath>

namespace evenhand::statistics {

namespace least_squares_fit {

using Eigen::Index;

double root_weight(std::span<const double> weights, std::size_t row)
{
    return weights.empty() ? 1 : std::sqrt(weights[row]);
}

Eigen::Map<const Eigen::MatrixXd, 0, Eigen::OuterStride<>> top_of(const Matrix& block,
                                                                  std::size_t count)
{
    return {block.data(), static_cast<Index>(count), static_cast<Index>(block.columns()),
            Eigen::OuterStride<>(static_cast<Index>(block.rows()))};
}

/// What is left of a second removal beside the outcome's length: rounding.
constexpr double rounding = 1e-13;

/// U'v, and the squared lengths of U's rows.
Eigen::VectorXd project(const Basis& basis, std::span<const double> v, std::span<double> leverages)
{
    Eigen::VectorXd along = Eigen::VectorXd::Zero(static_cast<Index>(basis.rank()));
    basis.for_blocks([&](std::size_t first, std::size_t count, const Matrix& block) {
        const Eigen::Map<const Eigen::VectorXd> part(v.data() + first, static_cast<Index>(count));
        along.noalias() += top_of(block, count).transpose() * part;
        for (std::size_t j = 0; j < basis.rank(); ++j) {
            const auto column = block.column(j);
            for (std::size_t row = 0; row < count; ++row)
                leverages[first + row] += column[row] * column[row];
        }
    });
    return along;
}

/// v - U along, in place, and then U'v, which would be zero but for rounding.
Eigen::VectorXd remove(const Basis& basis, const Eigen::VectorXd& along, std::span<double> v)
{
    Eigen::VectorXd left = Eigen::VectorXd::Zero(along.size());
    basis.for_blocks([&](std::size_t first, std::size_t count, const Matrix& block) {
        const auto rows = top_of(block, count);
        Eigen::Map<Eigen::VectorXd> part(v.data() + first, static_cast<Index>(count));
        part.noalias() -= rows * along;
        left.noalias() += rows.transpose() * part;
    });
    return left;
}

double squares_of(std::span<const double> v)
{
    return sum_in_lanes(v.size(), [&](std::size_t row) { return v[row] * v[row]; });
}

void fit(LeastSquares& result, std::span<const double> y, std::span<const double> weights)
{
    const Basis& basis = result.basis;
    const bool centred = basis.design().intercept == Intercept::first;
    const double centre = centred ? mean_of(y, weights) : 0;
    std::vector<double> scaled(y.size());
    for (std::size_t row = 0; row < y.size(); ++row)
        scaled[row] = root_weight(weights, row) * (y[row] - centre);
    const double total_squares = squares_of(scaled);
    result.leverages.assign(y.size(), 0);
    const Eigen::VectorXd first = project(basis, scaled, result.leverages);
    const Eigen::VectorXd refined = remove(basis, first, scaled);
    if (refined.norm() > rounding * std::sqrt(total_squares)) remove(basis, refined, scaled);
    const Eigen::VectorXd in_basis = first + refined;
    result.coefficients = basis.from_basis({in_basis.data(), basis.rank()});
    if (centred) result.coefficients[0] += centre;
    result.residual_squares = squares_of(scaled);
    // An outcome that never varies is not explained by anything.
    if (total_squares > 0) result.r_squared = 1 - result.residual_squares / total_squares;
    for (std::size_t row = 0; row < y.size(); ++row)
        scaled[row] /= root_weight(weights, row);
    result.residuals = std::move(scaled);
}

} // namespace least_squares_fit

double LeastSquares::scaled_residual(std::size_t row) const
{
    return residuals[row] * least_squares_fit::root_weight(basis.weights(), row);
}

Outcome<LeastSquares> least_squares(const Design& design, std::span<const double> y,
                                    std::span<const double> weights)
{
    CHECK(y.size() == design.x.rows());
    if (!std::ranges::all_of(y, [](double value) { return std::isfinite(value); }))
        return refuse(Problem{Fault::not_finite, "outcome"});
    auto basis = TRY(Basis::make(design, weights));
    if (basis.rows() <= basis.rank()) return refuse(Problem{Fault::too_few_rows});
    LeastSquares result{std::move(basis), {}, {}, {}};
    least_squares_fit::fit(result, y, weights);
    if (!std::isfinite(result.residual_squares))
        return refuse(Problem{Fault::not_finite, "outcome"});
    return result;
}

Outcome<std::size_t> place_of(const LeastSquares& fit, std::string_view name)
{
    const auto names = fit.basis.kept_names();
    const auto found = std::ranges::find(names, name);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    const auto& all = fit.basis.design().names;
    const bool aliased = std::ranges::find(all, name) != all.end();
    return refuse(Problem{aliased ? Fault::no_variation : Fault::no_column, std::string(name)});
}

} // namespace evenhand::statistics
