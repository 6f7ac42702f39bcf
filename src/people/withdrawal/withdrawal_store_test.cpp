#include "people/withdrawal/withdrawal_store.hpp"

#include "core/london_time.hpp"
#include "people/identity/in_error_store.hpp"
#include "people/identity/merge_store.hpp"
#include "tests/support/test_trial.hpp"

#include <gtest/gtest.h>

namespace evenhand::withdrawal::withdrawal_store_test {

/// A trial on one engine with people who may leave.
struct Leaving
{
    explicit Leaving(storage::Engine engine) : trial(engine) {}

    template <class Do>
    auto write(Do what)
    {
        return trial.units->write(officer, "test", what);
    }
    PersonId person()
    {
        return write([&](storage::UnitOfWork& work) {
            return identities.confirm_claim(work, identities.make_claim(work, {}), "new").value();
        });
    }
    Result<WithdrawalId, Refusal> leaves(PersonId who, Scope scope)
    {
        return write([&](storage::UnitOfWork& work) {
            return store.withdraw(work, who,
                                  {.scope = scope,
                                   .effective = london_date(work.now()),
                                   .told = true,
                                   .note = "They were tired of letters."});
        });
    }
    PermissionsView view(PersonId who)
    {
        return write(
            [&](storage::UnitOfWork& work) { return store.permissions(work, who).view(); });
    }

