// Interviewers who were told a group, as they are kept: on both engines.
#include "followup/interviews/interviews_store.hpp"

#include "core/london_time.hpp"
#include "people/identity/in_error_store.hpp"
#include "people/identity/merge_store.hpp"
#include "people/staff/account_store.hpp"
#include "tests/support/test_trial.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace evenhand::interviews::interviews_store_test {

using namespace std::chrono_literals;

/// A trial on one engine with interviewers and people to interview.
struct Desk : testing::TestWithParam<storage::Engine>
{
    template <class Do>
    auto write(Do what)
    {
        return trial.units->write({storage::ActorKind::system, "test", {}}, "test", what);
    }
    PersonId person()
    {
        return write([&](storage::UnitOfWork& work) {
            return identities.confirm_claim(work, identities.make_claim(work, {}), "new").value();
        });
    }
    staff::AccountId interviewer()
    {
        return write([&](storage::UnitOfWork& work) {
            const auto email = "made.up." + std::to_string(++made) + "@example.com";
            return accounts
                .add(work,
                     {PersonName::parse("Robin Example").value(),
                      EmailAddress::parse(email).value()},
                     "test")
                .value();
        });
    }
    Result<UnblindingId, Refusal> tell(PersonId who, const staff::AccountId& interviewer,
                                       const std::string& words = {},
                                       Sureness sureness = Sureness::told)
    {
        trial.clock.advance(1s);
        return write([&](storage::UnitOfWork& work) {
            const auto today = london_date(work.now());
            return store.tell(work, who,
                              {.interviewer = interviewer,
                               .on = today,
                               .sureness = sureness,
                               .how = words.empty() ? How::participant : How::other,
                               .words = words},
                              {.randomised = today, .groups = {}});
        });
    }
    std::optional<Refusal> take_over(UnblindingId id, const staff::AccountId& account)
    {
        trial.clock.advance(1s);
        return write([&](storage::UnitOfWork& work) {
            return InterviewStore::take_over(work, id,
                                             {.account = account, .is_interviewer = true});
        });
    }
    std::optional<Refusal> mark_in_error(UnblindingId id)
    {
        return write([&](storage::UnitOfWork& work) {
            return InterviewStore::mark_in_error(work, id, InError::not_told);
        });
    }
    bool may_interview(PersonId who, const staff::AccountId& account)
    {
        return write([&](storage::UnitOfWork& work) {
            return InterviewStore::may_interview(work, who, account);
        });
    }
    std::optional<Opened> open(UnblindingId id)
    {
        return write([&](storage::UnitOfWork& work) { return store.open(work, id); });
    }
    std::set<std::string> listed(Which which)
    {
        std::set<std::string> ids;
        std::optional<After> after;
        do {
            const auto page = write([&](storage::UnitOfWork& work) {
                return InterviewStore::list(work, which, after);
            });
            EXPECT_LE(page.rows.size(), static_cast<std::size_t>(InterviewStore::page_size));
            for (const Unblinding& told : page.rows)
                EXPECT_TRUE(ids.insert(told.id.text()).second) << "listed twice";
            after = page.next;
        } while (after);
        return ids;
    }
    Counts counts()
    {
        return write([](storage::UnitOfWork& work) { return InterviewStore::counts(work); });
    }
    void expect_counts(std::int64_t people, std::int64_t may_have_been, std::int64_t to_change)
    {
        const Counts now = counts();
        EXPECT_EQ(now.people, people);
        EXPECT_EQ(now.may_have_been, may_have_been);
        EXPECT_EQ(now.to_change, to_change);
    }

