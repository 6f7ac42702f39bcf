// The draw as it is done at an appointment: one button, every gate of the rooms before it, and
// whatever can go wrong between the press and the page.
#include "tests/journeys/journey.hpp"
#include "tests/support/before_real_gates.hpp"
#include "tests/support/whole_way.hpp"

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
    for (const auto& [kind, why] :
         {std::pair{withdrawal::LifeKind::lost_capacity, "no longer able to decide"},
          std::pair{withdrawal::LifeKind::in_prison, "They are in prison"}}) {
        const auto away = given_somebody();
        refused(away, why, [&](storage::UnitOfWork& work) {
            EXPECT_EQ(house().withdrawals.live_on(work, away, kind, /*ended=*/false,
                                                  *LocalDate::parse("2026-03-02")),
                      std::nullopt);
        });
    }
    const auto younger = given_somebody();
    refused(younger, "were not of the age", [&](storage::UnitOfWork& work) {
        EXPECT_TRUE(house().details.set_birth_date(work, younger, *LocalDate::parse("2008-03-03"),
                                                   identity::DetailsChange::entered_in_error));
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

TEST_P(PutIntoAGroup, WhoeverWasFoundEligibleLongAgoIsAskedAgainFirst)
{
    const auto who = given_somebody();
    trial.advance(std::chrono::hours(24 * 29));
    auto officer = trial.signed_in("intake");
    officer.get(path(who, "/allocation"));
    EXPECT_TRUE(officer.page().says("They were found eligible too long ago"));
    EXPECT_THROW((void)officer.page().form(button), std::runtime_error);
    officer.get(path(who));
    officer.follow("They were asked too long ago: ask who may join again");
    EXPECT_EQ(officer.page().heading, "Check who may join");
    officer.submit({{"age", "yes"}, {"anyone", "everyone"}}, "Decide");
    EXPECT_EQ(officer.page().heading, "Eligible");
    officer.get(path(who, "/allocation"));
    officer.submit({}, button);
    EXPECT_EQ(officer.page().heading, "Your group");
}

TEST_P(PutIntoAGroup, WhoeverIsAskedAgainAndNobodyIsSureOfGoesToALeadFirst)
{
    const auto who = given_somebody();
    trial.advance(std::chrono::hours(24 * 29));
    auto officer = trial.signed_in("intake");
    officer.get(path(who, "/eligibility"));
    officer.submit({{"age", "yes"}, {"anyone", "not_sure"}}, "Decide");
    officer.get(path(who));
    EXPECT_TRUE(officer.page().says("Eligibility unsure"));
    officer.get(path(who, "/allocation"));
    EXPECT_THROW((void)officer.page().form(button), std::runtime_error);
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

// Nothing but the draw follows an intent, so what is written of them meanwhile waits for it.
TEST_P(PutIntoAGroup, WhoeverLeavesOrDiesWhileTheyArePutIntoAGroupIsCountedAsRandomisedAndGone)
{
    auto officer = trial.signed_in("intake");
    const std::string account = trial.account_id("intake");
    for (const bool dies : {false, true}) {
        const auto who = given_somebody();
        (void)house().two_step.intend(*house().units, officer_of(account),
                                      {.person = who,
                                       .scope = "staff:" + account,
                                       .key = who.text(),
                                       .digest = "lost",
                                       .location = path(who, "/allocation/result")});
        officer.get(path(who, dies ? "/life" : "/withdraw"));
        if (dies)
            officer.submit({{"kind", "died"}, {"change", "began"}}, "Record");
        else
            officer.submit({{"scope", "everything"},
                            {"said_by", "person"},
                            {"said_how", "telephone"},
                            {"told", "yes"}},
                           "Record withdrawal");
        EXPECT_EQ(officer.page().url, path(who)) << officer.page().text;
        officer.get(path(who, "/allocation"));
        officer.submit({}, "Finish putting them into a group");
        const auto stage = house().units->read(
            {storage::ActorKind::system, "test", {}}, "test", [&](storage::UnitOfWork& work) {
                return house().journeys.find(work, who).value().stage;
            });
        EXPECT_EQ(stage, dies ? Stage::randomised_died : Stage::randomised_withdrew);
    }
}

/// Somebody of Working Win who came as far as the button by its pages, and what another tab or
/// another room wrote before it was pressed.
class AtTheButton : public testing::TestWithParam<storage::Engine>
{
protected:
    TestHouse trial{GetParam()};
    TestClient officer = trial.signed_in("intake");
    identity::PersonId who = given_somebody_at_the_button();

    void TearDown() override { EXPECT_EQ(trial.what_verify_finds(), ""); }

    app::House& house() { return *trial.house; }
    identity::PersonId given_somebody_at_the_button()
    {
        WholeWay way{Caller{}};
        officer.get(WholeWay::first_page);
        while (!officer.page().url.ends_with("/allocation"))
            make_move(officer, way.next(officer.page(), trial.trial_clock.now()));
        return identity::PersonId::parse(way.record().substr(way.record().rfind('/') + 1)).value();
    }
    template <class Fact>
    void then_it_is_refused(std::string_view why, Fact fact)
    {
        // Of two facts of one moment neither is the later one.
        trial.trial_clock.advance(std::chrono::seconds(1));
        house().units->write(officer_of(trial.account_id("intake")), "test",
                             [&](storage::UnitOfWork& work) {
                                 fact(work);
                                 return 0;
                             });
        const auto path = officer.page().url;
        const auto form = officer.filled({}, "Put into a group by chance");
        const auto sent = officer.send(officer.form_head(path), form.encode());
        EXPECT_EQ(sent.status, 422);
        EXPECT_TRUE(sent.says(why)) << sent.text;
        constexpr storage::Statement intents{"test.intents",
                                             "SELECT count(*) FROM allocation_intent"};
        EXPECT_EQ(trial.number(intents), 0);
        officer.get(path);
        EXPECT_TRUE(officer.page().says(why)) << officer.page().text;
    }
    /// Signs again, under another form than the trial's own.
    void sign(storage::UnitOfWork& work, const protocol::ConsentForm& form, bool optional_too)
    {
        const consent::InformationStore heard(form, house().journeys, house().evaluations);
        hear_information(work, heard, form, who);
        const consent::ConsentStore other({.vault = house().vault,
                                           .journeys = house().journeys,
                                           .withdrawals = house().withdrawals,
                                           .information = heard,
                                           .roles = house().staff.roles,
                                           .trainings = house().staff.trainings,
                                           .form = form,
                                           .study_prefix = house().protocol.prefix});
        const auto done = other.sign(work, who, signed_by_name(form, optional_too));
        EXPECT_TRUE(done) << code(done.error());
    }
};
EVENHAND_JOURNEY(AtTheButton);

TEST_P(AtTheButton, AConsentUnderAnotherFormIsNotEnough)
{
    auto form = house().protocol.consent;
    form.version += ".old";
    then_it_is_refused("They agreed under an earlier version",
                       [&](auto& work) { sign(work, form, true); });
}

TEST_P(AtTheButton, NorOneAfterAnotherInformationSheet)
{
    auto form = house().protocol.consent;
    form.sheet.version += ".old";
    then_it_is_refused("They agreed under an earlier version",
                       [&](auto& work) { sign(work, form, true); });
}

TEST_P(AtTheButton, NorOneThatRefusesWhatTakingPartNeeds)
{
    auto form = house().protocol.consent;
    for (auto& item : form.items)
        item.required = false;
    then_it_is_refused("They did not agree to everything",
                       [&](auto& work) { sign(work, form, false); });
}

TEST_P(AtTheButton, AnEligibilityOfAnotherAreaOrGroupIsNotTheirs)
{
    then_it_is_refused("for another area or group", [&](storage::UnitOfWork& work) {
        const auto journey = house().journeys.find(work, who).value();
        eligibility::Decided decided;
        decided.outcome = protocol::EligibilityOutcome::eligible;
        decided.area = journey.area == "barnsley" ? "sheffield" : "barnsley";
        decided.group = journey.group;
        const auto answers = eligibility::answers_on(LocalDate::from_ymd(2026, 3, 2).value());
        EXPECT_TRUE(
            house().evaluations.record(work, who, {.answers = answers, .decided = decided}));
    });
}

} // namespace evenhand::tests
