#include "tests/support/consent_world.hpp"

#include "core/london_time.hpp"
#include "people/identity/merge_store.hpp"
#include "storage/audit_verify.hpp"

#include <gtest/gtest.h>

namespace evenhand::consent::consent_store_test {

using namespace std::chrono_literals;
using participants::Stage;

class Consents : public ::testing::TestWithParam<storage::Engine>
{
protected:
    ConsentWorld world{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Engines, Consents, ::testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(Consents, OneThatIsSignedCountsAndGivesTheStudyNumber)
{
    const auto who = world.person();
    EXPECT_FALSE(world.in_force(who));
    ASSERT_TRUE(world.sign("intake", who, world.yes()));
    const auto consent = world.in_force(who);
    ASSERT_TRUE(consent);
    EXPECT_EQ(consent->agreed, (protocol::AgreedItems{"part", "records"}));
    EXPECT_TRUE(consent->allows(protocol::ConsentScope::government_records));
    EXPECT_EQ(consent->form_version, "1");
    EXPECT_EQ(world.journey(who).stage, Stage::consented);
    EXPECT_TRUE(StudyNumber::parse(world.journey(who).study_number, "WW"));
}

TEST_P(Consents, NobodySignsWhatTheyHaveNotHeardAndSaidBack)
{
    const auto who = world.uninformed();
    EXPECT_EQ(world.sign("intake", who, world.yes()).error(), Refusal::not_informed);
    const auto say_back = [&](Understood understood) {
        world.staff.trial.clock.advance(1min);
        world.as("intake", [&](storage::UnitOfWork& work) {
            EXPECT_TRUE(
                world.information.teach_back(work, who, {{"chance", understood}}).has_value());
        });
    };
    world.as("intake", [&](storage::UnitOfWork& work) {
        EXPECT_TRUE(world.information.go_through(work, who, world.form.sheet.texts[0]).has_value());
    });
    EXPECT_EQ(world.sign("intake", who, world.yes()).error(), Refusal::not_informed) << "not said";
    say_back(Understood::not_yet);
    EXPECT_EQ(world.sign("intake", who, world.yes()).error(), Refusal::not_informed) << "not yet";
    say_back(Understood::explained_again);
    ASSERT_TRUE(world.sign("intake", who, world.yes()));
    world.as("intake", [&](storage::UnitOfWork& work) {
        const auto signed_form = world.consents.of_person(work, who).at(0);
        const auto heard = world.information.heard(work, who);
        EXPECT_EQ(signed_form.information, heard->id);
        EXPECT_EQ(signed_form.sheet_format, "standard");
    });
}

TEST_P(Consents, HowADoubtWasAssessedAndWhoSatWithThemIsKeptSealed)
{
    const auto who = world.person();
    auto consent = world.yes();
    consent.circumstances = {.capacity = Capacity::assessed,
                             .capacity_note = "Tired; said it back after a rest.",
                             .supporter = Supporter::carer,
                             .supporter_name = "Sam Example"};
    ASSERT_TRUE(world.sign("intake", who, consent));
    world.as("intake", [&](storage::UnitOfWork& work) {
        const auto how = world.consents.of_person(work, who).at(0).circumstances;
        EXPECT_EQ(how.capacity_note, "Tired; said it back after a rest.");
        EXPECT_EQ(how.supporter_name, "Sam Example");
        constexpr storage::Statement open{
            "test.open", "SELECT count(*) FROM consent WHERE sealed_signature LIKE '%Sam%'"};
        EXPECT_EQ(std::get<0>(*work.sql().row<std::int64_t>(open)), 0);
    });
}

TEST_P(Consents, NobodyWithoutTheTrainingOrTheRoleTakesOne)
{
    const auto who = world.person();
    EXPECT_EQ(world.sign("lead", who, world.yes()).error(), Refusal::not_trained) << "neither";
    world.train("lead", "consent", "2029-01-14");
    EXPECT_EQ(world.sign("lead", who, world.yes()).error(), Refusal::not_trained) << "no such role";
    const auto program = world.staff.trial.units->write(
        {storage::ActorKind::system, "test", {}}, "test",
        [&](storage::UnitOfWork& work) { return world.consents.sign(work, who, world.yes()); });
    EXPECT_EQ(program.error(), Refusal::not_trained);
    EXPECT_EQ(world.journey(who).stage, Stage::goes_on);
    EXPECT_FALSE(world.in_force(who));
}

TEST_P(Consents, ATrainingCountsFromItsDayToItsLastDay)
{
    const auto who = world.person();
    world.staff.trial.clock.advance(24h * 365 * 3);
    EXPECT_EQ(world.sign("intake", who, world.yes()).error(), Refusal::not_trained) << "lapsed";
    world.train("intake", "Another course", "2040-01-14");
    EXPECT_EQ(world.sign("intake", who, world.yes()).error(), Refusal::not_trained) << "another";
    world.train("intake", "CONSENT", "2040-01-14");
    EXPECT_TRUE(world.sign("intake", who, world.yes()));
}

TEST_P(Consents, TheWordsThatWereShownAreKeptWithTheSignature)
{
    const auto who = world.person();
    ASSERT_TRUE(world.sign("intake", who, world.yes(/*records=*/false)));
    const auto shown = wording_of(world.form);
    world.form.items[0].statement = "I agree to something else.";
    const auto all = world.as(
        "intake", [&](storage::UnitOfWork& work) { return world.consents.of_person(work, who); });
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].wording, shown.text);
    EXPECT_EQ(all[0].wording_hash, shown.hash);
    EXPECT_EQ(all[0].answers, (Answers{{"part", true}, {"records", false}}));
    EXPECT_EQ(all[0].signature.typed_name, "Zoë Example");
    EXPECT_EQ(all[0].status, Status::counts);
}

TEST_P(Consents, OneThatWasSpokenCountsOnlyWhenAnotherHeardIt)
{
    const auto who = world.person();
    const auto id = world.sign("intake", who, world.spoken());
    ASSERT_TRUE(id);
    EXPECT_FALSE(world.in_force(who));
    EXPECT_EQ(world.journey(who).stage, Stage::goes_on);
    const auto witness = [&](std::string_view handle) {
        return world.as(handle, [&](storage::UnitOfWork& work) {
            return world.consents.bear_witness(work, who, *id, /*heard=*/true);
        });
    };
    EXPECT_EQ(witness("intake").error(), Refusal::own_witness);
    EXPECT_FALSE(world.in_force(who));
    EXPECT_EQ(witness("lead").value(), Stage::consented);
    EXPECT_EQ(world.in_force(who)->id, *id);
    EXPECT_FALSE(world.journey(who).study_number.empty());
    EXPECT_EQ(witness("lead").error(), Refusal::not_waiting) << "once";
}

TEST_P(Consents, OneThatNobodyHeardOrThatWasTakenAnewNeverCounts)
{
    const auto who = world.person();
    const auto first = world.sign("intake", who, world.spoken());
    const auto second = world.sign("intake", who, world.spoken());
    ASSERT_TRUE(first && second);
    const auto witness = [&](ConsentId id, bool heard) {
        return world.as("lead", [&](storage::UnitOfWork& work) {
            return world.consents.bear_witness(work, who, id, heard);
        });
    };
    EXPECT_EQ(witness(*first, true).error(), Refusal::not_waiting) << "taken anew";
    EXPECT_EQ(witness(*second, false).value(), Stage::goes_on);
    EXPECT_EQ(witness(*second, true).error(), Refusal::not_waiting) << "it was not heard";
    EXPECT_FALSE(world.in_force(who));
    const auto all = world.as(
        "intake", [&](storage::UnitOfWork& work) { return world.consents.of_person(work, who); });
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].status, Status::not_heard);
    EXPECT_EQ(all[1].status, Status::replaced);
}

