// One person's wishes: one after the other, sealed, and gone with the contact key.
#include "people/wishes/wishes_store.hpp"

#include "people/identity/merge_store.hpp"
#include "storage/connection.hpp"
#include "tests/support/test_trial.hpp"

#include <gtest/gtest.h>

#include <array>

namespace evenhand::wishes::wishes_store_test {

/// A trial on one engine with people who may be asked.
struct Asking
{
    explicit Asking(storage::Engine engine) : trial(engine) {}

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
    auto record(PersonId who, const NewWishes& told)
    {
        return write([&](storage::UnitOfWork& work) { return store.record(work, who, told); });
    }
    std::optional<Standing> standing(PersonId who)
    {
        return write([&](storage::UnitOfWork& work) { return store.standing(work, who); });
    }
    participants::ReferralId referral()
    {
        return write(
            [](storage::UnitOfWork& work) { return work.new_id<participants::ReferralId>(); });
    }
    /// A referral told them, in place of what stood.
    participants::ReferralId told_by_a_referral(PersonId who, Way way)
    {
        const auto from = referral();
        const auto stood = standing(who);
        EXPECT_TRUE(record(who, {.wishes = {.ways = {way}},
                                 .told_in = ToldIn::referral,
                                 .instead_of = stood ? std::optional(stood->told.id) : std::nullopt,
                                 .referral = from}));
        return from;
    }
    bool take_back(PersonId who, participants::ReferralId from,
                   const std::vector<participants::ReferralId>& theirs = {})
    {
        return write(
            [&](storage::UnitOfWork& work) { return store.take_back(work, who, from, theirs); });
    }
    void erase(PersonId who, identity::KeyClass key_class)
    {
        write([&](storage::UnitOfWork& work) {
            identities.erase(work, identities.plan_erasure(work, who, key_class), "asked");
        });
    }

    tests::TestTrial trial;
    identity::Vault vault{trial.keys};
    identity::IdentityStore identities{vault, {sealed_rows}};
    WishesStore store{vault};
    storage::Actor officer{storage::ActorKind::staff, "0123456789abcdef0123456789abcdef", ""};
};

NewWishes by_telephone()
{
    return {.wishes = {.ways = {Way::phone},
                       .leave_message = Said::no,
                       .mention_health = Said::no,
                       .need_detail = "Cantonese, please"}};
}

class WishesOfPeople : public ::testing::TestWithParam<storage::Engine>
{
};
INSTANTIATE_TEST_SUITE_P(Engines, WishesOfPeople, ::testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(WishesOfPeople, OnlyTheLatestStandAndAllStayAsFacts)
{
    Asking asking(GetParam());
    const auto who = asking.person();
    EXPECT_FALSE(asking.standing(who));
    const auto first = asking.record(who, by_telephone());
    ASSERT_TRUE(first);
    asking.trial.clock.advance(std::chrono::hours(24));
    NewWishes later{.wishes = {.ways = {Way::email}, .leave_message = Said::yes},
                    .told_in = ToldIn::appointment,
                    .instead_of = *first};
    const auto second = asking.record(who, later);
    ASSERT_TRUE(second);
    const auto standing = asking.standing(who);
    ASSERT_TRUE(standing);
    EXPECT_EQ(standing->told.id, *second);
    EXPECT_EQ(standing->wishes, later.wishes);
    EXPECT_EQ(standing->told.told_in, ToldIn::appointment);
    const auto all =
        asking.write([&](storage::UnitOfWork& work) { return WishesStore::tellings(work, who); });
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].id, *first);
    EXPECT_LT(all[0].recorded, all[1].recorded);
}

TEST_P(WishesOfPeople, WhoeverHadOlderOnesBeforeThemIsToldAndWritesNothing)
{
    Asking asking(GetParam());
    const auto who = asking.person();
    const auto first = asking.record(who, by_telephone());
    ASSERT_TRUE(first);
    EXPECT_EQ(asking.record(who, by_telephone()).error(), Refusal::changed_meanwhile)
        << "they saw none";
    auto next = by_telephone();
    next.instead_of = *first;
    ASSERT_TRUE(asking.record(who, next));
    EXPECT_EQ(asking.record(who, next).error(), Refusal::changed_meanwhile) << "a second click";
}

