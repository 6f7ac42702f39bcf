#include "core/words.hpp"

#include <gtest/gtest.h>

namespace evenhand::words_test {

enum class Colour { red, green, blue };

struct Shade
{
    Colour value;
    std::string_view name;
    bool is_warm;
};

constexpr std::array colours{Words<Colour>{Colour::red, "red", "Red"},
                             Words<Colour>{Colour::green, "green", "Green"}};
constexpr std::array shades{Shade{Colour::red, "crimson", true}};

TEST(WordsOfAClosedList, AreFoundByValueAndByName)
{
    EXPECT_EQ(words_of(colours, Colour::green).label, "Green");
    EXPECT_EQ(value_named(colours, "red"), Colour::red);
    EXPECT_EQ(value_named(colours, "Red"), std::nullopt) << "a name is not what people read";
    EXPECT_EQ(value_named(colours, ""), std::nullopt);
}

TEST(WordsOfAClosedList, KeepItsOrder)
{
    EXPECT_EQ(values_of(colours), (std::array{Colour::red, Colour::green}));
}

TEST(WordsOfAClosedList, MayStandInRowsOfARoomsOwn)
{
    EXPECT_TRUE(words_of(shades, Colour::red).is_warm);
    EXPECT_EQ(value_named(shades, "crimson"), Colour::red);
}

TEST(WordsOfAClosedList, AValueThatIsNotOnItIsABug)
{
    EXPECT_ANY_THROW(words_of(colours, Colour::blue));
}

} // namespace evenhand::words_test
