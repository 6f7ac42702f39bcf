// Chained equations against mice: the mean over seeds of the pooled effect, its error and the
// missing information (golden family multiple_imputation).
#include "statistics/design.hpp"
#include "statistics/imputation.hpp"
#include "statistics/pooling.hpp"
#include "statistics/robust_errors.hpp"
#include "tests/reference/golden.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace evenhand::reference {

namespace imputation_test {

using namespace statistics;
using Values = std::vector<double>;

Pooled pooled_effect(const DataSet& data, std::uint64_t seed)
{
    const auto imputed = impute(
        data,
        {.imputations = 20, .rounds = 5, .seed = seed, .columns = {"treat", "V2", "V3", "V4"}});
    if (!imputed) throw std::runtime_error(sentence(imputed.error()));
    const auto design = design_of(data, std::vector<std::string>{"treat"});
    Values effects;
    Values variances;
    for (const DataSet& completed : imputed->completed) {
        const auto fit = least_squares(*design, completed.column("V4").values);
        const auto found = estimates(*fit, ErrorKind::classical, .95);
        effects.push_back((*found)[1].value);
        variances.push_back((*found)[1].se * (*found)[1].se);
    }
    return *pool(effects, variances, static_cast<double>(data.rows()) - 2, .95);
}

/// Within four standard errors of the difference of two means.
void expect_mean(Golden& golden, const Values& ours, const std::string& what)
{
    const auto n = static_cast<double>(ours.size());
    const double mean = std::accumulate(ours.begin(), ours.end(), 0.0) / n;
    double squares = 0;
    for (const double value : ours)
        squares += (value - mean) * (value - mean);
    const double wanted_sd = golden.number("sd_" + what);
    const double error =
        std::sqrt(squares / (n - 1) / n + wanted_sd * wanted_sd / golden.number("seeds"));
    const double wanted = golden.number("mean_" + what);
    golden.tolerate(4 * error / std::abs(wanted));
    golden.expect(mean, "mean_" + what);
}

} // namespace imputation_test

using namespace imputation_test;

TEST(ImputationReference, TheMeanOverSeedsIsThatOfMice)
{
    Golden golden("multiple_imputation/mi_depwork_mice_distribution");
    const auto data = data_of("data/depwork/depwork.csv");
    Values effects;
    Values errors;
    Values missing;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const Pooled pooled = pooled_effect(data, seed);
        effects.push_back(pooled.estimate.value);
        errors.push_back(pooled.estimate.se);
        missing.push_back(pooled.missing_information);
    }
    expect_mean(golden, effects, "qbar");
    expect_mean(golden, errors, "se");
    expect_mean(golden, missing, "fmi");
}

} // namespace evenhand::reference
