#include "tests/architecture/documents.hpp"

#include "tests/architecture/exceptions.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenhand::architecture {

namespace documents_test {

std::string whats(const Findings& found)
{
    std::string text;
    for (const auto& finding : found) {
        text += finding.rule + ": " + finding.what + "\n";
    }
    return text;
}

const std::string record =
    "# 0001. We write decisions down\n\n- Date: 2026-11-22\n- Status: accepted\n"
    "\n## Context\n\n## Options\n\n## Decision\n\n## Consequences\n\n"
    "## How we shall know it was wrong\n";

} // namespace documents_test

using namespace documents_test;
using testing::HasSubstr;

TEST(WordRules, ABannedWordIsFoundInItsFoldersOnly)
{
    const auto words =
        parse_words("# list\nclient in src/people content: participant\nrandomiz*: randomise\n");
    EXPECT_EQ(whats(check_words({{"src/people/a.cpp", "// The Client came"}}, words)),
              "word: client: say participant\n");
    EXPECT_EQ(whats(check_words({{"src/http/a.cpp", "// The client sent"}}, words)), "");
    EXPECT_EQ(whats(check_words({{"docs/a.md", "randomized_at"}}, words)),
              "word: randomized: say randomise\n");
    EXPECT_EQ(whats(check_words({{"docs/b.md", "clientele, randomised"}}, words)), "");
}

TEST(WordRules, AnUnfinishedMarkIsFound)
{
    const std::string mark = std::string("TO") + "DO";
    EXPECT_EQ(check_marks({{"src/core/a.cpp", "// " + mark + ": later"}}).size(), 1U);
    EXPECT_EQ(check_marks({{"src/core/a.cpp", "// to do a thing; MasTODOn"}}).size(), 0U);
}

TEST(DecisionRules, AWholeRecordHasNoFindings)
{
    EXPECT_EQ(whats(check_decisions({{"docs/adr/0001-write-down.md", record}})), "");
}

TEST(DecisionRules, AMissingHeadingIsFound)
{
    std::string text = record;
    text.erase(text.find("\n## Options\n"), 11);
    EXPECT_THAT(whats(check_decisions({{"docs/adr/0001-write-down.md", text}})),
                HasSubstr("lacks: ## Options"));
}

TEST(DecisionRules, TwoWithOneNumberAndAGapAreFound)
{
    EXPECT_THAT(
        whats(check_decisions({{"docs/adr/0001-a.md", record}, {"docs/adr/0001-b.md", record}})),
        HasSubstr("another record has"));
    EXPECT_THAT(whats(check_decisions({{"docs/adr/0002-a.md", record}})),
                HasSubstr("leaves a gap"));
    EXPECT_THAT(whats(check_decisions({{"docs/adr/first.md", record}})), HasSubstr("is not named"));
}

TEST(GlossaryRules, ATermTwiceOrOutOfOrderIsFound)
{
    const auto glossary = [](const std::string& text) {
        return whats(check_glossary({{"docs/glossary.md", text}}));
    };
    EXPECT_EQ(glossary("| **arm** | a |\n| **Leaf** | b |\n"), "");
    EXPECT_THAT(glossary("| **leaf** | a |\n| **arm** | b |\n"), HasSubstr("before leaf"));
    EXPECT_THAT(glossary("| **arm** | a |\n| **Arm** | b |\n"), HasSubstr("twice"));
    EXPECT_THAT(glossary("nothing"), HasSubstr("no terms"));
}

TEST(LinkRules, ALinkOrANameThatLeadsNowhereIsFound)
{
    const auto links = [](const std::string& text) {
        return check_links(
                   {{"docs/a.md", text}, {"docs/adr/0001-b.md", ""}, {"src/core/id.hpp", ""}})
            .size();
    };
    EXPECT_EQ(links("[b](adr/0001-b.md#context) [c](../src/core/id.hpp) [d](https://example.org) "
                    "[e](#here)"),
              0U);
    EXPECT_EQ(links("`src/core` `src/core/id.hpp` `src/<room>/x.cpp` `bin/code NAME` `x`"), 1U);
    EXPECT_EQ(links("[b](adr/0002-b.md)"), 1U);
    EXPECT_EQ(links("`src/core/gone.hpp`"), 1U);
}

TEST(DeadRules, WhatNothingNamesIsFound)
{
    EXPECT_EQ(check_dead({{"src/core/id.hpp", ""}, {"src/core/id.cpp", "#include \"core/id.hpp\""}})
                  .size(),
              1U);
    EXPECT_EQ(check_dead({{"src/core/id.hpp", ""}, {"src/http/a.cpp", "#include \"core/id.hpp\""}})
                  .size(),
              0U);
    EXPECT_EQ(check_dead({{"content/privacy.md", ""}}).size(), 1U);
    EXPECT_EQ(
        check_dead({{"content/privacy.md", ""}, {"src/a.cpp", "load(\"privacy.md\")"}}).size(), 0U);
    EXPECT_EQ(check_dead({{"bin/run", ""}}).size(), 1U);
    EXPECT_EQ(check_dead({{"bin/run", ""}, {"README.md", "say `bin/run`"}}).size(), 0U);
}

TEST(ExceptionRules, AnExceptionHidesItsFindingAndNoOther)
{
    const Findings found = {{"clock", "src/core/time.cpp", 1, ""},
                            {"clock", "src/http/a.cpp", 1, ""}};
    const auto exceptions =
        parse_exceptions("# list\nclock src/core/time.cpp: the one clock there is\n");
    const auto left = without_exceptions(found, exceptions, {"clock"});
    ASSERT_EQ(left.size(), 1U);
    EXPECT_EQ(left.front().path, "src/http/a.cpp");
}

TEST(ExceptionRules, AnExceptionNoLongerNeededIsFound)
{
    const auto exceptions = parse_exceptions("clock src/core/time.cpp: the one clock there is\n");
    const auto left = without_exceptions({}, exceptions, {"clock"});
    ASSERT_EQ(left.size(), 1U);
    EXPECT_THAT(left.front().what, HasSubstr("no longer needed"));
    EXPECT_TRUE(without_exceptions({}, exceptions, {"size"}).empty());
}

TEST(ExceptionRules, AnExceptionWithoutAReasonIsFound)
{
    const Findings found = {{"clock", "src/core/time.cpp", 1, ""}};
    const auto left =
        without_exceptions(found, parse_exceptions("clock src/core/time.cpp:\n"), {"clock"});
    ASSERT_EQ(left.size(), 1U);
    EXPECT_THAT(left.front().what, HasSubstr("no reason"));
}

} // namespace evenhand::architecture
