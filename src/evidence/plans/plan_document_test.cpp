// The document that people write plans from, against what is read.
#include "evidence/plans/plan.hpp"
#include "evidence/plans/plan_words.hpp"

#include "protocol/error_words.hpp"
#include "tests/support/file_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace evenhand::plans {

namespace plan_document_test {

/// Every key that the readers ask for: the first text in a call of one of theirs.
std::set<std::string> keys_of(const std::string& source)
{
    std::set<std::string> keys;
    for (const std::string call :
         {"text(\"", "id(\"", "number(\"", "decimal(\"", "texts(\"", "flag(\"", "list(\"",
          "table(\"", "has(\"", "(item, \"", "(table, \""}) {
        for (auto at = source.find(call); at != std::string::npos; at = source.find(call, at + 1)) {
            const auto begin = at + call.size();
            keys.insert(source.substr(begin, source.find('"', begin) - begin));
        }
    }
    return keys;
}

} // namespace plan_document_test

using namespace plan_document_test;
using testing::HasSubstr;

TEST(PlanDocument, ItsWholePlanIsAGoodPlan)
{
    const std::string text = tests::file_text("docs/methods/plan.md");
    const auto begin = text.find("```toml\n") + 8;
    const auto read = read_plan(text.substr(begin, text.find("```", begin) - begin));
    EXPECT_TRUE(read) << protocol::in_plain_words(read.error(), "plan.md");
}

TEST(PlanDocument, EveryKeyMethodAndWordIsToldOf)
{
    const std::string text = tests::file_text("docs/methods/plan.md");
    auto keys = keys_of(tests::file_text("src/evidence/plans/plan_file.cpp"));
    keys.merge(keys_of(tests::file_text("src/evidence/plans/read_analysis.cpp")));
    EXPECT_GT(keys.size(), 35U);
    for (const auto& key : keys)
        EXPECT_TRUE(text.find("`" + key + "`") != std::string::npos ||
                    text.find("[" + key + "]") != std::string::npos)
            << key;
    for (const auto& [word, value] : method_names())
        EXPECT_THAT(text, HasSubstr("| `" + std::string(word) + "` |"));
    for (const auto& [word, value] : missing_names())
        EXPECT_THAT(text, HasSubstr("`" + std::string(word) + "`"));
    for (const auto& [word, value] : family_names())
        EXPECT_THAT(text, HasSubstr("`" + std::string(word) + "`"));
    for (const auto& [word, value] : errors_names())
        EXPECT_THAT(text, HasSubstr("`" + std::string(word) + "`"));
}

TEST(PlanDocument, EveryExampleIsAGoodPlan)
{
    for (const std::string name :
         {"health-led-trials/plan", "jtpa/plan", "nsw/lalonde", "nsw/dehejia-wahba", "jobs2/plan",
          "help/plan", "sanad/plan", "streptomycin/plan"}) {
        const auto read = read_plan(tests::file_text("examples/" + name + ".toml"));
        EXPECT_TRUE(read) << protocol::in_plain_words(read.error(), name);
    }
}

} // namespace evenhand::plans