TEST_P(Consents, AWitnessDoesNotMakeAnOlderWordingCount)
{
    const auto who = world.person();
    const auto id = world.sign("intake", who, world.spoken());
    ASSERT_TRUE(id);
    world.form.version = "2";
    const auto heard = world.as("lead", [&](storage::UnitOfWork& work) {
        return world.consents.bear_witness(work, who, *id, /*heard=*/true);
    });
    EXPECT_EQ(heard.error(), Refusal::wording_changed);
    EXPECT_FALSE(world.in_force(who));
}

TEST_P(Consents, UnderAVersionThatIsNotInForceNothingIsSignedOrHeardAndNothingIsWritten)
{
    const auto who = world.person();
    const auto other = world.person();
    const auto spoken = world.sign("intake", other, world.spoken());
    ASSERT_TRUE(spoken);
    world.protocol_fault = "Version 2 is in force.";
    for (const auto& wanted : {world.yes(), world.spoken()}) {
        world.as("intake", [&](storage::UnitOfWork& work) {
            world.asked_in = nullptr;
            const auto refused = world.consents.sign(work, who, wanted);
            ASSERT_FALSE(refused);
            EXPECT_EQ(refused.error(), Refusal::protocol_amended);
            EXPECT_EQ(world.asked_in, &work) << "in the transaction of the signature";
            EXPECT_TRUE(world.consents.of_person(work, who).empty());
            EXPECT_EQ(world.consents.protocol_fault(work), "Version 2 is in force.");
        });
    }
    world.as("lead", [&](storage::UnitOfWork& work) {
        world.asked_in = nullptr;
        const auto refused = world.consents.bear_witness(work, other, *spoken, /*heard=*/true);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error(), Refusal::protocol_amended);
        EXPECT_EQ(world.asked_in, &work);
        EXPECT_TRUE(world.consents.waiting(work, other)) << "it still waits";
    });
    EXPECT_EQ(world.journey(who).stage, Stage::goes_on);
    EXPECT_TRUE(world.journey(who).study_number.empty());
    EXPECT_FALSE(world.in_force(other));

    world.protocol_fault.clear();
    EXPECT_TRUE(world.sign("intake", who, world.yes()));
}

