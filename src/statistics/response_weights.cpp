// Weighting for non-response: response propensities (Rosenbaum & Rubin 1983) as weights (Little
// 1986, section 3), directly or by classes of the fitted propensity.
#include "statistics/response_weights.hpp"

#include "core/check.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace evenhand::statistics {

namespace response {

constexpr std::size_t classes = 5;

/// The fifth of each value, closed at its upper end; the lowest value belongs to the first.
std::vector<std::size_t> fifths_of(const std::vector<double>& values)
{
    std::vector<double> breaks;
    for (std::size_t i = 1; i < classes; ++i)
        breaks.push_back(quantile_of(values, static_cast<double>(i) / classes));
    std::vector<std::size_t> fifths;
    for (const double value : values) {
        fifths.push_back(
            static_cast<std::size_t>(std::ranges::lower_bound(breaks, value) - breaks.begin()));
    }
    return fifths;
}

Outcome<std::vector<double>> rates_of(const std::vector<std::size_t>& fifths,
                                      std::span<const double> answered)
{
    std::array<double, classes> people{};
    std::vector<double> rates(classes, 0);
    for (std::size_t row = 0; row < fifths.size(); ++row) {
        people[fifths[row]] += 1;
        rates[fifths[row]] += answered[row];
    }
    for (std::size_t i = 0; i < classes; ++i) {
        // A fifth may be empty where many have the same chance; nobody is weighted by it.
        if (people[i] == 0) continue;
        if (rates[i] == 0) return refuse(Problem{Fault::separated, "a fifth without an answer"});
        rates[i] /= people[i];
    }
    return rates;
}

double median_of(const std::vector<double>& values)
{
    return quantile_of(values, .5);
}

} // namespace response

double quantile_of(std::vector<double> values, double probability)
{
    CHECK(!values.empty() && probability >= 0 && probability <= 1);
    std::ranges::sort(values);
    const double place = probability * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const double between = place - std::floor(place);
    if (below + 1 >= values.size()) return values.back();
    return values[below] + between * (values[below + 1] - values[below]);
}

double kish_design_effect(std::span<const double> weights)
{
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    const double squares = std::inner_product(weights.begin(), weights.end(), weights.begin(), 0.0);
    CHECK(sum > 0);
    return static_cast<double>(weights.size()) * squares / (sum * sum);
}

Outcome<ResponseWeights> response_weights(const Logit& model, std::span<const double> answered,
                                          ResponseWeighting weighting, std::optional<double> trim)
{
    CHECK(answered.size() == model.probabilities.size());
    if (trim && !(*trim >= 1)) return refuse(Problem{Fault::out_of_range, "trim"});
    ResponseWeights result;
    std::vector<std::size_t> fifths;
    if (weighting == ResponseWeighting::fifths) {
        fifths = response::fifths_of(model.probabilities);
        result.class_rates = TRY(response::rates_of(fifths, answered));
    }
    for (std::size_t row = 0; row < answered.size(); ++row) {
        if (answered[row] != 1) continue;
        const double chance =
            fifths.empty() ? model.probabilities[row] : result.class_rates[fifths[row]];
        result.weights.push_back(1 / chance);
    }
    if (trim) {
        const double most = *trim * response::median_of(result.weights);
        for (double& weight : result.weights)
            weight = std::min(weight, most);
    }
    result.largest = std::ranges::max(result.weights);
    result.design_effect = kish_design_effect(result.weights);
    return result;
}

Outcome<Matrix> linearised_covariance(const LeastSquares& fit)
{
    Matrix result = TRY(covariance(fit, ErrorKind::hc0));
    const auto n = static_cast<double>(fit.rows());
    for (std::size_t i = 0; i < result.columns(); ++i) {
        for (double& value : result.column(i))
            value *= n / (n - 1);
    }
    return result;
}

} // namespace evenhand::statistics
