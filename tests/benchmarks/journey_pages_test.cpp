#include "tests/benchmarks/journey_draws.hpp"
#include "tests/benchmarks/journey_pages.hpp"

#include "tests/support/test_folder.hpp"

#include <gtest/gtest.h>

#include <set>

namespace evenhand::journey_benchmark {

TEST(JourneyPages, OneNameStandsForThePageOfEverybody)
{
    const std::string id(32, 'a');
    EXPECT_EQ(name_of_page("/check/age?s=x"), "/check/age");
    EXPECT_EQ(name_of_page("/participants/" + id), "/participants/{person}");
    EXPECT_EQ(name_of_page("/participants/" + id + "/same-person/" + id),
              "/participants/{person}/same-person/{record}");
    EXPECT_EQ(name_of_page("/participants/" + id + "/baseline/work"),
              "/participants/{person}/baseline/{part}");
    EXPECT_EQ(name_of_page("/participants/" + id + "/baseline/lock"),
              "/participants/{person}/baseline/lock");
    EXPECT_EQ(name_of_page("/"), "/");
}

TEST(JourneyPages, TheShareThatTookNoLongerIsOfTheTimesInOrder)
{
    const PageTimes times{"/", {5, 1, 4, 2, 3}};
    EXPECT_EQ(times.within(0.5), 3);
    EXPECT_EQ(times.within(0.99), 5);
    EXPECT_EQ((PageTimes{"/", {7}}.within(0.5)), 7);
}

TEST(JourneyPages, AnAnswerThatIsNotThePageEndsTheMeasurement)
{
    PageClock clock(3);
    tests::Visit answer;
    answer.status = 200;
    int prepared = 0;
    clock.measure(
        "/a", 200, [&] { ++prepared; }, [&] { return answer; });
    EXPECT_EQ(prepared, 3);
    ASSERT_EQ(clock.all().size(), 1U);
    EXPECT_EQ(clock.all().front().milliseconds.size(), 3U);
    answer.status = 404;
    EXPECT_THROW(clock.measure(
                     "/b", 200, [] {}, [&] { return answer; }),
                 std::runtime_error);
}

// That every page is there to be measured is known before anybody waits for 10,000 people.
TEST(JourneyPages, AreMetFromThePublicCheckToTheCaseAndTheThreeSearches)
{
    const tests::TestFolder folder;
    FilledHouse at(storage::Engine::sqlite,
                   {.size = {.in_story = 60, .beside = 40, .at_the_draw = 20},
                    .folder = folder.path() / "house"});
    PageClock clock(1);
    walk_every_page(at, clock);
    std::set<std::string> met;
    for (const auto& page : clock.all())
        met.insert(page.page);
    for (const char* page :
         {"/check/result", "/join/check", "/triage/{referral}/identity",
          "/participants/{person}/eligibility", "/participants/{person}/information/sheet",
          "/participants/{person}/consent/statements", "/participants/{person}/linkage-keys",
          "/participants/{person}/baseline/{part}", "/participants/{person}/baseline/lock",
          "/participants/{person}/allocation", "/participants/{person}/allocation/result",
          "/participants/{person}/local-services-pack", "/cases/{case}", "/concerns/{concern}",
          "search by study number", "search by NHS number", "search by last name and birth date"})
        EXPECT_TRUE(met.contains(page)) << page;
}

TEST(TheMeasuredDraw, IsThatOfTheButtonWithEveryGateOfTheHouseBesideReadsAndWrites)
{
    const tests::TestFolder folder;
    FilledHouse at(storage::Engine::sqlite,
                   {.size = {.in_story = 60, .beside = 40, .at_the_draw = 30},
                    .folder = folder.path() / "house"});
    const auto draws = draw_for(at, {.desks = 4, .people = 12});
    EXPECT_EQ(draws.times.milliseconds.size(), 12U);
    EXPECT_EQ(at.drawn(), 12U);
    const auto paced = draw_for(at, {.desks = 2, .people = 4, .a_second = 8});
    EXPECT_EQ(paced.times.milliseconds.size(), 4U);
    EXPECT_GE(paced.seconds, 3.0 / 8) << "the last comes no earlier than it is due";
    EXPECT_GT(draws.per_second, 0);
    EXPECT_GE(draws.reads, 2U) << "each who reads did it once at least";
    EXPECT_GE(draws.referrals, 1U);
    EXPECT_GE(draws.contacts, 1U);
    EXPECT_GT(at.cost_a_person().bytes, 0);
}

} // namespace evenhand::journey_benchmark
