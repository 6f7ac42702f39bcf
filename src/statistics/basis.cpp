// Centred and scaled Cholesky with a way out through QR: Golub & Van Loan (2013) sections 5.3.7 and
// 5.2; stacking blocks of rows is Demmel, Grigori, Hoemmen & Langou (2012), TSQR. The limit for
// aliasing is that of R's dqrdc2. Departure from R: columns are centred first where there is an
// intercept, so that 1e12 + noise is told from a constant, which R's own limit cannot.
#include "statistics/basis.hpp"

#include "core/check.hpp"
#include "statistics/mean.hpp"

#include <Eigen/Cholesky>
#include <Eigen/QR>

#include <algorithm>
#include <cmath>
#include <limits>

namespace evenhand::statistics {

namespace basis {

using Eigen::Index;
using Map = Eigen::Map<Eigen::MatrixXd, 0, Eigen::OuterStride<>>;
using ConstMap = Eigen::Map<const Eigen::MatrixXd, 0, Eigen::OuterStride<>>;

constexpr std::size_t fewest_rows_for_products = 10000;
constexpr double smallest_pivot = 1e-4; ///< of a column of length one: 1e-8 squared
constexpr double aliased_below = 1e-7;
/// A spread of less than this share of the mean is rounding in what was written.
constexpr double constant_below = 1e-13;
constexpr std::size_t few_rows = 64;
/// The basis of so many numbers is kept (256 MiB): making its rows anew for each use costs more
/// than reading them.
constexpr std::size_t most_numbers_kept = std::size_t{1} << 25;

ConstMap top_of(const Matrix& block, std::size_t count)
{
    return {block.data(), static_cast<Index>(count), static_cast<Index>(block.columns()),
            Eigen::OuterStride<>(static_cast<Index>(block.rows()))};
}

Map top_of(Matrix& block, std::size_t count)
{
    return {block.data(), static_cast<Index>(count), static_cast<Index>(block.columns()),
            Eigen::OuterStride<>(static_cast<Index>(block.rows()))};
}

struct Moments
{
    double centre = 0;
    double length = 0; ///< of the centred column
};

Moments moments_of(std::span<const double> x, std::span<const double> weights, bool centred)
{
    const double centre = centred ? mean_of(x, weights) : 0;
    const auto square = [&](std::size_t row) { return (x[row] - centre) * (x[row] - centre); };
    const double squares =
        weights.empty()
            ? sum_in_lanes(x.size(), square)
            : sum_in_lanes(x.size(), [&](std::size_t row) { return weights[row] * square(row); });
    return {centre, std::sqrt(squares)};
}

bool is_constant(std::span<const double> x)
{
    // Most columns vary within their first rows.
    for (const std::size_t rows : {std::min(x.size(), few_rows), x.size()}) {
        const auto [low, high] = std::ranges::minmax(x.first(rows));
        if (high - low > constant_below * std::max(std::abs(low), std::abs(high))) return false;
    }
    return true;
}

/// Gram-Schmidt, done twice over, on the columns of a small triangle in their order. Those that are
/// kept, and their factor.
struct Reduced
{
    std::vector<std::size_t> kept;
    Eigen::MatrixXd factor;
};

Reduced reduce(const Eigen::MatrixXd& triangle)
{
    const Index size = triangle.cols();
    Eigen::MatrixXd directions(triangle.rows(), size);
    Eigen::MatrixXd factor = Eigen::MatrixXd::Zero(size, size);
    std::vector<std::size_t> kept;
    for (Index column = 0; column < size; ++column) {
        const auto rank = static_cast<Index>(kept.size());
        Eigen::VectorXd left = triangle.col(column);
        Eigen::VectorXd along = Eigen::VectorXd::Zero(rank);
        for (int pass = 0; pass < 2; ++pass) {
            const Eigen::VectorXd part = directions.leftCols(rank).transpose() * left;
            left -= directions.leftCols(rank) * part;
            along += part;
        }
        const double length = left.norm();
        if (length <= aliased_below * triangle.col(column).norm()) continue;
        factor.col(rank).head(rank) = along;
        factor(rank, rank) = length;
        directions.col(rank) = left / length;
        kept.push_back(static_cast<std::size_t>(column));
    }
    const auto rank = static_cast<Index>(kept.size());
    return {kept, factor.topLeftCorner(rank, rank)};
}

Eigen::MatrixXd inverse_of(const Eigen::MatrixXd& upper)
{
    return upper.triangularView<Eigen::Upper>().solve(
        Eigen::MatrixXd::Identity(upper.rows(), upper.cols()));
}

std::vector<std::size_t> first_numbers(std::size_t count)
{
    std::vector<std::size_t> numbers(count);
    for (std::size_t i = 0; i < count; ++i)
        numbers[i] = i;
    return numbers;
}

} // namespace basis

Outcome<Basis> Basis::make(const Design& design, std::span<const double> weights)
{
    CHECK(weights.empty() || weights.size() == design.x.rows());
    const auto good = [](double weight) { return std::isfinite(weight) && weight > 0; };
    if (!std::ranges::all_of(weights, good)) return refuse(Problem{Fault::bad_weight});
    if (design.x.rows() == 0) return refuse(Problem{Fault::no_rows});
    Basis made(design, weights);
    if (auto measured = made.measure(); !measured) return refuse(std::move(measured).error());
    const bool large = made.rows() >= basis::fewest_rows_for_products;
    if (!large || !made.factorise_by_products()) made.factorise_by_reflections();
    made.set_root();
    if (made.is_kept()) made.keep_rows();
    return made;
}

Outcome<void> Basis::measure()
{
    for (std::size_t column = 0; column < design_->x.columns(); ++column) {
        const auto x = design_->x.column(column);
        const bool is_intercept = has_intercept() && column == 0;
        const bool centred = has_intercept() && !is_intercept;
        if (centred && basis::is_constant(x)) continue;
        const auto moments = basis::moments_of(x, weights_, centred);
        if (!std::isfinite(moments.length))
            return refuse(Problem{Fault::not_finite, design_->names[column]});
        if (moments.length < std::numeric_limits<double>::min()) continue;
        candidates_.push_back(column);
        centres_.push_back(moments.centre);
        scales_.push_back(1 / moments.length);
    }
    if (candidates_.empty()) return refuse(Problem{Fault::no_variation});
    return {};
}

/// W^(1/2) (x - centre) / length.
void Basis::standardised_rows(std::size_t first, std::size_t count, Matrix& block) const
{
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
        const auto from = design_->x.column(candidates_[i]).subspan(first, count);
        const auto to = block.column(i);
        const double centre = centres_[i];
        const double scale = scales_[i];
        for (std::size_t row = 0; row < count; ++row)
            to[row] = (from[row] - centre) * scale;
    }
    if (weights_.empty()) return;
    for (std::size_t row = 0; row < count; ++row) {
        const double root = std::sqrt(weights_[first + row]);
        for (std::size_t i = 0; i < candidates_.size(); ++i)
            block(row, i) *= root;
    }
}

