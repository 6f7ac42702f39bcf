#pragma once

#include "core/time.hpp"

#include <string>
#include <vector>

namespace evenhand::protocol {

struct AreaShare
{
    std::string area;
    int percent = 0;
};

/// What recruitment is held against. Months are counted from the opening, so that a rehearsal may
/// open on another day.
struct Targets
{
    LocalDate opens = LocalDate::from_days(0);
    LocalDate closes = LocalDate::from_days(0); ///< the last day of recruitment
    int randomised = 0;
    std::vector<int> by_month;    ///< randomised in each month of recruitment; they add up
    std::vector<AreaShare> areas; ///< empty, or one an area, adding up to 100
    int practices = 0;            ///< that refer; 0: no target
    /// Questions of the baseline, answered with options, by which those randomised are counted.
    std::vector<std::string> characteristics;
};

/// How many should have been randomised by the end of that month of recruitment, counted from 1;
/// all of them after the last.
int expected_by(const Targets& targets, int month);

} // namespace evenhand::protocol
