#pragma once

#include "evidence/plans/plan.hpp"
#include "evidence/plans/result.hpp"
#include "statistics/data_set.hpp"

#include <vector>

namespace evenhand::plans {

/// The data of a plan: with what is derived, a row for each person, and without those that filters
/// leave out.
struct Prepared
{
    statistics::DataSet data;
    std::size_t rows = 0;
    std::size_t people = 0;
    std::vector<FilterCount> filters = {};
};

/// Mistakes carry the line of the plan: a column that is not there, an expression that has no value
/// in some row, counts of people that are no counts.
Result<Prepared, protocol::ProtocolErrors> prepare(const Plan& plan, statistics::DataSet data);

/// The columns that an analysis needs in every row, without those that only predict what is
/// missing.
std::vector<std::string> needed_columns(const Analysis& analysis);

/// The name under which the blocks of an analysis stand in its data, joined into one category.
inline constexpr std::string_view block_column = "block";

/// The rows of one analysis: its group, its two arms as 0 and 1 under their own name, its blocks.
struct Working
{
    statistics::DataSet data;
    std::size_t n_outside = 0;
};
Result<Working, std::string> working_data(const Plan& plan, const Analysis& analysis,
                                          const statistics::DataSet& data);

/// These rows, where categories keep only the levels that somebody has, as in R's factor().
statistics::DataSet rows_of(const statistics::DataSet& data, const std::vector<std::size_t>& rows);

} // namespace evenhand::plans
