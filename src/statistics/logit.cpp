// Logistic regression by Newton's steps (McCullagh & Nelder 1989, section 4.4) in an orthonormal
// basis of the columns, halved while the likelihood falls. Separation is told by a linear predictor
// beyond 30, where a probability differs from 0 or 1 by 1e-13 (Albert & Anderson 1984). Firth
// (1993) equation for logistic models as in Heinze & Schemper (2002): the score is U'(y - p + h
// (1/2 - p)).
#include "statistics/logit.hpp"

#include "core/check.hpp"

#include <Eigen/Cholesky>

#include <algorithm>
#include <cmath>

namespace evenhand::statistics {

namespace logit {

using Eigen::Index;
using Vector = Eigen::VectorXd;
using Square = Eigen::MatrixXd;

/// A step that moves no predictor by more leaves an error of its square. Where the outcome is
/// separated the score vanishes too, but the steps stay near one.
constexpr double settled = 1e-8;
/// Before the last step, which leaves about its square.
constexpr double score_bearable = 1e-6;
constexpr std::size_t most_steps = 100;
constexpr int most_halvings = 40;

Eigen::Map<const Square, 0, Eigen::OuterStride<>> top_of(const Matrix& block, std::size_t count)
{
    return {block.data(), static_cast<Index>(count), static_cast<Index>(block.columns()),
            Eigen::OuterStride<>(static_cast<Index>(block.rows()))};
}

/// log(1 + exp(x)).
double softplus(double x)
{
    return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x));
}

double weight_of(std::span<const double> weights, std::size_t row)
{
    return weights.empty() ? 1 : weights[row];
}

/// Where the steps stand.
struct State
{
    Vector at; ///< coefficients in the basis
    Vector predictor;
    double likelihood = 0;
    Square information;
    double penalty = 0; ///< Firth's, zero otherwise
    [[nodiscard]] double aim() const { return likelihood + penalty; }
};

class Newton
{
public:
    Newton(const Basis& basis, std::span<const double> y, const LogitRules& rules)
        : basis_(basis), y_(y), rules_(rules)
    {
    }

    Outcome<State> run()
    {
        State state = at(Vector::Zero(static_cast<Index>(basis_.rank())));
        for (steps_ = 1; steps_ <= most_steps; ++steps_) {
            const Eigen::LLT<Square> solver(state.information);
            if (solver.info() != Eigen::Success) return refuse(Problem{Fault::separated});
            const Vector slope = score(state, solver);
            score_length_ = slope.norm();
            auto next = step(state, solver.solve(slope));
            if (!next) break;
            const double moved = (next->predictor - state.predictor).cwiseAbs().maxCoeff();
            state = *std::move(next);
            if (likelihood_alone() && state.predictor.cwiseAbs().maxCoeff() > rules_.furthest)
                return refuse(Problem{Fault::separated});
            if (moved <= settled) break;
        }
        if (score_length_ > score_bearable) return refuse(Problem{Fault::no_convergence});
        return state;
    }

    [[nodiscard]] double score_length() const { return score_length_; }
    [[nodiscard]] std::size_t steps() const { return steps_; }

private:
    [[nodiscard]] bool likelihood_alone() const { return rules_.method == LogitMethod::likelihood; }
    [[nodiscard]] State at(Vector where) const
    {
        State state{std::move(where), Vector(static_cast<Index>(basis_.rows())), 0, {}, 0};
        const auto rank = static_cast<Index>(basis_.rank());
        state.information = Square::Zero(rank, rank);
        basis_.for_blocks([&](std::size_t first, std::size_t count, const Matrix& block) {
            const auto rows = top_of(block, count);
            const Vector predictor = rows * state.at;
            state.predictor.segment(static_cast<Index>(first), static_cast<Index>(count)) =
                predictor;
            Vector spread(predictor.size());
            for (Index row = 0; row < predictor.size(); ++row) {
                const double eta = predictor[row];
                const auto place = first + static_cast<std::size_t>(row);
                const double weight = weight_of(rules_.weights, place);
                state.likelihood += weight * (y_[place] * eta - softplus(eta));
                spread[row] = weight * logistic(eta) * logistic(-eta);
            }
            state.information.noalias() += rows.transpose() * spread.asDiagonal() * rows;
        });
        if (!likelihood_alone()) {
            const Eigen::LLT<Square> solver(state.information);
            const Square root = solver.matrixL();
            state.penalty = root.diagonal().array().log().sum(); // half the log determinant
        }
        return state;
    }

    [[nodiscard]] Vector score(const State& state, const Eigen::LLT<Square>& solver) const
    {
        Vector sum = Vector::Zero(state.at.size());
        basis_.for_blocks([&](std::size_t first, std::size_t count, const Matrix& block) {
            const auto rows = top_of(block, count);
            Vector left(rows.rows());
            for (Index row = 0; row < left.size(); ++row) {
                const auto place = static_cast<Index>(first) + row;
                const double p = logistic(state.predictor[place]);
                const double weight = weight_of(rules_.weights, static_cast<std::size_t>(place));
                left[row] = weight * (y_[static_cast<std::size_t>(place)] - p);
                if (likelihood_alone()) continue;
                const Vector own = rows.row(row).transpose();
                const double leverage = weight * p * (1 - p) * own.dot(solver.solve(own));
                left[row] += leverage * (.5 - p);
            }
            sum.noalias() += rows.transpose() * left;
        });
        return sum;
    }

