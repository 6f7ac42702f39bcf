#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace evenhand::app {

/// `evenhand randomise simulate`.
struct SimulateOptions
{
    std::string spec_file;
    std::string factors_file; ///< empty: every stratum, or combination of levels, equally often
    std::uint32_t people = 0;
    std::uint32_t trials = 0;
    std::uint64_t seed = 1;
    bool one_organisation = false;                 ///< recruiter and deliverer are one
    std::optional<std::string> accept_predictable; ///< why a high guess rate is accepted
    bool json = false;
};

/// Prints the operating characteristics of a scheme: imbalance, guess rate, conditional allocation
/// probabilities, size of tests, time. Throws CannotRun with one sentence for whatever is
/// malformed. Returns 1 where one organisation recruits and delivers, the guess rate is above 62 %
/// and no reason is given.
int randomise_simulate(const SimulateOptions& options);

} // namespace evenhand::app