TEST_P(WishesOfPeople, APageOfPeopleIsReadAtOnceAndLeavesOutWhoWasNeverAsked)
{
    Asking asking(GetParam());
    const std::array people{asking.person(), asking.person(), asking.person()};
    auto late = by_telephone();
    late.wishes.times = "evenings";
    ASSERT_TRUE(asking.record(people[0], by_telephone()));
    ASSERT_TRUE(asking.record(people[1], late));
    const auto all = asking.write(
        [&](storage::UnitOfWork& work) { return asking.store.standing_of(work, people); });
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all.at(people[0]).wishes, by_telephone().wishes);
    EXPECT_EQ(all.at(people[1]).wishes.times, "evenings");
}

TEST_P(WishesOfPeople, OfTwoRecordsOfOnePersonHeedANoOfEitherUntilTheyAreTwoPeopleAfterAll)
{
    using identity::MergeStore;
    Asking asking(GetParam());
    const PersonId leader = asking.person();
    const PersonId follower = asking.person();
    const std::array people{leader, follower};
    const NewWishes yes{
        .wishes = {.ways = {Way::email}, .leave_message = Said::yes, .mention_health = Said::yes}};
    const auto first = asking.record(leader, yes);
    ASSERT_TRUE(first);
    ASSERT_TRUE(asking.record(follower, by_telephone()));
    const auto of_the_leader = [&] {
        const auto one = asking.standing(leader).value();
        const auto page = asking.write(
            [&](storage::UnitOfWork& work) { return asking.store.standing_of(work, people); });
        EXPECT_EQ(page.at(leader).wishes, one.wishes) << "a list says the same";
        return one;
    };
    EXPECT_EQ(of_the_leader().wishes, yes.wishes);
    asking.write([&](storage::UnitOfWork& work) {
        return MergeStore::merge(work, {.leader = leader, .follower = follower},
                                 identity::MergeGround::documents);
    });
    const Wishes heeded{
        .ways = {Way::email}, .leave_message = Said::no, .mention_health = Said::no};
    EXPECT_EQ(of_the_leader().wishes, heeded);
    EXPECT_EQ(of_the_leader().told.id, *first);
    EXPECT_FALSE(may_write(of_the_leader().wishes, Way::email, /*mentions_health=*/false));
    auto again = yes;
    again.instead_of = *first;
    ASSERT_TRUE(asking.record(leader, again));
    EXPECT_EQ(of_the_leader().wishes, heeded) << "a later yes under the other record lifts no no";
    asking.write([&](storage::UnitOfWork& work) {
        MergeStore::undo(work, MergeStore::merge_of(work, follower).value(),
                         identity::MergeGround::wrong_record);
        return 0;
    });
    EXPECT_EQ(of_the_leader().wishes, yes.wishes);
}

TEST_P(WishesOfPeople, OfARecordThatWasNeverAskedAreTheNoesOfTheOneThatFollowsAndCanBeAnswered)
{
    Asking asking(GetParam());
    const auto leader = asking.person();
    const auto follower = asking.person();
    const auto said = asking.record(follower, by_telephone());
    ASSERT_TRUE(said);
    asking.write([&](storage::UnitOfWork& work) {
        return identity::MergeStore::merge(work, {.leader = leader, .follower = follower},
                                           identity::MergeGround::documents);
    });
    const auto heeded = asking.standing(leader);
    ASSERT_TRUE(heeded);
    EXPECT_EQ(heeded->wishes, (Wishes{.leave_message = Said::no, .mention_health = Said::no}))
        << "what suits was not asked under this record";
    NewWishes own{.wishes = {.ways = {Way::letter}, .leave_message = Said::yes}};
    EXPECT_EQ(asking.record(leader, own).error(), Refusal::changed_meanwhile) << "they saw the no";
    own.instead_of = heeded->told.id;
    ASSERT_TRUE(asking.record(leader, own));
    EXPECT_EQ(asking.standing(leader)->wishes.ways, std::vector{Way::letter});
    EXPECT_EQ(asking.standing(leader)->wishes.leave_message, Said::no);
}

