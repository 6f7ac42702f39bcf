#pragma once

#include "evidence/plans/plan.hpp"
#include "evidence/plans/result.hpp"

#include <string>

namespace evenhand::plans {

/// From what and by what the results were made; hashes are SHA-256 in hexadecimal.
struct Provenance
{
    std::string program; ///< "evenhand 0.1.0"
    std::string plan_file;
    std::string plan_hash;
    std::string data_file;
    std::string data_hash;
};

/// One JSON object, indented, with the names of the golden results: n, terms, coef, se, df, p,
/// ci_low, ci_high. What has no value is null.
std::string results_json(const Plan& plan, const PlanResult& result, const Provenance& from);

} // namespace evenhand::plans
