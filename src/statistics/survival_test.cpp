#include "statistics/survival.hpp"

#include "core/rng.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

using namespace evenhand::statistics;

namespace survival_test {

using Values = std::vector<double>;

struct People
{
    Values time;
    Values event;
    std::vector<std::size_t> group;
    std::vector<std::size_t> stratum;
};

People people(std::uint64_t seed, std::size_t n, std::size_t groups)
{
    evenhand::Rng rng(seed);
    People made;
    for (std::size_t i = 0; i < n; ++i) {
        made.group.push_back(rng.uniform(groups));
        made.stratum.push_back(rng.uniform(3));
        const double time = rng.exponential(10.0 + 3.0 * static_cast<double>(made.group[i]));
        made.time.push_back(std::ceil(time)); // with ties
        made.event.push_back(rng.bernoulli(.7) ? 1 : 0);
    }
    return made;
}

/// Every count taken afresh from all people at every time.
double count(const People& p, double time, bool events, std::size_t group, std::size_t stratum)
{
    double n = 0;
    for (std::size_t i = 0; i < p.time.size(); ++i) {
        if (group != 99 && p.group[i] != group) continue;
        if (stratum != 99 && p.stratum[i] != stratum) continue;
        if (events ? p.time[i] == time && p.event[i] == 1 : p.time[i] >= time) ++n;
    }
    return n;
}

double slow_survival(const People& p, double until)
{
    double survival = 1;
    for (const double time : std::set<double>(p.time.begin(), p.time.end())) {
        if (time <= until)
            survival *= 1 - count(p, time, true, 99, 99) / count(p, time, false, 99, 99);
    }
    return survival;
}

/// Mantel's chi-squared of two groups in its textbook sum.
double slow_log_rank(const People& p, bool stratified)
{
    double apart = 0;
    double variance = 0;
    for (std::size_t s = 0; s < (stratified ? 3U : 1U); ++s) {
        const std::size_t stratum = stratified ? s : 99;
        for (const double time : std::set<double>(p.time.begin(), p.time.end())) {
            const double d = count(p, time, true, 99, stratum);
            const double n = count(p, time, false, 99, stratum);
            const double n1 = count(p, time, false, 1, stratum);
            if (d == 0) continue;
            apart += count(p, time, true, 1, stratum) - d * n1 / n;
            if (n > 1) variance += d * (n - d) * n1 * (n - n1) / (n * n * (n - 1));
        }
    }
    return apart * apart / variance;
}

} // namespace survival_test

using namespace survival_test;

TEST(KaplanMeier, EqualsTheProductOfSharesCountedAfresh)
{
    const People made = people(1, 80, 2);
    const auto curve = KaplanMeier::fit(made.time, made.event);
    ASSERT_TRUE(curve);
    for (double time = 0; time < 60; time += 1.5)
        EXPECT_NEAR(curve->at(time, SurvivalScale::log, .95).survival, slow_survival(made, time),
                    1e-13);
}

TEST(KaplanMeier, WithNobodyLostItIsTheShareLeftWithItsBinomialError)
{
    const Values time = {1, 2, 3, 4, 5, 6, 7, 8};
    const Values event(8, 1);
    const auto curve = KaplanMeier::fit(time, event);
    ASSERT_TRUE(curve);
    const auto at = curve->at(3, SurvivalScale::log_log, .95);
    EXPECT_NEAR(at.survival, 5.0 / 8, 1e-15);
    EXPECT_NEAR(at.se, std::sqrt(5.0 / 8 * 3.0 / 8 / 8), 1e-15);
    EXPECT_EQ(at.at_risk, 6U);
    EXPECT_LT(*at.low, at.survival);
    EXPECT_GT(*at.high, at.survival);
    EXPECT_EQ(curve->median(), 4.5);
    // The mean of 1 to 8, and up to 3.5 that of 1, 2, 3 and five times 3.5.
    EXPECT_NEAR(curve->restricted_mean(100).value, 4.5, 1e-13);
    EXPECT_NEAR(curve->restricted_mean(3.5).value, (1 + 2 + 3 + 5 * 3.5) / 8, 1e-13);
    // Nobody was lost, so the error is that of a mean with n below.
    EXPECT_NEAR(curve->restricted_mean(100).se, std::sqrt(42.0 / 8 / 8), 1e-13);
}

TEST(KaplanMeier, BeforeTheFirstEventThereAreNoLimits)
{
    const auto curve = KaplanMeier::fit(Values{5, 6}, Values{0, 0});
    ASSERT_TRUE(curve);
    EXPECT_EQ(curve->at(7, SurvivalScale::log, .95).survival, 1);
    EXPECT_FALSE(curve->at(7, SurvivalScale::log, .95).low);
    EXPECT_FALSE(curve->median());
    EXPECT_EQ(KaplanMeier::fit(Values{-1}, Values{1}).error().fault, Fault::out_of_range);
    EXPECT_EQ(KaplanMeier::fit(Values{1}, Values{2}).error().fault, Fault::not_binary);
    EXPECT_EQ(KaplanMeier::fit(Values{}, Values{}).error().fault, Fault::no_rows);
}

TEST(LogRank, EqualsItsTextbookSum)
{
    for (std::uint64_t seed = 2; seed < 8; ++seed) {
        const People made = people(seed, 60, 2);
        const auto plain = log_rank(made.time, made.event, made.group);
        const auto by_stratum = log_rank(made.time, made.event, made.group, made.stratum);
        ASSERT_TRUE(plain && by_stratum);
        EXPECT_NEAR(plain->chi_squared, slow_log_rank(made, false), 1e-10);
        EXPECT_NEAR(by_stratum->chi_squared, slow_log_rank(made, true), 1e-10);
        EXPECT_NEAR(plain->observed[0] + plain->observed[1],
                    plain->expected[0] + plain->expected[1], 1e-10);
    }
}

TEST(LogRank, TheOrderOfTheGroupsDoesNotMatter)
{
    People made = people(9, 90, 3);
    const auto before = log_rank(made.time, made.event, made.group, {}, 1);
    for (auto& group : made.group)
        group = (group + 1) % 3;
    const auto after = log_rank(made.time, made.event, made.group, {}, 1);
    ASSERT_TRUE(before && after);
    EXPECT_NEAR(before->chi_squared, after->chi_squared, 1e-10);
    EXPECT_EQ(before->df, 2);
}

TEST(LogRank, WithoutAnEventOrASecondGroupThereIsNoTest)
{
    const Values time = {1, 2};
    EXPECT_EQ(log_rank(time, Values{0, 0}, std::vector<std::size_t>{0, 1}).error().fault,
              Fault::no_events);
    EXPECT_EQ(log_rank(time, Values{1, 1}, std::vector<std::size_t>{0, 0}).error().fault,
              Fault::one_arm);
}