TEST_P(Consents, NobodyConsentsBeforeTheyWantToGoOn)
{
    const auto who = world.person(Stage::taught);
    EXPECT_EQ(world.sign("intake", who, world.yes()).error(), Refusal::not_now);
    const auto stranger = PersonId::parse(std::string(32, '7')).value();
    EXPECT_EQ(world.sign("intake", stranger, world.yes()).error(), Refusal::not_now);
}

TEST_P(Consents, TheLatestCountsAndTheNumberStays)
{
    const auto who = world.person();
    ASSERT_TRUE(world.sign("intake", who, world.yes()));
    const auto number = world.journey(who).study_number;
    const auto later = world.sign("intake", who, world.yes(/*records=*/false));
    ASSERT_TRUE(later);
    EXPECT_EQ(world.in_force(who)->id, *later);
    EXPECT_FALSE(world.in_force(who)->allows(protocol::ConsentScope::government_records));
    EXPECT_EQ(world.journey(who).study_number, number);
    ASSERT_TRUE(world.sign("intake", who, world.spoken()));
    EXPECT_EQ(world.in_force(who)->id, *later) << "what waits for a witness changes nothing yet";
}

TEST_P(Consents, WhatWasWithdrawnIsNoLongerInForce)
{
    const auto who = world.person();
    ASSERT_TRUE(world.sign("intake", who, world.yes()));
    world.staff.trial.clock.advance(1h);
    const auto leave = [&](withdrawal::Scope scope) {
        return world.as("intake", [&](storage::UnitOfWork& work) {
            return world.withdrawals
                .withdraw(work, who,
                          {.scope = scope,
                           .effective = LocalDate::parse("2026-03-02").value(),
                           .told = true})
                .has_value();
        });
    };
    ASSERT_TRUE(leave(withdrawal::Scope::linkage));
    EXPECT_EQ(world.in_force(who)->agreed, protocol::AgreedItems{"part"});
    ASSERT_TRUE(leave(withdrawal::Scope::everything));
    EXPECT_FALSE(world.in_force(who));
}

