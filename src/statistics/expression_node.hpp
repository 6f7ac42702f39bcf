#pragma once

#include "statistics/expression.hpp"

namespace evenhand::statistics {

enum class Operation {
    number,
    text,
    name,
    either,
    both,
    negation,
    equal,
    unequal,
    less,
    at_most,
    greater,
    at_least,
    among,
    plus,
    minus,
    times,
    divide,
    power,
    opposite,
    is_missing,
    choose,
    log,
    exp,
    sqrt,
    abs,
    floor,
    ceiling,
    round,
    min,
    max,
    date,
    year,
};

/// One operation and what it is done to.
struct ExpressionNode
{
    Operation operation = Operation::number;
    std::size_t at = 0;
    double number = 0;
    std::string text = {}; ///< of a text or a name
    std::vector<ExpressionNode> parts = {};
};

} // namespace evenhand::statistics
