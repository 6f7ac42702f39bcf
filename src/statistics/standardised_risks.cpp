// Standardisation ("g-computation"; Robins 1986) after logistic regression: risks with every row in
// one arm, averaged over the rows. Delta method: the gradient of an average risk is the average of
// p (1 - p) x (Ge et al. 2011, equations 3 and 4, for the risk difference).
#include "statistics/standardised_risks.hpp"

#include <algorithm>
#include <cmath>

namespace evenhand::statistics {

namespace standardised {

using Vector = std::vector<double>;

/// The average of a risk and its gradient in the kept coefficients.
struct Risk
{
    double mean = 0;
    Vector gradient;
};

double quadratic(const Vector& g, const Matrix& covariances)
{
    double sum = 0;
    for (std::size_t i = 0; i < g.size(); ++i) {
        for (std::size_t j = 0; j < g.size(); ++j)
            sum += g[i] * covariances(i, j) * g[j];
    }
    return std::sqrt(std::max(sum, 0.0));
}

std::optional<std::size_t> column_named(const Design& design, std::string_view name)
{
    const auto found = std::ranges::find(design.names, name);
    if (found == design.names.end()) return std::nullopt;
    return static_cast<std::size_t>(found - design.names.begin());
}

/// A column that is set, and the column it takes its values from when the arm is 1.
struct Set
{
    std::size_t column;
    std::optional<std::size_t> factor;
};

Outcome<std::vector<Set>> sets_of(const Logit& fit, const TreatmentColumn& treatment)
{
    const Design& design = fit.basis.design();
    std::vector<Set> sets;
    const auto own = column_named(design, treatment.name);
    if (!own) return refuse(Problem{Fault::no_column, treatment.name});
    if (!std::ranges::binary_search(fit.basis.kept(), *own))
        return refuse(Problem{Fault::no_variation, treatment.name});
    sets.push_back({*own, std::nullopt});
    for (const auto& product : treatment.products) {
        const auto column = column_named(design, product.column);
        const auto factor = column_named(design, product.factor);
        if (!column || !factor)
            return refuse(Problem{Fault::no_column, column ? product.factor : product.column});
        sets.push_back({*column, factor});
    }
    return sets;
}

double value_in(const Design& design, const std::vector<Set>& sets, double arm, std::size_t row,
                std::size_t column)
{
    const auto set = std::ranges::find(sets, column, &Set::column);
    if (set == sets.end()) return design.x(row, column);
    return set->factor ? arm * design.x(row, *set->factor) : arm;
}

Risk risk_in(const Logit& fit, const std::vector<Set>& sets, double arm)
{
    const Design& design = fit.basis.design();
    const auto& kept = fit.basis.kept();
    Risk risk{0, Vector(kept.size(), 0)};
    Vector x(kept.size());
    for (std::size_t row = 0; row < design.x.rows(); ++row) {
        double predictor = 0;
        for (std::size_t i = 0; i < kept.size(); ++i) {
            x[i] = value_in(design, sets, arm, row, kept[i]);
            predictor += x[i] * fit.coefficients[i];
        }
        const double p = logistic(predictor);
        risk.mean += p;
        for (std::size_t i = 0; i < kept.size(); ++i)
            risk.gradient[i] += p * (1 - p) * x[i];
    }
    const auto rows = static_cast<double>(design.x.rows());
    risk.mean /= rows;
    for (double& value : risk.gradient)
        value /= rows;
    return risk;
}

/// a g1 - b g0.
Vector combine(const Risk& treated, double a, const Risk& control, double b)
{
    Vector gradient(treated.gradient.size());
    for (std::size_t i = 0; i < gradient.size(); ++i)
        gradient[i] = a * treated.gradient[i] - b * control.gradient[i];
    return gradient;
}

double log_odds(double p)
{
    return std::log(p / (1 - p));
}

} // namespace standardised

Outcome<StandardisedRisks> standardised_risks(const Logit& fit, const TreatmentColumn& treatment,
                                              LogitErrors errors, double level)
{
    const auto sets = TRY(standardised::sets_of(fit, treatment));
    const Matrix covariances = covariance(fit, errors);
    const auto one = standardised::risk_in(fit, sets, 1);
    const auto zero = standardised::risk_in(fit, sets, 0);
    const auto finish = [&](double value, double a, double b) {
        const auto gradient = standardised::combine(one, a, zero, b);
        return estimate_of(value, standardised::quadratic(gradient, covariances), std::nullopt,
                           level);
    };
    StandardisedRisks risks{one.mean, zero.mean, {}, {}, {}};
    risks.risk_difference = TRY(finish(one.mean - zero.mean, 1, 1));
    risks.log_risk_ratio = TRY(finish(std::log(one.mean / zero.mean), 1 / one.mean, 1 / zero.mean));
    risks.log_odds_ratio =
        TRY(finish(standardised::log_odds(one.mean) - standardised::log_odds(zero.mean),
                   1 / (one.mean * (1 - one.mean)), 1 / (zero.mean * (1 - zero.mean))));
    return risks;
}

Outcome<std::vector<Estimate>> average_slopes(const Logit& fit, double level)
{
    const Design& design = fit.basis.design();
    const auto& kept = fit.basis.kept();
    const auto rows = static_cast<double>(design.x.rows());
    double slope = 0;
    standardised::Vector bend(kept.size(), 0); // gradient of the mean of p (1 - p)
    for (std::size_t row = 0; row < design.x.rows(); ++row) {
        const double p = fit.probabilities[row];
        slope += p * (1 - p) / rows;
        for (std::size_t i = 0; i < kept.size(); ++i)
            bend[i] += p * (1 - p) * (1 - 2 * p) * design.x(row, kept[i]) / rows;
    }
    const Matrix covariances = covariance(fit, LogitErrors::model);
    std::vector<Estimate> all;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        standardised::Vector gradient = bend;
        for (double& value : gradient)
            value *= fit.coefficients[i];
        gradient[i] += slope;
        all.push_back(
            TRY(estimate_of(slope * fit.coefficients[i],
                            standardised::quadratic(gradient, covariances), std::nullopt, level)));
    }
    return all;
}

} // namespace evenhand::statistics
