#include "statistics/logit.hpp"
#include "statistics/simulated_test.hpp"
#include "statistics/standardised_risks.hpp"

#include <gtest/gtest.h>

#include <numeric>

using namespace evenhand::statistics;
using namespace evenhand::statistics::simulated;

namespace logit_test {

Sample binary_sample(std::uint64_t seed, std::size_t n)
{
    Sample made = sample(seed, n, 2);
    for (double& y : made.y)
        y = y > .4 ? 1 : 0;
    return made;
}

/// Iteratively reweighted least squares with the normal equations written out.
struct Slow
{
    std::vector<double> b;
    Rows covariance;
};

Slow slow_logit(const Rows& x, const std::vector<double>& y, bool firth)
{
    Slow slow{std::vector<double>(x[0].size(), 0), {}};
    for (int step = 0; step < 200; ++step) {
        Rows scaled = x;
        std::vector<double> p;
        for (std::size_t i = 0; i < x.size(); ++i) {
            p.push_back(
                logistic(std::inner_product(slow.b.begin(), slow.b.end(), x[i].begin(), 0.0)));
            for (double& value : scaled[i])
                value *= p[i] * (1 - p[i]);
        }
        slow.covariance = inverse(product(transposed(x), scaled));
        for (std::size_t i = 0; i < x.size(); ++i) {
            const Rows row = {x[i]};
            const double leverage =
                p[i] * (1 - p[i]) * product(product(row, slow.covariance), transposed(row))[0][0];
            const double left = y[i] - p[i] + (firth ? leverage * (.5 - p[i]) : 0);
            const Rows move = product(slow.covariance, transposed(row));
            for (std::size_t j = 0; j < slow.b.size(); ++j)
                slow.b[j] += move[j][0] * left;
        }
    }
    return slow;
}

double slow_risk(const Rows& x, const std::vector<double>& b, double arm)
{
    double sum = 0;
    for (auto row : x) {
        row[1] = arm;
        sum += logistic(std::inner_product(b.begin(), b.end(), row.begin(), 0.0));
    }
    return sum / static_cast<double>(x.size());
}

/// Two arms of six; nobody in the second has the outcome.
Sample separated_sample()
{
    Sample made = sample(1, 12, 0);
    for (std::size_t row = 0; row < 12; ++row) {
        made.design.x(row, 1) = row < 6 ? 0 : 1;
        made.y[row] = row < 3 ? 1 : 0;
    }
    return made;
}

} // namespace logit_test

using namespace logit_test;

TEST(FitLogit, AWeightOfThreeIsThreeSuchPeople)
{
    const Sample made = binary_sample(21, 60);
    std::vector<double> weights;
    std::vector<std::size_t> rows;
    for (std::size_t row = 0; row < 60; ++row) {
        weights.push_back(static_cast<double>(row % 4));
        rows.insert(rows.end(), row % 4, row);
    }
    Design repeated{made.design.names, Matrix(rows.size(), made.design.x.columns())};
    std::vector<double> y;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (std::size_t i = 0; i < made.design.x.columns(); ++i)
            repeated.x(row, i) = made.design.x(rows[row], i);
        y.push_back(made.y[rows[row]]);
    }
    for (const auto method : {LogitMethod::likelihood, LogitMethod::firth}) {
        const auto weighted = fit_logit(made.design, made.y, {method, weights});
        const auto long_way = fit_logit(repeated, y, {method});
        ASSERT_TRUE(weighted && long_way);
        EXPECT_NEAR(weighted->log_likelihood, long_way->log_likelihood, 1e-10);
        const auto ours = covariance(*weighted, LogitErrors::model);
        const auto theirs = covariance(*long_way, LogitErrors::model);
        for (std::size_t i = 0; i < weighted->rank(); ++i) {
            EXPECT_NEAR(weighted->coefficients[i], long_way->coefficients[i], 1e-9);
            EXPECT_NEAR(ours(i, i), theirs(i, i), 1e-9);
        }
    }
    weights[0] = -1;
    EXPECT_EQ(fit_logit(made.design, made.y, {.weights = weights}).error().fault,
              Fault::bad_weight);
}

TEST(FitLogit, EqualsReweightedLeastSquaresWrittenOut)
{
    const Sample made = binary_sample(11, 200);
    const auto slow = slow_logit(rows_of(made.design), made.y, false);
    const auto fit = fit_logit(made.design, made.y);
    ASSERT_TRUE(fit);
    const auto found = estimates(*fit, LogitErrors::model, .95);
    ASSERT_TRUE(found);
    for (std::size_t i = 0; i < slow.b.size(); ++i) {
        EXPECT_NEAR((*found)[i].value, slow.b[i], 1e-9 * std::abs(slow.b[i]));
        EXPECT_NEAR((*found)[i].se / std::sqrt(slow.covariance[i][i]), 1, 1e-9);
    }
    EXPECT_LT(fit->score_length, 1e-7); // before the last step
}

TEST(FitLogit, OneBinaryColumnHasTheLogOddsRatioOfItsTable)
{
    Sample made = sample(1, 30, 0);
    for (std::size_t row = 0; row < 30; ++row) {
        made.design.x(row, 1) = row < 12 ? 0 : 1;
        made.y[row] = row < 5 || row >= 23 ? 1 : 0; // 5 of 12, 7 of 18
    }
    const auto fit = fit_logit(made.design, made.y);
    ASSERT_TRUE(fit);
    EXPECT_NEAR(fit->coefficients[1], std::log(7.0 / 11 / (5.0 / 7)), 1e-12);
    const auto found = estimates(*fit, LogitErrors::model, .95);
    EXPECT_NEAR((*found)[1].se, std::sqrt(1.0 / 7 + 1.0 / 11 + 1.0 / 5 + 1.0 / 7), 1e-12);
}