    tests::TestTrial trial;
    identity::Vault vault{trial.keys};
    identity::IdentityStore identities{vault, {sealed_rows}};
    identity::NoteStore notes{vault};
    WithdrawalStore store{notes};
    storage::Actor officer{storage::ActorKind::staff, "0123456789abcdef0123456789abcdef", ""};
};

class WithdrawalLog : public ::testing::TestWithParam<storage::Engine>
{
};
INSTANTIATE_TEST_SUITE_P(Engines, WithdrawalLog, ::testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(WithdrawalLog, IsOfOnePersonAndTakesAwayWhatItNames)
{
    Leaving leaving(GetParam());
    const PersonId who = leaving.person();
    const PersonId other = leaving.person();
    ASSERT_TRUE(leaving.leaves(who, Scope::surveys));
    EXPECT_EQ(leaving.view(who), (PermissionsView{true, false, true}));
    EXPECT_EQ(leaving.view(other), (PermissionsView{true, true, true}));
    EXPECT_EQ(leaving.leaves(who, Scope::surveys).error(), Refusal::already);
}

TEST_P(WithdrawalLog, PermitsOnAListWhatItPermitsOnEachRecordAlsoWhereTheyAreMerged)
{
    Leaving leaving(GetParam());
    const PersonId left = leaving.person();
    const PersonId died = leaving.person();
    const PersonId stays = leaving.person();
    const PersonId leads = leaving.person();
    const PersonId follows = leaving.person();
    ASSERT_TRUE(leaving.leaves(left, Scope::surveys));
    ASSERT_TRUE(leaving.leaves(follows, Scope::surveys));
    const std::vector<PersonId> all{left, died, stays, leads, follows};
    leaving.write([&](storage::UnitOfWork& work) {
        EXPECT_EQ(leaving.store.live_on(work, died, LifeKind::died, /*ended=*/false,
                                        london_date(work.now())),
                  std::nullopt);
        identity::MergeStore::merge(work, {.leader = leads, .follower = follows},
                                    identity::MergeGround::documents);
        const auto listed = WithdrawalStore::permissions_of(work, all);
        EXPECT_EQ(listed.size(), all.size());
        for (const PersonId person : all)
            EXPECT_EQ(listed.at(person).view(), leaving.store.permissions(work, person).view());
        EXPECT_TRUE(listed.at(stays).view().may_survey);
        EXPECT_FALSE(listed.at(leads).view().may_survey) << "what the follower said holds";
        EXPECT_FALSE(listed.at(died).view().may_contact);
        EXPECT_FALSE(listed.at(follows).view().may_contact);
        return 0;
    });
}

TEST_P(WithdrawalLog, IsTakenBackByANewFactAndOnlyThePersonsOwn)
{
    Leaving leaving(GetParam());
    const PersonId who = leaving.person();
    const WithdrawalId withdrawal = leaving.leaves(who, Scope::everything).value();
    const auto take_back = [&](PersonId whose) {
        return leaving.write([&](storage::UnitOfWork& work) {
            return leaving.store.take_back(
                work, whose, {.withdrawal = withdrawal, .because = BackBecause::changed_mind});
        });
    };
    EXPECT_EQ(take_back(leaving.person()), Refusal::not_there);
    EXPECT_EQ(take_back(who), std::nullopt);
    EXPECT_EQ(leaving.view(who), (PermissionsView{true, true, true}));
    EXPECT_EQ(take_back(who), Refusal::not_there);
    EXPECT_TRUE(leaving.leaves(who, Scope::linkage));
}

TEST_P(WithdrawalLog, KeepsBothTheWithdrawalAndWhoTookItBackAndHow)
{
    Leaving leaving(GetParam());
    const PersonId who = leaving.person();
    const WithdrawalId withdrawal = leaving.leaves(who, Scope::contact).value();
    leaving.trial.clock.advance(std::chrono::hours(1));
    leaving.write([&](storage::UnitOfWork& work) {
        EXPECT_EQ(leaving.store.take_back(work, who,
                                          {.withdrawal = withdrawal,
                                           .because = BackBecause::entered_in_error,
                                           .said_by = SaidBy::carer,
                                           .said_how = SaidHow::letter}),
                  std::nullopt);
        return 0;
    });
    const auto all =
        leaving.write([&](storage::UnitOfWork& work) { return leaving.store.written(work, who); });
    ASSERT_EQ(all.size(), 2U);
    EXPECT_FALSE(all[0].taken_back);
    EXPECT_EQ(all[0].what.id, withdrawal);
    EXPECT_EQ(all[1].taken_back, BackBecause::entered_in_error);
    EXPECT_EQ(all[1].what.scope, Scope::contact);
    EXPECT_EQ(all[1].what.said_by, SaidBy::carer);
    EXPECT_EQ(all[1].what.said_how, SaidHow::letter);
    // What is taken back can be withdrawn again, and counts again.
    ASSERT_TRUE(leaving.leaves(who, Scope::contact));
    EXPECT_FALSE(leaving.view(who).may_contact);
}

TEST_P(WithdrawalLog, TheNoteOfOneThatWasEnteredInErrorIsHiddenWithIt)
{
    Leaving leaving(GetParam());
    const PersonId who = leaving.person();
    const WithdrawalId withdrawal = leaving.leaves(who, Scope::contact).value();
    const auto note = [&] {
        return leaving.write(
            [&](storage::UnitOfWork& work) { return leaving.store.note(work, who, withdrawal); });
    };
    const auto noted = [&] {
        return leaving.write([&](storage::UnitOfWork& work) {
            return leaving.store.written(work, who).front().note;
        });
    };
    EXPECT_TRUE(note());
    EXPECT_EQ(noted(), Noted::something);
    leaving.write([&](storage::UnitOfWork& work) {
        return leaving.store.take_back(
            work, who, {.withdrawal = withdrawal, .because = BackBecause::entered_in_error});
    });
    EXPECT_FALSE(note());
    EXPECT_EQ(noted(), Noted::in_error);
    leaving.write([&](storage::UnitOfWork& work) {
        const auto marked = identity::InErrorStore::of_person(work, who);
        EXPECT_EQ(marked.size(), 1U);
        EXPECT_TRUE(sealed_note(work, marked.at(0).row)) << "until it is destroyed";
        return 0;
    });
}

TEST_P(WithdrawalLog, ADeathThatWasWrittenByMistakeEnds)
{
    Leaving leaving(GetParam());
    const PersonId who = leaving.person();
    const auto died = [&](bool ended) {
        return leaving.write([&](storage::UnitOfWork& work) {
            return leaving.store.live_on(work, who, LifeKind::died, ended, london_date(work.now()));
        });
    };
    EXPECT_EQ(died(true), Refusal::not_there);
    EXPECT_EQ(died(false), std::nullopt);
    EXPECT_FALSE(leaving.view(who).may_contact);
    leaving.trial.clock.advance(std::chrono::hours(1));
    EXPECT_EQ(died(true), std::nullopt);
    EXPECT_TRUE(leaving.view(who).may_contact);
}

TEST_P(WithdrawalLog, ANoteGoesWithTheCaseworkKeyAndTheWithdrawalStays)
{
    Leaving leaving(GetParam());
    const PersonId who = leaving.person();
    ASSERT_TRUE(leaving.leaves(who, Scope::contact));
    leaving.write([&](storage::UnitOfWork& work) {
        const auto plan = leaving.identities.plan_erasure(work, who, identity::KeyClass::casework);
        EXPECT_EQ(plan.rows.size(), 1U);
        leaving.identities.erase(work, plan, "asked");
        return 0;
    });
    EXPECT_FALSE(leaving.view(who).may_contact);
    EXPECT_EQ(leaving.leaves(who, Scope::linkage).error(), Refusal::erased);
}

} // namespace evenhand::withdrawal::withdrawal_store_test