bool Basis::factorise_by_products()
{
    const auto size = static_cast<Eigen::Index>(candidates_.size());
    Eigen::MatrixXd products = Eigen::MatrixXd::Zero(size, size);
    Matrix block(block_rows, candidates_.size());
    for (std::size_t first = 0; first < rows(); first += block_rows) {
        const std::size_t count = std::min(block_rows, rows() - first);
        standardised_rows(first, count, block);
        products.selfadjointView<Eigen::Lower>().rankUpdate(
            basis::top_of(std::as_const(block), count).transpose());
        if (is_kept()) blocks_.push_back(block);
    }
    const Eigen::LLT<Eigen::MatrixXd> cholesky(products.selfadjointView<Eigen::Lower>());
    if (cholesky.info() != Eigen::Success) return false;
    const Eigen::MatrixXd upper = cholesky.matrixU();
    if (upper.diagonal().minCoeff() < basis::smallest_pivot) return false;
    kept_candidates_ = basis::first_numbers(candidates_.size());
    inverse_ = matrix_of(basis::inverse_of(upper));
    factorisation_ = Factorisation::cholesky;
    return true;
}

void Basis::factorise_by_reflections()
{
    const auto size = static_cast<Eigen::Index>(candidates_.size());
    Eigen::MatrixXd triangle = Eigen::MatrixXd::Zero(size, size);
    Matrix block(block_rows, candidates_.size());
    for (std::size_t first = 0; first < rows(); first += block_rows) {
        const std::size_t count = std::min(block_rows, rows() - first);
        standardised_rows(first, count, block);
        Eigen::MatrixXd stacked(size + static_cast<Eigen::Index>(count), size);
        stacked << triangle, basis::top_of(block, count);
        const Eigen::HouseholderQR<Eigen::MatrixXd> reflected(stacked);
        triangle = reflected.matrixQR().topRows(size).triangularView<Eigen::Upper>();
    }
    auto reduced = basis::reduce(triangle);
    kept_candidates_ = std::move(reduced.kept);
    inverse_ = matrix_of(basis::inverse_of(reduced.factor));
    factorisation_ = Factorisation::orthogonal;
}

