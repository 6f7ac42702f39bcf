#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace evenhand::statistics {

/// Numbers in rows and columns, column after column, as Eigen and LAPACK keep them.
class Matrix
{
public:
    Matrix() = default;
    Matrix(std::size_t rows, std::size_t columns)
        : rows_(rows), columns_(columns), values_(rows * columns)
    {
    }

    [[nodiscard]] std::size_t rows() const { return rows_; }
    [[nodiscard]] std::size_t columns() const { return columns_; }
    double& operator()(std::size_t row, std::size_t column)
    {
        return values_[row + column * rows_];
    }
    double operator()(std::size_t row, std::size_t column) const
    {
        return values_[row + column * rows_];
    }
    [[nodiscard]] std::span<double> column(std::size_t at)
    {
        return std::span(values_).subspan(at * rows_, rows_);
    }
    [[nodiscard]] std::span<const double> column(std::size_t at) const
    {
        return std::span(values_).subspan(at * rows_, rows_);
    }
    double* data() { return values_.data(); }
    [[nodiscard]] const double* data() const { return values_.data(); }

private:
    std::size_t rows_ = 0;
    std::size_t columns_ = 0;
    std::vector<double> values_;
};

/// The value of an expression of Eigen's, whose matrices keep their numbers in the same order.
template <class Expression>
Matrix matrix_of(const Expression& expression)
{
    const auto& from = expression.eval();
    Matrix to(static_cast<std::size_t>(from.rows()), static_cast<std::size_t>(from.cols()));
    std::copy(from.data(), from.data() + from.size(), to.data());
    return to;
}

} // namespace evenhand::statistics
