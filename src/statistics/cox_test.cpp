#include "statistics/cox.hpp"
#include "statistics/survival.hpp"

#include "core/rng.hpp"

#include <gtest/gtest.h>

#include <cmath>

using namespace evenhand;
using namespace evenhand::statistics;

namespace cox_test {

using Values = std::vector<double>;

struct People
{
    Values time;
    Values event;
    Design covariates;
    std::vector<std::size_t> stratum;
};

People people(std::uint64_t seed, std::size_t n)
{
    Rng rng(seed);
    People made{{}, {}, {{"arm", "x"}, Matrix(n, 2), Intercept::none}, {}};
    for (std::size_t row = 0; row < n; ++row) {
        const double arm = rng.bernoulli(.5) ? 1 : 0;
        const double x = 50 + 10 * rng.normal();
        made.covariates.x(row, 0) = arm;
        made.covariates.x(row, 1) = x;
        made.stratum.push_back(rng.uniform(2));
        const double time = rng.exponential(12 * std::exp(-.5 * arm - .02 * (x - 50)));
        made.time.push_back(std::ceil(std::min(time, 20.0)));
        made.event.push_back(time < 20 && rng.bernoulli(.9) ? 1 : 0);
    }
    return made;
}

/// The log partial likelihood, each risk set gathered afresh.
double slow_likelihood(const People& p, const Values& b, CoxTies ties, bool stratified)
{
    const auto predictor = [&](std::size_t row) {
        return b[0] * p.covariates.x(row, 0) + b[1] * (p.covariates.x(row, 1) - 50);
    };
    double sum = 0;
    for (std::size_t i = 0; i < p.time.size(); ++i) {
        if (p.event[i] == 0) continue;
        double risk = 0;
        double tied = 0;
        double before = 0;
        double count = 0;
        for (std::size_t j = 0; j < p.time.size(); ++j) {
            if (stratified && p.stratum[j] != p.stratum[i]) continue;
            const double hazard = std::exp(predictor(j));
            if (p.time[j] >= p.time[i]) risk += hazard;
            if (p.time[j] != p.time[i] || p.event[j] == 0) continue;
            tied += hazard;
            ++count;
            if (j < i) ++before;
        }
        const double left = ties == CoxTies::efron ? before / count : 0;
        sum += predictor(i) - std::log(risk - left * tied);
    }
    return sum;
}

double part(const People& p, Values b, CoxTies ties, bool stratified, std::size_t i, double by)
{
    b[i] += by;
    return slow_likelihood(p, b, ties, stratified);
}

} // namespace cox_test

using namespace cox_test;

TEST(FitCox, IsTheTopOfTheLikelihoodWithEachRiskSetGatheredAfresh)
{
    const People made = people(1, 90);
    for (const auto ties : {CoxTies::efron, CoxTies::breslow}) {
        for (const bool stratified : {false, true}) {
            CoxData data{made.time, made.event, made.covariates};
            if (stratified) data.stratum = made.stratum;
            const auto fit = fit_cox(data, ties);
            ASSERT_TRUE(fit);
            const double top = slow_likelihood(made, fit->coefficients, ties, stratified);
            EXPECT_NEAR(fit->log_likelihood, top, 1e-9);
            EXPECT_NEAR(fit->log_likelihood_null, slow_likelihood(made, {0, 0}, ties, stratified),
                        1e-9);
            for (const std::size_t i : {0U, 1U}) {
                const double by = i == 0 ? 1e-4 : 1e-5;
                const double up = part(made, fit->coefficients, ties, stratified, i, by);
                const double down = part(made, fit->coefficients, ties, stratified, i, -by);
                EXPECT_NEAR((up - down) / (2 * by), 0, 1e-4 / by * 1e-5);
                EXPECT_LT(up, top);
                EXPECT_LT(down, top);
            }
        }
    }
}

TEST(FitCox, TheErrorsAreTheCurvatureOfTheLikelihood)
{
    const People made = people(2, 120);
    const auto fit = fit_cox({made.time, made.event, made.covariates});
    ASSERT_TRUE(fit);
    // The inverse of the covariance is minus the second derivatives.
    const double det = fit->covariance(0, 0) * fit->covariance(1, 1) -
                       fit->covariance(0, 1) * fit->covariance(1, 0);
    const double top = slow_likelihood(made, fit->coefficients, CoxTies::efron, false);
    const double by = 1e-3;
    const double bend = (part(made, fit->coefficients, CoxTies::efron, false, 0, by) - 2 * top +
                         part(made, fit->coefficients, CoxTies::efron, false, 0, -by)) /
                        (by * by);
    EXPECT_NEAR(-bend / (fit->covariance(1, 1) / det), 1, 1e-4);
}

TEST(FitCox, WithoutTiesTheScoreTestOfTwoArmsIsTheLogRankTest)
{
    People made = people(3, 70);
    Rng rng(1);
    std::vector<std::size_t> group;
    for (std::size_t row = 0; row < 70; ++row) {
        made.time[row] += rng.uniform01() / 2;
        group.push_back(static_cast<std::size_t>(made.covariates.x(row, 0)));
    }
    Design arm{{"arm"}, Matrix(70, 1), Intercept::none};
    std::ranges::copy(made.covariates.x.column(0), arm.x.column(0).begin());
    const auto fit = fit_cox({made.time, made.event, arm});
    const auto test = log_rank(made.time, made.event, group);
    ASSERT_TRUE(fit && test);
    EXPECT_NEAR(fit->score_test, test->chi_squared, 1e-9);
}

TEST(FitCox, ShiftingAndScalingAColumnChangesItsCoefficientAlone)
{
    People made = people(4, 100);
    const auto before = fit_cox({made.time, made.event, made.covariates});
    for (double& value : made.covariates.x.column(1))
        value = 1e6 + value / 1000;
    const auto after = fit_cox({made.time, made.event, made.covariates});
    ASSERT_TRUE(before && after);
    EXPECT_NEAR(after->coefficients[0], before->coefficients[0], 1e-8);
    EXPECT_NEAR(after->coefficients[1] / 1000, before->coefficients[1], 1e-8);
    EXPECT_NEAR(after->robust_covariance(0, 0), before->robust_covariance(0, 0), 1e-8);
}

TEST(FitCox, WhatCannotBeFittedIsAProblem)
{
    const Values time = {1, 2, 3, 4};
    Design arm{{"arm", "flat"}, Matrix(4, 2), Intercept::none};
    for (std::size_t row = 0; row < 4; ++row)
        arm.x(row, 0) = row < 2 ? 1 : 0;
    EXPECT_EQ(fit_cox({time, Values{0, 0, 0, 0}, arm}).error().fault, Fault::no_events);
    EXPECT_EQ(fit_cox({time, Values{1, 1, 1, 1}, arm}).error().fault, Fault::separated);
    std::ranges::fill(arm.x.column(0), 3.0);
    EXPECT_EQ(fit_cox({time, Values{1, 1, 1, 1}, arm}).error().fault, Fault::no_variation);
}
