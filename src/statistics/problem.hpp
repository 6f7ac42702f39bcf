#pragma once

#include "core/result.hpp"

#include <string>
#include <string_view>

namespace evenhand::statistics {

/// Why a number cannot be given.
enum class Fault {
    no_rows,
    too_few_rows,
    no_column,
    wrong_type,
    no_variation,
    not_binary,
    one_arm,
    one_cluster,
    lone_row,
    perfect_fit,
    bad_weight,
    not_finite,
    separated,
    no_convergence,
    no_events,
    out_of_range,
    all_missing,
};

/// A refusal to give a number, about something by name: a column, a term, a margin.
struct Problem
{
    Fault fault;
    std::string about = {};

    friend bool operator==(const Problem&, const Problem&) = default;
};

/// A stable name for results and tests: "too_few_rows".
std::string_view name(Fault fault);
/// What is wrong and what to do, in one sentence.
std::string sentence(const Problem& problem);

template <class T>
using Outcome = Result<T, Problem>;

} // namespace evenhand::statistics
