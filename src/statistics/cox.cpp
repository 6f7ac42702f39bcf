// Proportional hazards: Cox (1972), with the ties of Efron (1977) or Breslow (1974); robust errors
// of Lin & Wei (1989) from score residuals, with Efron's share of ties as in Therneau & Grambsch
// (2000), section 4.6. Columns are made an orthonormal basis of their centred selves first, so that
// nothing is large but what must be; the sums over those at risk are gathered once from the last
// time back.
#include "statistics/cox.hpp"

#include "core/check.hpp"
#include "statistics/basis.hpp"
#include "statistics/survival_order.hpp"

#include <Eigen/Cholesky>

#include <algorithm>
#include <cmath>

namespace evenhand::statistics {

namespace cox {

using Eigen::Index;
using Vector = Eigen::VectorXd;
using Square = Eigen::MatrixXd;

constexpr double furthest = 30; ///< of a log hazard from the mean: beyond, a column tells all
constexpr double settled = 1e-9;
constexpr int most_steps = 60;
constexpr int most_halvings = 40;

/// Rows of one stratum and one time: those with the event first.
struct Moment
{
    std::size_t first = 0; ///< place in the order
    std::size_t events = 0;
    std::size_t count = 0;
};

/// Everybody, stratum after stratum, each from the last time to the first.
struct Ordered
{
    std::vector<std::size_t> rows;
    std::vector<std::vector<Moment>> strata;
    std::size_t events = 0;
};

/// Puts the people of one time at the end of the order.
Moment add_moment(const CoxData& data, std::span<const std::size_t> together, Ordered& ordered)
{
    Moment moment{ordered.rows.size(), 0, together.size()};
    for (const double event : {1.0, 0.0}) {
        for (const std::size_t row : together) {
            if (data.event[row] == event) ordered.rows.push_back(row);
        }
        if (event == 1) moment.events = ordered.rows.size() - moment.first;
    }
    ordered.events += moment.events;
    return moment;
}

Ordered order_of(const CoxData& data, const std::vector<std::size_t>& by_time)
{
    const std::size_t strata =
        data.stratum.empty() ? 1 : *std::ranges::max_element(data.stratum) + 1;
    std::vector<std::vector<std::size_t>> own(strata);
    for (auto row = by_time.rbegin(); row != by_time.rend(); ++row)
        own[data.stratum.empty() ? 0 : data.stratum[*row]].push_back(*row);
    Ordered ordered;
    for (const auto& rows : own) {
        auto& moments = ordered.strata.emplace_back();
        for (std::size_t first = 0; first < rows.size();) {
            std::size_t end = first;
            while (end < rows.size() && data.time[rows[end]] == data.time[rows[first]])
                ++end;
            moments.push_back(
                add_moment(data, std::span(rows).subspan(first, end - first), ordered));
            first = end;
        }
    }
    return ordered;
}

/// Sums over those at risk.
struct Sums
{
    double hazard = 0;
    Vector first;
    Square second;

    explicit Sums(Index size) : first(Vector::Zero(size)), second(Square::Zero(size, size)) {}
    void add(double hazard_of_one, const Vector& x)
    {
        hazard += hazard_of_one;
        first += hazard_of_one * x;
        second += hazard_of_one * x * x.transpose();
    }
};

struct Slope
{
    double likelihood = 0;
    Vector score;
    Square information;
};

/// What one moment with events adds to the hazard of those at risk, kept for the score residuals.
struct Increment
{
    double hazard = 0;     ///< of one who is at risk and has no event then
    Vector mean_hazard;    ///< the same times the mean of the covariates
    double own_hazard = 0; ///< of one who has the event then
    Vector own_mean_hazard;
    Vector mean; ///< of the covariates of those at risk
};

class Likelihood
{
public:
    Likelihood(const CoxData& data, const Ordered& ordered, Square x, CoxTies ties)
        : data_(data), ordered_(ordered), x_(std::move(x)), ties_(ties)
    {
    }

    [[nodiscard]] Slope at(const Vector& b) const
    {
        Slope slope{0, Vector::Zero(b.size()), Square::Zero(b.size(), b.size())};
        const Vector predictor = x_.transpose() * b;
        for (const auto& moments : ordered_.strata) {
            Sums risk(b.size());
            for (const Moment& moment : moments)
                add(slope, risk, moment, predictor);
        }
        return slope;
    }

    [[nodiscard]] double widest(const Vector& b) const
    {
        return (x_.transpose() * b).cwiseAbs().maxCoeff();
    }

