// The three draws of a chained equation (papers in imputation.cpp). Chi-squared numbers are twice
// gamma numbers by Marsaglia & Tsang (2000). A logistic model is fitted to the rows and to a few
// made-up ones of little weight, of which every column meets both answers, so that nothing is
// separated: White, Daniel & Royston (2010), section 4.
#include "statistics/imputation_draws.hpp"

#include "core/check.hpp"
#include "statistics/least_squares.hpp"
#include "statistics/logit.hpp"
#include "statistics/mean.hpp"

#include <Eigen/Cholesky>

#include <algorithm>
#include <cmath>
#include <limits>

namespace evenhand::statistics {

namespace imputation_draws {

using Values = std::vector<double>;

/// X b over the kept columns.
Values predictions(const Design& design, const std::vector<std::size_t>& kept, const Values& b)
{
    Values predicted(design.x.rows(), 0);
    for (std::size_t i = 0; i < kept.size(); ++i) {
        const auto column = design.x.column(kept[i]);
        for (std::size_t row = 0; row < predicted.size(); ++row)
            predicted[row] += column[row] * b[i];
    }
    return predicted;
}

/// A linear model's coefficients and spread, drawn from their posterior.
struct DrawnLine
{
    LeastSquares fit;
    Values coefficients;
    double spread = 0;
};

Outcome<DrawnLine> draw_line(const ImputationCase& given, Rng& rng)
{
    auto fit = TRY(least_squares(given.observed, given.y));
    DrawnLine drawn{std::move(fit), {}, 0};
    drawn.spread =
        std::sqrt(drawn.fit.residual_squares / draw_chi_squared(drawn.fit.residual_df(), rng));
    Values noise(drawn.fit.rank());
    for (double& value : noise)
        value = drawn.spread * rng.normal();
    drawn.coefficients = drawn.fit.basis.from_basis(noise);
    std::ranges::transform(drawn.coefficients, drawn.fit.coefficients, drawn.coefficients.begin(),
                           std::plus());
    return drawn;
}

/// The place in `sorted` from which the `count` nearest to `value` begin.
std::size_t nearest_from(const std::vector<std::pair<double, std::size_t>>& sorted, double value,
                         std::size_t count)
{
    const auto found =
        std::ranges::lower_bound(sorted, value, {}, &std::pair<double, std::size_t>::first);
    auto low = static_cast<std::size_t>(found - sorted.begin());
    std::size_t high = low;
    while (high - low < count) {
        const bool only_up = low == 0;
        const bool only_down = high == sorted.size();
        const bool down =
            !only_up && (only_down || value - sorted[low - 1].first <= sorted[high].first - value);
        down ? --low : ++high;
    }
    return low;
}

/// The middle of a column over both designs, half its spread, and its ends.
struct Reach
{
    double middle = 0;
    double half_spread = 0;
    double least = 0;
    double most = 0;
};

Reach reach_of(const ImputationCase& given, std::size_t column)
{
    const auto seen = given.observed.x.column(column);
    const auto unseen = given.wanted.x.column(column);
    Values all(seen.begin(), seen.end());
    all.insert(all.end(), unseen.begin(), unseen.end());
    Reach reach{.middle = mean_of(all)};
    double squares = 0;
    for (const double value : all)
        squares += (value - reach.middle) * (value - reach.middle);
    reach.half_spread = std::sqrt(squares / static_cast<double>(all.size() - 1)) / 2;
    const auto ends = std::ranges::minmax(all);
    reach.least = ends.min;
    reach.most = ends.max;
    return reach;
}

/// The rows that were observed, then four for each column: it half a spread below and above its
/// middle, the others at theirs, with each answer. Together they weigh as much as the model has
/// coefficients.
struct Augmented
{
    Design design;
    Values y;
    Values weights;
};

Augmented augment(const ImputationCase& given)
{
    const auto& observed = given.observed;
    const std::size_t first = observed.intercept == Intercept::first ? 1 : 0;
    const std::size_t columns = observed.x.columns() - first;
    const std::size_t rows = observed.x.rows();
    const std::size_t made_up = 4 * columns;
    Augmented all{
        {observed.names, Matrix(rows + made_up, observed.x.columns()), observed.intercept},
        Values(given.y.begin(), given.y.end()),
        Values(rows, 1)};
    for (std::size_t i = 0; i < observed.x.columns(); ++i) {
        const auto from = observed.x.column(i);
        const auto to = all.design.x.column(i);
        std::ranges::copy(from, to.begin());
        if (i < first) {
            std::ranges::fill(to.subspan(rows), 1);
            continue;
        }
        const Reach reach = reach_of(given, i);
        std::ranges::fill(to.subspan(rows), reach.middle);
        const auto own = to.subspan(rows + 4 * (i - first), 4);
        for (std::size_t k = 0; k < 4; ++k)
            own[k] = std::clamp(reach.middle + (k % 2 == 0 ? 1 : -1) * reach.half_spread,
                                reach.least, reach.most);
    }
    for (std::size_t row = 0; row < made_up; ++row) {
        all.y.push_back(row % 4 < 2 ? 0 : 1);
        all.weights.push_back(static_cast<double>(columns + 1) / static_cast<double>(made_up));
    }
    return all;
}

} // namespace imputation_draws

double draw_chi_squared(double df, Rng& rng)
{
    CHECK(df > 0);
    // Under shape one, the number for one more is taken down by a power of a uniform.
    const double shape = df / 2;
    const double d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3;
    const double c = 1 / std::sqrt(9 * d);
    while (true) {
        const double z = rng.normal();
        const double cube = std::pow(1 + c * z, 3);
        const double u = 1 - rng.uniform01();
        if (cube <= 0 || std::log(u) >= z * z / 2 + d - d * cube + d * std::log(cube)) continue;
        const double gamma = d * cube;
        return 2 * (shape < 1 ? gamma * std::pow(1 - rng.uniform01(), 1 / shape) : gamma);
    }
}

Outcome<std::vector<double>> draw_normal(const ImputationCase& given, Rng& rng)
{
    const auto line = TRY(imputation_draws::draw_line(given, rng));
    auto drawn =
        imputation_draws::predictions(given.wanted, line.fit.basis.kept(), line.coefficients);
    for (double& value : drawn)
        value += line.spread * rng.normal();
    return drawn;
}

Outcome<std::vector<double>> draw_by_matching(const ImputationCase& given, Rng& rng)
{
    const auto line = TRY(imputation_draws::draw_line(given, rng));
    const auto& kept = line.fit.basis.kept();
    const auto observed =
        imputation_draws::predictions(given.observed, kept, line.fit.coefficients);
    const auto wanted = imputation_draws::predictions(given.wanted, kept, line.coefficients);
    std::vector<std::pair<double, std::size_t>> sorted;
    for (std::size_t row = 0; row < observed.size(); ++row)
        sorted.emplace_back(observed[row], row);
    // Rows of one prediction in any order would make the lower ones likelier donors.
    rng.shuffle(sorted);
    std::ranges::stable_sort(sorted, {}, &std::pair<double, std::size_t>::first);
    const std::size_t donors = std::min(given.donors, sorted.size());
    std::vector<double> drawn;
    for (const double value : wanted) {
        const std::size_t from = imputation_draws::nearest_from(sorted, value, donors);
        const auto chosen = static_cast<std::size_t>(rng.uniform(donors));
        drawn.push_back(given.y[sorted[from + chosen].second]);
    }
    return drawn;
}

Outcome<std::vector<double>> draw_logistic(const ImputationCase& given, Rng& rng)
{
    // Where all who were observed are alike, nothing else is known.
    if (std::ranges::all_of(given.y, [&](double y) { return y == given.y[0]; }))
        return std::vector<double>(given.wanted.x.rows(), given.y[0]);
    const auto all = imputation_draws::augment(given);
    const auto fit = TRY(
        fit_logit(all.design, all.y,
                  {.weights = all.weights, .furthest = std::numeric_limits<double>::infinity()}));
    const auto rank = static_cast<Eigen::Index>(fit.rank());
    const Eigen::Map<const Eigen::MatrixXd> inverse(fit.information_inverse.data(), rank, rank);
    const Eigen::MatrixXd root = inverse.llt().matrixL();
    Eigen::VectorXd noise(rank);
    for (double& value : noise)
        value = rng.normal();
    const Eigen::VectorXd moved = root * noise;
    auto coefficients = fit.basis.from_basis({moved.data(), fit.rank()});
    std::ranges::transform(coefficients, fit.coefficients, coefficients.begin(), std::plus());
    auto drawn = imputation_draws::predictions(given.wanted, fit.basis.kept(), coefficients);
    for (double& value : drawn)
        value = rng.bernoulli(logistic(value)) ? 1 : 0;
    return drawn;
}

} // namespace evenhand::statistics
