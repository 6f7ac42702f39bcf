#include "http/rates.hpp"

#include <gtest/gtest.h>

namespace evenhand::http {
namespace rates_test {

using namespace std::chrono_literals;

const Instant start = *Instant::parse("2026-03-02T09:00:00Z");

RateLimiter three_at_once_one_in_two_seconds(std::size_t askers = 100)
{
    return RateLimiter({{RateClass::public_form, {3, 0.5}}, {RateClass::asset, {1, 1}}}, askers);
}

TEST(Rates, AFourthAtOnceIsRefusedAndToldWhenToComeBack)
{
    auto rates = three_at_once_one_in_two_seconds();
    for (int i = 0; i < 3; ++i)
        EXPECT_FALSE(rates.refusal(RateClass::public_form, "a", start));
    EXPECT_EQ(rates.refusal(RateClass::public_form, "a", start), 2s);
    EXPECT_EQ(rates.refusal(RateClass::public_form, "a", start + 1s), 1s);
    EXPECT_FALSE(rates.refusal(RateClass::public_form, "a", start + 2s));
}

TEST(Rates, OneAskerOrClassDoesNotSpendAnothersBudget)
{
    auto rates = three_at_once_one_in_two_seconds();
    for (int i = 0; i < 4; ++i)
        (void)rates.refusal(RateClass::public_form, "a", start);
    EXPECT_FALSE(rates.refusal(RateClass::public_form, "b", start));
    EXPECT_FALSE(rates.refusal(RateClass::asset, "a", start));
}

TEST(Rates, ABudgetNeverGrowsPastWhatMayBeAskedAtOnce)
{
    auto rates = three_at_once_one_in_two_seconds();
    (void)rates.refusal(RateClass::public_form, "a", start);
    for (int i = 0; i < 3; ++i) {
        EXPECT_FALSE(rates.refusal(RateClass::public_form, "a", start + 24h));
    }
    EXPECT_TRUE(rates.refusal(RateClass::public_form, "a", start + 24h));
}

TEST(Rates, AClockPutBackGivesNothing)
{
    auto rates = three_at_once_one_in_two_seconds();
    for (int i = 0; i < 3; ++i)
        (void)rates.refusal(RateClass::public_form, "a", start);
    EXPECT_TRUE(rates.refusal(RateClass::public_form, "a", start - 1h));
    EXPECT_TRUE(rates.refusal(RateClass::public_form, "a", start - 1h + 1s));
}

TEST(Rates, AFloodOfNewAskersDoesNotPushOutOneWhoIsAskingTooMuch)
{
    auto rates = three_at_once_one_in_two_seconds(10);
    Instant now = start;
    for (int i = 0; i < 1000; ++i) {
        now = now + 1ms;
        (void)rates.refusal(RateClass::public_form, "greedy", now);
        (void)rates.refusal(RateClass::public_form, "new" + std::to_string(i), now);
    }
    EXPECT_TRUE(rates.refusal(RateClass::public_form, "greedy", now));
}

TEST(Rates, EveryClassHasABudget)
{
    const auto budgets = usual_rates();
    for (const auto rate :
         {RateClass::public_page, RateClass::public_form, RateClass::sign_in, RateClass::staff_page,
          RateClass::staff_form, RateClass::asset, RateClass::health}) {
        ASSERT_TRUE(budgets.contains(rate));
        EXPECT_GE(budgets.at(rate).at_once, 1);
        EXPECT_GT(budgets.at(rate).per_second, 0);
    }
    EXPECT_EQ(wider(budgets, 10).at(RateClass::sign_in).per_second,
              10 * budgets.at(RateClass::sign_in).per_second);
}

TEST(Rates, AnAskerIsAnAddressOrTheHouseholdsSixtyFourBits)
{
    EXPECT_EQ(asker_of("192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(asker_of("::ffff:192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(asker_of("2001:db8:1:2:3:4:5:6"), asker_of("2001:db8:1:2::9"));
    EXPECT_NE(asker_of("2001:db8:1:2::9"), asker_of("2001:db8:1:3::9"));
}

} // namespace rates_test
} // namespace evenhand::http
