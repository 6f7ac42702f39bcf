// Schemes against golden results: the guessing of Blackwell and Hodges in closed form, and a
// minimisation of 600 real people replayed from given random numbers (golden/randomisation).
#include "randomisation/schemes/minimisation.hpp"
#include "randomisation/schemes/permuted_blocks.hpp"
#include "randomisation/simulation/tally.hpp"
#include "tests/reference/reference_files.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <charconv>
#include <cmath>
#include <fstream>
#include <map>

namespace evenhand::reference {

namespace randomisation_test {

using Json = nlohmann::json;

Json golden(const std::string& name)
{
    std::ifstream file(folder() / "golden/randomisation" / (name + ".json"));
    EXPECT_TRUE(file) << name;
    return Json::parse(file);
}

/// Arms in every order that a block can have, by way of its own draws: those of the next order are
/// the last ones counted up.
class EveryCourse
{
public:
    std::uint32_t uniform(std::uint32_t n)
    {
        if (at_ == wheels_.size()) wheels_.emplace_back(0, n);
        return wheels_[at_++].first;
    }
    bool next()
    {
        at_ = 0;
        while (!wheels_.empty() && wheels_.back().first + 1 == wheels_.back().second)
            wheels_.pop_back();
        if (wheels_.empty()) return false;
        ++wheels_.back().first;
        return true;
    }

private:
    std::vector<std::pair<std::uint32_t, std::uint32_t>> wheels_;
    std::size_t at_ = 0;
};

/// Right bets on one block, as the simulator counts them.
double right_bets(const std::vector<schemes::Arm>& block)
{
    const simulation::TallyRules rules(schemes::Ratio::equal(2));
    simulation::Tally<2> tally;
    tally.clear(rules);
    double right = 0;
    for (const schemes::Arm arm : block) {
        const std::size_t among = tally.expected_among(rules, schemes::index_of(arm));
        right += among == 0 ? 0 : 1.0 / static_cast<double>(among);
        tally.add(rules, schemes::index_of(arm));
    }
    return right;
}

double expected_right_bets(std::uint32_t block_size)
{
    EveryCourse course;
    std::vector<schemes::Arm> block;
    double sum = 0;
    double courses = 0;
    do {
        schemes::draw_block(schemes::Ratio::equal(2), block_size, course, block);
        sum += right_bets(block);
        ++courses;
    } while (course.next());
    return sum / courses;
}

/// The two uniforms that the golden run was given for one newcomer.
struct GivenDraws
{
    double element;
    double tie;

    [[nodiscard]] double uniform01() const { return element; }
    [[nodiscard]] std::uint32_t uniform(std::uint32_t n) const
    {
        return static_cast<std::uint32_t>(tie * n);
    }
};

double number(const std::string& text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    EXPECT_TRUE(error == std::errc() && end == text.data() + text.size()) << text;
    return value;
}

/// Levels of the file count from 1.
std::array<std::uint16_t, 3> levels_of(const std::vector<std::string>& row)
{
    std::array<std::uint16_t, 3> levels{};
    for (std::size_t factor = 0; factor < levels.size(); ++factor)
        levels[factor] = static_cast<std::uint16_t>(number(row.at(factor + 1)) - 1);
    return levels;
}

void expect_counts(const schemes::Minimiser& minimiser, std::size_t factor, const Json& golden)
{
    for (std::uint16_t level = 0; level < golden.size(); ++level) {
        const schemes::Counts& counts = minimiser.counts(factor, level);
        EXPECT_EQ((Json{counts[0], counts[1]}), golden[level]) << factor << ", level " << level;
    }
}

} // namespace randomisation_test

using namespace randomisation_test;

TEST(RandomisationReference, BetsOnTheLaggingArmOfABlockAreRightAsOftenAsTheClosedFormSays)
{
    const Json values = golden("block_guessing")["values"];
    ASSERT_EQ(values["block_size"].size(), 5U);
    for (std::size_t i = 0; i < values["block_size"].size(); ++i) {
        const auto wanted = values["expected_correct"][i].get<double>();
        EXPECT_NEAR(expected_right_bets(values["block_size"][i]), wanted, 1e-9 * wanted);
    }
}

TEST(RandomisationReference, AMinimisationOfSixHundredPeopleIsReplayedToEachScoreAndArm)
{
    const Json values = golden("minimisation_trace_jtpa600")["values"];
    schemes::Minimiser minimiser({.ratio = schemes::Ratio::equal(2),
                                  .factors = {{16, 1}, {2, 1}, {4, 1}},
                                  .measure = schemes::ImbalanceMeasure::range,
                                  .preferred_probability = 0.8});
    std::map<std::size_t, int> arms;
    for (const auto& row : read_csv("golden/inputs/minimisation_trace.csv")) {
        if (row.at(0) == "recid") continue;
        GivenDraws draws{number(row.at(4)), number(row.at(5))};
        const auto levels = levels_of(row);
        const auto choice = minimiser.choose(levels, draws);
        ASSERT_EQ(choice.scores[0], number(row.at(6))) << row.at(0);
        ASSERT_EQ(choice.scores[1], number(row.at(7))) << row.at(0);
        ASSERT_EQ(schemes::index_of(choice.arm) + 1, number(row.at(8))) << row.at(0);
        minimiser.add(levels, choice.arm);
        ++arms[schemes::index_of(choice.arm)];
    }
    EXPECT_EQ((Json{arms[0], arms[1]}), values["arm_counts"]);
    expect_counts(minimiser, 0, values["final_site"]);
    expect_counts(minimiser, 1, values["final_sex"]);
    expect_counts(minimiser, 2, values["final_ageband"]);
}

} // namespace evenhand::reference
