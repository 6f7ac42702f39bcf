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
    EXPECT_FALSE(marks.reached("a=one|b=two", 1));
    EXPECT_TRUE(marks.raise("a=one|b=two", mark(1, "whose")));
    EXPECT_TRUE(marks.raise("a=one|b=two", mark(1, "whose"))) << "a retry";
    EXPECT_TRUE(marks.raise("a=one|b=two", mark(2, "another's")));
    EXPECT_TRUE(marks.reached("a=one|b=two", 2));
    EXPECT_FALSE(marks.reached("a=one|b=two", 3));
    EXPECT_FALSE(marks.reached("another", 1)) << "each stratum has its own";
}

TEST(HighWater, RefusesAPositionThatWasOpenedForSomebodyElseOrThatLiesBehind)
{
    const tests::TestFolder folder;
    HighWater marks(folder.path() / "marks");
    ASSERT_TRUE(marks.raise("all", mark(1, "whose")));
    EXPECT_FALSE(marks.raise("all", mark(1, "another's")));
    ASSERT_TRUE(marks.raise("all", mark(2, "another's")));
    EXPECT_FALSE(marks.raise("all", mark(1, "whose")));
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
    EXPECT_EQ(marks.reached().at("all"), 5);
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
    EXPECT_TRUE(there.reached("all", 7));
    ASSERT_TRUE(there.raise("all", mark(8, "another's", 2, 7)));
    EXPECT_FALSE(here.raise("all", mark(8, "whose", 2, 7))) << "what the other wrote is read first";
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
        EXPECT_FALSE(marks.reached("all", 2)) << "it was not opened yet";
        EXPECT_TRUE(marks.raise("all", mark(2, "another's")));
    }
    const HighWater marks(folder.path() / "marks");
    EXPECT_TRUE(marks.reached("all", 2));
}

} // namespace evenhand::allocation::high_water_store_test
