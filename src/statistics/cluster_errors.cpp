// Cluster-robust covariance: Liang & Zeger (1986); CR2 and its degrees of freedom are Bell &
// McCaffrey (2002) and Pustejovsky & Tipton (2018), equations 4 and 11, with the identity as the
// working model (with weights: errors of variance 1/w).
//
// In an orthonormal basis with rows U_g and residuals e_g of cluster g, write M_g = U_g'U_g and
// B_g = (I - M_g)^(-1/2). The adjusted score U_g'(I - U_g U_g')^(-1/2) e_g is B_g U_g'e_g, so
// nothing is larger than columns by columns. The degrees of freedom of a coefficient with direction
// a in the basis are those of a sum of squares of p_g'e, where p_g'p_h is 0 or v_g'M_g v_g less
// (M_g v_g)'(M_h v_h), with v_g = B_g a: no clusters-by-clusters table is needed.
#include "statistics/cluster_errors.hpp"

#include "core/check.hpp"
#include "core/words.hpp"

#include <Eigen/Eigenvalues>

#include <cmath>
#include <unordered_map>

namespace evenhand::statistics {

namespace cluster_errors {

constexpr std::array kinds = {
    Words{ClusterKind::cr0, "CR0"},
    Words{ClusterKind::cr1, "CR1"},
    Words{ClusterKind::cr2, "CR2"},
};

/// A cluster that alone fixes a direction has nothing left to be corrected there: the generalised
/// inverse leaves it out.
constexpr double fixed_below = 1e-10;

struct Cluster
{
    Eigen::VectorXd score;    ///< U_g'e_g
    Eigen::MatrixXd products; ///< M_g
    Eigen::MatrixXd adjust;   ///< B_g
};

std::vector<Cluster> gather(const LeastSquares& fit, std::span<const std::size_t> cluster_of_row)
{
    const auto rank = static_cast<Eigen::Index>(fit.rank());
    const std::size_t count = *std::ranges::max_element(cluster_of_row) + 1;
    std::vector<Cluster> clusters(
        count, {Eigen::VectorXd::Zero(rank), Eigen::MatrixXd::Zero(rank, rank), {}});
    Eigen::VectorXd row_of_basis(rank);
    fit.basis.for_blocks([&](std::size_t first, std::size_t rows, const Matrix& block) {
        for (std::size_t row = 0; row < rows; ++row) {
            for (std::size_t j = 0; j < fit.rank(); ++j)
                row_of_basis[static_cast<Eigen::Index>(j)] = block(row, j);
            Cluster& cluster = clusters[cluster_of_row[first + row]];
            cluster.score += fit.scaled_residual(first + row) * row_of_basis;
            cluster.products += row_of_basis * row_of_basis.transpose();
        }
    });
    return clusters;
}

/// (I - M)^(-1/2).
Eigen::MatrixXd adjustment(const Eigen::MatrixXd& products)
{
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(products);
    Eigen::VectorXd roots = solver.eigenvalues();
    for (double& value : roots)
        value = 1 - value < fixed_below ? 0 : 1 / std::sqrt(1 - value);
    return solver.eigenvectors() * roots.asDiagonal() * solver.eigenvectors().transpose();
}

Matrix sum_of_scores(const std::vector<Cluster>& clusters, ClusterKind kind)
{
    const Eigen::Index rank = clusters[0].score.size();
    Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(rank, rank);
    for (const Cluster& cluster : clusters) {
        const Eigen::VectorXd score = kind == ClusterKind::cr2
                                          ? Eigen::VectorXd(cluster.adjust * cluster.score)
                                          : cluster.score;
        sum += score * score.transpose();
    }
    Matrix middle(static_cast<std::size_t>(rank), static_cast<std::size_t>(rank));
    std::copy(sum.data(), sum.data() + sum.size(), middle.data());
    return middle;
}

/// (sum of p_g'p_g)^2 / sum of all (p_g'p_h)^2.
double satterthwaite(const std::vector<Cluster>& clusters, const Eigen::VectorXd& direction)
{
    double trace = 0;
    double squares = 0;
    Eigen::MatrixXd shared = Eigen::MatrixXd::Zero(direction.size(), direction.size());
    for (const Cluster& cluster : clusters) {
        const Eigen::VectorXd adjusted = cluster.adjust * direction;
        const Eigen::VectorXd projected = cluster.products * adjusted;
        const double lost = projected.squaredNorm();
        const double own = adjusted.dot(projected) - lost;
        trace += own;
        squares += own * own - lost * lost;
        shared += projected * projected.transpose();
    }
    return trace * trace / (squares + shared.squaredNorm());
}

std::vector<double> degrees_of_freedom(const LeastSquares& fit,
                                       const std::vector<Cluster>& clusters)
{
    std::vector<double> df;
    Eigen::VectorXd direction(static_cast<Eigen::Index>(fit.rank()));
    for (std::size_t i = 0; i < fit.rank(); ++i) {
        for (std::size_t j = 0; j < fit.rank(); ++j)
            direction[static_cast<Eigen::Index>(j)] = fit.basis.root()(i, j);
        df.push_back(satterthwaite(clusters, direction));
    }
    return df;
}

/// What CR1 multiplies CR0 by.
double stata_factor(const LeastSquares& fit, std::size_t clusters)
{
    const auto groups = static_cast<double>(clusters);
    const auto rows = static_cast<double>(fit.rows());
    return groups / (groups - 1) * (rows - 1) / fit.residual_df();
}

} // namespace cluster_errors

std::string_view name(ClusterKind kind)
{
    return words_of(cluster_errors::kinds, kind).name;
}

std::optional<ClusterKind> cluster_kind(std::string_view name)
{
    return value_named(cluster_errors::kinds, name);
}

std::vector<std::size_t> numbered(std::span<const double> values)
{
    std::unordered_map<double, std::size_t> numbers;
    std::vector<std::size_t> result;
    result.reserve(values.size());
    for (const double value : values) {
        CHECK(!is_missing(value));
        result.push_back(numbers.try_emplace(value, numbers.size()).first->second);
    }
    return result;
}

Outcome<ClusterErrors> cluster_covariance(const LeastSquares& fit,
                                          std::span<const std::size_t> cluster_of_row,
                                          ClusterKind kind)
{
    CHECK(cluster_of_row.size() == fit.rows());
    auto clusters = cluster_errors::gather(fit, cluster_of_row);
    if (clusters.size() < 2) return refuse(Problem{Fault::one_cluster});
    ClusterErrors errors{{}, {}, clusters.size()};
    if (kind == ClusterKind::cr2) {
        for (auto& cluster : clusters)
            cluster.adjust = cluster_errors::adjustment(cluster.products);
        errors.df = cluster_errors::degrees_of_freedom(fit, clusters);
    } else {
        errors.df.assign(fit.rank(), static_cast<double>(clusters.size() - 1));
    }
    errors.covariance =
        fit.basis.covariance_from_basis(cluster_errors::sum_of_scores(clusters, kind));
    if (kind == ClusterKind::cr1) {
        const double factor = cluster_errors::stata_factor(fit, clusters.size());
        for (std::size_t i = 0; i < fit.rank(); ++i) {
            for (double& value : errors.covariance.column(i))
                value *= factor;
        }
    }
    return errors;
}

Outcome<std::vector<Estimate>> cluster_estimates(const LeastSquares& fit,
                                                 std::span<const std::size_t> cluster_of_row,
                                                 ClusterKind kind, double level)
{
    const ClusterErrors errors = TRY(cluster_covariance(fit, cluster_of_row, kind));
    std::vector<Estimate> all;
    for (std::size_t i = 0; i < fit.rank(); ++i) {
        const double se = std::sqrt(std::max(errors.covariance(i, i), 0.0));
        if (!std::isfinite(errors.df[i])) return refuse(Problem{Fault::one_cluster});
        all.push_back(TRY(estimate_of(fit.coefficients[i], se, errors.df[i], level)));
    }
    return all;
}

} // namespace evenhand::statistics
