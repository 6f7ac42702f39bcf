#include "statistics/data_file.hpp"
#include "statistics/design.hpp"

#include <gtest/gtest.h>

using namespace evenhand::statistics;

namespace design_test {

DataSet data()
{
    return *read_data("y,site,late,t\n1,b,TRUE,0\n2,a,FALSE,1\n3,c,FALSE,1\n,c,TRUE,0\n");
}

std::vector<double> column_of(const Design& design, std::size_t at)
{
    const auto column = design.x.column(at);
    return {column.begin(), column.end()};
}

} // namespace design_test

using namespace design_test;
using Names = std::vector<std::string>;

TEST(DesignOf, ACategoryIsADummyForEachLevelAfterTheFirst)
{
    const auto design = design_of(data(), Names{"site", "late", "t"});
    ASSERT_TRUE(design);
    EXPECT_EQ(design->names, (Names{"(Intercept)", "siteb", "sitec", "lateTRUE", "t"}));
    EXPECT_EQ(column_of(*design, 0), (std::vector<double>{1, 1, 1, 1}));
    EXPECT_EQ(column_of(*design, 1), (std::vector<double>{1, 0, 0, 0}));
    EXPECT_EQ(column_of(*design, 2), (std::vector<double>{0, 0, 1, 1}));
    EXPECT_EQ(column_of(*design, 3), (std::vector<double>{1, 0, 0, 1}));
}

TEST(CompleteRows, ARowWithAMissingValueInAColumnThatIsUsedIsLeftOut)
{
    EXPECT_EQ(*complete_rows(data(), Names{"y", "t"}), (std::vector<std::size_t>{0, 1, 2}));
    EXPECT_EQ(complete_rows(data(), Names{"t"})->size(), 4U);
    EXPECT_EQ(complete_rows(data(), Names{"u"}).error(), (Problem{Fault::no_column, "u"}));
}

TEST(DesignOf, AColumnThatIsNotThereIsAProblem)
{
    EXPECT_EQ(design_of(data(), Names{"u"}).error(), (Problem{Fault::no_column, "u"}));
    EXPECT_EQ(numbers_of(data(), "site").error(), (Problem{Fault::wrong_type, "site"}));
    EXPECT_EQ(binary_of(data(), "y").error(), (Problem{Fault::not_binary, "y"}));
    EXPECT_EQ(sentence({Fault::no_column, "u"}), "The data have no such column (u).");
}

TEST(DataSetTake, ARowMayComeMoreThanOnce)
{
    const auto taken = data().take(std::vector<std::size_t>{2, 2, 0});
    EXPECT_EQ(taken.column("y").values, (std::vector<double>{3, 3, 1}));
    EXPECT_EQ(text_of(taken.column("site"), 0), "c");
}