    /// Nothing where no shorter step is better: rounding is all that is left.
    [[nodiscard]] std::optional<State> step(const State& from, Vector by) const
    {
        // A step is not let run further than the log odds of one person in a million.
        const double widest = 15 * std::sqrt(static_cast<double>(basis_.rows()));
        if (by.norm() > widest) by *= widest / by.norm();
        for (int halving = 0; halving < most_halvings; ++halving) {
            State next = at(from.at + by);
            if (std::isfinite(next.aim()) && next.aim() > from.aim()) return next;
            const double room = 1e-13 * (1 + std::abs(from.aim()));
            if (halving == 0 && next.aim() >= from.aim() - room) return next;
            by /= 2;
        }
        return std::nullopt;
    }

    const Basis& basis_;
    std::span<const double> y_;
    const LogitRules& rules_;
    double score_length_ = 0;
    std::size_t steps_ = 0;
};

Outcome<void> check_outcome(std::span<const double> y)
{
    const auto ones = static_cast<std::size_t>(std::ranges::count(y, 1.0));
    const auto zeros = static_cast<std::size_t>(std::ranges::count(y, 0.0));
    if (ones + zeros != y.size()) return refuse(Problem{Fault::not_binary, "outcome"});
    if (ones == 0 || zeros == 0) return refuse(Problem{Fault::no_variation, "outcome"});
    return {};
}

/// U' diag(residual squared) U between the inverse information on both sides.
Matrix robust_middle(const Logit& fit)
{
    const auto rank = static_cast<Index>(fit.rank());
    Square meat = Square::Zero(rank, rank);
    fit.basis.for_blocks([&](std::size_t first, std::size_t count, const Matrix& block) {
        const auto rows = top_of(block, count);
        Vector squares(rows.rows());
        for (Index row = 0; row < squares.size(); ++row) {
            const double residual = fit.residuals[first + static_cast<std::size_t>(row)];
            squares[row] = residual * residual;
        }
        meat.noalias() += rows.transpose() * squares.asDiagonal() * rows;
    });
    const auto bread = top_of(fit.information_inverse, fit.rank());
    return matrix_of(bread * meat * bread);
}

} // namespace logit

double logistic(double x)
{
    if (x >= 0) return 1 / (1 + std::exp(-x));
    const double odds = std::exp(x);
    return odds / (1 + odds);
}

Outcome<Logit> fit_logit(const Design& design, std::span<const double> y, const LogitRules& rules)
{
    const auto weights = rules.weights;
    CHECK(y.size() == design.x.rows() && (weights.empty() || weights.size() == y.size()));
    if (auto good = logit::check_outcome(y); !good) return refuse(std::move(good).error());
    if (std::ranges::any_of(weights, [](double weight) { return !(weight >= 0); }))
        return refuse(Problem{Fault::bad_weight});
    auto basis = TRY(Basis::make(design));
    if (basis.rows() <= basis.rank()) return refuse(Problem{Fault::too_few_rows});
    logit::Newton newton(basis, y, rules);
    const auto state = TRY(newton.run());
    const Eigen::LLT<logit::Square> solver(state.information);
    Logit fit{std::move(basis), {}, {}, {}, {}, state.likelihood, 0, 0};
    fit.score_length = newton.score_length();
    fit.steps = newton.steps();
    fit.information_inverse =
        matrix_of(solver.solve(logit::Square::Identity(state.at.size(), state.at.size())));
    fit.coefficients = fit.basis.from_basis({state.at.data(), fit.basis.rank()});
    for (std::size_t row = 0; row < y.size(); ++row) {
        fit.probabilities.push_back(logistic(state.predictor[static_cast<Eigen::Index>(row)]));
        fit.residuals.push_back(logit::weight_of(weights, row) *
                                (y[row] - fit.probabilities.back()));
    }
    return fit;
}

Matrix covariance(const Logit& fit, LogitErrors errors)
{
    return fit.basis.covariance_from_basis(
        errors == LogitErrors::model ? fit.information_inverse : logit::robust_middle(fit));
}

Outcome<std::vector<Estimate>> estimates(const Logit& fit, LogitErrors errors, double level)
{
    const Matrix covariances = covariance(fit, errors);
    std::vector<Estimate> all;
    for (std::size_t i = 0; i < fit.rank(); ++i) {
        const double se = std::sqrt(std::max(covariances(i, i), 0.0));
        all.push_back(TRY(estimate_of(fit.coefficients[i], se, std::nullopt, level)));
    }
    return all;
}

} // namespace evenhand::statistics
