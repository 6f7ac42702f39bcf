#include "protocol/questionnaire_rules.hpp"

#include <gtest/gtest.h>

namespace evenhand::protocol::questionnaire_rules_test {

Question question(const char* id, QuestionKind kind, std::vector<Condition> when = {})
{
    Question made;
    made.id = id;
    made.text = id;
    made.kind = kind;
    made.when = std::move(when);
    return made;
}

/// Work, then for those in work hours; conditions; a note; a day; a ruler.
Questionnaire baseline()
{
    Question work = question("work", QuestionKind::one_of);
    work.options = {{"yes", "Yes", 1, false}, {"no", "No", 0, false}};
    work.shared_with_support = true;
    Question hours =
        question("hours", QuestionKind::number, {{"work", Condition::Test::is, {"yes"}}});
    hours.bounds = {.least = 0, .most = 100, .usual_least = 1, .usual_most = 48};
    hours.unit = "hours a week";
    hours.shared_with_support = true;
    Question long_hours =
        question("why", QuestionKind::text, {{"hours", Condition::Test::at_least, {"40"}}});
    long_hours.bounds.most = 10;
    Question conditions = question("conditions", QuestionKind::some_of);
    conditions.options = {{"back", "Back", {}, false},
                          {"heart", "Heart", {}, false},
                          {"none", "None of these", {}, true}};
    Question since = question("since", QuestionKind::date);
    since.required = false;
    Question ruler = question("ruler", QuestionKind::scale);
    ruler.bounds = {.least = 0, .most = 10, .usual_least = {}, .usual_most = {}};
    ruler.may_decline = false;

    Questionnaire made;
    made.sections = {{"work", "Work", "", "own", {work, hours, long_hours}},
                     {"health", "Health", "", "own", {conditions, since, ruler}}};
    made.checks = {{"odd", false, {{"hours", Condition::Test::at_most, {"0"}}}, "No hours?"},
                   {"never",
                    true,
                    {{"conditions", Condition::Test::is, {"none"}},
                     {"ruler", Condition::Test::at_most, {"0"}}},
                    "Nothing wrong, and yet not able to work?"}};
    return made;
}

QuestionnaireAnswers whole()
{
    return {{"work", std::string("yes")},
            {"hours", std::int64_t{16}},
            {"conditions", std::vector<std::string>{"back", "heart"}},
            {"ruler", std::int64_t{6}}};
}

std::string kinds(const std::vector<HardFinding>& findings)
{
    std::string all;
    for (const auto& each : findings)
        all += (all.empty() ? "" : " ") + each.question;
    return all;
}

TEST(Questionnaire, AQuestionIsAskedOnlyWhenItsConditionsHold)
{
    auto answers = whole();
    EXPECT_TRUE(is_asked(baseline(), "hours", answers));
    EXPECT_FALSE(is_asked(baseline(), "why", answers));
    answers["hours"] = std::int64_t{40};
    EXPECT_TRUE(is_asked(baseline(), "why", answers));
    answers["work"] = Declined{};
    EXPECT_FALSE(is_asked(baseline(), "hours", answers));
    EXPECT_FALSE(is_asked(baseline(), "hours", {}));
}

TEST(Questionnaire, AnAnswerToAQuestionThatIsNotAskedAnyMoreOpensNothingAndIsNotKept)
{
    auto answers = whole();
    answers["hours"] = std::int64_t{45};
    answers["why"] = std::string("overtime");
    answers["work"] = std::string("no");
    EXPECT_FALSE(is_asked(baseline(), "why", answers));
    const auto kept = reachable(baseline(), answers);
    EXPECT_FALSE(kept.contains("hours"));
    EXPECT_FALSE(kept.contains("why"));
    EXPECT_TRUE(kept.contains("work"));
}

TEST(Questionnaire, ItMayBeLockedWhenEveryRequiredQuestionThatIsAskedHasAnAnswer)
{
    EXPECT_TRUE(hard_findings(baseline(), whole()).empty());
    auto answers = whole();
    answers.erase("hours");
    EXPECT_EQ(kinds(hard_findings(baseline(), answers)), "hours");
    answers["work"] = std::string("no"); // then the hours are not asked
    EXPECT_TRUE(hard_findings(baseline(), answers).empty());
    EXPECT_EQ(kinds(hard_findings(baseline(), {})), "work conditions ruler");
}

TEST(Questionnaire, PreferNotToSayIsAnAnswerWhereItIsOffered)
{
    auto answers = whole();
    answers["conditions"] = Declined{};
    EXPECT_TRUE(hard_findings(baseline(), answers).empty());
    answers["ruler"] = Declined{};
    const auto found = hard_findings(baseline(), answers);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].fault, HardFault::may_not_decline);
}

