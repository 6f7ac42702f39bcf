#include "oversight/targets/recruitment.hpp"

#include <gtest/gtest.h>

namespace evenhand::targets::recruitment_test {

protocol::Targets two_months()
{
    return {.opens = *LocalDate::parse("2018-05-08"),
            .closes = *LocalDate::parse("2018-06-30"),
            .randomised = 300,
            .by_month = {100, 200},
            .areas = {{"north", 75}, {"south", 25}},
            .practices = 0,
            .characteristics = {}};
}

protocol::Protocol trial()
{
    protocol::Protocol protocol;
    protocol.targets = two_months();
    protocol.areas = {{.id = "north", .name = "North"}, {.id = "south", .name = "South"}};
    protocol.groups = {
        {.id = "out", .name = "Out of work", .plain = {}, .expected_share_percent = 70},
        {.id = "in", .name = "In work", .plain = {}, .expected_share_percent = 30}};
    protocol.referral.equality = {{.id = "ethnic-group",
                                   .label = "What is your ethnic group?",
                                   .choices = {{.id = "a", .label = "A", .details = {}},
                                               {.id = "b", .label = "B", .details = {}}}}};
    protocol.referral.condition_kinds = {{"back", "Back"}, {"mind", "Mind"}};
    return protocol;
}

const Month may = Month::parse("2018-05").value();

Counted counted()
{
    Counted some{.months = expected_months(two_months(), may, may.next())};
    some.months[0].actual = 20;
    some.months[1].actual = 80;
    some.groups = {{"out", 58}, {"in", 42}};
    some.areas = {{"north", 99}, {"", 1}};
    some.routes = {{"self", 100}};
    return some;
}

TEST(Recruitment, MonthsAreCountedFromTheProtocolsOpeningAndARehearsalsFromItsFirstReferral)
{
    EXPECT_EQ(opening(two_months(), std::nullopt), may);
    EXPECT_EQ(opening(two_months(), LocalDate::parse("2018-06-01")), may);
    EXPECT_EQ(opening(two_months(), LocalDate::parse("2026-02-03")), Month::parse("2026-02"));
}

TEST(Recruitment, AfterTheLastMonthOfThePlanNothingMoreIsExpected)
{
    const auto months = expected_months(two_months(), may, may.plus(2));
    ASSERT_EQ(months.size(), 3U);
    EXPECT_EQ(months[0].expected, 100);
    EXPECT_EQ(months[1].expected, 200);
    EXPECT_EQ(months[2].expected, 0);
}

TEST(Recruitment, TheShareInWorkStandsBesideTheShareThatWasExpected)
{
    const auto breakdowns = open_breakdowns(trial(), counted());
    const auto& in_work = breakdowns[0].rows[1];
    EXPECT_EQ(in_work.label, "In work");
    EXPECT_EQ(in_work.people, 40);
    EXPECT_EQ(in_work.percent, 40);
    EXPECT_EQ(in_work.expected_percent, 30);
    EXPECT_EQ(in_work.expected, 90);
}

TEST(Recruitment, AnAreaThatNobodySettledIsARowOfItsOwnAndASmallOneIsHidden)
{
    const auto areas = open_breakdowns(trial(), counted())[1];
    ASSERT_EQ(areas.rows.size(), 3U);
    EXPECT_EQ(areas.rows[2].label, "Not known");
    EXPECT_FALSE(areas.rows[2].people);
    EXPECT_EQ(areas.rows[0].expected, 225);
    EXPECT_EQ(areas.rows[1].people, 0);
}

TEST(Recruitment, ACampaignThatFewCameByIsNotNamedForAnybodyCanPutAnythingIntoALink)
{
    referral::Tally tally;
    tally.referrals = 130;
    tally.campaigns = {{"radio", 40}, {"rude-word", 3}, {"", 87}};
    const auto campaigns = sealed_breakdowns(trial(), tally, {})[0];
    for (const Row& row : campaigns.rows)
        EXPECT_NE(row.label, "rude-word");
    EXPECT_EQ(campaigns.rows.back().label, "Other campaigns");
    EXPECT_FALSE(campaigns.rows.back().people);
}

TEST(Recruitment, AnswersOnEqualityHoldEverybodyAndConditionsMayBeSeveral)
{
    referral::Tally tally;
    tally.referrals = 100;
    tally.campaigns = {{"", 100}};
    tally.answers["ethnic-group"] = {{"a", 50}, {"b", 30}};
    tally.conditions = {{"back", 90}, {"mind", 80}};
    const auto tables = sealed_breakdowns(trial(), tally, {});
    ASSERT_EQ(tables.size(), 3U);
    EXPECT_EQ(tables[1].rows.back().label, "Not answered");
    EXPECT_EQ(tables[1].rows.back().people, 20);
    EXPECT_EQ(tables[2].rows[0].people, 90);
    EXPECT_FALSE(tables[2].rows[0].percent);
}

TEST(Recruitment, TheBaselineSaysACharacteristicAndTheReferralIsNotCountedBesideIt)
{
    auto protocol = trial();
    protocol.targets.characteristics = {"ethnic-group", "conditions"};
    const auto question = [](const char* id, std::vector<protocol::Option> options) {
        protocol::Question made;
        made.id = id;
        made.options = std::move(options);
        return made;
    };
    protocol::Section people;
    people.questions = {question("ethnic-group", {{"a", "A", {}}, {"b", "B", {}}}),
                        question("conditions", {{"back", "Back", {}}, {"mind", "Mind", {}}})};
    people.questions[1].kind = protocol::QuestionKind::some_of;
    protocol.baseline.sections = {people};
    Characteristics characteristics;
    for (int person = 0; person < 40; ++person) {
        protocol::QuestionnaireAnswers given;
        if (person >= 10) given["ethnic-group"] = person < 25 ? "a" : "b";
        if (person < 30) given["conditions"] = std::vector<std::string>{"back", "mind"};
        if (person >= 30) given["conditions"] = protocol::Declined{};
        given["hours"] = std::int64_t{16};
        characteristics.add(protocol.targets, given);
    }
    referral::Tally tally;
    tally.referrals = 40;
    tally.campaigns = {{"", 40}};
    tally.answers["ethnic-group"] = {{"a", 40}};
    tally.conditions = {{"mind", 40}};
    const auto tables = sealed_breakdowns(protocol, tally, characteristics);
    ASSERT_EQ(tables.size(), 3U);
    EXPECT_EQ(tables[1].rows[0].people, 15);
    EXPECT_EQ(tables[1].rows[1].people, 15);
    EXPECT_EQ(tables[1].rows.back().label, "Not answered");
    EXPECT_EQ(tables[1].rows.back().people, 10);
    EXPECT_EQ(tables[2].rows[0].people, 30);
    EXPECT_EQ(tables[2].rows[1].people, 30);
    EXPECT_EQ(tables[2].rows[2].label, "Prefers not to say");
    EXPECT_EQ(tables[2].rows[2].people, 10);
    EXPECT_FALSE(tables[2].rows[0].percent) << "somebody may have both";
}

Figures figures()
{
    auto some = counted();
    return {.months = some.months, .breakdowns = open_breakdowns(trial(), some)};
}

TEST(Recruitment, FrozenFiguresReadBackAsTheyWere)
{
    const auto text = text_of(figures());
    EXPECT_EQ(text_of(figures_in(text)), text);
    EXPECT_EQ(randomised(figures_in(text)), 100);
    EXPECT_EQ(expected(figures_in(text)), 300);
}

TEST(Recruitment, AFileHidesWhatThePageHidesAndRunsNoFormula)
{
    auto some = figures();
    some.breakdowns.push_back({.id = "x", .title = "=1+1", .rows = {{.label = "a \"b\""}}});
    const auto csv = csv_of(some);
    EXPECT_NE(csv.find("\"By area\",\"Not known\",\"*\""), std::string::npos) << csv;
    EXPECT_NE(csv.find("\"'=1+1\",\"a \"\"b\"\"\""), std::string::npos) << csv;
}

} // namespace evenhand::targets::recruitment_test
