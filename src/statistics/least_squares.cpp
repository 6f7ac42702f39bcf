// Ordinary and weighted least squares in an orthonormal basis: b = L U'y, refined on the true
// residual (Bjorck 1996, section 2.9.3: with one refinement as accurate as QR).
#include "statistics/least_squares.hpp"

#include "core/check.hpp"
#include "statistics/mean.hpp"

#include <algorithm>
#include <cmath>

namespace evenhand::statistics {

namespace least_squares_fit {

double root_weight(std::span<const double> weights, std::size_t row)
{
    return weights.empty() ? 1 : std::sqrt(weights[row]);
}

/// U'v.
std::vector<double> project(const Basis& basis, std::span<const double> v)
{
    std::vector<double> along(basis.rank(), 0);
    basis.for_blocks([&](std::size_t first, std::size_t count, const Matrix& block) {
        for (std::size_t j = 0; j < basis.rank(); ++j) {
            const auto column = block.column(j);
            double sum = 0;
            for (std::size_t row = 0; row < count; ++row)
                sum += column[row] * v[first + row];
            along[j] += sum;
        }
    });
    return along;
}

/// v - U along, in place.
void remove(const Basis& basis, std::span<const double> along, std::span<double> v)
{
    basis.for_blocks([&](std::size_t first, std::size_t count, const Matrix& block) {
        for (std::size_t j = 0; j < basis.rank(); ++j) {
            const auto column = block.column(j);
            for (std::size_t row = 0; row < count; ++row)
                v[first + row] -= column[row] * along[j];
        }
    });
}

std::vector<double> leverages_of(const Basis& basis)
{
    std::vector<double> leverages(basis.rows(), 0);
    basis.for_blocks([&](std::size_t first, std::size_t count, const Matrix& block) {
        for (std::size_t j = 0; j < basis.rank(); ++j) {
            const auto column = block.column(j);
            for (std::size_t row = 0; row < count; ++row)
                leverages[first + row] += column[row] * column[row];
        }
    });
    return leverages;
}

double squares_of(std::span<const double> v)
{
    double sum = 0;
    for (const double value : v)
        sum += value * value;
    return sum;
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
    std::vector<double> in_basis(basis.rank(), 0);
    for (int pass = 0; pass < 2; ++pass) {
        const auto along = project(basis, scaled);
        remove(basis, along, scaled);
        std::ranges::transform(in_basis, along, in_basis.begin(), std::plus());
    }
    result.coefficients = basis.from_basis(in_basis);
    if (centred) result.coefficients[0] += centre;
    result.leverages = leverages_of(basis);
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