    /// The sum over people of the outer product of their own part of the score.
    [[nodiscard]] Square score_products(const Vector& b) const
    {
        const Vector predictor = x_.transpose() * b;
        Square products = Square::Zero(b.size(), b.size());
        for (const auto& moments : ordered_.strata)
            add_products(products, moments, predictor);
        return products;
    }

private:
    [[nodiscard]] Vector row(std::size_t place) const { return x_.col(static_cast<Index>(place)); }

    [[nodiscard]] double share(std::size_t i, std::size_t events) const
    {
        return ties_ == CoxTies::efron ? static_cast<double>(i) / static_cast<double>(events) : 0;
    }

    void add_people(Sums& risk, Sums& events, const Moment& moment, const Vector& predictor) const
    {
        for (std::size_t i = 0; i < moment.count; ++i) {
            const std::size_t place = moment.first + i;
            const double hazard = std::exp(predictor[static_cast<Index>(place)]);
            risk.add(hazard, row(place));
            if (i < moment.events) events.add(hazard, row(place));
        }
    }

    void add(Slope& slope, Sums& risk, const Moment& moment, const Vector& predictor) const
    {
        Sums events(slope.score.size());
        add_people(risk, events, moment, predictor);
        for (std::size_t i = 0; i < moment.events; ++i) {
            const std::size_t place = moment.first + i;
            const double left = share(i, moment.events);
            const double hazard = risk.hazard - left * events.hazard;
            const Vector mean = (risk.first - left * events.first) / hazard;
            slope.likelihood += predictor[static_cast<Index>(place)] - std::log(hazard);
            slope.score += row(place) - mean;
            slope.information +=
                (risk.second - left * events.second) / hazard - mean * mean.transpose();
        }
    }

    [[nodiscard]] Increment increment_of(const Sums& risk, const Sums& events,
                                         std::size_t count) const
    {
        const Index size = risk.first.size();
        Increment increment{0, Vector::Zero(size), 0, Vector::Zero(size), Vector::Zero(size)};
        for (std::size_t i = 0; i < count; ++i) {
            const double left = share(i, count);
            const double hazard = risk.hazard - left * events.hazard;
            const Vector mean = (risk.first - left * events.first) / hazard;
            increment.hazard += 1 / hazard;
            increment.mean_hazard += mean / hazard;
            increment.own_hazard += (1 - left) / hazard;
            increment.own_mean_hazard += (1 - left) * mean / hazard;
            increment.mean += mean / static_cast<double>(count);
        }
        return increment;
    }

    void add_products(Square& products, const std::vector<Moment>& moments,
                      const Vector& predictor) const
    {
        std::vector<Increment> increments;
        Sums risk(products.rows());
        for (const Moment& moment : moments) {
            Sums events(products.rows());
            add_people(risk, events, moment, predictor);
            increments.push_back(increment_of(risk, events, moment.events));
        }
        // From the first time on: what each person has been exposed to.
        double hazard = 0;
        Vector mean_hazard = Vector::Zero(products.rows());
        for (std::size_t m = moments.size(); m-- > 0;) {
            const Increment& now = increments[m];
            for (std::size_t i = 0; i < moments[m].count; ++i) {
                const std::size_t place = moments[m].first + i;
                const bool event = i < moments[m].events;
                const double own = hazard + (event ? now.own_hazard : now.hazard);
                const Vector own_mean =
                    mean_hazard + (event ? now.own_mean_hazard : now.mean_hazard);
                const double weight = std::exp(predictor[static_cast<Index>(place)]);
                Vector score = -weight * (own * row(place) - own_mean);
                if (event) score += row(place) - now.mean;
                products += score * score.transpose();
            }
            hazard += now.hazard;
            mean_hazard += now.mean_hazard;
        }
    }

