#include "html/html.hpp"

#include "core/check.hpp"

#include <gtest/gtest.h>

namespace evenhand::html {

TEST(Html, AWholeElementIsWrittenWithItsTextEscaped)
{
    const std::string name = "<b>O'Neil & \"Co\"</b>";
    EXPECT_EQ(
        element("p", {attr("class", "govuk-body")}, "Hello ", name).str(),
        "<p class=\"govuk-body\">Hello &lt;b&gt;O&#39;Neil &amp; &quot;Co&quot;&lt;/b&gt;</p>");
}

TEST(Html, MarkupInsideMarkupIsNotEscapedAgain)
{
    const Html inner = element("em", {}, "a & b");
    EXPECT_EQ(element("p", {}, inner, fragment(" ", inner)).str(),
              "<p><em>a &amp; b</em> <em>a &amp; b</em></p>");
}

TEST(Html, AVectorOfPartsIsAChild)
{
    const std::vector<Html> items{element("li", {}, "one"), element("li", {}, "<two>")};
    EXPECT_EQ(element("ul", {}, items).str(), "<ul><li>one</li><li>&lt;two&gt;</li></ul>");
}

TEST(Html, AnAttributeCannotBeLeftByItsValue)
{
    EXPECT_EQ(element("p", {attr("title", "\" onclick=\"x")}).str(),
              "<p title=\"&quot; onclick=&quot;x\"></p>");
}

TEST(Html, ABooleanAttributeIsBareOrAbsent)
{
    EXPECT_EQ(element("input", {flag("disabled"), flag("checked", false)}).str(),
              "<input disabled>");
    EXPECT_EQ(attr_if("value", "").str(), "");
    EXPECT_EQ(attr("value", "").str(), " value=\"\"");
    EXPECT_EQ(attr("rows", 5).str(), " rows=\"5\"");
}

TEST(Html, AVoidElementTakesNoChildren)
{
    EXPECT_EQ(element("br", {}).str(), "<br>");
    EXPECT_THROW(element("br", {}, "text"), Bug);
}

TEST(Html, AFirstNewlineInATextareaIsNotEatenByTheParser)
{
    EXPECT_EQ(element("textarea", {}, "\nabc").str(), "<textarea>\n\nabc</textarea>");
    EXPECT_EQ(element("p", {}, "\nabc").str(), "<p>\nabc</p>");
}

TEST(Html, ACarriageReturnIsKeptAndANulIsNot)
{
    EXPECT_EQ(Html::text("a\r\nb").str(), "a&#13;\nb");
    EXPECT_EQ(Html::text(std::string_view{"a\0b", 3}).str(), "a\uFFFDb");
}

TEST(Html, IllFormedUtf8BecomesReplacementCharactersAndSwallowsNothing)
{
    EXPECT_EQ(Html::text("\xC3<").str(), "\uFFFD&lt;");
    EXPECT_EQ(Html::text("\xC0\xBC").str(), "\uFFFD\uFFFD");           // an overlong "<"
    EXPECT_EQ(Html::text("\xE0\x80\xBC").str(), "\uFFFD\uFFFD\uFFFD"); // and longer still
    EXPECT_EQ(Html::text("\xF0\x80\x80\xBC").str(), "\uFFFD\uFFFD\uFFFD\uFFFD");
    EXPECT_EQ(Html::text("\xED\xA0\x80").str(), "\uFFFD\uFFFD\uFFFD");           // a surrogate
    EXPECT_EQ(Html::text("\xF4\x90\x80\x80").str(), "\uFFFD\uFFFD\uFFFD\uFFFD"); // beyond U+10FFFF
    EXPECT_EQ(Html::text("Zo\u00EB \u6F22 \U0001F642").str(), "Zo\u00EB \u6F22 \U0001F642");
}

TEST(Addresses, OnlyPathsAndFetchingSchemesReachAPage)
{
    for (const char* good :
         {"/start", "start?a=1:2", "#main-content", "?page=2", "", "https://example.org/a",
          "HTTP://example.org", "mailto:help@example.org", "tel:+441144960000"})
        EXPECT_NE(attr("href", good).str(), " href=\"#refused\"") << good;
    for (const char* bad : {"javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)",
                            "\x01javascript:alert(1)", "java\nscript:alert(1)", "java\tscript:x",
                            "data:text/html,<script>", "vbscript:x", "blob:x", "file:///etc/passwd",
                            "\njavascript:x", ":x"})
        EXPECT_EQ(attr("href", bad).str(), " href=\"#refused\"") << bad;
    EXPECT_EQ(attr("action", "javascript:x").str(), " action=\"#refused\"");
    EXPECT_EQ(attr("src", "data:image/png;base64,AA").str(), " src=\"#refused\"");
    EXPECT_EQ(attr("title", "javascript:x").str(), " title=\"javascript:x\"");
}

TEST(Script, IsOnlyAFileOfThisSite)
{
    EXPECT_EQ(external_script("/assets/a.js", /*is_module=*/true).str(),
              "<script src=\"/assets/a.js\" type=\"module\"></script>");
    for (const char* elsewhere :
         {"https://example.org/a.js", "//example.org/a.js", "/\\example.org/a.js", ""})
        EXPECT_THROW(external_script(elsewhere, /*is_module=*/false), Bug) << elsewhere;
}

TEST(Heading, HasALevelFromOneToSix)
{
    EXPECT_EQ(element(heading_tag(3), {}, "x").str(), "<h3>x</h3>");
    EXPECT_THROW(heading_tag(0), Bug);
    EXPECT_THROW(heading_tag(7), Bug);
}

TEST(ClassNames, AreJoinedWithoutGaps)
{
    EXPECT_EQ(class_names({"a", "", "b"}), "a b");
    EXPECT_EQ(class_names({"", ""}), "");
}

} // namespace evenhand::html
