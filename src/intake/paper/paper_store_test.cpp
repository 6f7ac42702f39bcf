#include "intake/paper/paper_store.hpp"

#include "people/identity/identity_store.hpp"
#include "people/identity/merge_store.hpp"
#include "people/participants/participants_store.hpp"
#include "tests/support/test_trial.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace evenhand::paper::paper_store_test {

using participants::Stage;

class OnPaper : public ::testing::TestWithParam<storage::Engine>
{
protected:
    template <class Do>
    auto write(Do what)
    {
        return trial.units->write(officer, "test", what);
    }
    PersonId person()
    {
        return write([&](storage::UnitOfWork& work) {
            const auto claim = identities.make_claim(work, {});
            const auto who = identities.confirm_claim(work, claim, "new").value();
            EXPECT_TRUE(journeys.take(work, who, {.step = participants::Step::referred}));
            return who;
        });
    }
    std::optional<Refusal> enter(PersonId who, const std::string& form, int minutes_ago)
    {
        return write([&](storage::UnitOfWork& work) {
            return PaperStore::enter(
                work, who, {.form = form, .asked = work.now() - std::chrono::minutes(minutes_ago)});
        });
    }
    void set_aside(PersonId who, SetAside reason = SetAside::still_open)
    {
        write([&](storage::UnitOfWork& work) {
            PaperStore::set_aside(work, PaperStore::standing(work, who).value(), reason);
        });
    }
    /// The form by which they are judged.
    std::string place(PersonId who)
    {
        return write([&](storage::UnitOfWork& work) {
            const auto intent = PaperStore::place(work, who);
            return intent ? intent->form : std::string();
        });
    }
    std::vector<std::string> forms(const std::vector<Waiting>& rows)
    {
        std::vector<std::string> all;
        for (const Waiting& row : rows)
            all.push_back(row.intent.form);
        return all;
    }
    std::vector<std::string> waiting()
    {
        return write(
            [&](storage::UnitOfWork& work) { return forms(PaperStore::waiting(work, {}).rows); });
    }
    std::vector<std::string> before(PersonId who)
    {
        return write([&](storage::UnitOfWork& work) {
            return forms(PaperStore::before(work, who, PaperStore::place(work, who).value()));
        });
    }

