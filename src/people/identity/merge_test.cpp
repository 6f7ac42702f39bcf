// Which of two records of one person leads.
#include "people/identity/merge.hpp"

#include <gtest/gtest.h>

namespace evenhand::identity::merge_test {

PersonId person(int number)
{
    std::string text(32, '0');
    text.back() = static_cast<char>('0' + number);
    return PersonId::parse(text).value();
}

Instant day(int number)
{
    return Instant::from_micros(std::int64_t{number} * 86'400'000'000);
}

Side side(int number, int referred)
{
    return {.person = person(number), .referred = day(referred), .randomised = {}};
}

/// The same from either side.
PersonId leader(const Side& one, const Side& other)
{
    const auto order = order_of(one, other);
    EXPECT_TRUE(order.has_value());
    EXPECT_EQ(order_of(other, one).value(), order.value());
    return order->leader;
}

TEST(MergeOrder, WhoWasReferredFirstLeadsWhereNobodyWasRandomised)
{
    EXPECT_EQ(leader(side(1, 5), side(2, 3)), person(2));
}

TEST(MergeOrder, WhoWasRandomisedLeadsAlsoIfTheyWereReferredLater)
{
    auto drawn = side(1, 5);
    drawn.randomised = day(9);
    EXPECT_EQ(leader(drawn, side(2, 3)), person(1));
}

TEST(MergeOrder, OfTwoWhoWereRandomisedTheFirstAllocationLeads)
{
    auto early = side(1, 5);
    early.randomised = day(7);
    auto late = side(2, 3);
    late.randomised = day(8);
    EXPECT_EQ(leader(early, late), person(1));
}

TEST(MergeOrder, OfTwoThatBeganInOneMomentItIsTheSameOneFromBothSides)
{
    EXPECT_EQ(leader(side(2, 3), side(1, 3)), person(1));
}

TEST(MergeOrder, NobodyFollowsThemselvesNorDuringADrawNorThroughAnother)
{
    const auto refusal = [](const Side& one, const Side& other) {
        return order_of(one, other).error();
    };
    const Side first = side(1, 3);
    EXPECT_EQ(refusal(first, first), MergeRefusal::same_record);
    auto second = side(2, 5);
    second.at_the_draw = true;
    EXPECT_EQ(refusal(first, second), MergeRefusal::at_the_draw);
    second = side(2, 5);
    second.follows = person(3);
    EXPECT_EQ(refusal(first, second), MergeRefusal::follows);
    second = side(2, 5);
    second.followers = 1;
    EXPECT_EQ(refusal(first, second), MergeRefusal::leads_others);
    second.randomised = day(6);
    EXPECT_EQ(leader(first, second), person(2)) << "who leads others may lead one more";
}

TEST(MergeOrder, NoMoreFollowOneRecordThanAreListedOfIt)
{
    auto first = side(1, 3);
    first.followers = most_followers - 1;
    EXPECT_EQ(leader(first, side(2, 5)), person(1));
    first.followers = most_followers;
    EXPECT_EQ(order_of(first, side(2, 5)).error(), MergeRefusal::too_many);
    EXPECT_EQ(order_of(side(2, 5), first).error(), MergeRefusal::too_many);
}

TEST(MergeOrder, EveryRefusalHasACodeOfItsOwnAndASentence)
{
    for (const auto refusal :
         {MergeRefusal::same_record, MergeRefusal::not_there, MergeRefusal::at_the_draw,
          MergeRefusal::follows, MergeRefusal::leads_others, MergeRefusal::too_many,
          MergeRefusal::already_undone}) {
        EXPECT_FALSE(code(refusal).empty());
        EXPECT_TRUE(sentence(refusal).ends_with('.'));
    }
    for (const auto ground : all_merge_grounds())
        EXPECT_EQ(merge_ground_named(name_of(ground)), ground);
}

} // namespace evenhand::identity::merge_test
