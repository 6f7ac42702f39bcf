#include "protocol/eligibility.hpp"

#include "protocol/protocol.hpp"

#include <gtest/gtest.h>

namespace evenhand::protocol::eligibility_test {

LocalDate day(const char* iso)
{
    return *LocalDate::parse(iso);
}

Criterion criterion(const char* id, CriterionKind kind, const char* reason)
{
    Criterion made;
    made.id = id;
    made.kind = kind;
    made.reason = reason;
    return made;
}

/// Five criteria, one of each kind; `spell` concerns people out of work alone.
Protocol trial()
{
    Protocol protocol;
    protocol.areas = {{"barnsley", "Barnsley"}, {"sheffield", "Sheffield"}};
    protocol.groups = {{"out", "Out of work", "", 70}, {"in", "In work", "", 30}};
    protocol.eligibility.age_from = 18;
    Criterion spell = criterion("spell", CriterionKind::since, "too-short");
    spell.days_least = 28;
    spell.groups = {"out"};
    Criterion other = criterion("other", CriterionKind::asked, "other-help");
    other.meets_when = Said::no;
    protocol.eligibility.criteria = {criterion("age", CriterionKind::age, "under-age"),
                                     criterion("practice", CriterionKind::area, "outside"),
                                     criterion("work", CriterionKind::group, "no-group"), spell,
                                     other};
    return protocol;
}

EligibilityFacts good()
{
    return {.on = day("2026-03-02"),
            .born = day("1990-05-17"),
            .area = Membership::of("sheffield"),
            .group = Membership::of("out"),
            .said = {{"other", Said::no}},
            .since = {{"spell", day("2026-02-02")}},
            .resolutions = {}};
}

EligibilityOutcome outcome(const EligibilityFacts& facts)
{
    return evaluate(trial(), facts).outcome;
}

TEST(FitsAge, IsAskedOfTheDayOfEvaluationAndOfTheDateOnRecord)
{
    auto rules = trial().eligibility;
    EXPECT_TRUE(fits_age(rules, day("2008-03-02"), day("2026-03-02"))) << "18 that day";
    EXPECT_FALSE(fits_age(rules, day("2008-03-03"), day("2026-03-02"))) << "17 years 364 days";
    EXPECT_FALSE(fits_age(rules, std::nullopt, day("2026-03-02"))) << "nobody knows";
    rules.age_to = 60;
    EXPECT_FALSE(fits_age(rules, day("1960-03-02"), day("2026-03-02")));
    rules.criteria.clear();
    EXPECT_TRUE(fits_age(rules, std::nullopt, day("2026-03-02"))) << "the trial does not ask";
}

TEST(Lapsing, IsAfterTheLastDayThatADecisionStands)
{
    auto rules = trial().eligibility;
    rules.stands_days = 28;
    EXPECT_FALSE(has_lapsed(rules, day("2026-03-02"), day("2026-03-02")));
    EXPECT_FALSE(has_lapsed(rules, day("2026-03-02"), day("2026-03-30")));
    EXPECT_TRUE(has_lapsed(rules, day("2026-03-02"), day("2026-03-31")));
}

TEST(Eligibility, SomebodyWhoMeetsEveryCriterionIsEligible)
{
    const auto decision = evaluate(trial(), good());
    EXPECT_EQ(decision.outcome, EligibilityOutcome::eligible);
    EXPECT_TRUE(decision.reason.empty());
    ASSERT_EQ(decision.findings.size(), 5U);
    for (const auto& each : decision.findings)
        EXPECT_EQ(each.finding, Finding::meets) << each.criterion;
}

TEST(Eligibility, TheBirthdayItselfIsOldEnoughAndTheDayBeforeIsNot)
{
    auto facts = good();
    facts.born = day("2008-03-02");
    EXPECT_EQ(outcome(facts), EligibilityOutcome::eligible);
    facts.born = day("2008-03-03"); // 17 years and 364 days
    const auto decision = evaluate(trial(), facts);
    EXPECT_EQ(decision.outcome, EligibilityOutcome::not_eligible);
    EXPECT_EQ(decision.reason, "under-age");
}

TEST(Eligibility, AnUpperLimitIncludesItsOwnYear)
{
    auto protocol = trial();
    protocol.eligibility.age_to = 35;
    auto facts = good();
    EXPECT_EQ(evaluate(protocol, facts).outcome, EligibilityOutcome::eligible);
    facts.born = day("1990-03-02"); // 36 today
    EXPECT_EQ(evaluate(protocol, facts).reason, "under-age");
}

TEST(Eligibility, TheAreaIsNoneOneUnsureOrNotAsked)
{
    auto facts = good();
    facts.area = Membership::none();
    EXPECT_EQ(evaluate(trial(), facts).reason, "outside");
    facts.area = Membership::of("leeds"); // not, or no longer, an area of the trial
    EXPECT_EQ(evaluate(trial(), facts).reason, "outside");
    facts.area = Membership::unsure();
    EXPECT_EQ(outcome(facts), EligibilityOutcome::unsure);
    facts.area = {};
    EXPECT_EQ(outcome(facts), EligibilityOutcome::unfinished);
}

TEST(Eligibility, ASpellOfTwentyEightDaysIsLongEnoughAndOneOfTwentySevenIsNot)
{
    auto facts = good();
    facts.since.insert_or_assign("spell", day("2026-02-02"));
    EXPECT_EQ(outcome(facts), EligibilityOutcome::eligible);
    facts.since.insert_or_assign("spell", day("2026-02-03"));
    EXPECT_EQ(evaluate(trial(), facts).reason, "too-short");
}

TEST(Eligibility, SomebodyWhoNeverWorkedMeetsTheSpellWithoutADay)
{
    auto facts = good();
    facts.since.clear();
    EXPECT_EQ(outcome(facts), EligibilityOutcome::unfinished);
    facts.said["spell"] = Said::yes;
    EXPECT_EQ(outcome(facts), EligibilityOutcome::eligible);
    facts.said["spell"] = Said::no;
    EXPECT_EQ(outcome(facts), EligibilityOutcome::not_eligible);
}

TEST(Eligibility, ACriterionOfAnotherGroupDoesNotConcernSomebody)
{
    auto facts = good();
    facts.group = Membership::of("in");
    facts.since.clear();
    const auto decision = evaluate(trial(), facts);
    EXPECT_EQ(decision.outcome, EligibilityOutcome::eligible);
    EXPECT_EQ(decision.findings[3].finding, Finding::not_concerned);
}

TEST(Eligibility, OneFailureDecidesWhateverElseIsOpen)
{
    auto facts = good();
    facts.said["other"] = Said::yes;
    facts.area = {};
    facts.born = {};
    const auto decision = evaluate(trial(), facts);
    EXPECT_EQ(decision.outcome, EligibilityOutcome::not_eligible);
    EXPECT_EQ(decision.reason, "other-help");
}

TEST(Eligibility, TheReasonIsThatOfTheFirstFailureInTheProtocolsOrder)
{
    auto facts = good();
    facts.said["other"] = Said::yes;
    facts.area = Membership::none();
    EXPECT_EQ(evaluate(trial(), facts).reason, "outside");
}

TEST(Eligibility, ALeadResolvesUnsureWithEvidenceEitherWay)
{
    auto facts = good();
    facts.said["other"] = Said::unsure;
    ASSERT_EQ(outcome(facts), EligibilityOutcome::unsure);

    const auto met = resolve(trial(), facts, {"other", true, "", "spoke to the team on 2 March"});
    ASSERT_TRUE(met);
    const auto decision = evaluate(trial(), *met);
    EXPECT_EQ(decision.outcome, EligibilityOutcome::eligible);
    EXPECT_TRUE(decision.findings[4].resolved);

    const auto not_met = resolve(trial(), facts, {"other", false, "", "has a worker there"});
    ASSERT_TRUE(not_met);
    EXPECT_EQ(evaluate(trial(), *not_met).reason, "other-help");
}

TEST(Eligibility, NobodyOverridesAFailure)
{
    auto facts = good();
    facts.said["other"] = Said::yes;
    const auto refused = resolve(trial(), facts, {"other", true, "", "the lead says so"});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), ResolutionRefusal::not_unsure);

    // Nor does a resolution outlive the answer becoming a failure.
    facts.said["other"] = Said::unsure;
    auto resolved = resolve(trial(), facts, {"other", true, "", "spoke to the team"});
    ASSERT_TRUE(resolved);
    resolved->said["other"] = Said::yes;
    EXPECT_EQ(evaluate(trial(), *resolved).outcome, EligibilityOutcome::not_eligible);
}

