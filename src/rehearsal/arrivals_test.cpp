#include "rehearsal/arrivals.hpp"

#include "core/london_time.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace evenhand::rehearsal::arrivals_test {

const LocalDate last_day = *LocalDate::parse("2026-11-19");

std::vector<Arrival> of(std::uint64_t seed, std::uint64_t people)
{
    const Rng rng(seed);
    return arrivals(rng, {.people = people, .last_day = last_day, .days = 21});
}

TEST(Arrivals, ShowEveryIntentionAmongSixty)
{
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        std::map<Intention, int> seen;
        for (const Arrival& arrival : of(seed, 60))
            ++seen[arrival.intention];
        EXPECT_EQ(seen.size(), 8U);
        EXPECT_EQ(seen[Intention::ask_for_call], 8);
        EXPECT_EQ(seen[Intention::save], 3);
        EXPECT_EQ(seen[Intention::under_age], 1);
        EXPECT_EQ(seen[Intention::send], 42);
    }
}

TEST(Arrivals, AreOneForEachPersonInOrderOfTimeWithinTheDays)
{
    const auto all = of(1, 500);
    std::set<std::uint64_t> people;
    for (const Arrival& arrival : all) {
        people.insert(arrival.person);
        const LocalDate day = london_date(arrival.at);
        EXPECT_LE(day, last_day);
        EXPECT_GT(day, last_day.plus_days(-21));
    }
    EXPECT_EQ(people.size(), 500U);
    EXPECT_EQ(*people.rbegin(), 499U);
    EXPECT_TRUE(std::ranges::is_sorted(all, {}, &Arrival::at));
}

// trial.md 9.2: a third of Sheffield's people came after four thousand of its six had.
TEST(Arrivals, AreBackLoadedByDayAndFewerAtWeekends)
{
    const auto all = of(1, 2000);
    int late = 0;
    int weekend = 0;
    for (const Arrival& arrival : all) {
        const LocalDate day = london_date(arrival.at);
        late += day > last_day.plus_days(-7);
        weekend += day.weekday() >= 5;
        const int hour = london_time(arrival.at).hour;
        EXPECT_GE(hour, 5);
        EXPECT_LE(hour, 22);
    }
    // Of 2,000 in proportion to t², 1 - (14/21)³ come in the last seven days.
    EXPECT_GT(late, 1300);
    EXPECT_LT(weekend, 2000 / 5);
    EXPECT_GT(weekend, 2000 / 20);
}

TEST(Arrivals, FollowTheSeed)
{
    const auto one = of(1, 60);
    const auto same = of(1, 60);
    const auto other = of(2, 60);
    const auto at = [](const std::vector<Arrival>& all) {
        std::vector<Instant> moments;
        for (const Arrival& arrival : all)
            moments.push_back(arrival.at);
        return moments;
    };
    EXPECT_EQ(at(one), at(same));
    EXPECT_NE(at(one), at(other));
}

// 25 October 2026: the hour from one is lived twice and nobody arrives in it.
TEST(Arrivals, ComeOnTheSundayWhenTheClocksChange)
{
    const Rng rng(1);
    const auto sunday = *LocalDate::parse("2026-10-25");
    const auto all = arrivals(rng, {.people = 50, .last_day = sunday, .days = 1});
    for (const Arrival& arrival : all)
        EXPECT_EQ(london_date(arrival.at), sunday);
}

} // namespace evenhand::rehearsal::arrivals_test
