#pragma once

#include "statistics/data_set.hpp"
#include "statistics/matrix.hpp"
#include "statistics/problem.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace evenhand::statistics {

enum class Intercept { none, first };

/// The columns of a model by name. With an intercept, the first column is all ones.
struct Design
{
    std::vector<std::string> names;
    Matrix x;
    Intercept intercept = Intercept::first;
};

/// One column as a model sees it: itself, or its dummies.
struct Terms
{
    std::vector<std::string> names;
    std::vector<std::vector<double>> values;
};

/// A category becomes one column of 0 and 1 for each level after the first, named by column and
/// level ("siteCV"): R's treatment contrasts. A truth is one column named "femaleTRUE"; numbers and
/// dates are themselves.
Terms terms_of(const Column& column);

/// The rows in which none of these columns is missing. A Problem if a column is not there or no row
/// is left.
Outcome<std::vector<std::size_t>> complete_rows(const DataSet& data,
                                                std::span<const std::string> columns);

/// The model of these columns over all rows, which must be complete.
Outcome<Design> design_of(const DataSet& data, std::span<const std::string> columns,
                          Intercept intercept = Intercept::first);

/// The values of a numeric column. A Problem if it is not there, or is a category.
Outcome<std::vector<double>> numbers_of(const DataSet& data, const std::string& column);

/// 0 and 1 alone, and both of them. A Problem otherwise.
Outcome<std::vector<double>> binary_of(const DataSet& data, const std::string& column);

/// Adds a column at the end.
void add_column(Design& design, std::string name, std::span<const double> values);

} // namespace evenhand::statistics