TEST_P(WishesOfPeople, ThatAReferralOfSomebodyElseToldGiveWayToThoseBeforeAsTheyWereTold)
{
    Asking asking(GetParam());
    const auto who = asking.person();
    ASSERT_TRUE(asking.record(who, by_telephone()));
    const auto told = asking.standing(who).value().told;
    asking.trial.clock.advance(std::chrono::hours(24));
    const auto wrong = asking.told_by_a_referral(who, Way::email);
    EXPECT_TRUE(asking.take_back(who, wrong));
    const auto standing = asking.standing(who);
    ASSERT_TRUE(standing);
    EXPECT_EQ(standing->wishes, by_telephone().wishes);
    EXPECT_EQ(standing->told.told_in, ToldIn::telephone);
    EXPECT_EQ(standing->told.occurred, told.occurred);
    EXPECT_FALSE(asking.take_back(who, wrong)) << "once";
}

TEST_P(WishesOfPeople, AreAskedAnewWhereNothingHeldBeforeTheReferralOfSomebodyElse)
{
    Asking asking(GetParam());
    const auto who = asking.person();
    EXPECT_TRUE(asking.take_back(who, asking.told_by_a_referral(who, Way::email)));
    EXPECT_FALSE(asking.standing(who));
    const std::array people{who};
    EXPECT_TRUE(asking.write(
        [&](storage::UnitOfWork& work) { return asking.store.standing_of(work, people).empty(); }));
    ASSERT_TRUE(asking.record(who, by_telephone())) << "as of somebody who was never asked";
    EXPECT_EQ(asking.standing(who).value().wishes, by_telephone().wishes);
}

TEST_P(WishesOfPeople, ThatWereToldSinceStayWhenAReferralOfSomebodyElseIsReturned)
{
    Asking asking(GetParam());
    const auto who = asking.person();
    const auto wrong = asking.told_by_a_referral(who, Way::email);
    auto since = by_telephone();
    since.instead_of = asking.standing(who).value().told.id;
    ASSERT_TRUE(asking.record(who, since));
    EXPECT_FALSE(asking.take_back(who, wrong));
    EXPECT_EQ(asking.standing(who).value().wishes, since.wishes);
}

TEST_P(WishesOfPeople, OfAReferralThatWasReturnedBeforeDoNotComeBack)
{
    Asking asking(GetParam());
    const auto who = asking.person();
    const auto own = asking.told_by_a_referral(who, Way::letter);
    const auto wrong = asking.told_by_a_referral(who, Way::text);
    const auto wrong_too = asking.told_by_a_referral(who, Way::email);
    EXPECT_FALSE(asking.take_back(who, wrong, {own, wrong_too})) << "the later one holds";
    EXPECT_TRUE(asking.take_back(who, wrong_too, {own}));
    EXPECT_EQ(asking.standing(who).value().wishes.ways, std::vector{Way::letter});
}

TEST_P(WishesOfPeople, StandNowhereInClear)
{
    constexpr storage::Statement sealed{"test.sealed", "SELECT sealed_wishes FROM contact_wishes"};
    Asking asking(GetParam());
    ASSERT_TRUE(asking.record(asking.person(), by_telephone()));
    const auto text = asking.write(
        [&](storage::UnitOfWork& work) { return work.sql().one<std::string>(sealed); });
    EXPECT_EQ(text.find("Cantonese"), std::string::npos);
    EXPECT_EQ(text.find("phone"), std::string::npos);
}

TEST_P(WishesOfPeople, GoWithTheContactKeyAndNoneAreWrittenAfterwards)
{
    Asking asking(GetParam());
    const auto who = asking.person();
    const auto first = asking.record(who, by_telephone());
    ASSERT_TRUE(first);
    asking.erase(who, identity::KeyClass::casework);
    ASSERT_TRUE(asking.standing(who)) << "of another class";
    const auto plan = asking.write([&](storage::UnitOfWork& work) {
        return asking.identities.plan_erasure(work, who, identity::KeyClass::contact);
    });
    EXPECT_NE(std::ranges::find(plan.rows, identity::SealedRow{"contact_wishes", first->text()}),
              plan.rows.end());
    asking.erase(who, identity::KeyClass::contact);
    EXPECT_FALSE(asking.standing(who));
    const std::array people{who};
    EXPECT_TRUE(asking.write(
        [&](storage::UnitOfWork& work) { return asking.store.standing_of(work, people).empty(); }));
    auto next = by_telephone();
    next.instead_of = *first;
    EXPECT_EQ(asking.record(who, next).error(), Refusal::erased);
}

} // namespace evenhand::wishes::wishes_store_test
