#pragma once

#include "randomisation/simulation/draws.hpp"

#include <cstdint>
#include <utility>
#include <vector>

namespace evenhand::simulation {

/// People of one group in the first and the second arm.
struct GroupCounts
{
    std::uint32_t first = 0;
    std::uint32_t second = 0;
};

/// What two tests at 5 % make of a trial in which the arms do not differ.
struct TestVerdicts
{
    bool unadjusted = false; ///< z test of the difference of means
    bool adjusted = false;   ///< least squares with a term for each group
};

/// Outcomes that depend on the group and on chance, half the variance each (statistics 8: where
/// strata tell much, a test that leaves them out is too cautious after stratified schemes). Normal
/// outcomes enter by group and arm through their sufficient statistics alone: a mean and a sum of
/// squares, so that a trial costs two draws a group and not one a person.
class Outcomes
{
public:
    /// How many rows of the population are in each group; at least two groups with rows make the
    /// outcomes depend on the group. Equal draws give equal effects.
    Outcomes(const std::vector<std::uint32_t>& people_of_group, Draws draws);

    /// One trial. No test rejects a trial with fewer than two people in an arm.
    TestVerdicts test(const std::vector<GroupCounts>& groups, Draws& draws) const;

private:
    std::vector<double> effects_;
};

} // namespace evenhand::simulation
