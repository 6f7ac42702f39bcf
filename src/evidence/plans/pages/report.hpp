#pragma once

#include "evidence/plans/plan.hpp"
#include "evidence/plans/result.hpp"
#include "evidence/plans/results_json.hpp"

#include <string>

namespace evenhand::plans {

/// The results as one page that needs nothing else: no script, no other file, no other host. Each
/// chart stands beside the table of its numbers.
std::string report(const Plan& plan, const PlanResult& result, const Provenance& from);

} // namespace evenhand::plans
