// Records of one person, and a link that was wrong, on both engines.
#include "people/identity/merge_store.hpp"

#include "people/identity/details_store.hpp"
#include "people/identity/identity_store.hpp"
#include "storage/audit_report.hpp"
#include "storage/audit_verify.hpp"
#include "tests/support/test_trial.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <variant>

namespace evenhand::identity::merge_store_test {

const storage::Actor lead{storage::ActorKind::staff, "0123456789abcdef0123456789abcdef",
                          "team_lead"};

class Merges : public testing::TestWithParam<storage::Engine>
{
protected:
    template <class Do>
    auto write(Do what)
    {
        return trial.units->write(lead, "test", what);
    }
    ClaimId claim()
    {
        return write([&](storage::UnitOfWork& work) {
            Details said;
            said.phone = phone;
            return store.make_claim(work, said);
        });
    }
    PersonId person()
    {
        const auto made = claim();
        return write([&](storage::UnitOfWork& work) {
            return store.confirm_claim(work, made, "new_person").value();
        });
    }
    void merge(PersonId leader, PersonId follower)
    {
        write([&](storage::UnitOfWork& work) {
            return MergeStore::merge(work, {.leader = leader, .follower = follower},
                                     MergeGround::documents);
        });
    }
    void undo(PersonId follower)
    {
        write([&](storage::UnitOfWork& work) {
            MergeStore::undo(work, MergeStore::merge_of(work, follower).value(),
                             MergeGround::asked_them);
            return true;
        });
    }
    std::optional<PersonId> leader_of(PersonId who)
    {
        return write([&](storage::UnitOfWork& work) { return MergeStore::leader_of(work, who); });
    }
    /// Their details are this telephone alone from now on.
    void correct_to(PersonId who, std::string_view telephone)
    {
        Details now;
        now.phone = PhoneNumber::parse(telephone).value();
        write([&](storage::UnitOfWork& work) {
            return details.replace(work, who, now, DetailsChange::changed).value();
        });
    }
    std::vector<PersonId> undecided(PersonId who)
    {
        return write(
            [&](storage::UnitOfWork& work) { return MergeStore::undecided(work, who).people; });
    }
    std::vector<PersonId> found()
    {
        return write([&](storage::UnitOfWork& work) {
            std::vector<PersonId> people;
            for (const auto& each : store.search(work, phone))
                people.push_back(std::get<PersonId>(each.who));
            return people;
        });
    }
    tests::TestTrial trial{GetParam()};
    Vault vault{trial.keys};
    IdentityStore store{vault};
    DetailsStore details{vault};
    static constexpr std::string_view other_phone = "01632 960001";
    PhoneNumber phone = PhoneNumber::parse("07700 900123").value();
};
INSTANTIATE_TEST_SUITE_P(Engines, Merges, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(Merges, AFollowerIsFoundAsTheRecordThatLeadsUntilTheMergeIsUndone)
{
    const auto first = person();
    const auto second = person();
    const auto third = person();
    EXPECT_EQ(found().size(), 3U);
    merge(first, second);
    merge(first, third);
    EXPECT_EQ(leader_of(second), first);
    EXPECT_EQ(leader_of(first), std::nullopt);
    EXPECT_EQ(found(), std::vector{first});
    const auto again = claim();
    const auto candidates =
        write([&](storage::UnitOfWork& work) { return store.candidates(work, again); });
    ASSERT_EQ(candidates.size(), 1U);
    EXPECT_EQ(std::get<PersonId>(candidates[0].who), first);
    EXPECT_EQ(candidates[0].matched, std::vector{IndexKind::phone});
    undo(second);
    EXPECT_EQ(leader_of(second), std::nullopt);
    EXPECT_EQ(write([&](storage::UnitOfWork& work) { return store.search(work, phone).size(); }),
              3U)
        << "two records and the claim that waits";
}

TEST_P(Merges, WhatBothReferralsSaidWasComparedInTriageAndWhatIsWrittenSinceWasNot)
{
    const auto first = person();
    const auto second = person();
    EXPECT_EQ(undecided(second), std::vector<PersonId>{}) << "triage was shown the first";
    correct_to(first, other_phone);
    correct_to(second, other_phone);
    EXPECT_EQ(undecided(second), std::vector{first});
    EXPECT_EQ(undecided(first), std::vector{second});
}

TEST_P(Merges, TwoWhoAreToldApartAreAskedOfNobodyAgainAndItIsWrittenOnce)
{
    const auto first = person();
    const auto second = person();
    correct_to(first, other_phone);
    correct_to(second, other_phone);
    write([&](storage::UnitOfWork& work) {
        MergeStore::tell_apart(work, second, first, MergeGround::documents);
        MergeStore::tell_apart(work, first, second, MergeGround::asked_them);
        return true;
    });
    EXPECT_EQ(undecided(first), std::vector<PersonId>{});
    EXPECT_EQ(undecided(second), std::vector<PersonId>{});
    constexpr storage::Statement count{"test.told_apart", "SELECT count(*) FROM told_apart"};
    EXPECT_EQ(write([&](storage::UnitOfWork& work) { return work.sql().one<std::int64_t>(count); }),
              1);
    const auto third = person();
    correct_to(third, other_phone);
    EXPECT_EQ(undecided(first), std::vector{third}) << "that was said of the two alone";
}

TEST_P(Merges, WhoeverAgreesWithAFollowerIsComparedWithTheRecordThatLeads)
{
    const auto leader = person();
    const auto follower = person();
    const auto third = person();
    correct_to(follower, other_phone);
    merge(leader, follower);
    correct_to(third, other_phone);
    EXPECT_EQ(undecided(third), std::vector{leader});
    EXPECT_EQ(undecided(leader), std::vector<PersonId>{}) << "their own other record";
    undo(follower);
    correct_to(leader, other_phone);
    EXPECT_EQ(undecided(leader), std::vector{third}) << "of the two it was found that they are two";
}

TEST_P(Merges, EveryMergeStaysOnTheListWithWhetherItWasUndone)
{
    const auto first = person();
    const auto second = person();
    merge(first, second);
    undo(second);
    trial.clock.advance(std::chrono::hours(1));
    merge(second, first);
    const auto page =
        write([&](storage::UnitOfWork& work) { return MergeStore::page(work, std::nullopt); });
    ASSERT_EQ(page.lines.size(), 2U);
    EXPECT_FALSE(page.next);
    EXPECT_EQ(page.lines[0].merge.leader, second);
    EXPECT_FALSE(page.lines[0].undone);
    EXPECT_EQ(page.lines[1].merge.leader, first);
    EXPECT_TRUE(page.lines[1].undone);
}

TEST_P(Merges, TheListIsReadPageByPageAndEachMergeStandsOnOne)
{
    const auto leader = person();
    constexpr int all = MergeStore::page_size + 3;
    for (int i = 0; i < all; ++i)
        merge(leader, person());
    std::size_t seen = 0;
    std::optional<AfterMerge> after;
    do {
        const auto page =
            write([&](storage::UnitOfWork& work) { return MergeStore::page(work, after); });
        seen += page.lines.size();
        after = page.next;
    } while (after);
    EXPECT_EQ(seen, std::size_t{all});
}

TEST_P(Merges, OneFollowsOneRecordOnly)
{
    const auto first = person();
    const auto second = person();
    const auto third = person();
    merge(first, second);
    undo(second);
    merge(third, second);
    EXPECT_EQ(leader_of(second), third);
    const auto others =
        write([&](storage::UnitOfWork& work) { return MergeStore::alike(work, third); });
    EXPECT_EQ(others.people, std::vector{first}) << "who follows already is not offered";
    EXPECT_FALSE(others.more);
}

TEST_P(Merges, AListOfAlikeRecordsThatIsNotWholeSaysSo)
{
    const auto first = person();
    const auto alike = [&] {
        return write([&](storage::UnitOfWork& work) { return MergeStore::alike(work, first); });
    };
    for (std::size_t i = 0; i < MergeStore::most_alike; ++i)
        person();
    EXPECT_EQ(alike().people.size(), MergeStore::most_alike);
    EXPECT_FALSE(alike().more);
    person();
    EXPECT_EQ(alike().people.size(), MergeStore::most_alike);
    EXPECT_TRUE(alike().more);
}

TEST_P(Merges, ALinkThatWasWrongIsDecidedAgainAndTheFirstDecisionStaysWritten)
{
    const auto wrong = person();
    const auto right = person();
    const auto said = claim();
    const auto decide = [&](PersonId who) {
        return write([&](storage::UnitOfWork& work) {
            return store.link_claim(work, said, who, "same_person").has_value();
        });
    };
    const auto decided = [&] {
        return write([&](storage::UnitOfWork& work) { return store.decision_of(work, said); });
    };
    const auto returned = [&] {
        return write([&](storage::UnitOfWork& work) {
            return store.return_claim(work, said, "wrong_record");
        });
    };
    EXPECT_FALSE(returned()) << "nothing was decided";
    ASSERT_TRUE(decide(wrong));
    EXPECT_FALSE(decide(right));
    ASSERT_TRUE(returned());
    EXPECT_FALSE(decided());
    EXPECT_FALSE(returned()) << "once";
    ASSERT_TRUE(decide(right));
    EXPECT_EQ(decided()->person, right);
    const auto plan = write([&](storage::UnitOfWork& work) {
        return store.plan_erasure(work, wrong, KeyClass::contact);
    });
    EXPECT_EQ(std::ranges::count(plan.subjects, said.text()), 0)
        << "it is no longer theirs to erase";
    // And a second time.
    ASSERT_TRUE(returned());
    ASSERT_TRUE(decide(wrong));
    EXPECT_EQ(decided()->person, wrong);
}

TEST_P(Merges, ThatSomebodyIsNewIsNoLinkToReturn)
{
    const auto made = claim();
    write([&](storage::UnitOfWork& work) {
        return store.confirm_claim(work, made, "new_person").has_value();
    });
    EXPECT_FALSE(write([&](storage::UnitOfWork& work) {
        return store.return_claim(work, made, "wrong_record");
    })) << "two records of one person are merged instead";
}

TEST_P(Merges, EachFactIsInTheLog)
{
    const auto first = person();
    const auto second = person();
    merge(first, second);
    undo(second);
    const auto report = storage::verify_all({.database = *trial.database,
                                             .keys = trial.keys,
                                             .origin = "test",
                                             .checkpoints_file = {},
                                             .on_progress = {}},
                                            audited_tables());
    EXPECT_TRUE(report.good());
}

} // namespace evenhand::identity::merge_store_test
