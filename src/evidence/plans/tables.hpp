#pragma once

#include "evidence/plans/plan.hpp"
#include "evidence/plans/result.hpp"

#include <string>
#include <vector>

namespace evenhand::plans {

struct TableFile
{
    std::string name; ///< "effects.csv"
    std::string text;
};

/// The results as CSV: effects, terms, diagnostics, subgroups, balance and curves, one table each;
/// a table without rows is left out. Numbers have the fewest digits that read back to the same
/// bits.
std::vector<TableFile> tables(const Plan& plan, const PlanResult& result);

} // namespace evenhand::plans
