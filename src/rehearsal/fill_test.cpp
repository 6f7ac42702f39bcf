#include "rehearsal/fill.hpp"

#include "core/london_time.hpp"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace evenhand::rehearsal::fill_test {

const FillPlan plan{.seed = 1, .people = 60, .days = 21, .on_day = *LocalDate::parse("2026-11-20")};

TEST(FillPlan, BeginsAtMidnightAndStopsInTheMorningOfItsDay)
{
    EXPECT_EQ(london_plain(end_of(plan)), "20 November 2026 at 8:30am");
    EXPECT_EQ(london_plain(begin_of(plan)), "30 October 2026 at midnight");
}

struct Slice
{
    std::uint64_t people;
    std::string_view stops;
    std::string_view because;
};

// Working Win opened on 8 May 2018 and closed on 31 October 2019.
TEST(FillPlan, OfATrialBeginsOnTheDayItOpensAndIsAsDenseAsSeventeenMonthsOf1500)
{
    const auto protocol = protocol::load_file("protocols/working-win.toml");
    ASSERT_TRUE(protocol);
    const std::vector<LocalDate> holidays{*LocalDate::parse("2019-10-08")};
    for (const auto& [people, stops, because] :
         {Slice{0, "2018-06-05", "four weeks at least"},
          Slice{60, "2018-06-05", "20 days would do"},
          Slice{300, "2018-08-20", "103 days end on a Sunday, and the Monday is taken"},
          Slice{1500, "2019-10-09", "518 days end on a holiday"},
          Slice{9000, "2019-11-01", "nobody is referred after the last day"}}) {
        const auto whole = plan_of_trial(7, people, *protocol, holidays);
        EXPECT_EQ(whole.on_day.iso(), stops) << because;
        EXPECT_EQ(london_plain(begin_of(whole)), "8 May 2018 at midnight") << people;
        EXPECT_EQ(whole.people, people);
        EXPECT_EQ(whole.seed, 7U);
    }
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
