#include "intake/allocation/high_water_store.hpp"

#include "tests/support/test_folder.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <stdexcept>
#include <string>
#include <utility>

namespace evenhand::allocation::high_water_store_test {

HighWater::Mark mark(std::int64_t position, std::string binding, std::int64_t epoch = 1,
                     std::int64_t first = 1)
{
    return {.position = position, .binding = std::move(binding), .epoch = epoch, .first = first};
}

TEST(HighWater, IsRaisedByThePositionsInTheirOrderAndByTheSameAskAgain)
{
    const tests::TestFolder folder;
    HighWater marks(folder.path() / "marks");
    EXPECT_EQ(marks.how_far("a=one|b=two"), std::nullopt);
    EXPECT_TRUE(marks.raise("a=one|b=two", mark(1, "whose")));
    EXPECT_TRUE(marks.raise("a=one|b=two", mark(1, "whose"))) << "a retry";
    EXPECT_TRUE(marks.raise("a=one|b=two", mark(2, "another's")));
    EXPECT_EQ(marks.how_far("a=one|b=two"), (HowFar{.position = 2, .epoch = 1}));
    EXPECT_EQ(marks.how_far("another"), std::nullopt) << "each stratum has its own";
    EXPECT_EQ(marks.how_far().size(), 1U);
}

TEST(HighWater, RefusesAPositionThatWasOpenedForSomebodyElseOrThatLiesBehind)
{
    const tests::TestFolder folder;
    HighWater marks(folder.path() / "marks");
    ASSERT_TRUE(marks.raise("all", mark(1, "whose")));
    EXPECT_FALSE(marks.raise("all", mark(1, "another's")));
    ASSERT_TRUE(marks.raise("all", mark(2, "another's")));
    EXPECT_FALSE(marks.raise("all", mark(1, "a third's")));
    EXPECT_TRUE(marks.raise("all", mark(1, "whose"))) << "what is theirs is told them again";
    EXPECT_EQ(marks.how_far("all")->position, 2) << "and moves nothing";
}

TEST(HighWater, OpensNobodyASecondPosition)
{
    const tests::TestFolder folder;
    HighWater marks(folder.path() / "marks");
    ASSERT_TRUE(marks.raise("all", mark(1, "whose")));
    EXPECT_FALSE(marks.raise("all", mark(2, "whose")));
    EXPECT_FALSE(marks.raise("all", mark(2, "whose", 2, 2))) << "under new keys";
    EXPECT_FALSE(marks.raise("elsewhere", mark(1, "whose")));
    EXPECT_EQ(HighWater(folder.path() / "marks").opened_for("whose"),
              (OpenedFor{.stratum = "all", .position = 1, .epoch = 1}));
    EXPECT_EQ(marks.opened_for("another's"), std::nullopt);
}

TEST(HighWater, BeginsALaterEpochWhereALostPartOfTheStoreHadUsedEarlierKeys)
{
    const tests::TestFolder folder;
    HighWater marks(folder.path() / "marks");
    ASSERT_TRUE(marks.raise("all", mark(1, "one")));
    ASSERT_TRUE(marks.raise("all", mark(2, "two")));
    ASSERT_TRUE(marks.raise("all", mark(3, "three")));
    EXPECT_FALSE(marks.raise("all", mark(2, "four", 1, 2))) << "not under the same keys";
    EXPECT_TRUE(marks.raise("all", mark(2, "four", 2, 2)));
    EXPECT_FALSE(marks.raise("all", mark(4, "five", 1, 1))) << "and not back";
    EXPECT_TRUE(marks.raise("all", mark(3, "five", 2, 2)));
    EXPECT_EQ(marks.how_far("all"), (HowFar{.position = 3, .epoch = 2}));
}

TEST(HowFarItIs, CoversWhatIsBehindItAndNoLaterEpoch)
{
    const HowFar far{.position = 5, .epoch = 2};
    EXPECT_TRUE(far.covers(2, 5));
    EXPECT_FALSE(far.covers(2, 6));
    EXPECT_TRUE(far.covers(1, 9)) << "earlier keys were left";
    EXPECT_FALSE(far.covers(3, 2)) << "new keys begin anew";
}

TEST(HighWater, OpensNoPositionAheadOfTheNext)
{
    const tests::TestFolder folder;
    HighWater marks(folder.path() / "marks");
    EXPECT_FALSE(marks.raise("all", mark(2, "whose"))) << "the first was never asked for";
    ASSERT_TRUE(marks.raise("all", mark(1, "whose")));
    EXPECT_FALSE(marks.raise("all", mark(3, "another's")));
    EXPECT_FALSE(marks.raise("all", mark(2, "another's", 1, 0)))
        << "an epoch that begins elsewhere would open another slot";
    EXPECT_FALSE(marks.raise("all", mark(2, "another's", 2, 1))) << "a slot within a later epoch";
    EXPECT_TRUE(marks.raise("all", mark(2, "another's")));
}

TEST(HighWater, GoesOverToALaterEpochAtItsFirstPositionAndNotBack)
{
    const tests::TestFolder folder;
    HighWater marks(folder.path() / "marks");
    ASSERT_TRUE(marks.raise("all", mark(1, "whose")));
    EXPECT_TRUE(marks.raise("all", mark(4, "another's", 3, 4)))
        << "new keys: the file catches up with what it was not asked";
    EXPECT_FALSE(marks.raise("all", mark(5, "a third's", 2, 5)));
    EXPECT_TRUE(marks.raise("all", mark(5, "a third's", 3, 4)));
    EXPECT_EQ(marks.how_far("all")->position, 5);
}

TEST(HighWater, OfAnotherFormIsNotTakenForAnEmptyOne)
{
    const tests::TestFolder folder;
    std::ofstream(folder.path() / "marks") << "all\n\n1 whose\n\n";
    EXPECT_THROW(HighWater(folder.path() / "marks"), std::runtime_error);
}

TEST(HighWater, OutlivesTheProcessAndIsSharedByTwo)
{
    const tests::TestFolder folder;
    HighWater here(folder.path() / "marks");
    ASSERT_TRUE(here.raise("all", mark(7, "whose", 2, 7)))
        << "a file that was begun later begins with an epoch";
    HighWater there(folder.path() / "marks");
    EXPECT_EQ(there.how_far("all")->position, 7);
    ASSERT_TRUE(there.raise("all", mark(8, "another's", 2, 7)));
    EXPECT_FALSE(here.raise("all", mark(8, "a third's", 2, 7)))
        << "what the other wrote is read first";
}

TEST(HighWater, LosesNothingToAMarkThatAPowerCutTore)
{
    const tests::TestFolder folder;
    {
        HighWater marks(folder.path() / "marks");
        ASSERT_TRUE(marks.raise("all", mark(1, "whose")));
    }
    std::ofstream(folder.path() / "marks", std::ios::app) << "all\n\n2 torn";
    {
        HighWater marks(folder.path() / "marks");
        EXPECT_EQ(marks.how_far("all")->position, 1) << "the second was not opened yet";
        EXPECT_TRUE(marks.raise("all", mark(2, "another's")));
    }
    const HighWater marks(folder.path() / "marks");
    EXPECT_EQ(marks.how_far("all")->position, 2);
}

} // namespace evenhand::allocation::high_water_store_test
