#include "statistics/cluster_errors.hpp"
#include "statistics/robust_errors.hpp"
#include "statistics/simulated_test.hpp"

#include <gtest/gtest.h>

using namespace evenhand::statistics;
using namespace evenhand::statistics::simulated;

namespace least_squares_test {

/// The normal equations and the whole hat matrix, written out (rows and outcome times the root of
/// the weight).
struct Slow
{
    Rows x;
    Rows bread;
    std::vector<double> b;
    std::vector<double> e;
    Rows hat;

    explicit Slow(const Sample& sample, bool weighted)
    {
        x = rows_of(sample.design);
        Rows y;
        for (std::size_t i = 0; i < x.size(); ++i) {
            const double root = weighted ? std::sqrt(sample.weights[i]) : 1;
            for (double& value : x[i])
                value *= root;
            y.push_back({root * sample.y[i]});
        }
        bread = inverse(product(transposed(x), x));
        const Rows solved = product(bread, product(transposed(x), y));
        const Rows fitted = product(x, solved);
        for (const auto& row : solved)
            b.push_back(row[0]);
        for (std::size_t i = 0; i < x.size(); ++i)
            e.push_back(y[i][0] - fitted[i][0]);
        hat = product(product(x, bread), transposed(x));
    }

    /// bread X' diag(g) X bread.
    [[nodiscard]] Rows sandwich(const std::vector<double>& g) const
    {
        Rows scaled = x;
        for (std::size_t i = 0; i < x.size(); ++i) {
            for (double& value : scaled[i])
                value *= g[i];
        }
        return product(product(bread, product(transposed(x), scaled)), bread);
    }

    [[nodiscard]] Rows hc(ErrorKind kind) const
    {
        const auto n = static_cast<double>(x.size());
        const auto k = static_cast<double>(b.size());
        double squares = 0;
        for (const double value : e)
            squares += value * value;
        std::vector<double> g;
        for (std::size_t i = 0; i < e.size(); ++i) {
            const double left = 1 - hat[i][i];
            const double square = e[i] * e[i];
            g.push_back(kind == ErrorKind::classical ? squares / (n - k)
                        : kind == ErrorKind::hc0     ? square
                        : kind == ErrorKind::hc1     ? square * n / (n - k)
                        : kind == ErrorKind::hc2     ? square / left
                                                     : square / left / left);
        }
        return sandwich(g);
    }
};

/// CR2 with every n by n matrix of the papers: the root of I - H_gg by Denman and Beavers' steps,
/// and the degrees of freedom from the trace of the quadratic form.
struct SlowCr2
{
    std::vector<double> se;
    std::vector<double> df;
};

Rows identity(std::size_t n)
{
    Rows a(n, std::vector<double>(n, 0));
    for (std::size_t i = 0; i < n; ++i)
        a[i][i] = 1;
    return a;
}

Rows inverse_root(Rows y)
{
    Rows z = identity(y.size());
    for (int step = 0; step < 60; ++step) {
        const Rows inverse_y = inverse(y);
        const Rows inverse_z = inverse(z);
        for (std::size_t i = 0; i < y.size(); ++i) {
            for (std::size_t j = 0; j < y.size(); ++j) {
                y[i][j] = (y[i][j] + inverse_z[i][j]) / 2;
                z[i][j] = (z[i][j] + inverse_y[i][j]) / 2;
            }
        }
    }
    return z;
}

SlowCr2 slow_cr2(const Sample& sample)
{
    const Slow slow(sample, false);
    const std::size_t n = slow.x.size();
    const Rows coefficient_rows = product(slow.bread, transposed(slow.x));
    SlowCr2 result;
    for (std::size_t k = 0; k < slow.b.size(); ++k) {
        Rows directions; // p_g, so that the estimate's variance is the sum of (p_g'e)^2
        double variance = 0;
        for (std::size_t g = 0; g < 7; ++g) {
            std::vector<std::size_t> own;
            for (std::size_t i = 0; i < n; ++i) {
                if (sample.clusters[i] == g) own.push_back(i);
            }
            Rows part = identity(own.size());
            for (std::size_t i = 0; i < own.size(); ++i) {
                for (std::size_t j = 0; j < own.size(); ++j)
                    part[i][j] -= slow.hat[own[i]][own[j]];
            }
            const Rows root = inverse_root(part);
            std::vector<double> direction(n, 0);
            double score = 0;
            for (std::size_t i = 0; i < own.size(); ++i) {
                double weight = 0;
                for (std::size_t j = 0; j < own.size(); ++j)
                    weight += coefficient_rows[k][own[j]] * root[j][i];
                score += weight * slow.e[own[i]];
                for (std::size_t row = 0; row < n; ++row)
                    direction[row] += weight * ((row == own[i] ? 1 : 0) - slow.hat[own[i]][row]);
            }
            variance += score * score;
            directions.push_back(direction);
        }
        const Rows table = product(directions, transposed(directions));
        double trace = 0;
        double squares = 0;
        for (std::size_t g = 0; g < 7; ++g) {
            trace += table[g][g];
            for (std::size_t h = 0; h < 7; ++h)
                squares += table[g][h] * table[g][h];
        }
        result.se.push_back(std::sqrt(variance));
        result.df.push_back(trace * trace / squares);
    }
    return result;
}

constexpr std::array all_kinds = {ErrorKind::classical, ErrorKind::hc0, ErrorKind::hc1,
                                  ErrorKind::hc2, ErrorKind::hc3};

Design with_columns(std::vector<std::vector<double>> columns)
{
    Design design{{"(Intercept)"}, Matrix(columns[0].size(), 1)};
    std::ranges::fill(design.x.column(0), 1);
    for (std::size_t i = 0; i < columns.size(); ++i)
        add_column(design, "c" + std::to_string(i), columns[i]);
    return design;
}

} // namespace least_squares_test

