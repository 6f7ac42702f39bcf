#pragma once

#include "core/rng.hpp"
#include "statistics/design.hpp"

#include <cmath>
#include <string>
#include <vector>

// Made-up data for tests, and linear algebra in the plainest form: what the slow second
// implementations stand on.

namespace evenhand::statistics::simulated {

using Rows = std::vector<std::vector<double>>;

inline Rows rows_of(const Design& design)
{
    Rows rows(design.x.rows(), std::vector<double>(design.x.columns()));
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t j = 0; j < rows[i].size(); ++j)
            rows[i][j] = design.x(i, j);
    }
    return rows;
}

inline Rows transposed(const Rows& a)
{
    Rows t(a[0].size(), std::vector<double>(a.size()));
    for (std::size_t i = 0; i < a.size(); ++i) {
        for (std::size_t j = 0; j < a[0].size(); ++j)
            t[j][i] = a[i][j];
    }
    return t;
}

inline Rows product(const Rows& a, const Rows& b)
{
    Rows c(a.size(), std::vector<double>(b[0].size(), 0));
    for (std::size_t i = 0; i < a.size(); ++i) {
        for (std::size_t k = 0; k < b.size(); ++k) {
            for (std::size_t j = 0; j < b[0].size(); ++j)
                c[i][j] += a[i][k] * b[k][j];
        }
    }
    return c;
}

/// Gauss and Jordan, with the largest pivot.
inline Rows inverse(Rows a)
{
    const std::size_t n = a.size();
    Rows b(n, std::vector<double>(n, 0));
    for (std::size_t i = 0; i < n; ++i)
        b[i][i] = 1;
    for (std::size_t i = 0; i < n; ++i) {
        std::size_t pivot = i;
        for (std::size_t k = i; k < n; ++k)
            pivot = std::abs(a[k][i]) > std::abs(a[pivot][i]) ? k : pivot;
        std::swap(a[i], a[pivot]);
        std::swap(b[i], b[pivot]);
        const double by = a[i][i];
        for (std::size_t j = 0; j < n; ++j) {
            a[i][j] /= by;
            b[i][j] /= by;
        }
        for (std::size_t k = 0; k < n; ++k) {
            const double times = k == i ? 0 : a[k][i];
            for (std::size_t j = 0; j < n; ++j) {
                a[k][j] -= times * a[i][j];
                b[k][j] -= times * b[i][j];
            }
        }
    }
    return b;
}

/// n rows: intercept, a treatment of 0 and 1, and that many covariates, one of them skewed.
struct Sample
{
    Design design;
    std::vector<double> y;
    std::vector<double> weights;
    std::vector<std::size_t> clusters; ///< of unequal sizes
};

inline Sample sample(std::uint64_t seed, std::size_t n, std::size_t covariates)
{
    Rng rng(seed);
    Sample made{{{"(Intercept)", "treat"}, Matrix(n, 2 + covariates)}, {}, {}, {}};
    for (std::size_t i = 0; i < covariates; ++i)
        made.design.names.push_back("x" + std::to_string(i));
    for (std::size_t row = 0; row < n; ++row) {
        made.design.x(row, 0) = 1;
        made.design.x(row, 1) = rng.bernoulli(.4) ? 1 : 0;
        double mean = .5 * made.design.x(row, 1);
        for (std::size_t i = 0; i < covariates; ++i) {
            const double normal = rng.normal();
            made.design.x(row, 2 + i) = i == 0 ? std::exp(normal) : 40 + 10 * normal;
            mean += .1 * normal;
        }
        made.y.push_back(mean + rng.normal() * (1 + made.design.x(row, 1)));
        made.weights.push_back(.5 + rng.uniform01());
        made.clusters.push_back(row < 7 ? row : 7 * rng.uniform(7) / (1 + row % 3) % 7);
    }
    return made;
}

} // namespace evenhand::statistics::simulated
