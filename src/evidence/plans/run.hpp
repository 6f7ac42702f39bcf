#pragma once

#include "evidence/plans/plan.hpp"
#include "evidence/plans/result.hpp"
#include "statistics/data_set.hpp"

#include <cstddef>
#include <functional>

namespace evenhand::plans {

/// Told after each analysis.
using Told = std::function<void(std::size_t done, std::size_t of)>;

/// Runs every analysis of a plan. Mistakes of the plan against the data stop it, with their lines;
/// an analysis that cannot be done says so in its own place.
Result<PlanResult, protocol::ProtocolErrors> run_plan(const Plan& plan, statistics::DataSet data,
                                                      const Told& told = {});

} // namespace evenhand::plans