using namespace least_squares_test;

TEST(LeastSquares, EqualsTheNormalEquationsAndTheWholeHatMatrixWrittenOut)
{
    for (const bool weighted : {false, true}) {
        const Sample made = sample(1, 90, 3);
        const Slow slow(made, weighted);
        const auto weights =
            weighted ? std::span<const double>(made.weights) : std::span<const double>();
        const auto fit = least_squares(made.design, made.y, weights);
        ASSERT_TRUE(fit);
        for (const ErrorKind kind : all_kinds) {
            const auto found = estimates(*fit, kind, .95);
            ASSERT_TRUE(found);
            const Rows wanted = slow.hc(kind);
            for (std::size_t i = 0; i < slow.b.size(); ++i) {
                EXPECT_NEAR((*found)[i].value, slow.b[i], 1e-10 * std::abs(slow.b[i]));
                EXPECT_NEAR((*found)[i].se / std::sqrt(wanted[i][i]), 1, 1e-10);
            }
        }
    }
}

TEST(LeastSquares, BothFactorisationsGiveTheSameFit)
{
    const Sample many = sample(2, 12000, 5);
    const auto fit = least_squares(many.design, many.y);
    ASSERT_TRUE(fit);
    EXPECT_EQ(fit->basis.factorisation(), Factorisation::cholesky);
    // A column that nearly repeats another sends it the other way, and is told apart still.
    Design twin = many.design;
    std::vector<double> near(many.y.size());
    evenhand::Rng rng(3);
    for (std::size_t row = 0; row < near.size(); ++row)
        near[row] = many.design.x(row, 3) + 1e-4 * rng.normal();
    add_column(twin, "near", near);
    const auto both = least_squares(twin, many.y);
    ASSERT_TRUE(both);
    EXPECT_EQ(both->basis.factorisation(), Factorisation::orthogonal);
    EXPECT_EQ(both->rank(), fit->rank() + 1);
    // By Frisch, Waugh and Lovell, adding the residual of a column leaves the others as they were.
    EXPECT_LT(both->residual_squares, fit->residual_squares);
    const auto few = sample(2, 9000, 5);
    EXPECT_EQ(least_squares(few.design, few.y)->basis.factorisation(), Factorisation::orthogonal);
}

