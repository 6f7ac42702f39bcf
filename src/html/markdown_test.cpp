#include "html/markdown.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenhand::html::markdown_test {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Markdown, HeadingsListsAndLinksBecomeTheHouseMarkup)
{
    const std::string page =
        markdown("# Privacy\n\nWe keep *little*.\n\n- one\n- two\n\n[Ask us](/contact)\n").str();
    EXPECT_THAT(page, HasSubstr("<h1 class=\"govuk-heading-l\">Privacy</h1>"));
    EXPECT_THAT(page, HasSubstr("<em>little</em>"));
    EXPECT_THAT(page, HasSubstr("<li>one</li>"));
    EXPECT_THAT(page, HasSubstr("href=\"/contact\""));
}

TEST(Markdown, MarkupInTheTextIsShownAndNeverRun)
{
    const std::string page =
        markdown("Hello <script>alert(1)</script>\n\n<div onclick=x>block</div>\n").str();
    EXPECT_THAT(page, Not(HasSubstr("<script")));
    EXPECT_THAT(page, Not(HasSubstr("<div")));
    EXPECT_THAT(page, HasSubstr("&lt;script&gt;"));
}

TEST(Markdown, ALinkThatRunsScriptIsRefused)
{
    EXPECT_THAT(markdown("[x](javascript:alert(1))").str(), Not(HasSubstr("javascript")));
}

TEST(Markdown, TheTitleIsTheFirstTopHeading)
{
    EXPECT_EQ(markdown_title("Words\n\n# How we *look* after it\n\n# Second\n"),
              "How we look after it");
    EXPECT_EQ(markdown_title("No heading"), "");
}

} // namespace evenhand::html::markdown_test
