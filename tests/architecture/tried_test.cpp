#include "tests/architecture/tried.hpp"

#include <gtest/gtest.h>

namespace evenhand::architecture {

std::size_t lost_in(const std::string& cell)
{
    return check_tried(
               {{"docs/assurance/list.md", "| what | does | tried by |\n"
                                           "| --- | --- | --- |\n"
                                           "| a | b | " +
                                               cell + " |\n"},
                {"src/core/csv_test.cpp", "TEST(Csv, IsRead)\n{\n}\n"
                                          "TEST_P(LongName,\n       OfWhatItDoes)\n{\n}\n"}})
        .size();
}

TEST(TriedRules, ATestThatThereIsNotIsFound)
{
    EXPECT_EQ(lost_in("`Csv.IsRead`, `LongName.OfWhatItDoes`, and a row of `docs/spec/a.md`"), 0U);
    EXPECT_EQ(lost_in("`Csv.IsGone`"), 1U);
    EXPECT_EQ(lost_in("`Csv.IsRead`, `Gone.IsRead`"), 1U);
    EXPECT_EQ(lost_in("`LongName.IsRead`"), 1U) << "each of its own suite";
}

TEST(TriedRules, ASuiteAloneIsNoTest)
{
    EXPECT_EQ(lost_in("`Csv`"), 1U) << "also where there is such a suite";
    EXPECT_EQ(lost_in("`Csv.IsRead`, and `LongName`, which does more"), 1U);
}

TEST(TriedRules, ARowWithoutATestIsFound)
{
    EXPECT_EQ(lost_in("nobody"), 1U);
    EXPECT_EQ(lost_in(""), 1U);
    EXPECT_EQ(lost_in("every row of `docs/spec/a.md`"), 1U);
    EXPECT_EQ(lost_in("the same, and Csv"), 1U);
}

TEST(TriedRules, ATestIsNamedInBackticks)
{
    EXPECT_EQ(lost_in("Csv.IsRead"), 1U);
    EXPECT_EQ(lost_in("`Csv.IsRead`, LongName.OfWhatItDoes, and more"), 1U);
    EXPECT_EQ(lost_in("`Csv.IsRead`. It says so."), 0U);
}

TEST(TriedRules, OtherTablesAndOtherDocumentsNameWhatTheyLike)
{
    EXPECT_TRUE(check_tried({{"docs/other.md", "| a | tried by |\n| b | `Gone` |\n"}}).empty());
    EXPECT_TRUE(check_tried({{"docs/assurance/list.md",
                              "| a | tried by |\n\n| b | sent |\n| --- | --- |\n| c | `Gone` |\n"}})
                    .empty());
}

} // namespace evenhand::architecture