TEST_P(Consents, WhatWasWithdrawnUnderAnotherRecordOfThePersonIsNoLongerInForceUnderAny)
{
    using identity::MergeGround;
    using identity::MergeStore;
    using withdrawal::Scope;
    const auto leader = world.person();
    const auto follower = world.person();
    for (const auto who : {leader, follower})
        ASSERT_TRUE(world.sign("intake", who, world.yes()));
    world.staff.trial.clock.advance(1h);
    const auto withdraw = [&](PersonId who, Scope scope) {
        world.as("intake", [&](storage::UnitOfWork& work) {
            const withdrawal::NewWithdrawal wanted{
                .scope = scope, .effective = london_date(work.now()), .told = true};
            ASSERT_TRUE(world.withdrawals.withdraw(work, who, wanted));
        });
    };
    withdraw(follower, Scope::linkage);
    EXPECT_EQ(world.in_force(leader)->agreed, (protocol::AgreedItems{"part", "records"}))
        << "two people";
    world.as("intake", [&](storage::UnitOfWork& work) {
        return MergeStore::merge(work, {.leader = leader, .follower = follower},
                                 MergeGround::documents);
    });
    EXPECT_EQ(world.in_force(leader)->agreed, protocol::AgreedItems{"part"}) << "of the follower";
    withdraw(leader, Scope::everything);
    EXPECT_FALSE(world.in_force(leader));
    EXPECT_FALSE(world.in_force(follower)) << "of the leader";
    world.as("intake", [&](storage::UnitOfWork& work) {
        MergeStore::undo(work, MergeStore::merge_of(work, follower).value(),
                         MergeGround::wrong_record);
    });
    EXPECT_EQ(world.in_force(follower)->agreed, protocol::AgreedItems{"part"})
        << "two people after all";
    EXPECT_FALSE(world.in_force(leader));
}

TEST_P(Consents, OfTwoRecordsOfOnePersonOneIsAskedAgainAndNoneAfterNoContactIsWantedInEither)
{
    using identity::MergeGround;
    using identity::MergeStore;
    const auto leader = world.person();
    const auto follower = world.person();
    for (const auto who : {leader, follower})
        ASSERT_TRUE(world.sign("intake", who, world.yes()));
    world.form.version = "2";
    const auto asked_again = [&] {
        return world.as("intake", [&](storage::UnitOfWork& work) {
            const auto count = world.consents.count_to_ask_again(work);
            const auto page = world.consents.to_ask_again(work, "");
            EXPECT_EQ(count, static_cast<std::int64_t>(page.rows.size())) << "list and count";
            return count;
        });
    };
    EXPECT_EQ(asked_again(), 2);
    world.as("intake", [&](storage::UnitOfWork& work) {
        return MergeStore::merge(work, {.leader = leader, .follower = follower},
                                 MergeGround::documents);
    });
    EXPECT_EQ(asked_again(), 1);
    world.as("intake", [&](storage::UnitOfWork& work) {
        const withdrawal::NewWithdrawal none{.scope = withdrawal::Scope::contact,
                                             .effective = london_date(work.now()),
                                             .told = true};
        EXPECT_TRUE(world.withdrawals.withdraw(work, follower, none));
    });
    EXPECT_EQ(asked_again(), 0);
    world.as("intake", [&](storage::UnitOfWork& work) {
        MergeStore::undo(work, MergeStore::merge_of(work, follower).value(),
                         MergeGround::wrong_record);
    });
    EXPECT_EQ(asked_again(), 1) << "two people after all, and one of them wants no contact";
}

