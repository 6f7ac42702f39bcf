#pragma once

#include "statistics/least_squares.hpp"

#include <string_view>

namespace evenhand::statistics {

/// How the errors of a fit are taken: alike in all rows, or each row by its own residual.
enum class ErrorKind { classical, hc0, hc1, hc2, hc3 };
/// As in results: "HC2".
std::string_view name(ErrorKind kind);
std::optional<ErrorKind> error_kind(std::string_view name);

/// The covariance of the kept coefficients. A Problem if a row has leverage one (HC2, HC3).
Outcome<Matrix> covariance(const LeastSquares& fit, ErrorKind kind);

/// Each kept coefficient with t on rows less columns.
Outcome<std::vector<Estimate>> estimates(const LeastSquares& fit, ErrorKind kind, double level);

} // namespace evenhand::statistics
