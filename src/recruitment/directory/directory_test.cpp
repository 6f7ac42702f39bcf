#include "recruitment/directory/directory.hpp"

#include "protocol/protocol.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenhand::directory::directory_test {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::vector<protocol::Area>& areas_of(const char* trial)
{
    static const auto working_win = protocol::load_file("protocols/working-win.toml").value();
    static const auto thrive = protocol::load_file("protocols/thrive-into-work.toml").value();
    return trial == std::string_view("working-win") ? working_win.areas : thrive.areas;
}

TEST(AreasOfPractice, AreThoseOfItsCommissionerInItsDistrict)
{
    const auto& south_yorkshire = areas_of("working-win");
    EXPECT_THAT(evenhand::directory::areas_of_practice(south_yorkshire, "03N", "E08000019"),
                ElementsAre("sheffield"));
    EXPECT_THAT(evenhand::directory::areas_of_practice(south_yorkshire, "02Q", "E07000171"),
                ElementsAre("bassetlaw"));
    EXPECT_THAT(evenhand::directory::areas_of_practice(south_yorkshire, "15F", "E08000035"),
                IsEmpty());
    const auto& black_country = areas_of("thrive-into-work");
    EXPECT_THAT(evenhand::directory::areas_of_practice(black_country, "D2P2L", "E08000027"),
                ElementsAre("dudley"));
    EXPECT_THAT(evenhand::directory::areas_of_practice(black_country, "D2P2L", "E08000030"),
                IsEmpty())
        << "Walsall has the commissioner and is no area";
}

TEST(AreasOfPractice, AreAllOfItsCommissionerWhereTheDistrictIsNotKnown)
{
    EXPECT_THAT(evenhand::directory::areas_of_practice(areas_of("thrive-into-work"), "D2P2L", ""),
                ElementsAre("wolverhampton", "dudley", "sandwell-west"));
}

TEST(Districts, AnOldCodeAndANewOneAreTheSame)
{
    EXPECT_EQ(current_district("E08000016"), "E08000038");
    EXPECT_EQ(current_district("E08000039"), "E08000039");
    EXPECT_EQ(current_district("E07000171"), "E07000171");
}

TEST(Validity, HoldsOnItsFirstAndItsLastDay)
{
    const auto day = [](const char* iso) { return LocalDate::parse(iso).value(); };
    const Validity march{.from = day("2026-03-01"), .until = day("2026-03-31")};
    EXPECT_FALSE(march.holds(day("2026-02-28")));
    EXPECT_TRUE(march.holds(day("2026-03-01")));
    EXPECT_TRUE(march.holds(day("2026-03-31")));
    EXPECT_FALSE(march.holds(day("2026-04-01")));
    EXPECT_TRUE(Validity{}.holds(day("1900-01-01")));
}

TEST(SearchKey, DropsCaseSignsAndApostrophes)
{
    EXPECT_EQ(search_key(" St. John's  Surgery, (Unit 2)"), "ST JOHNS SURGERY UNIT 2");
    EXPECT_EQ(search_key("%_!"), "");
}

} // namespace evenhand::directory::directory_test