TEST(Eligibility, AResolutionNeedsEvidenceAndACriterionThatIsThere)
{
    auto facts = good();
    facts.said["other"] = Said::unsure;
    EXPECT_EQ(resolve(trial(), facts, {"other", true, "", ""}).error(),
              ResolutionRefusal::no_evidence);
    EXPECT_EQ(resolve(trial(), facts, {"gone", true, "", "because"}).error(),
              ResolutionRefusal::no_such_criterion);
}

TEST(Eligibility, AnAreaThatIsResolvedMustBeNamedForTheStratumFollowsFromIt)
{
    auto facts = good();
    facts.area = Membership::unsure();
    EXPECT_EQ(resolve(trial(), facts, {"practice", true, "leeds", "rang the surgery"}).error(),
              ResolutionRefusal::not_settled);
    const auto resolved = resolve(trial(), facts, {"practice", true, "barnsley", "rang them"});
    ASSERT_TRUE(resolved);
    EXPECT_EQ(resolved->area.id, "barnsley");
    const auto decision = evaluate(trial(), *resolved);
    EXPECT_EQ(decision.outcome, EligibilityOutcome::eligible);
    EXPECT_TRUE(decision.findings[1].resolved);
    EXPECT_FALSE(decision.findings[0].resolved);
}

} // namespace evenhand::protocol::eligibility_test
