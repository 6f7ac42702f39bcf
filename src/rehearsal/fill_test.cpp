#include "rehearsal/fill.hpp"

#include "core/london_time.hpp"

#include <gtest/gtest.h>

namespace evenhand::rehearsal::fill_test {

const FillPlan plan{.seed = 1, .people = 60, .days = 21, .on_day = *LocalDate::parse("2026-11-20")};

TEST(FillPlan, BeginsAtMidnightAndStopsInTheMorningOfItsDay)
{
    EXPECT_EQ(london_plain(end_of(plan)), "20 November 2026 at 8:30am");
    EXPECT_EQ(london_plain(begin_of(plan)), "30 October 2026 at midnight");
}

// Somebody whose eighteenth birthday falls among the days would be stopped as too young before it.
TEST(PeopleOfAPlan, AreOfAgeOnItsFirstDayAlready)
{
    const auto protocol = protocol::load_file("protocols/working-win.toml");
    ASSERT_TRUE(protocol);
    const Rng rng(plan.seed);
    const PeopleMaker people = people_of(plan, rng, *protocol);
    int just_of_age = 0;
    for (std::uint64_t ordinal = 0; ordinal < 4000; ++ordinal) {
        const LocalDate born = people.make(ordinal).born;
        EXPECT_GE(age_on(born, london_date(begin_of(plan))), 18) << ordinal;
        just_of_age += age_on(born, london_date(begin_of(plan)).plus_days(-21)) < 18;
    }
    EXPECT_GT(just_of_age, 0) << "nobody here could have been too young";
}

} // namespace evenhand::rehearsal::fill_test
