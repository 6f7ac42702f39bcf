#pragma once

#include "evidence/plans/plan.hpp"

#include <string>
#include <vector>

namespace evenhand::plans {

/// The papers behind an analysis, each as it is cited.
std::vector<std::string> references_of(const Plan& plan, const Analysis& analysis);

/// What was done, in sentences that a report can print, written from the plan.
std::string methods_words(const Plan& plan, const Analysis& analysis);

} // namespace evenhand::plans