    tests::TestTrial trial{GetParam()};
    identity::Vault vault{trial.keys};
    identity::IdentityStore identities{vault, {}};
    participants::JourneyStore journeys{{.first_contact = 2,
                                         .booking = 5,
                                         .intake = 10,
                                         .decision = 2,
                                         .thinking = 5,
                                         .most_rebooked = 2},
                                        {}};
    storage::Actor officer{storage::ActorKind::staff, "0123456789abcdef0123456789abcdef", ""};
};
INSTANTIATE_TEST_SUITE_P(Engines, OnPaper, ::testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

using Forms = std::vector<std::string>;

TEST_P(OnPaper, PeopleWaitInTheOrderOfTheirFormsWheneverTheseAreWrittenDown)
{
    const PersonId late = person();
    const PersonId early = person();
    EXPECT_FALSE(enter(late, "2", 10));
    EXPECT_FALSE(enter(early, "1", 40));
    EXPECT_EQ(waiting(), (Forms{"1", "2"}));
    EXPECT_EQ(before(late), (Forms{"1"}));
    EXPECT_EQ(before(early), (Forms{}));
}

TEST_P(OnPaper, BothTimesAreKept)
{
    const PersonId who = person();
    EXPECT_FALSE(enter(who, "1", 40));
    const auto intent =
        write([&](storage::UnitOfWork& work) { return PaperStore::standing(work, who).value(); });
    EXPECT_EQ(intent.entered - intent.asked, std::chrono::minutes(40));
}

TEST_P(OnPaper, AFormIsOfOnePersonAndAPersonHasOne)
{
    const PersonId one = person();
    const PersonId other = person();
    EXPECT_FALSE(enter(one, "1", 40));
    EXPECT_EQ(enter(one, "2", 40), Refusal::already_entered);
    EXPECT_EQ(enter(other, "1", 10), Refusal::form_used);
    EXPECT_FALSE(enter(other, "1", 10 + 24 * 60)) << "a form of another day";
}

TEST_P(OnPaper, WhatIsSetAsideHoldsNobodyUpAndIsKept)
{
    const PersonId one = person();
    const PersonId other = person();
    EXPECT_FALSE(enter(one, "1", 40));
    EXPECT_FALSE(enter(other, "2", 10));
    trial.clock.advance(std::chrono::minutes(1));
    set_aside(one);
    EXPECT_EQ(waiting(), (Forms{"2"}));
    EXPECT_EQ(before(other), (Forms{}));
    const auto written =
        write([&](storage::UnitOfWork& work) { return PaperStore::written(work, one); });
    ASSERT_EQ(written.size(), 2U);
    EXPECT_EQ(written.front().set_aside, SetAside::still_open);
    EXPECT_FALSE(written.back().set_aside);
    EXPECT_FALSE(enter(one, "1", 41)) << "it may be written down again";
    EXPECT_EQ(waiting(), (Forms{"1", "2"}));
}

/// Everybody who stands at one of the stages at which nothing waits is off the list, and nobody
/// else: the statement names them, and `waits` decides.
TEST_P(OnPaper, WhoHasLeftOrIsAtTheDrawIsOffTheList)
{
    const PersonId who = person();
    EXPECT_FALSE(enter(who, "1", 40));
    for (const Stage stage : participants::all_stages()) {
        constexpr storage::Statement move{
            "test.move", "UPDATE journey SET stage = :stage WHERE person_id = :person"};
        write([&](storage::UnitOfWork& work) {
            work.sql().execute(move,
                               {{"stage", participants::name_of(stage)}, {"person", who.text()}});
        });
        EXPECT_EQ(waiting().size(), waits(stage) ? 1U : 0U) << participants::name_of(stage);
    }
}

TEST_P(OnPaper, WhoseFormIsSetAsideStillCameWhenTheyCameUnlessItWasASlip)
{
    const PersonId early = person();
    const PersonId late = person();
    EXPECT_FALSE(enter(early, "1", 40));
    EXPECT_FALSE(enter(late, "2", 10));
    set_aside(late);
    EXPECT_EQ(place(late), "2");
    EXPECT_EQ(before(late), (Forms{"1"}));
    EXPECT_FALSE(enter(late, "3", 5));
    EXPECT_EQ(place(late), "3") << "the one that stands";
    set_aside(late, SetAside::by_mistake);
    EXPECT_EQ(place(late), "2");
}

TEST_P(OnPaper, AFormOfARecordThatFollowsAnotherIsThatOnes)
{
    const PersonId leader = person();
    const PersonId follower = person();
    const PersonId other = person();
    EXPECT_FALSE(enter(follower, "1", 40));
    EXPECT_FALSE(enter(other, "2", 10));
    write([&](storage::UnitOfWork& work) {
        identity::MergeStore::merge(work, {.leader = leader, .follower = follower},
                                    identity::MergeGround::records_compared);
    });
    EXPECT_EQ(place(leader), "1");
    EXPECT_EQ(waiting(), (Forms{"1", "2"}));
    EXPECT_EQ(before(other), (Forms{"1"}));
    EXPECT_EQ(before(leader), (Forms{}));
    EXPECT_EQ(enter(leader, "3", 20), Refusal::already_entered);
    set_aside(leader);
    EXPECT_EQ(waiting(), (Forms{"2"}));
}

TEST_P(OnPaper, TheListGoesOnWhereAPageEnds)
{
    constexpr int people = PaperStore::page_size + 3;
    for (int i = 0; i < people; ++i)
        EXPECT_FALSE(enter(person(), std::to_string(i), people - i));
    write([&](storage::UnitOfWork& work) {
        const auto first = PaperStore::waiting(work, {});
        EXPECT_EQ(first.rows.size(), static_cast<std::size_t>(PaperStore::page_size));
        EXPECT_EQ(first.rows.front().intent.form, "0");
        const auto second = PaperStore::waiting(work, first.next);
        EXPECT_EQ(forms(second.rows), (Forms{"50", "51", "52"}));
        EXPECT_FALSE(second.next);
    });
}

} // namespace evenhand::paper::paper_store_test
