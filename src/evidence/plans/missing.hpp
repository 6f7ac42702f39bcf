#pragma once

#include "evidence/plans/estimators.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace evenhand::plans {

/// What a method gives, and how many rows it used.
struct Counted
{
    Fitted fitted;
    std::size_t n = 0;
    std::size_t n_missing = 0;
};

/// What takes part in filling gaps: the analysis without what is never filled, and what helps.
std::vector<std::string> columns_to_fill(const Analysis& analysis);
/// What is never filled: the arm, blocks, clusters and weights.
std::vector<std::string> columns_never_filled(const Analysis& analysis);

/// One analysis on these rows, with what is missing treated as its rule says.
statistics::Outcome<Counted> fit_with_missing(const Fitting& fitting);

} // namespace evenhand::plans