TEST(LeastSquares, LeveragesAddUpToTheRankAndResidualsAreOrthogonalToEachColumn)
{
    for (const std::size_t n : {300U, 11000U}) {
        const Sample made = sample(4, n, 4);
        const auto fit = least_squares(made.design, made.y);
        ASSERT_TRUE(fit);
        double sum = 0;
        for (const double leverage : fit->leverages)
            sum += leverage;
        EXPECT_NEAR(sum, 6, 1e-9);
        for (std::size_t j = 0; j < 6; ++j) {
            double score = 0;
            double length = 0;
            for (std::size_t row = 0; row < n; ++row) {
                score += made.design.x(row, j) * fit->residuals[row];
                length += made.design.x(row, j) * made.design.x(row, j);
            }
            EXPECT_NEAR(score / std::sqrt(length), 0, 1e-10);
        }
    }
}

TEST(LeastSquares, AnAliasedColumnIsLeftOutByName)
{
    const auto design =
        with_columns({{1, 2, 3, 4, 5}, {5, 5, 5, 5, 5}, {3, 5, 7, 9, 11}, {1, 0, 0, 1, 0}});
    const std::vector<double> y = {1, 3, 2, 5, 4};
    const auto fit = least_squares(design, y);
    ASSERT_TRUE(fit);
    EXPECT_EQ(fit->basis.aliased_names(), (std::vector<std::string>{"c1", "c2"}));
    EXPECT_EQ(fit->basis.kept_names(), (std::vector<std::string>{"(Intercept)", "c0", "c3"}));
    EXPECT_EQ(place_of(*fit, "c2").error(), (Problem{Fault::no_variation, "c2"}));
    EXPECT_EQ(place_of(*fit, "zz").error(), (Problem{Fault::no_column, "zz"}));
    EXPECT_EQ(*place_of(*fit, "c3"), 2U);
}

TEST(LeastSquares, AnOffsetOfATrillionDoesNotHideASlope)
{
    std::vector<double> x;
    std::vector<double> y;
    for (int i = 0; i < 200; ++i) {
        x.push_back(1e12 + i % 17);
        y.push_back(2 * (i % 17) + (i % 2 == 0 ? .5 : -.5));
    }
    const auto design = with_columns({x});
    const auto fit = least_squares(design, y);
    ASSERT_TRUE(fit);
    std::vector<double> small;
    for (int i = 0; i < 200; ++i)
        small.push_back(i % 17);
    const auto plain_design = with_columns({small});
    const auto plain = least_squares(plain_design, y);
    ASSERT_TRUE(plain);
    EXPECT_NEAR(fit->coefficients[1], plain->coefficients[1], 1e-10);
}

TEST(LeastSquares, LongleysFiguresAreReproducedAsTheNistPublishesThem)
{
    // Longley (1967) and the certified values of NIST's StRD: condition number 5e9.
    const std::vector<double> y = {60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761,
                                   66019, 67857, 68169, 66513, 68655, 69564, 69331, 70551};
    const auto design =
        with_columns({{83, 88.5, 88.2, 89.5, 96.2, 98.1, 99, 100, 101.2, 104.6, 108.4, 110.8, 112.6,
                       114.2, 115.7, 116.9},
                      {234289, 259426, 258054, 284599, 328975, 346999, 365385, 363112, 397469,
                       419180, 442769, 444546, 482704, 502601, 518173, 554894},
                      {2356, 2325, 3682, 3351, 2099, 1932, 1870, 3578, 2904, 2822, 2936, 4681, 3813,
                       3931, 4806, 4007},
                      {1590, 1456, 1616, 1650, 3099, 3594, 3547, 3350, 3048, 2857, 2798, 2637, 2552,
                       2514, 2572, 2827},
                      {107608, 108632, 109773, 110929, 112075, 113270, 115094, 116219, 117388,
                       118734, 120445, 121950, 123366, 125368, 127852, 130081},
                      {1947, 1948, 1949, 1950, 1951, 1952, 1953, 1954, 1955, 1956, 1957, 1958, 1959,
                       1960, 1961, 1962}});
    const auto fit = least_squares(design, y);
    ASSERT_TRUE(fit);
    const std::vector<double> certified = {
        -3482258.63459582, 15.0618722713733,       -0.358191792925910E-01, -2.02022980381683,
        -1.03322686717359, -0.511041056535807E-01, 1829.15146461355};
    const std::vector<double> certified_se = {
        890420.383607373,  84.9149257747669,  0.334910077722432E-01, 0.488399681651699,
        0.214274163161675, 0.226073200069370, 455.478499142212};
    const auto found = estimates(*fit, ErrorKind::classical, .95);
    ASSERT_TRUE(found);
    for (std::size_t i = 0; i < certified.size(); ++i) {
        EXPECT_NEAR((*found)[i].value / certified[i], 1, 1e-10) << i;
        EXPECT_NEAR((*found)[i].se / certified_se[i], 1, 1e-10) << i;
    }
}

