#pragma once

// The draw as it is done at appointments, by several desks at once, while others read and write.

#include "tests/benchmarks/journey_pages.hpp"

#include <cstddef>

namespace evenhand::journey_benchmark {

/// At each desk an officer, and so many people among all of them.
struct DrawPlan
{
    std::size_t desks = 8;
    std::size_t people = 1'600;
    /// Allocations a second, at all desks together, whether or not those before are done; 0: each
    /// desk draws as fast as it is answered.
    double a_second = 0;
};

/// What the desks did together, and how much was done beside them.
struct Draws
{
    double per_second = 0; ///< the page with the button is read before each, within this time
    PageTimes times;       ///< from the moment the button was due to be pressed until its answer
    double seconds = 0;    ///< in which all of it was done
    std::size_t reads = 0; ///< of the page of who is stuck
    std::size_t referrals = 0;
    std::size_t contacts = 0;
};

/// Each of that share of the people is drawn through the routes: the page is opened and its one
/// button pressed, and every gate of the house is asked. Beside them two read who is stuck, one
/// visitor asks to be called and one officer writes down contacts, each twenty times a second if
/// they are answered in time. Throws std::runtime_error if anybody is answered anything else than
/// they should be.
Draws draw_for(FilledHouse& at, const DrawPlan& plan);

} // namespace evenhand::journey_benchmark
