#pragma once

#include "evidence/plans/plan.hpp"
#include "evidence/plans/result.hpp"

#include "html/html.hpp"

#include <string>
#include <string_view>

// The pieces of a report. Only the files of the report include this.

namespace evenhand::plans {

/// With thousands apart and so many digits that the first three that matter are there: "1,780",
/// "0.0403". With `beside`, as many decimals as that larger number has.
std::string shown(double value, double beside = 0);
std::string shown_count(std::size_t count);
/// "p < 0.001", "p = 0.004".
std::string shown_p(double p);
/// "0.040 (0.014 to 0.066)", on the scale that people read: ratios for their logarithms.
std::string shown_effect(const Term& effect);
/// What an effect is called for people: "Difference", "Risk ratio".
std::string_view effect_label(std::string_view name);

/// The section of one analysis.
html::Html analysis_section(const Plan& plan, const Analysis& analysis,
                            const AnalysisOutcome& outcome);
/// The first effect of every analysis: charts of those on one scale, and a table of all.
html::Html summary_section(const Plan& plan, const PlanResult& result);

/// The style sheet, which stands in the page itself.
std::string_view report_style();

} // namespace evenhand::plans
