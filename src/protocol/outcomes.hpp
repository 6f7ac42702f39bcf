#pragma once

#include <optional>
#include <string>
#include <vector>

namespace evenhand::protocol {

enum class OutcomeDomain { employment, earnings, health, wellbeing, confidence };
enum class OutcomeRank {
    primary,
    secondary,
    management, ///< for running the service; never compared between arms (design 1.8)
};
enum class OutcomeSource {
    government_records,
    survey,
    support_records, ///< kept for one arm alone, so refused for anything but management
};

/// How weeks in work are counted. The published sources leave gaps and hours open, so they are data
/// (trial.md 7).
struct EmploymentRule
{
    int weeks_least = 0;
    bool consecutive = false;
    int hours_least = 0; ///< a week; 0: any
    int gap_days_most = 0;
};

/// One definition of an outcome. Several of one thing stand side by side, and every number names
/// the one it was made with.
struct OutcomeDefinition
{
    std::string id;
    std::string version;
    std::string name;
    std::string plain; ///< what counts, in a sentence
    OutcomeDomain domain = OutcomeDomain::employment;
    OutcomeRank rank = OutcomeRank::secondary;
    OutcomeSource source = OutcomeSource::survey;
    int months = 0; ///< after allocation: the window, or the wave
    std::optional<EmploymentRule> employment;
    std::string reference; ///< where the definition comes from
};

} // namespace evenhand::protocol
