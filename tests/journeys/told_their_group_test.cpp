// The moment at which somebody is told their group, and everything afterwards that must not tell
// it: who sat with them reads it out on that day, and nobody else finds it, on that day or later.
#include "core/encoding.hpp"
#include "people/staff/demo_accounts.hpp"
#include "tests/journeys/journey.hpp"
#include "tests/support/before_real_gates.hpp"
#include "tests/support/eligibility_world.hpp"
#include "tests/support/house_draw.hpp"

namespace evenhand::tests {

class ToldTheirGroup : public testing::TestWithParam<storage::Engine>
{
protected:
    TestHouse trial{GetParam()};

    void TearDown() override { EXPECT_EQ(trial.what_verify_finds(), ""); }

    /// People of one officer, so many that both groups have somebody.
    std::vector<identity::PersonId> given_people_in_both_groups()
    {
        std::vector<identity::PersonId> people;
        std::set<std::string> arms;
        while (arms.size() < trial.house->protocol.randomisation.arms.size()) {
            people.push_back(put_into_a_group(*trial.house, trial.account_id("intake")));
            arms.insert(arm_of(people.back()));
        }
        return people;
    }
    std::string arm_of(identity::PersonId who)
    {
        return trial.house->units->read(
            {storage::ActorKind::system, "test", {}}, "test", [&](storage::UnitOfWork& work) {
                return trial.house->allocations.allocation_of(work, who).value().arm;
            });
    }
    static std::string path(identity::PersonId who, std::string_view more = {})
    {
        return "/participants/" + who.text() + std::string(more);
    }
    /// As if whoever checked who may join had found out that they were of that area.
    void when_their_area_is_corrected(identity::PersonId who, std::string area)
    {
        auto& house = *trial.house;
        auto answers = EligibilityWorld::everything_met();
        answers.facts.area = protocol::Membership::of(std::move(area));
        const auto because = eligibility::CorrectionReason::found_out;
        house.units->write(officer_of(trial.account_id("intake")), "test",
                           [&](storage::UnitOfWork& work) {
                               EXPECT_TRUE(house.deciding.evaluate(work, who, {answers, because}));
                           });
    }
    /// Who was born on a day that is known, and was found eligible.
    identity::PersonId given_somebody_whose_answers_are_known()
    {
        auto& house = *trial.house;
        const auto who = put_into_a_group(house, trial.account_id("intake"));
        house.units->write(
            officer_of(trial.account_id("intake")), "test", [&](storage::UnitOfWork& work) {
                identity::Details born;
                born.birth_date = LocalDate::from_ymd(1990, 5, 17).value();
                ASSERT_TRUE(
                    house.details.replace(work, who, born, identity::DetailsChange::changed));
                find_eligible(house, work, who, protocol::EligibilityOutcome::eligible);
            });
        return who;
    }
    /// The page on which the first flag of somebody is marked as entered in error.
    std::string in_error_page(identity::PersonId who)
    {
        auto& house = *trial.house;
        const auto flag = house.units->read({}, "test", [&](storage::UnitOfWork& work) {
            return house.allocations.flags(work, who, allocation::Notes::closed).front().id.value();
        });
        return path(who, "/allocation/flag/" + flag.text() + "/in-error");
    }
    /// Whether a page holds anything that only the arm decides.
    [[nodiscard]] bool tells_an_arm(const Visit& page) const
    {
        for (const auto& arm : trial.house->protocol.randomisation.arms) {
            for (const std::string& word : {arm.id, arm.name, arm.plain}) {
                if (page.body.find(word) != std::string::npos) return true;
            }
        }
        return false;
    }
};
EVENHAND_JOURNEY(ToldTheirGroup);

TEST_P(ToldTheirGroup, ReadsItsPreparedWordsToEitherGroup)
{
    const auto people = given_people_in_both_groups();
    auto officer = trial.signed_in("intake");
    for (const auto& who : people) {
        const auto* arm = trial.house->protocol.randomisation.find_arm(arm_of(who));
        officer.get(path(who, "/allocation/result"));
        ASSERT_EQ(officer.page().status, 200);
        EXPECT_TRUE(officer.page().says("You are in " + arm->plain)) << officer.page().text;
        EXPECT_TRUE(officer.page().says("The computer chose by chance"));
        const bool pack = arm->hand_off == protocol::HandOff::local_services;
        EXPECT_EQ(officer.page().says("services near you"), pack);
        EXPECT_EQ(officer.page().says("An employment specialist will get in touch"), !pack);
        EXPECT_EQ(officer.page().says("Your employment specialist is "), !pack);
    }
    EXPECT_EQ(trial.count_done("allocation.result_seen"), people.size());
}

// It names its position: who recruits and could collect them would learn what comes next.
TEST_P(ToldTheirGroup, IsProvedByAReceiptThatOnlyTheStatisticianTakes)
{
    const auto people = given_people_in_both_groups();
    auto officer = trial.signed_in("intake");
    auto statistician = trial.signed_in("statistician");
    const auto epochs = trial.house->units->read(
        {storage::ActorKind::system, "test", {}}, "test",
        [&](storage::UnitOfWork& work) { return trial.house->allocations.epochs(work); });
    const crypto::TreeHead published{.size = epochs.front().capacity,
                                     .root = crypto::Hash256::parse(epochs.front().root).value()};
    for (const auto& who : people) {
        EXPECT_EQ(officer.get(path(who, "/allocation/receipt")).status, 404);
        const auto file =
            statistician.send(statistician.page_head(path(who, "/allocation/receipt")));
        ASSERT_EQ(file.status, 200);
        EXPECT_THAT(file.header("Content-Disposition"), testing::HasSubstr("receipt.json"));
        const auto receipt = sealed::read_receipt(file.body);
        ASSERT_TRUE(receipt) << receipt.error();
        EXPECT_TRUE(sealed::proves(*receipt, published));
    }
    EXPECT_EQ(trial.count_done("allocation.receipt_taken"), people.size());
}

TEST_P(ToldTheirGroup, IsTheSameNothingForEverybodyElseAndFromTheNextDayOn)
{
    const auto who = put_into_a_group(*trial.house, trial.account_id("intake"));
    const auto others = put_into_a_group(*trial.house, trial.account_id("lead"));
    const auto answer = [](TestClient& browser, const std::string& at) {
        auto visit = browser.send(browser.page_head(at));
        // The reference is another for every answer.
        const auto reference = visit.body.find("eference");
        if (reference != std::string::npos) visit.body.resize(reference);
        return std::pair(visit.status, visit.body);
    };
    for (const auto& account : staff::demo_accounts()) {
        if (account.role == staff::Role::intake_officer) continue;
        auto browser = trial.signed_in(account.handle);
        const auto nothing = answer(browser, path(who, "/no-such-page"));
        EXPECT_EQ(nothing.first, 404);
        EXPECT_EQ(answer(browser, path(who, "/allocation/result")), nothing) << account.handle;
        if (account.role == staff::Role::unblinded_statistician) continue;
        EXPECT_EQ(answer(browser, path(who, "/allocation/receipt")), nothing) << account.handle;
    }
    auto officer = trial.signed_in("intake");
    EXPECT_EQ(officer.get(path(who, "/allocation/result")).status, 200);
    EXPECT_EQ(officer.get(path(others, "/allocation/result")).status, 404);
    trial.advance(std::chrono::hours(24));
    officer = trial.signed_in("intake");
    EXPECT_EQ(officer.get(path(who, "/allocation/result")).status, 404);
    EXPECT_FALSE(officer.get(path(who)).says("What they were told today"));
}

// A server that died between the two steps leaves people whom the next draw of their stratum
// finishes. Whoever sat with them still hands over what follows.
TEST_P(ToldTheirGroup, IsFollowedByThePackAlsoWhereTheNextDrawFinishedIt)
{
    auto officer = trial.signed_in("intake");
    for (int people = 0; people < 20; ++people) {
        const auto left = leave_at_the_draw(*trial.house, trial.account_id("intake"));
        put_into_a_group(*trial.house, trial.account_id("lead"));
        officer.get(path(left, "/allocation/result"));
        ASSERT_EQ(officer.page().status, 200);
        if (!officer.page().says("services near you")) continue;
        officer.follow("Open the local services pack");
        EXPECT_EQ(officer.page().status, 200);
        officer.get(path(left));
        EXPECT_TRUE(officer.page().says("Open the local services pack"));
        return;
    }
    FAIL() << "nobody was given the pack";
}

TEST_P(ToldTheirGroup, IsToldByNoRecordListOrFlagAndTheDrawIsNotMadeAgain)
{
    const auto people = given_people_in_both_groups();
    auto officer = trial.signed_in("intake");
    auto manager = trial.signed_in("manager");
    for (const auto& who : people) {
        officer.get(path(who));
        ASSERT_EQ(officer.page().status, 200);
        EXPECT_FALSE(tells_an_arm(officer.page())) << officer.page().text;
        officer.get(path(who, "/allocation"));
        EXPECT_TRUE(officer.page().says("They are in a group already"));
        EXPECT_FALSE(tells_an_arm(officer.page()));
        manager.get(path(who, "/allocation/flag"));
        ASSERT_EQ(manager.page().status, 200);
        EXPECT_FALSE(tells_an_arm(manager.page()));
    }
    for (const char* list : {"/stuck", "/triage"}) {
        officer.get(list);
        EXPECT_FALSE(tells_an_arm(officer.page())) << list;
    }
    // The words that this looks for are those of the page that may tell it, and its link stands on
    // the record of whoever sat with the person, that day.
    officer.get(path(people.front()));
    officer.follow("What they were told today about their group");
    EXPECT_TRUE(tells_an_arm(officer.page()));
}

TEST_P(ToldTheirGroup, ACorrectionOfWhoMayJoinIsAFlagOfTheSameKindAndMovesNobody)
{
    const auto who = given_somebody_whose_answers_are_known();
    const auto before = arm_of(who);
    when_their_area_is_corrected(who, "bassetlaw");
    EXPECT_EQ(arm_of(who), before);
    auto manager = trial.signed_in("manager");
    manager.get(path(who, "/allocation/flag"));
    EXPECT_TRUE(manager.page().says("Wrong area or group. It should have been: Bassetlaw"));
    EXPECT_TRUE(manager.page().says("An answer on who may join was corrected"));
    EXPECT_FALSE(tells_an_arm(manager.page()));
}

TEST_P(ToldTheirGroup, AFlagThatFollowsFromTheirAnswersIsMarkedByNobodyAndEndsWithThem)
{
    const auto who = given_somebody_whose_answers_are_known();
    when_their_area_is_corrected(who, "bassetlaw");
    auto manager = trial.signed_in("manager");
    manager.get(path(who, "/allocation/flag"));
    EXPECT_TRUE(manager.page().says("It follows from a corrected answer"));
    for (const auto& link : manager.page().links)
        EXPECT_FALSE(link.href.ends_with("/in-error")) << link.href;
    auto forged = manager.filled({}, "Write it down");
    forged.add("reason", "other_person");
    const auto marking = in_error_page(who);
    manager.get(marking);
    EXPECT_EQ(manager.page().status, 409);
    EXPECT_TRUE(manager.page().says("it cannot be marked as entered in error"));
    manager.post(marking, forged);
    EXPECT_EQ(manager.page().status, 409);
    EXPECT_TRUE(manager.page().says("it cannot be marked as entered in error"));
    EXPECT_FALSE(tells_an_arm(manager.page()));
    manager.get(path(who, "/allocation/flag"));
    EXPECT_TRUE(manager.page().says("It follows from a corrected answer")) << "it stands";

    trial.advance(std::chrono::minutes(1));
    when_their_area_is_corrected(who, trial.house->protocol.areas.front().id);
    manager.get(path(who, "/allocation/flag"));
    EXPECT_TRUE(manager.page().says("A later correction of the answers ended or replaced it"));
    EXPECT_FALSE(manager.page().says("It follows from a corrected answer"));
    EXPECT_EQ(manager.get(marking).status, 409);
    EXPECT_TRUE(manager.page().says("there is nothing to mark"));
    auto officer = trial.signed_in("intake");
    officer.get(path(who));
    EXPECT_TRUE(officer.page().says("A later correction of the answers ended or replaced it"));
}

TEST_P(ToldTheirGroup, WhatWasWrongIsWrittenDownAndUndoesNothing)
{
    const auto who = put_into_a_group(*trial.house, trial.account_id("intake"));
    const auto before = arm_of(who);
    auto manager = trial.signed_in("manager");
    manager.get(path(who, "/allocation/flag"));
    manager.submit({}, "Write it down");
    EXPECT_EQ(manager.page().status, 422);
    EXPECT_TRUE(manager.page().says("Select what was found out"));
    EXPECT_TRUE(manager.page().says("Enter what happened"));

    const auto& protocol = trial.house->protocol;
    const std::string note = "Their practice is in another area, as its letter shows.";
    manager.submit({{"kind", "wrong_stratum"},
                    {"true_area", protocol.areas.front().id},
                    {"true_group", protocol.groups.front().id},
                    {"note", note}},
                   "Write it down");
    EXPECT_TRUE(manager.page().says("Select another area or group"));
    EXPECT_TRUE(manager.page().body.find(note) != std::string::npos) << "what was typed is kept";
    manager.submit({{"true_area", protocol.areas.back().id}}, "Write it down");
    EXPECT_EQ(manager.page().status, 200);
    EXPECT_TRUE(manager.page().says("It should have been: " + protocol.areas.back().name));
    EXPECT_TRUE(manager.page().says(note));
    EXPECT_EQ(arm_of(who), before);

    auto officer = trial.signed_in("intake");
    officer.get(path(who));
    EXPECT_TRUE(officer.page().says("Wrong area or group"));
    EXPECT_FALSE(officer.page().says(note));
}

} // namespace evenhand::tests
