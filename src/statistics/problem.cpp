#include "statistics/problem.hpp"

#include "core/words.hpp"

#include <fmt/format.h>

namespace evenhand::statistics {

namespace problem {

/// `{}` stands for what the problem is about.
constexpr std::array faults = {
    Words{Fault::no_rows, "no_rows", "No row has all the values that are needed{}."},
    Words{Fault::too_few_rows, "too_few_rows", "There are too few rows for what is to be found{}."},
    Words{Fault::no_column, "no_column", "The data have no such column{}."},
    Words{Fault::wrong_type, "wrong_type", "A column is of the wrong type for this use{}."},
    Words{Fault::no_variation, "no_variation", "All values are the same{}."},
    Words{Fault::not_binary, "not_binary", "The values must be 0 and 1{}."},
    Words{Fault::one_arm, "one_arm", "An arm has too few rows to be compared{}."},
    Words{Fault::one_cluster, "one_cluster", "Errors by cluster need two clusters or more{}."},
    Words{
        Fault::lone_row, "lone_row",
        "One row alone fixes a coefficient, so HC2 and HC3 errors do not exist: use HC1, or leave "
        "the term out{}."},
    Words{Fault::perfect_fit, "perfect_fit",
          "The model fits every row without error, so there is no standard error{}."},
    Words{Fault::bad_weight, "bad_weight",
          "Weights must be positive and finite; leave rows out by a filter{}."},
    Words{Fault::not_finite, "not_finite",
          "The numbers are too large or too small to work with{}."},
    Words{Fault::separated, "separated",
          "The outcome is predicted without error, so its coefficient has no end: use Firth's "
          "method, or leave the term out{}."},
    Words{Fault::no_convergence, "no_convergence", "The steps did not settle on an answer{}."},
    Words{Fault::no_events, "no_events", "Nothing happened to anyone{}."},
    Words{Fault::out_of_range, "out_of_range", "A number is outside the range it may have{}."},
    Words{Fault::all_missing, "all_missing", "Every value is missing{}."},
};

} // namespace problem

std::string_view name(Fault fault)
{
    return words_of(problem::faults, fault).name;
}

std::string sentence(const Problem& problem)
{
    const std::string about = problem.about.empty() ? "" : fmt::format(" ({})", problem.about);
    return fmt::format(fmt::runtime(words_of(problem::faults, problem.fault).label), about);
}

} // namespace evenhand::statistics
