#pragma once

#include "statistics/design.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace evenhand::statistics {

/// How the columns of a basis were made independent of each other.
enum class Factorisation { cholesky, orthogonal };

/// An orthonormal basis U = W^(1/2) X L of the columns of a design. Its rows are asked for by
/// blocks: kept where they are few, otherwise made when they are asked for, to the same last bit.
/// Every least-squares quantity is short in it: leverages are |u_i|^2, coefficients L U'y, and any
/// covariance is L M L' of a small middle M.
///
/// Columns are centred on exact means (where there is an intercept) and scaled to length one before
/// they are multiplied (statistics.md 7). Ten thousand rows and more: Cholesky of the products,
/// given up for the orthogonal way if a pivot falls under 1e-8. Fewer: blocks of Householder
/// reflections, stacked. A column whose part outside those before it is under 1e-7 of its length is
/// aliased and left out, as R's lm does; so is one that never varies beside an intercept.
class Basis
{
public:
    static constexpr std::size_t block_rows = 512;

    /// The design and the weights must outlive the basis. Weights are positive, one a row, or none.
    static Outcome<Basis> make(const Design& design, std::span<const double> weights = {});

    [[nodiscard]] std::size_t rows() const { return design_->x.rows(); }
    /// How many columns are kept.
    [[nodiscard]] std::size_t rank() const { return kept_.size(); }
    [[nodiscard]] const std::vector<std::size_t>& kept() const { return kept_; }
    [[nodiscard]] std::vector<std::string> kept_names() const;
    [[nodiscard]] std::vector<std::string> aliased_names() const;
    [[nodiscard]] Factorisation factorisation() const { return factorisation_; }
    [[nodiscard]] const Design& design() const { return *design_; }
    [[nodiscard]] std::span<const double> weights() const { return weights_; }
    /// L: a column of it for each of the basis, a row for each kept column of the design.
    [[nodiscard]] const Matrix& root() const { return root_; }

    /// Calls `visit(first, count, block)` over all rows in order: rows first to first + count - 1
    /// of U are the top of `block`.
    template <class Visit>
    void for_blocks(Visit&& visit) const
    {
        const bool kept = !blocks_.empty();
        Matrix block(kept ? 0 : block_rows, rank());
        Matrix standardised(kept ? 0 : block_rows, candidates_.size());
        for (std::size_t first = 0; first < rows(); first += block_rows) {
            const std::size_t count = std::min(block_rows, rows() - first);
            if (!kept) make_rows(first, count, standardised, block);
            visit(first, count, kept ? blocks_[first / block_rows] : std::as_const(block));
        }
    }

    /// L m, which is in the terms of the design, of a vector in the basis.
    [[nodiscard]] std::vector<double> from_basis(std::span<const double> in_basis) const;
    /// L M L'.
    [[nodiscard]] Matrix covariance_from_basis(const Matrix& middle) const;

private:
    Basis(const Design& design, std::span<const double> weights)
        : design_(&design), weights_(weights)
    {
    }

    [[nodiscard]] bool has_intercept() const { return design_->intercept == Intercept::first; }
    Outcome<void> measure();
    void standardised_rows(std::size_t first, std::size_t count, Matrix& block) const;
    [[nodiscard]] bool factorise_by_products();
    void factorise_by_reflections();
    void set_root();
    [[nodiscard]] bool is_kept() const;
    void keep_rows();
    void make_rows(std::size_t first, std::size_t count, Matrix& standardised, Matrix& block) const;

    const Design* design_;
    std::span<const double> weights_;
    std::vector<double> centres_;         ///< of each candidate column
    std::vector<double> scales_;          ///< one over the length of the centred column
    std::vector<std::size_t> candidates_; ///< columns that vary
    std::vector<std::size_t> kept_;       ///< columns of the design
    std::vector<std::size_t> kept_candidates_;
    Matrix inverse_; ///< of the triangular factor of the standardised columns that are kept
    Matrix root_;
    std::vector<Matrix> blocks_; ///< of U, where they are kept
    Factorisation factorisation_ = Factorisation::orthogonal;
};

} // namespace evenhand::statistics
