#include "protocol/plain_words.hpp"
#include "protocol/protocol.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace evenhand::protocol::protocol_test {

using ::testing::HasSubstr;

std::string working_win()
{
    std::ifstream file("protocols/working-win.toml");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// The real protocol with one piece of its text changed; the piece must be there.
std::string changed(const std::string& from, const std::string& to)
{
    std::string text = working_win();
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

std::string only_error(const std::string& text)
{
    const auto protocol = load(text, texts_beside("protocols/working-win.toml"));
    EXPECT_FALSE(protocol);
    if (protocol) return {};
    EXPECT_EQ(protocol.error().size(), 1U) << in_plain_words(protocol.error(), "file");
    return in_plain_words(protocol.error(), "file");
}

TEST(Protocol, WorkingWinLoadsWithItsAreasGroupsAndRules)
{
    const auto protocol = load(working_win(), texts_beside("protocols/working-win.toml"));
    ASSERT_TRUE(protocol) << in_plain_words(protocol.error(), "working-win.toml");
    EXPECT_EQ(protocol->name, "Working Win");
    EXPECT_EQ(protocol->areas.size(), 5U);
    EXPECT_EQ(protocol->groups.size(), 2U);
    EXPECT_EQ(protocol->eligibility.age_from, 18);
    EXPECT_EQ(protocol->notice("referral-privacy").version, "1");
    EXPECT_EQ(label_of(protocol->referral.needs, "bsl"), "British Sign Language");
    EXPECT_EQ(label_of(protocol->referral.needs, "gone"), "gone");
}

TEST(Protocol, ASyntaxErrorIsReportedAloneWithItsLine)
{
    EXPECT_THAT(only_error("format = 1\nid = \"x\nversion = 2\n"),
                HasSubstr("file:2: this is not TOML"));
}

TEST(Protocol, EveryErrorOfMeaningIsReportedAtOnceInOrderOfLines)
{
    std::string text = changed("prefix = \"WW\"", "prefix = \"ww1\"");
    text.replace(text.find("age_from = 18"), 13, "age_from = 180");
    text.replace(text.find("draft_days = 28"), 15, "draft_dayz = 28");
    const auto protocol = load(text, texts_beside("protocols/working-win.toml"));
    ASSERT_FALSE(protocol);
    ASSERT_EQ(protocol.error().size(), 4U) << in_plain_words(protocol.error(), "file");
    EXPECT_EQ(protocol.error()[0].field, "prefix");
    EXPECT_EQ(protocol.error()[1].field, "eligibility.age_from");
    EXPECT_EQ(protocol.error()[2].field, "referral.draft_days");
    EXPECT_EQ(protocol.error()[3].field, "referral.draft_dayz");
    for (std::size_t i = 1; i < 4; ++i) {
        EXPECT_LE(protocol.error()[i - 1].line, protocol.error()[i].line);
        EXPECT_GT(protocol.error()[i].line, 0);
    }
}

TEST(Protocol, EachMistakeGetsItsOwnSentence)
{
    EXPECT_THAT(only_error(changed("format = 1", "format = 2")), HasSubstr("reads format 1"));
    EXPECT_THAT(only_error(changed("name = \"Working Win\"", "name = \"\"")),
                HasSubstr("must not be empty"));
    EXPECT_THAT(only_error(changed("name = \"Working Win\"", "name = 7")),
                HasSubstr("text in quotes"));
    EXPECT_THAT(only_error(changed("name = \"Working Win\"", "name = \"Working\\nWin\"")),
                HasSubstr("one line"));
    EXPECT_THAT(only_error(changed("id = \"sheffield\"", "id = \"Sheffield!\"")),
                HasSubstr("area[5].id: may have only lower-case"));
    EXPECT_THAT(only_error(changed("id = \"sheffield\"", "id = \"barnsley\"")),
                HasSubstr("\"barnsley\" twice, in sections 1 and 5"));
    EXPECT_THAT(only_error(changed("group = \"in-work\"", "group = \"working\"")),
                HasSubstr("points to the group \"working\""));
    EXPECT_THAT(only_error(changed("expected_share_percent = 30", "expected_share_percent = 40")),
                HasSubstr("add up to 110 percent"));
    EXPECT_THAT(only_error(changed("id = \"referral-privacy\"", "id = \"privacy\"")),
                HasSubstr("lacks the notice \"referral-privacy\""));
}

TEST(Protocol, QuestionsOnEqualityHaveTheirNoticeAndMayBeDeclinedByAllAlike)
{
    const auto protocol = load(working_win(), texts_beside("protocols/working-win.toml"));
    ASSERT_TRUE(protocol);
    ASSERT_EQ(protocol->referral.equality.size(), 4U);
    const EqualityQuestion& ethnic_group = protocol->referral.equality[2];
    EXPECT_EQ(ethnic_group.choices.size(), 5U);
    std::size_t backgrounds = 0;
    for (const EqualityChoice& choice : ethnic_group.choices)
        backgrounds += choice.details.size();
    EXPECT_EQ(backgrounds, 19U); // of the census

    EXPECT_THAT(only_error(changed("id = \"equality-privacy\"", "id = \"privacy\"")),
                HasSubstr("lacks the notice \"equality-privacy\""));
    EXPECT_THAT(only_error(changed("id = \"different\"", "id = \"prefer-not-to-say\"")),
                HasSubstr("every question has without being told"));
    EXPECT_THAT(only_error(changed("id = \"roma\"", "id = \"irish\"")),
                HasSubstr("has the id \"irish\" twice"));
}

TEST(Protocol, ATrialMayAskNothingOnEquality)
{
    std::string text = working_win();
    const auto begin = text.find("[[referral.equality]]");
    const auto end = text.find("[[notice]]");
    ASSERT_LT(begin, end);
    text.erase(begin, end - begin);
    const auto notice = text.find("[[notice]]\nid = \"equality-privacy\"");
    ASSERT_NE(notice, std::string::npos);
    text.erase(notice, text.find("[[", notice + 2) - notice);
    const auto protocol = load(text, texts_beside("protocols/working-win.toml"));
    ASSERT_TRUE(protocol) << in_plain_words(protocol.error(), "working-win.toml");
    EXPECT_TRUE(protocol->referral.equality.empty());
}

TEST(Protocol, AFileThatCannotBeReadIsOneClearError)
{
    const auto protocol = load_file("protocols/not-there.toml");
    ASSERT_FALSE(protocol);
    ASSERT_EQ(protocol.error().size(), 1U);
    EXPECT_EQ(protocol.error()[0].line, 0);
}

TEST(Protocol, PlainWordsNameEveryAreaGroupAndRule)
{
    const auto protocol = load(working_win(), texts_beside("protocols/working-win.toml"));
    ASSERT_TRUE(protocol);
    const std::string words = in_plain_words(*protocol);
    for (const Area& area : protocol->areas)
        EXPECT_THAT(words, HasSubstr(area.name));
    for (const Group& group : protocol->groups)
        EXPECT_THAT(words, HasSubstr(group.plain));
    for (const Criterion& criterion : protocol->eligibility.criteria)
        EXPECT_THAT(words, HasSubstr(criterion.plain));
}

} // namespace evenhand::protocol::protocol_test