TEST(FitLogit, SeparationIsToldAndFirthsMethodEndsThere)
{
    const Sample made = separated_sample();
    EXPECT_EQ(fit_logit(made.design, made.y).error().fault, Fault::separated);
    const auto fit = fit_logit(made.design, made.y, {LogitMethod::firth});
    ASSERT_TRUE(fit);
    // With one binary column, Firth's method adds a half to each cell of the table.
    EXPECT_NEAR(fit->coefficients[0], std::log(3.5 / 3.5), 1e-9);
    EXPECT_NEAR(fit->coefficients[1], std::log(.5 / 6.5), 1e-9);
}

TEST(FitLogit, FirthsMethodEqualsItsStepsWrittenOut)
{
    const Sample made = binary_sample(12, 60);
    const auto slow = slow_logit(rows_of(made.design), made.y, true);
    const auto fit = fit_logit(made.design, made.y, {LogitMethod::firth});
    ASSERT_TRUE(fit);
    for (std::size_t i = 0; i < slow.b.size(); ++i)
        EXPECT_NEAR(fit->coefficients[i], slow.b[i], 1e-8 * (1 + std::abs(slow.b[i])));
}

TEST(FitLogit, AnOutcomeThatIsNoTwoValuesIsAProblem)
{
    Sample made = sample(1, 12, 0);
    EXPECT_EQ(fit_logit(made.design, made.y).error().fault, Fault::not_binary);
    std::ranges::fill(made.y, 1);
    EXPECT_EQ(fit_logit(made.design, made.y).error().fault, Fault::no_variation);
}

TEST(StandardisedRisks, EqualAveragesOverRowsAndTheirErrorsANumericalGradient)
{
    const Sample made = binary_sample(13, 150);
    const auto fit = fit_logit(made.design, made.y);
    ASSERT_TRUE(fit);
    const auto found = standardised_risks(*fit, {"treat"}, LogitErrors::robust, .95);
    ASSERT_TRUE(found);
    const Rows x = rows_of(made.design);
    const auto difference = [&](const std::vector<double>& b) {
        return slow_risk(x, b, 1) - slow_risk(x, b, 0);
    };
    EXPECT_NEAR(found->risk_difference.value, difference(fit->coefficients), 1e-13);
    const Matrix covariances = covariance(*fit, LogitErrors::robust);
    std::vector<double> gradient;
    for (std::size_t i = 0; i < fit->rank(); ++i) {
        auto up = fit->coefficients;
        auto down = fit->coefficients;
        const double by = 1e-5 * (1 + std::abs(up[i]));
        up[i] += by;
        down[i] -= by;
        gradient.push_back((difference(up) - difference(down)) / (2 * by));
    }
    double variance = 0;
    for (std::size_t i = 0; i < gradient.size(); ++i) {
        for (std::size_t j = 0; j < gradient.size(); ++j)
            variance += gradient[i] * covariances(i, j) * gradient[j];
    }
    EXPECT_NEAR(found->risk_difference.se, std::sqrt(variance), 1e-6);
    EXPECT_NEAR(found->log_risk_ratio.value, std::log(found->treated / found->control), 1e-14);
}

TEST(StandardisedRisks, WithoutCovariatesTheyAreTheSharesOfTheArms)
{
    Sample made = sample(1, 30, 0);
    for (std::size_t row = 0; row < 30; ++row) {
        made.design.x(row, 1) = row < 12 ? 0 : 1;
        made.y[row] = row < 5 || row >= 23 ? 1 : 0;
    }
    const auto fit = fit_logit(made.design, made.y);
    const auto found = standardised_risks(*fit, {"treat"}, LogitErrors::model, .95);
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->treated, 7.0 / 18, 1e-12);
    EXPECT_NEAR(found->control, 5.0 / 12, 1e-12);
    EXPECT_NEAR(found->risk_difference.se,
                std::sqrt(7.0 * 11 / 18 / 18 / 18 + 5.0 * 7 / 12 / 12 / 12), 1e-12);
    EXPECT_NEAR(found->log_odds_ratio.value, fit->coefficients[1], 1e-12);
    EXPECT_EQ(standardised_risks(*fit, {"none"}, LogitErrors::model, .95).error(),
              (Problem{Fault::no_column, "none"}));
}

TEST(StandardisedRisks, ProductsWithTheTreatmentAreSetWithIt)
{
    Sample made = binary_sample(14, 300);
    std::vector<double> crossed(300);
    for (std::size_t row = 0; row < 300; ++row)
        crossed[row] = made.design.x(row, 1) * made.design.x(row, 3);
    add_column(made.design, "treat:x1", crossed);
    const auto fit = fit_logit(made.design, made.y);
    ASSERT_TRUE(fit);
    const auto found =
        standardised_risks(*fit, {"treat", {{"treat:x1", "x1"}}}, LogitErrors::model, .95);
    ASSERT_TRUE(found);
    double sum = 0;
    for (auto row : rows_of(made.design)) {
        row[1] = 1;
        row[4] = row[3];
        sum += logistic(std::inner_product(row.begin(), row.end(), fit->coefficients.begin(), 0.0));
    }
    EXPECT_NEAR(found->treated, sum / 300, 1e-13);
}