TEST(Questionnaire, TypedAnswersAreRefusedByTheirOwnFault)
{
    const auto all = baseline();
    const auto fault = [&](const char* id, const TypedAnswer& typed) {
        const auto answer = parse_answer(*all.find(id), typed);
        EXPECT_FALSE(answer) << id;
        return answer ? HardFault::cross_check : answer.error();
    };
    EXPECT_EQ(fault("work", {}), HardFault::missing);
    EXPECT_EQ(fault("work", {""}), HardFault::missing);
    EXPECT_EQ(fault("work", {"perhaps"}), HardFault::not_an_option);
    EXPECT_EQ(fault("conditions", {"back", "none"}), HardFault::alone_with_others);
    EXPECT_EQ(fault("conditions", {"back", "back"}), HardFault::not_an_option);
    EXPECT_EQ(fault("hours", {"many"}), HardFault::not_a_number);
    EXPECT_EQ(fault("hours", {"16.5"}), HardFault::not_a_number);
    EXPECT_EQ(fault("hours", {"-1"}), HardFault::too_small);
    EXPECT_EQ(fault("hours", {"101"}), HardFault::too_large);
    EXPECT_EQ(fault("hours", {"99999999999999999999"}), HardFault::not_a_number);
    EXPECT_EQ(fault("why", {"more than ten"}), HardFault::too_long);
    EXPECT_EQ(fault("since", {"31", "2", "2020"}), HardFault::not_a_date);
    EXPECT_EQ(fault("since", {"1", "2"}), HardFault::not_a_date);
    EXPECT_EQ(fault("ruler", {"declined"}), HardFault::may_not_decline);
}

TEST(Questionnaire, EveryKindOfAnswerIsTypedStoredAndReadBackTheSame)
{
    const auto all = baseline();
    const std::vector<std::pair<const char*, TypedAnswer>> typed{
        {"work", {"no"}},    {"work", {"declined"}}, {"conditions", {"back", "heart"}},
        {"hours", {" 16 "}}, {"why", {"declined?"}}, {"since", {"29", "2", "2024"}},
        {"ruler", {"0"}}};
    for (const auto& [id, values] : typed) {
        const Question& asked = *all.find(id);
        const auto answer = parse_answer(asked, values);
        ASSERT_TRUE(answer) << id;
        const auto again = read_back(asked, written(*answer));
        ASSERT_TRUE(again) << id;
        EXPECT_EQ(*again, *answer) << id;
    }
    EXPECT_FALSE(read_back(*all.find("hours"), "16"));
    EXPECT_FALSE(read_back(*all.find("hours"), "=x"));
    EXPECT_FALSE(read_back(*all.find("since"), "=2024-02-30"));
}

TEST(Questionnaire, AnAnswerIsReadInWords)
{
    const auto all = baseline();
    EXPECT_EQ(in_words(*all.find("work"), std::string("yes")), "Yes");
    EXPECT_EQ(in_words(*all.find("hours"), std::int64_t{16}), "16 hours a week");
    EXPECT_EQ(in_words(*all.find("conditions"), std::vector<std::string>{"back", "heart"}),
              "Back; Heart");
    EXPECT_EQ(in_words(*all.find("since"), *LocalDate::parse("2024-02-29")), "29 February 2024");
    EXPECT_EQ(in_words(*all.find("work"), Declined{}), "Prefer not to say");
}

TEST(Questionnaire, ANumberOutOfTheUsualIsAskedAgainAndNotRefused)
{
    auto answers = whole();
    answers["hours"] = std::int64_t{60};
    answers["why"] = std::string("farm");
    EXPECT_TRUE(hard_findings(baseline(), answers).empty());
    const auto soft = soft_findings(baseline(), answers);
    ASSERT_EQ(soft.size(), 1U);
    EXPECT_EQ(soft[0].id, "hours");
    EXPECT_EQ(soft[0].sentence, "60 hours a week is unusual. Is it right?");
}

TEST(Questionnaire, ChecksOverSeveralAnswersAreSoftOrHard)
{
    auto answers = whole();
    answers["hours"] = std::int64_t{0};
    const auto soft = soft_findings(baseline(), answers);
    ASSERT_EQ(soft.size(), 2U); // unusual by itself, and by the check
    EXPECT_EQ(soft[1].id, "odd");

    answers["conditions"] = std::vector<std::string>{"none"};
    answers["ruler"] = std::int64_t{0};
    const auto hard = hard_findings(baseline(), answers);
    ASSERT_EQ(hard.size(), 1U);
    EXPECT_EQ(hard[0].fault, HardFault::cross_check);

    // What is not asked any more cannot offend: without work there are no hours.
    answers["work"] = std::string("no");
    EXPECT_TRUE(soft_findings(baseline(), answers).empty());
}

TEST(Questionnaire, OnlyAnswersOfItemsThatSaySoAreSharedWithSupport)
{
    const auto shared = shared_with_support(baseline(), whole());
    EXPECT_EQ(shared.size(), 2U);
    EXPECT_TRUE(shared.contains("work"));
    EXPECT_TRUE(shared.contains("hours"));
}

} // namespace evenhand::protocol::questionnaire_rules_test