    const CoxData& data_;
    const Ordered& ordered_;
    Square x_; ///< a column a person, in the order of `ordered_`
    CoxTies ties_;
};

/// A basis of the covariates beside an intercept, which is then left out: in it every column has
/// mean zero. Rows in the order of `ordered`.
Square columns_in_order(const Basis& basis, const Ordered& ordered)
{
    Square by_row(static_cast<Index>(basis.rank() - 1), static_cast<Index>(basis.rows()));
    basis.for_blocks([&](std::size_t first, std::size_t count, const Matrix& block) {
        for (std::size_t row = 0; row < count; ++row) {
            for (std::size_t j = 1; j < basis.rank(); ++j)
                by_row(static_cast<Index>(j - 1), static_cast<Index>(first + row)) = block(row, j);
        }
    });
    Square x(by_row.rows(), by_row.cols());
    for (std::size_t place = 0; place < ordered.rows.size(); ++place)
        x.col(static_cast<Index>(place)) = by_row.col(static_cast<Index>(ordered.rows[place]));
    return x;
}

struct Found
{
    Vector b;
    Slope slope;
    std::size_t steps = 0;
};

Outcome<Found> climb(const Likelihood& likelihood, Index size)
{
    Found found{Vector::Zero(size), likelihood.at(Vector::Zero(size)), 0};
    for (found.steps = 1; found.steps <= most_steps; ++found.steps) {
        const Eigen::LLT<Square> solver(found.slope.information);
        if (solver.info() != Eigen::Success) return refuse(Problem{Fault::separated});
        Vector step = solver.solve(found.slope.score);
        Slope next = likelihood.at(found.b + step);
        const double room = 1e-13 * (1 + std::abs(found.slope.likelihood));
        for (int halving = 0; halving < most_halvings; ++halving) {
            if (next.likelihood >= found.slope.likelihood - room) break;
            step /= 2;
            next = likelihood.at(found.b + step);
        }
        found.b += step;
        found.slope = std::move(next);
        if (likelihood.widest(found.b) > furthest) return refuse(Problem{Fault::separated});
        if (likelihood.widest(step) <= settled) return found;
    }
    return refuse(Problem{Fault::no_convergence});
}

/// L without the intercept's row and column, which undoes the basis.
Square root_of(const Basis& basis)
{
    const auto size = static_cast<Index>(basis.rank() - 1);
    Square root(size, size);
    for (Index i = 0; i < size; ++i) {
        for (Index j = 0; j < size; ++j)
            root(i, j) =
                basis.root()(static_cast<std::size_t>(i) + 1, static_cast<std::size_t>(j) + 1);
    }
    return root;
}

Design with_intercept(const Design& covariates)
{
    Design design{{"(Intercept)"}, Matrix(covariates.x.rows(), 1)};
    std::ranges::fill(design.x.column(0), 1);
    for (std::size_t i = 0; i < covariates.names.size(); ++i)
        add_column(design, covariates.names[i], covariates.x.column(i));
    return design;
}

} // namespace cox

Outcome<CoxFit> fit_cox(const CoxData& data, CoxTies ties)
{
    CHECK(data.covariates.intercept == Intercept::none);
    CHECK(data.covariates.x.rows() == data.time.size());
    const auto by_time = TRY(survival_order(data.time, data.event));
    const auto ordered = cox::order_of(data, by_time);
    if (ordered.events == 0) return refuse(Problem{Fault::no_events});
    const Design design = cox::with_intercept(data.covariates);
    const Basis basis = TRY(Basis::make(design));
    if (basis.rank() < 2) return refuse(Problem{Fault::no_variation, "covariates"});
    const cox::Likelihood likelihood(data, ordered, cox::columns_in_order(basis, ordered), ties);
    const auto size = static_cast<Eigen::Index>(basis.rank() - 1);
    const auto none = likelihood.at(cox::Vector::Zero(size));
    const auto found = TRY(cox::climb(likelihood, size));
    const cox::Square inverse =
        found.slope.information.llt().solve(cox::Square::Identity(size, size));
    const cox::Square root = cox::root_of(basis);
    CoxFit fit;
    fit.names = basis.kept_names();
    fit.names.erase(fit.names.begin());
    fit.aliased = basis.aliased_names();
    const cox::Vector coefficients = root * found.b;
    fit.coefficients.assign(coefficients.data(), coefficients.data() + size);
    fit.covariance = matrix_of(root * inverse * root.transpose());
    const cox::Square robust = inverse * likelihood.score_products(found.b) * inverse;
    fit.robust_covariance = matrix_of(root * robust * root.transpose());
    fit.log_likelihood_null = none.likelihood;
    fit.log_likelihood = found.slope.likelihood;
    fit.score_test = none.score.dot(none.information.llt().solve(none.score));
    fit.wald_test = found.b.dot(found.slope.information * found.b);
    fit.events = ordered.events;
    fit.steps = found.steps;
    return fit;
}

Outcome<std::vector<Estimate>> estimates(const CoxFit& fit, CoxErrors errors, double level)
{
    const Matrix& covariances = errors == CoxErrors::model ? fit.covariance : fit.robust_covariance;
    std::vector<Estimate> all;
    for (std::size_t i = 0; i < fit.names.size(); ++i) {
        const double se = std::sqrt(std::max(covariances(i, i), 0.0));
        all.push_back(TRY(estimate_of(fit.coefficients[i], se, std::nullopt, level)));
    }
    return all;
}

} // namespace evenhand::statistics