TEST_P(Consents, ANewVersionMakesAListOfThoseToAskAgainByPages)
{
    std::vector<PersonId> all;
    for (int i = 0; i < ConsentStore::page_size + 2; ++i) {
        all.push_back(world.person());
        ASSERT_TRUE(world.sign("intake", all.back(), world.yes()));
    }
    const auto page = [&](const std::string& after) {
        return world.as("intake", [&](storage::UnitOfWork& work) {
            return world.consents.to_ask_again(work, after);
        });
    };
    const auto count = [&] {
        return world.as("intake", [&](storage::UnitOfWork& work) {
            return world.consents.count_to_ask_again(work);
        });
    };
    EXPECT_TRUE(page("").rows.empty());
    EXPECT_EQ(count(), 0);
    world.form.sheet.version = "2";
    const auto first = page("");
    EXPECT_EQ(first.rows.size(), static_cast<std::size_t>(ConsentStore::page_size));
    ASSERT_FALSE(first.next.empty());
    EXPECT_EQ(page(first.next).rows.size(), 2U);
    EXPECT_TRUE(page(first.next).next.empty());
    EXPECT_EQ(count(), ConsentStore::page_size + 2);

    EXPECT_EQ(world.sign("intake", all[0], world.yes()).error(), Refusal::not_informed)
        << "they have not heard the new sheet";
    world.staff.trial.clock.advance(1h);
    world.hear(all[0]);
    ASSERT_TRUE(world.sign("intake", all[0], world.yes()));
    world.as("intake", [&](storage::UnitOfWork& work) {
        const bool left = world.withdrawals
                              .withdraw(work, all[1],
                                        {.scope = withdrawal::Scope::contact,
                                         .effective = LocalDate::parse("2026-03-02").value(),
                                         .told = true})
                              .has_value();
        EXPECT_TRUE(left);
    });
    EXPECT_EQ(page("").rows.size(), static_cast<std::size_t>(ConsentStore::page_size));
    EXPECT_EQ(count(), ConsentStore::page_size);
    EXPECT_TRUE(page("").next.empty()) << "one signed anew, one wants no contact";
}

TEST_P(Consents, AfterAnErasureTheAnswersStandAndTheSignatureOpensNoMore)
{
    const auto who = world.person();
    ASSERT_TRUE(world.sign("intake", who, world.yes()));
    world.as("dpo", [&](storage::UnitOfWork& work) {
        const auto plan = world.identities.plan_erasure(work, who, identity::KeyClass::research);
        EXPECT_EQ(plan.rows.size(), 1U);
        world.identities.erase(work, plan, "asked");
    });
    const auto all = world.as(
        "intake", [&](storage::UnitOfWork& work) { return world.consents.of_person(work, who); });
    ASSERT_EQ(all.size(), 1U);
    EXPECT_TRUE(all[0].is_erased);
    EXPECT_EQ(all[0].signature.typed_name, "");
    EXPECT_TRUE(world.in_force(who));
    EXPECT_EQ(world.sign("intake", who, world.yes()).error(), Refusal::erased);
}

TEST_P(Consents, RebuiltStatesAreThoseThatWereKept)
{
    const auto who = world.person();
    const auto other = world.person();
    ASSERT_TRUE(world.sign("intake", who, world.yes()));
    ASSERT_TRUE(world.sign("intake", who, world.yes(/*records=*/false)));
    ASSERT_TRUE(world.sign("intake", who, world.spoken()));
    const auto heard = world.sign("intake", other, world.spoken());
    world.as("lead", [&](storage::UnitOfWork& work) {
        EXPECT_TRUE(world.consents.bear_witness(work, other, *heard, true).has_value());
    });
    const auto found = storage::rebuild(*world.staff.trial.database, {derived_states()},
                                        storage::Rebuild::compare);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_TRUE(found[0].equal);
    EXPECT_EQ(found[0].rows, 2);
}

} // namespace evenhand::consent::consent_store_test
