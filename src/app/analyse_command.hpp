#pragma once

#include <cstdint>
#include <string>

namespace evenhand::app {

/// `evenhand analyse`.
struct AnalyseOptions
{
    std::string plan_file = {};
    std::string data_file = {};
    std::string out = {};    ///< a folder that is empty or not there yet
    bool only_check = false; ///< tell every mistake in the plan, and run nothing
    bool json = false;
};

/// Runs a plan of analysis on a data file and puts results.json, tables, analysis.R, report.html
/// and the plan itself into a new folder. Throws CannotRun where a file cannot be read or written.
/// Returns 1 where the plan or the data have mistakes, which are printed with their lines, or an
/// analysis has no result.
int analyse(const AnalyseOptions& options);

} // namespace evenhand::app
