// Every postcode and every practice that the reference files hold is taken as it stands. The rules
// of casework 5.3 and 5.4 were written from descriptions; these files are what is really out there.
#include "core/ods_code.hpp"
#include "core/postcode.hpp"
#include "tests/reference/reference_files.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

namespace evenhand::reference {

namespace identifiers_test {

struct PostcodeRow
{
    std::string postcode;
    std::string district;
};

const std::vector<PostcodeRow>& postcodes()
{
    static const std::vector<PostcodeRow> all = [] {
        std::vector<PostcodeRow> rows;
        for (const auto& row : read_csv("data/postcodes/postcode_district.csv")) {
            if (row.at(0) != "postcode") rows.push_back({row.at(0), row.at(1)});
        }
        return rows;
    }();
    return all;
}

/// The columns of epraccur that are used, as its README numbers them.
struct Practice
{
    std::string code;
    std::string board;
    std::string postcode;
    std::string status;
    std::string commissioner;
    std::string setting;

    [[nodiscard]] bool is_open_practice() const { return status == "A" && setting == "4"; }
};

const std::vector<Practice>& practices()
{
    static const std::vector<Practice> all = [] {
        std::vector<Practice> rows;
        for (const auto& row : read_csv("data/gp_practices/epraccur.csv")) {
            rows.push_back({row.at(0), row.at(3), row.at(9), row.at(12), row.at(14), row.at(25)});
        }
        return rows;
    }();
    return all;
}

/// As someone in a hurry types it.
std::string hurried(std::string text)
{
    std::erase(text, ' ');
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

std::string kept(const std::string& typed, PostcodeEntry entry)
{
    const auto parsed = Postcode::parse(typed, entry);
    return parsed ? parsed->reveal() : std::string(code(parsed.error()));
}

} // namespace identifiers_test

using namespace identifiers_test;

TEST(PostcodeReference, EveryPostcodeOfTheTrialAreasIsTakenAsItStandsAndAsItIsTyped)
{
    ASSERT_EQ(postcodes().size(), 146'055U);
    for (const auto& row : postcodes()) {
        ASSERT_EQ(kept(row.postcode, PostcodeEntry::public_form), row.postcode);
        ASSERT_EQ(kept(hurried(row.postcode), PostcodeEntry::public_form), row.postcode);
    }
}

TEST(PostcodeReference, NoRealPostcodeIsTakenForAStandInOrForAPlaceOutsideGreatBritain)
{
    for (const auto& row : postcodes()) {
        const auto parsed = Postcode::parse(row.postcode, PostcodeEntry::staff_screen);
        ASSERT_TRUE(parsed) << row.postcode;
        ASSERT_FALSE(parsed->pseudo().has_value()) << row.postcode;
        ASSERT_TRUE(parsed->in_great_britain()) << row.postcode;
    }
}

TEST(PostcodeReference, AMaskedPostcodeTellsNoMoreThanItsFirstPart)
{
    for (const auto& row : postcodes()) {
        const auto parsed = Postcode::parse(row.postcode, PostcodeEntry::public_form);
        ASSERT_TRUE(parsed) << row.postcode;
        const std::string first_part = row.postcode.substr(0, row.postcode.find(' '));
        ASSERT_EQ(parsed->masked(), first_part + " ***");
    }
}

// The file's own trap: postcodes that begin with S lie in many councils, so none may be inferred.
TEST(PostcodeReference, TheLettersOfAPostcodeDoNotTellTheCouncil)
{
    std::map<std::string, std::set<std::string>> councils;
    for (const auto& row : postcodes()) {
        councils[row.postcode.substr(0, row.postcode.find_first_of("0123456789"))].insert(
            row.district);
    }
    EXPECT_TRUE(councils["S"].contains("E08000016")) << "Barnsley, by its code of then";
    EXPECT_TRUE(councils["S"].contains("E08000019")) << "Sheffield, by its code of then";
    EXPECT_TRUE(councils["S"].contains("E07000171")) << "Bassetlaw";
    EXPECT_TRUE(councils["DN"].contains("E07000171")) << "Bassetlaw again";
}

TEST(PracticeReference, EveryCodeAndCommissionerIsTaken)
{
    ASSERT_EQ(practices().size(), 15'971U);
    for (const auto& practice : practices()) {
        ASSERT_TRUE(OdsCode::parse(practice.code, OdsKind::any)) << practice.code;
        if (practice.commissioner.size() != 3) continue;
        ASSERT_TRUE(OdsCode::parse(practice.commissioner, OdsKind::sub_icb_location))
            << practice.commissioner;
    }
}

TEST(PracticeReference, EveryOpenPracticeIsTakenInAFieldThatAsksForOne)
{
    int open = 0;
    for (const auto& practice : practices()) {
        if (!practice.is_open_practice()) continue;
        ++open;
        const auto parsed = OdsCode::parse(hurried(practice.code), OdsKind::gp_practice);
        ASSERT_TRUE(parsed) << practice.code;
        ASSERT_EQ(parsed->text(), practice.code);
        ASSERT_FALSE(parsed->answer().has_value()) << practice.code;
    }
    EXPECT_EQ(open, 6'750);
}

// One address of the national file has a slip in it: no last part ends in V (casework 5.3).
TEST(PracticeReference, EveryAddressThatIsGivenHasAPostcodeWeTakeButTheOneThatIsWrong)
{
    int given = 0;
    std::set<std::string> refused;
    for (const auto& practice : practices()) {
        if (practice.postcode.empty()) continue;
        ++given;
        const bool taken =
            kept(practice.postcode, PostcodeEntry::staff_screen) == practice.postcode;
        if (!taken) refused.insert(practice.code + " " + practice.postcode);
    }
    EXPECT_EQ(given, 15'951);
    EXPECT_EQ(refused, std::set<std::string>{"B81696 DN15 6QV"});
}

// Bassetlaw's practices are in another integrated care board than the rest of the trial's area.
TEST(PracticeReference, TheTrialsAreaIsCountedByCommissionerNotByBoard)
{
    std::map<std::string, int> by_commissioner;
    std::set<std::string> boards_of_bassetlaw;
    for (const auto& practice : practices()) {
        if (!practice.is_open_practice()) continue;
        ++by_commissioner[practice.commissioner];
        if (practice.commissioner == "02Q") boards_of_bassetlaw.insert(practice.board);
    }
    EXPECT_EQ(by_commissioner["03N"], 74) << "Sheffield";
    EXPECT_EQ(by_commissioner["02X"], 37) << "Doncaster";
    EXPECT_EQ(by_commissioner["02P"], 31) << "Barnsley";
    EXPECT_EQ(by_commissioner["03L"], 28) << "Rotherham";
    EXPECT_EQ(boards_of_bassetlaw, std::set<std::string>{"QT1"});
}

} // namespace evenhand::reference
