#pragma once

#include "core/result.hpp"
#include "statistics/data_set.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

// Derived columns and row filters as they stand in a plan: `age >= 25 and site in ("NE", "LC")`,
// `if(missing(work1), 0, work1 = "psyemp")`, `log(earnings + 1)`, `seen - randomised`.
//
//   or, and, not · = != < <= > >= · in ("a", "b") · + - * / ^ · numbers, "text", names, `odd names`
//   missing(x) if(condition, then, else) log exp sqrt abs floor ceiling round min(a, b) max(a, b)
//   date("2018-05-21") year(d)
//
// A missing value makes what is made of it missing, but for what is known all the same: false and
// missing is false, true or missing is true. Dates less dates are days. What has no value, such as
// the logarithm of -1, is an error with its row, never a missing value.

namespace evenhand::statistics {

struct ExpressionError
{
    std::size_t at = 0; ///< in the text, from 0; for a row's error, where its operation stands
    std::string sentence;
};

struct ExpressionNode;

/// A text that was understood. Cheap to copy.
class Expression
{
public:
    static Result<Expression, ExpressionError> parse(std::string_view text);

    /// The columns it names, each once.
    [[nodiscard]] std::vector<std::string> names() const;
    /// What was understood, for whoever writes it in another language.
    [[nodiscard]] const ExpressionNode& root() const { return *root_; }
    /// A column of that name with a value for each row.
    [[nodiscard]] Result<Column, ExpressionError> evaluate(const DataSet& data,
                                                           std::string name) const;

private:
    explicit Expression(std::shared_ptr<const ExpressionNode> root) : root_(std::move(root)) {}

    std::shared_ptr<const ExpressionNode> root_;
};

/// The rows for which a condition is true; where it is missing, the row is left out. An error if it
/// is no condition.
Result<std::vector<std::size_t>, ExpressionError> rows_where(const Expression& condition,
                                                             const DataSet& data);

} // namespace evenhand::statistics