TEST(LeastSquares, WhatCannotBeFittedIsAProblem)
{
    const auto design = with_columns({{1, 2, 3}});
    const std::vector<double> two = {1, 2};
    const auto small = with_columns({{1, 2}});
    EXPECT_EQ(least_squares(small, two).error().fault, Fault::too_few_rows);
    const std::vector<double> y = {1, 2, 4};
    EXPECT_EQ(least_squares(design, y, std::vector<double>{1, 0, 1}).error().fault,
              Fault::bad_weight);
    EXPECT_EQ(least_squares(design, y, std::vector<double>{1, -1, 1}).error().fault,
              Fault::bad_weight);
    const std::vector<double> wild = {1, 1e300, 4};
    EXPECT_EQ(least_squares(design, wild).error().fault, Fault::not_finite);
    const std::vector<double> flat = {2, 2, 2};
    EXPECT_EQ(estimates(*least_squares(design, flat), ErrorKind::hc0, .95).error().fault,
              Fault::perfect_fit);
}

TEST(RobustErrors, ARowThatAloneFixesACoefficientHasNoHc2)
{
    const auto design = with_columns({{0, 0, 0, 1}, {1, 2, 4, 3}});
    const std::vector<double> y = {1, 3, 2, 5};
    const auto fit = least_squares(design, y);
    ASSERT_TRUE(fit);
    EXPECT_EQ(covariance(*fit, ErrorKind::hc2).error().fault, Fault::lone_row);
    EXPECT_EQ(covariance(*fit, ErrorKind::hc3).error().fault, Fault::lone_row);
    EXPECT_TRUE(covariance(*fit, ErrorKind::hc1));
}

TEST(ClusterErrors, Cr2EqualsTheLargeMatricesOfThePaperWrittenOut)
{
    const Sample made = sample(5, 60, 2);
    const auto slow = slow_cr2(made);
    const auto fit = least_squares(made.design, made.y);
    ASSERT_TRUE(fit);
    const auto found = cluster_estimates(*fit, made.clusters, ClusterKind::cr2, .95);
    ASSERT_TRUE(found);
    for (std::size_t i = 0; i < slow.se.size(); ++i) {
        EXPECT_NEAR((*found)[i].se / slow.se[i], 1, 1e-9);
        EXPECT_NEAR(*(*found)[i].df / slow.df[i], 1, 1e-8);
    }
}

TEST(ClusterErrors, ClustersOfOneRowGiveTheErrorsOfRows)
{
    const Sample made = sample(6, 80, 2);
    const auto fit = least_squares(made.design, made.y);
    ASSERT_TRUE(fit);
    std::vector<std::size_t> alone(80);
    for (std::size_t i = 0; i < alone.size(); ++i)
        alone[i] = i;
    for (const auto& [by_cluster, by_row] : {std::pair(ClusterKind::cr0, ErrorKind::hc0),
                                             std::pair(ClusterKind::cr2, ErrorKind::hc2)}) {
        const auto clustered = cluster_covariance(*fit, alone, by_cluster);
        const auto plain = covariance(*fit, by_row);
        ASSERT_TRUE(clustered && plain);
        for (std::size_t i = 0; i < fit->rank(); ++i)
            EXPECT_NEAR(clustered->covariance(i, i) / (*plain)(i, i), 1, 1e-10);
    }
    const std::vector<std::size_t> one(80, 0);
    EXPECT_EQ(cluster_covariance(*fit, one, ClusterKind::cr1).error().fault, Fault::one_cluster);
}
