#include "people/withdrawal/withdrawal.hpp"

#include "core/rng.hpp"
#include "crypto/hash.hpp"

#include "tests/support/golden_file.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::withdrawal::withdrawal_test {

LocalDate day(int number)
{
    return LocalDate::from_days(20'500 + number);
}

Withdrawal stopped(Scope scope, int on)
{
    return {.id = *WithdrawalId::parse("00000000000000000000000000000001"),
            .scope = scope,
            .effective = day(on),
            .recorded = {}};
}

LifeEvent life(LifeKind kind, int on, bool ended = false)
{
    return {.kind = kind, .ended = ended, .effective = day(on), .recorded = {}};
}

PermissionsView view(const Standing& standing, int today)
{
    return permissions_on(standing, day(today)).view();
}

constexpr PermissionsView all{.may_contact = true, .may_survey = true, .may_link = true};

TEST(Permissions, AreAllThereUntilSomethingTakesThemAway)
{
    EXPECT_EQ(view({}, 0), all);
}

TEST(Permissions, LeavingSupportTakesNothingAwaySoThatItTellsBlindRoomsNothing)
{
    EXPECT_EQ(view({.withdrawals = {stopped(Scope::support, 0)}}, 5), all);
}

TEST(Permissions, EachScopeTakesAwayWhatItNamesAndNoMore)
{
    const auto after = [](Scope scope) { return view({.withdrawals = {stopped(scope, 0)}}, 0); };
    EXPECT_EQ(after(Scope::surveys), (PermissionsView{true, false, true}));
    EXPECT_EQ(after(Scope::linkage), (PermissionsView{true, true, false}));
    EXPECT_EQ(after(Scope::contact), (PermissionsView{false, false, true}));
    EXPECT_EQ(after(Scope::everything), (PermissionsView{false, false, false}));
}

TEST(Permissions, NobodyWritesToWhoDiedLostCapacityOrIsInPrison)
{
    const auto after = [](LifeKind kind) { return view({.life = {life(kind, 0)}}, 0); };
    EXPECT_EQ(after(LifeKind::died), (PermissionsView{false, false, true}));
    EXPECT_EQ(after(LifeKind::lost_capacity), (PermissionsView{false, false, false}));
    EXPECT_EQ(after(LifeKind::in_prison), (PermissionsView{false, false, true}));
    EXPECT_EQ(after(LifeKind::lost_contact), all);
    EXPECT_EQ(after(LifeKind::moved_away), all);
}

TEST(Permissions, WhatEndedHoldsNoMoreAndWhatBeginsLaterDoesNotHoldYet)
{
    const Standing prison{
        .life = {life(LifeKind::in_prison, 2), life(LifeKind::in_prison, 9, /*ended=*/true)}};
    EXPECT_TRUE(view(prison, 1).may_contact);
    EXPECT_FALSE(view(prison, 2).may_contact);
    EXPECT_FALSE(view(prison, 8).may_contact);
    EXPECT_TRUE(view(prison, 9).may_contact);
    EXPECT_EQ(view({.withdrawals = {stopped(Scope::everything, 3)}}, 2), all);
}

TEST(Permissions, SayWhyByTheNameOfAFact)
{
    const Standing both{.withdrawals = {stopped(Scope::surveys, 0)},
                        .life = {life(LifeKind::in_prison, 0)}};
    const auto permissions = permissions_on(both, day(1));
    EXPECT_EQ(permissions.contact_barred_by, "in_prison");
    EXPECT_EQ(permissions.survey_barred_by, "in_prison");
    EXPECT_EQ(permissions.link_barred_by, "");
}

// Issue 3, D5: no message is sendable after a withdrawal or death that covers it, whatever else was
// written before or after.
TEST(Permissions, NoFactGivesBackWhatAStandingWithdrawalOrDeathTakesAway)
{
    Rng draws(20260304);
    int barred = 0;
    for (int round = 0; round < 5000; ++round) {
        Standing standing;
        for (std::uint64_t i = draws.uniform(8); i > 0; --i) {
            const int on = static_cast<int>(draws.uniform(10));
            if (draws.uniform(2) == 0) {
                standing.withdrawals.push_back(
                    stopped(all_scopes()[draws.uniform(all_scopes().size())], on));
            } else {
                standing.life.push_back(
                    life(all_life_kinds()[draws.uniform(all_life_kinds().size())], on,
                         draws.uniform(3) == 0));
            }
        }
        const int today = static_cast<int>(draws.uniform(10));
        bool stop = false;
        for (const auto& each : standing.withdrawals) {
            const bool covers = each.scope == Scope::contact || each.scope == Scope::everything;
            stop = stop || (covers && each.effective <= day(today));
        }
        for (const LifeKind kind : {LifeKind::died, LifeKind::lost_capacity, LifeKind::in_prison}) {
            bool holds = false;
            for (const auto& event : standing.life)
                if (event.kind == kind && event.effective <= day(today)) holds = !event.ended;
            stop = stop || holds;
        }
        EXPECT_EQ(view(standing, today).may_contact, !stop);
        if (stop) ++barred;
    }
    EXPECT_GT(barred, 500);
}

TEST(Withdrawals, AreWrittenOnlyWithWhatThePersonWasToldAndOnceAndNotForTomorrow)
{
    const NewWithdrawal wanted{.scope = Scope::surveys, .effective = day(3), .told = true};
    EXPECT_EQ(fault_of({}, wanted, day(3)), std::nullopt);
    EXPECT_EQ(fault_of({}, wanted, day(2)), Refusal::in_future);
    auto untold = wanted;
    untold.told = false;
    EXPECT_EQ(fault_of({}, untold, day(3)), Refusal::not_told);
    const Standing again{.withdrawals = {stopped(Scope::surveys, 0)}};
    EXPECT_EQ(fault_of(again, wanted, day(3)), Refusal::already);
    const Standing everything{.withdrawals = {stopped(Scope::everything, 0)}};
    EXPECT_EQ(fault_of(everything, wanted, day(3)), Refusal::already);
    auto old = wanted;
    old.effective = *LocalDate::parse("1926-03-02");
    EXPECT_EQ(fault_of({}, old, day(3)), Refusal::too_long_ago);
}

TEST(Withdrawals, AreTakenBackInErrorByAnyoneButOnlyThePersonChangesTheirMind)
{
    const auto id = WithdrawalId::parse(std::string(32, 'a')).value();
    const Standing standing{.withdrawals = {{.id = id, .effective = day(2), .recorded = {}}}};
    for (const SaidBy said_by : all_said_by()) {
        const NewTakingBack error{id, BackBecause::entered_in_error, said_by};
        EXPECT_EQ(fault_of(standing, error), std::nullopt) << name_of(said_by);
        const NewTakingBack mind{id, BackBecause::changed_mind, said_by};
        EXPECT_EQ(fault_of(standing, mind).has_value(), said_by != SaidBy::person)
            << name_of(said_by);
        EXPECT_EQ(fault_of({}, mind), Refusal::not_there);
    }
}

// Whoever changes the words gives them a new version, and a new file beside the old ones. What was
// said under a version is known by its hash, which no blessing writes.
TEST(Withdrawals, KeepTheVersionOfWhatWasSaidAndItsWordsDoNotChange)
{
    std::string words;
    for (const Scope scope :
         {Scope::support, Scope::surveys, Scope::linkage, Scope::contact, Scope::everything})
        words += std::string(name_of(scope)) + ": " + std::string(what_to_say(scope)) + "\n";
    const std::map<std::string_view, std::string_view> said{
        {"1", "a9f579154a00c38a7c49820e46c75785c650274b6e107137b992758ac501617f"}};
    ASSERT_TRUE(said.contains(said_version));
    EXPECT_EQ(crypto::sha256(words).text(), said.at(said_version)) << words;
    tests::expect_golden("tests/golden/withdrawal-words-" + std::string(said_version) + ".txt",
                         words);
}

TEST(LifeEvents, BeginOnceAndEndOnlyWhatHolds)
{
    const Standing dead{.life = {life(LifeKind::died, 1)}};
    EXPECT_EQ(fault_of(dead, life(LifeKind::died, 2), day(2)), Refusal::already);
    EXPECT_EQ(fault_of(dead, life(LifeKind::died, 2, /*ended=*/true), day(2)), std::nullopt);
    EXPECT_EQ(fault_of({}, life(LifeKind::died, 2, /*ended=*/true), day(2)), Refusal::not_there);
}

TEST(WithdrawalWords, ReadBackWhatTheyNameAndNoneOfTheNamesIsTwoThings)
{
    for (const Scope scope : all_scopes()) {
        EXPECT_EQ(scope_named(name_of(scope)), scope);
        EXPECT_FALSE(life_kind_named(name_of(scope)));
        EXPECT_FALSE(what_to_say(scope).empty());
    }
    for (const LifeKind kind : all_life_kinds())
        EXPECT_EQ(life_kind_named(name_of(kind)), kind);
    for (const SaidBy by : all_said_by())
        EXPECT_EQ(said_by_named(name_of(by)), by);
    for (const SaidHow how : all_said_how())
        EXPECT_EQ(said_how_named(name_of(how)), how);
}

} // namespace evenhand::withdrawal::withdrawal_test
