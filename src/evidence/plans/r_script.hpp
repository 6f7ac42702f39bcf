#pragma once

#include "evidence/plans/plan.hpp"
#include "evidence/plans/results_json.hpp"

#include <string>
#include <string_view>

namespace evenhand::plans {

/// An R script that gives the same numbers from the same file, for a place that takes reviewable
/// code and no foreign program: base R and the Debian packages r-cran-estimatr, r-cran-sandwich,
/// r-cran-survival and r-cran-mice, each only where the plan needs it. `Rscript analysis.R DATA.csv
/// OUT.csv`. What chance decides, and what R's packages do not have, it names and leaves out.
std::string r_script(const Plan& plan, const Provenance& from);

/// The functions that every script begins with.
std::string_view r_prelude();

} // namespace evenhand::plans
