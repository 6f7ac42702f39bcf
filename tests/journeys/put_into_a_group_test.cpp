// The draw as it is done at an appointment: one button, every gate of the rooms before it, and
// whatever can go wrong between the press and the page.
#include "tests/journeys/journey.hpp"
#include "tests/support/before_real_gates.hpp"

#include <fmt/ranges.h>

#include <set>

namespace evenhand::tests {

using participants::Stage;

class PutIntoAGroup : public testing::TestWithParam<storage::Engine>
{
protected:
    TestHouse trial{GetParam(), "small"};

    void TearDown() override { EXPECT_EQ(trial.what_verify_finds(), ""); }

    app::House& house() { return *trial.house; }
    identity::PersonId given_somebody(Stage at = Stage::baseline_locked)
    {
        return somebody_at(house(), trial.account_id("intake"), at);
    }
    template <class Do>
    void when_somewhere_else(Do what)
    {
        house().units->write(officer_of(trial.account_id("intake")), "test",
                             [&](storage::UnitOfWork& work) {
                                 what(work);
                                 return 0;
                             });
    }
    std::optional<allocation::Intent> intent_of(identity::PersonId who)
    {
        return house().units->read(
            {storage::ActorKind::system, "test", {}}, "test",
            [&](storage::UnitOfWork& work) { return house().allocations.intent_of(work, who); });
    }
    static std::string path(identity::PersonId who, std::string_view more = {})
    {
        return "/participants/" + who.text() + std::string(more);
    }
    static constexpr std::string_view button = "Put into a group by chance";
};
EVENHAND_JOURNEY(PutIntoAGroup);

TEST_P(PutIntoAGroup, OneButtonDoesItAndPressingItAgainChangesNothing)
{
    const auto who = given_somebody();
    auto officer = trial.signed_in("intake");
    officer.get(path(who));
    officer.follow(button);
    EXPECT_EQ(officer.page().heading, "Put into a group by chance");
    EXPECT_TRUE(officer.page().says("Nobody can change the result"));
    const auto form = officer.filled({}, button);
    officer.submit({}, button);
    EXPECT_EQ(officer.page().url, path(who, "/allocation/result"));
    EXPECT_EQ(officer.page().heading, "Your group");
    const std::string told = officer.page().text;

    // A nervous finger, and a reply that never came.
    for (int again = 0; again < 2; ++again) {
        const auto sent = officer.send(officer.form_head(path(who, "/allocation")), form.encode());
        EXPECT_EQ(sent.status, 303);
        EXPECT_EQ(sent.header("Location"), path(who, "/allocation/result"));
    }
    officer.get(path(who, "/allocation/result"));
    EXPECT_EQ(officer.page().text, told);
    EXPECT_EQ(intent_of(who)->position, 1);
    officer.get(path(who, "/allocation"));
    EXPECT_TRUE(officer.page().says("They are in a group already"));
    // One page of both steps: its leaves name neither arm nor receipt.
    EXPECT_EQ(trial.count_done("allocation.result_seen"), 2U);
}

// design 4: the size of the log must never tell an arm.
TEST_P(PutIntoAGroup, LeavesTheSameEntriesInTheLogInEitherArm)
{
    auto officer = trial.signed_in("intake");
    std::set<std::string> arms;
    while (arms.size() < 2) {
        const auto who = given_somebody();
        officer.get(path(who, "/allocation"));
        officer.submit({}, button);
        arms.insert(house().units->read(
            {storage::ActorKind::system, "test", {}}, "test", [&](storage::UnitOfWork& work) {
                return house().allocations.allocation_of(work, who).value().arm;
            }));
    }
    std::set<std::string> kinds;
    for (const auto& leaf : trial.leaves()) {
        if (leaf.purpose != "allocation.settle") continue;
        std::string kind;
        for (const auto& entry : leaf.entries)
            kind += fmt::format("{} {}\n", entry.action, entry.object_type);
        kinds.insert(kind);
    }
    EXPECT_EQ(kinds.size(), 1U) << fmt::format("{}", fmt::join(kinds, "or\n"));
}

TEST_P(PutIntoAGroup, TheKeyOfOnePersonsFormMovesNobodyElse)
{
    const auto one = given_somebody();
    const auto other = given_somebody();
    auto officer = trial.signed_in("intake");
    officer.get(path(one, "/allocation"));
    const auto form = officer.filled({}, button);
    officer.submit({}, button);
    const auto sent = officer.send(officer.form_head(path(other, "/allocation")), form.encode());
    EXPECT_EQ(sent.status, 422);
    EXPECT_FALSE(intent_of(other));
}

TEST_P(PutIntoAGroup, EveryRoomBeforeItIsAGateWhateverPageWasOpen)
{
    auto officer = trial.signed_in("intake");
    const auto refused = [&](identity::PersonId who, std::string_view why, auto fact) {
        officer.get(path(who, "/allocation"));
        const auto form = officer.filled({}, button);
        when_somewhere_else(fact);
        const auto sent = officer.send(officer.form_head(path(who, "/allocation")), form.encode());
        EXPECT_EQ(sent.status, 422) << why;
        EXPECT_TRUE(sent.says(why)) << sent.text;
        EXPECT_FALSE(intent_of(who)) << why;
        officer.get(path(who, "/allocation"));
        EXPECT_TRUE(officer.page().says(why)) << officer.page().text;
        EXPECT_THROW((void)officer.page().form(button), std::runtime_error);
    };
    const auto left = given_somebody();
    refused(left, "They have withdrawn", [&](storage::UnitOfWork& work) {
        EXPECT_TRUE(house().withdrawals.withdraw(work, left,
                                                 {.scope = withdrawal::Scope::support,
                                                  .effective = *LocalDate::parse("2026-03-02"),
                                                  .told = true}));
    });
    const auto dead = given_somebody();
    refused(dead, "They have died", [&](storage::UnitOfWork& work) {
        EXPECT_EQ(house().withdrawals.live_on(work, dead, withdrawal::LifeKind::died,
                                              /*ended=*/false, *LocalDate::parse("2026-03-02")),
                  std::nullopt);
    });
    const auto corrected = given_somebody();
    refused(corrected, "They have not been found eligible", [&](storage::UnitOfWork& work) {
        find_eligible(house(), work, corrected, protocol::EligibilityOutcome::not_eligible);
    });
    // It was the fact each time: the next one, of whom nothing was found, is drawn, and first.
    const auto next = given_somebody();
    officer.get(path(next, "/allocation"));
    officer.submit({}, button);
    EXPECT_EQ(intent_of(next)->position, 1);
}

TEST_P(PutIntoAGroup, NobodyIsOfferedItBeforeTheirQuestionsAreLocked)
{
    auto officer = trial.signed_in("intake");
    for (const auto& [stage, why] :
         {std::pair{Stage::goes_on, "No consent of theirs is in force"},
          std::pair{Stage::consented, "Their questionnaire is not locked"}}) {
        const auto who = given_somebody(stage);
        officer.get(path(who, "/allocation"));
        EXPECT_TRUE(officer.page().says(why)) << officer.page().text;
        EXPECT_THROW((void)officer.page().form(button), std::runtime_error);
    }
}

TEST_P(PutIntoAGroup, WhatWasBegunAndNotFinishedIsFinishedAtItsOwnPosition)
{
    const auto left = given_somebody();
    const std::string account = trial.account_id("intake");
    const auto begun = house().two_step.intend(*house().units, officer_of(account),
                                               {.person = left,
                                                .scope = "staff:" + account,
                                                .key = std::string(32, 'a'),
                                                .digest = "lost",
                                                .location = path(left, "/allocation/result")});
    ASSERT_TRUE(std::holds_alternative<allocation::Intended>(begun));
    auto officer = trial.signed_in("intake");
    officer.get(path(left));
    officer.follow("Finish putting them into a group");
    EXPECT_TRUE(officer.page().says("This was begun and not finished"));
    officer.submit({}, "Finish putting them into a group");
    EXPECT_EQ(officer.page().heading, "Your group");
    EXPECT_EQ(intent_of(left)->position, 1);
}

} // namespace evenhand::tests