/// L = T A: A undoes the triangle, T the scaling and, in the row of the intercept, the centring.
void Basis::set_root()
{
    kept_.clear();
    root_ = Matrix(kept_candidates_.size(), kept_candidates_.size());
    for (std::size_t i = 0; i < kept_candidates_.size(); ++i) {
        kept_.push_back(candidates_[kept_candidates_[i]]);
        const double scale = scales_[kept_candidates_[i]];
        for (std::size_t j = 0; j < kept_candidates_.size(); ++j)
            root_(i, j) = inverse_(i, j) * scale;
    }
    if (!has_intercept()) return;
    for (std::size_t j = 0; j < rank(); ++j) {
        double shift = 0;
        for (std::size_t i = 1; i < rank(); ++i)
            shift += centres_[kept_candidates_[i]] * root_(i, j);
        root_(0, j) -= shift;
    }
}

bool Basis::is_kept() const
{
    return rows() * candidates_.size() <= basis::most_numbers_kept;
}

/// The products have left the standardised rows, from which the others are made in their place.
void Basis::keep_rows()
{
    if (factorisation_ == Factorisation::cholesky) {
        const auto inverse = basis::top_of(std::as_const(inverse_), rank());
        Eigen::MatrixXd made;
        for (Matrix& block : blocks_) {
            auto rows = basis::top_of(block, block_rows);
            made.noalias() = rows * inverse;
            rows = made;
        }
        return;
    }
    std::vector<Matrix> blocks;
    blocks_.clear();
    for_blocks([&](std::size_t, std::size_t, const Matrix& block) { blocks.push_back(block); });
    blocks_ = std::move(blocks);
}

void Basis::make_rows(std::size_t first, std::size_t count, Matrix& standardised,
                      Matrix& block) const
{
    standardised_rows(first, count, standardised);
    const auto from = basis::top_of(std::as_const(standardised), count);
    const auto inverse = basis::top_of(inverse_, rank());
    auto to = basis::top_of(block, count);
    if (rank() == candidates_.size()) {
        to.noalias() = from * inverse;
        return;
    }
    Eigen::MatrixXd chosen(from.rows(), static_cast<Eigen::Index>(rank()));
    for (std::size_t i = 0; i < rank(); ++i) {
        chosen.col(static_cast<Eigen::Index>(i)) =
            from.col(static_cast<Eigen::Index>(kept_candidates_[i]));
    }
    to.noalias() = chosen * inverse;
}

std::vector<std::string> Basis::kept_names() const
{
    std::vector<std::string> names;
    for (const std::size_t column : kept_)
        names.push_back(design_->names[column]);
    return names;
}

std::vector<std::string> Basis::aliased_names() const
{
    std::vector<std::string> names;
    for (std::size_t column = 0; column < design_->names.size(); ++column) {
        if (!std::ranges::binary_search(kept_, column)) names.push_back(design_->names[column]);
    }
    return names;
}

std::vector<double> Basis::from_basis(std::span<const double> in_basis) const
{
    CHECK(in_basis.size() == rank());
    std::vector<double> terms(rank(), 0);
    for (std::size_t j = 0; j < rank(); ++j) {
        for (std::size_t i = 0; i < rank(); ++i)
            terms[i] += root_(i, j) * in_basis[j];
    }
    return terms;
}

Matrix Basis::covariance_from_basis(const Matrix& middle) const
{
    const auto root = basis::top_of(root_, rank());
    const Eigen::MatrixXd whole = root * basis::top_of(middle, rank()) * root.transpose();
    return matrix_of(whole);
}

} // namespace evenhand::statistics