    tests::TestTrial trial{GetParam()};
    staff::StaffSecrets secrets{trial.keys};
    staff::AccountStore accounts{secrets};
    identity::Vault vault{trial.keys};
    identity::IdentityStore identities{vault, {sealed_rows}};
    identity::NoteStore notes{vault};
    InterviewStore store{notes};
    int made = 0;
};
INSTANTIATE_TEST_SUITE_P(Engines, Desk, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(Desk, WhoWasToldInterviewsThatPersonNoMoreAndOthersStill)
{
    const auto who = person();
    const auto told = interviewer();
    ASSERT_TRUE(tell(who, told));
    EXPECT_FALSE(may_interview(who, told));
    EXPECT_TRUE(may_interview(who, interviewer()));
    EXPECT_TRUE(may_interview(person(), told));
    EXPECT_EQ(tell(who, told).error(), Refusal::already);
}

TEST_P(Desk, AnotherInterviewerIsNeededUntilOneTakesOver)
{
    const auto who = person();
    const auto told = interviewer();
    const auto next = interviewer();
    const auto id = tell(who, told).value();
    EXPECT_TRUE(open(id)->to_change);
    EXPECT_EQ(listed(Which::to_change), (std::set{id.text()}));
    EXPECT_EQ(take_over(id, told), Refusal::was_told);
    expect_counts(1, 0, 1);
    EXPECT_FALSE(take_over(id, next));
    EXPECT_FALSE(open(id)->to_change);
    EXPECT_EQ(open(id)->taken_over_by, next);
    EXPECT_TRUE(listed(Which::to_change).empty());
    EXPECT_EQ(listed(Which::in_force), (std::set{id.text()}));
    EXPECT_EQ(take_over(id, interviewer()), Refusal::taken_over);
    expect_counts(1, 0, 0);
}

TEST_P(Desk, WhoTookOverAndIsToldTooIsFollowedByAThird)
{
    const auto who = person();
    const auto first = interviewer();
    const auto second = interviewer();
    const auto third = interviewer();
    const auto id = tell(who, first).value();
    ASSERT_FALSE(take_over(id, second));
    const auto again = tell(who, second).value();
    EXPECT_EQ(listed(Which::to_change), (std::set{id.text(), again.text()}));
    EXPECT_EQ(take_over(again, first), Refusal::was_told);
    EXPECT_FALSE(take_over(again, third));
    EXPECT_TRUE(listed(Which::to_change).empty());
    EXPECT_EQ(open(id)->taken_over_by, third);
    expect_counts(1, 0, 0); // one person, however often it was told
}

TEST_P(Desk, WhatWasEnteredInErrorCountsForNothingAndMayBeWrittenAnew)
{
    const auto who = person();
    const auto told = interviewer();
    const auto id = tell(who, told).value();
    EXPECT_FALSE(mark_in_error(id));
    EXPECT_TRUE(may_interview(who, told));
    EXPECT_FALSE(open(id));
    EXPECT_TRUE(listed(Which::in_force).empty());
    expect_counts(0, 0, 0);
    EXPECT_EQ(mark_in_error(id), Refusal::not_there);
    EXPECT_EQ(take_over(id, interviewer()), Refusal::not_there);
    EXPECT_TRUE(tell(who, told, {}, Sureness::may_have_been));
    expect_counts(1, 1, 1);
}

TEST_P(Desk, WordsInErrorAreMarkedForTheSameReason)
{
    using identity::InErrorBecause;
    const std::vector<std::pair<InError, InErrorBecause>> reasons{
        {InError::wrong_person, InErrorBecause::other_person},
        {InError::not_told, InErrorBecause::not_so},
        {InError::wrong_details, InErrorBecause::mistyped},
        {InError::wrong_interviewer, InErrorBecause::mistyped}};
    for (const auto& [here, there] : reasons) {
        const auto who = person();
        const auto id = tell(who, interviewer(), "Her sister said so.").value();
        write([&](storage::UnitOfWork& work) {
            EXPECT_FALSE(InterviewStore::mark_in_error(work, id, here));
            const auto marked = identity::InErrorStore::of_person(work, who);
            EXPECT_EQ(marked.size(), 1U);
            EXPECT_EQ(marked.at(0).reason, label_of(there));
            return 0;
        });
    }
}

TEST_P(Desk, APersonOfWhomOneTellingIsSureIsSure)
{
    const auto who = person();
    ASSERT_TRUE(tell(who, interviewer(), {}, Sureness::may_have_been));
    expect_counts(1, 1, 1);
    ASSERT_TRUE(tell(who, interviewer()));
    expect_counts(1, 0, 1);
}

TEST_P(Desk, WordsAreSealedAndEndWithThePersonsNotes)
{
    const auto who = person();
    const auto id = tell(who, interviewer(), "A letter lay open on the table.").value();
    EXPECT_EQ(open(id)->words, "A letter lay open on the table.");
    write([&](storage::UnitOfWork& work) {
        const auto plan = identities.plan_erasure(work, who, identity::KeyClass::casework);
        EXPECT_EQ(plan.rows.size(), 1U);
        identities.erase(work, plan, "asked for");
        return 0;
    });
    const auto after = open(id);
    ASSERT_TRUE(after);
    EXPECT_TRUE(after->had_words);
    EXPECT_FALSE(after->words);
    EXPECT_EQ(tell(who, interviewer(), "More words.").error(), Refusal::erased);
    EXPECT_TRUE(tell(who, interviewer())); // without words it can still be told
}

TEST_P(Desk, TwoRecordsOfOnePersonAreOne)
{
    const auto leader = person();
    const auto follower = person();
    const auto one = interviewer();
    const auto other = interviewer();
    ASSERT_TRUE(tell(leader, one));
    ASSERT_TRUE(tell(follower, other));
    expect_counts(2, 0, 2);
    write([&](storage::UnitOfWork& work) {
        identity::MergeStore::merge(work, {.leader = leader, .follower = follower},
                                    identity::MergeGround::documents);
        return 0;
    });
    for (const auto record : {leader, follower}) {
        EXPECT_FALSE(may_interview(record, one));
        EXPECT_FALSE(may_interview(record, other));
    }
    EXPECT_EQ(tell(follower, one).error(), Refusal::already);
    expect_counts(1, 0, 1);
}

TEST_P(Desk, TheListsArePagedAndShowEachOnce)
{
    std::set<std::string> all;
    const auto told = interviewer();
    for (int i = 0; i < InterviewStore::page_size + 3; ++i)
        all.insert(tell(person(), told).value().text());
    EXPECT_EQ(listed(Which::to_change), all);
    EXPECT_EQ(listed(Which::in_force), all);
}

} // namespace evenhand::interviews::interviews_store_test
