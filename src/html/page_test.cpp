#include "html/page.hpp"

#include "tests/support/html_tokens.hpp"
#include "tests/support/sample_pages.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace evenhand::html {

namespace page_test {

using test::HtmlToken;

std::vector<HtmlToken> read(const Page& page, SiteMode mode = SiteMode::demo)
{
    return test::html_tokens(document(test::sample_site(mode), page).str());
}

auto count(const std::vector<HtmlToken>& tokens, std::string_view name)
{
    return std::ranges::count_if(tokens, [&](const HtmlToken& token) {
        return token.kind == HtmlToken::Kind::start && token.name == name;
    });
}

std::string title(const std::vector<HtmlToken>& tokens)
{
    const auto at = std::ranges::find(tokens, "title", &HtmlToken::name);
    return at == tokens.end() ? "" : (at + 1)->text;
}

std::string attribute(const HtmlToken& token, std::string_view name)
{
    for (const auto& [key, value] : token.attributes)
        if (key == name) return value;
    return {};
}

} // namespace page_test

TEST(Page, EachPageHasOneHeadOneMainAndOneFoot)
{
    for (const test::SamplePage& sample : test::sample_pages()) {
        const auto tokens = page_test::read(sample.page);
        EXPECT_EQ(tokens.front().kind, test::HtmlToken::Kind::doctype) << sample.name;
        for (const char* once : {"html", "head", "title", "body", "header", "main", "footer", "h1"})
            EXPECT_EQ(page_test::count(tokens, once), 1) << once << " in " << sample.name;
        EXPECT_EQ(page_test::attribute(*std::ranges::find(tokens, "html", &test::HtmlToken::name),
                                       "lang"),
                  "en");
    }
}

TEST(Page, TheFirstLinkLeadsToTheMainPart)
{
    const auto tokens = page_test::read(test::sample_pages()[0].page);
    const auto first = std::ranges::find(tokens, "a", &test::HtmlToken::name);
    ASSERT_NE(first, tokens.end());
    EXPECT_EQ(page_test::attribute(*first, "href"), "#main-content");
    const auto main = std::ranges::find(tokens, "main", &test::HtmlToken::name);
    EXPECT_EQ(page_test::attribute(*main, "id"), "main-content");
}

TEST(Page, TheTitleNamesThePageTheServiceAndTheError)
{
    Page page{.title = "Your name"};
    EXPECT_EQ(page_test::title(page_test::read(page, SiteMode::live)), "Your name - Working Win");
    page.has_errors = true;
    EXPECT_EQ(page_test::title(page_test::read(page, SiteMode::live)),
              "Error: Your name - Working Win");
    EXPECT_EQ(page_test::title(page_test::read(page, SiteMode::demo)),
              "Error: Your name - Working Win (demonstration)");
}

TEST(Page, EveryModeButLiveSaysThatThePeopleAreMadeUp)
{
    const Page page{.title = "x"};
    const auto text = [&](SiteMode mode) { return document(test::sample_site(mode), page).str(); };
    EXPECT_NE(text(SiteMode::demo).find("Demonstration: made-up people only"), std::string::npos);
    EXPECT_NE(text(SiteMode::training).find("Training: made-up people only"), std::string::npos);
    EXPECT_EQ(text(SiteMode::live).find("made-up"), std::string::npos);
}

TEST(Page, NothingInItNeedsALooserContentSecurityPolicy)
{
    for (const test::SamplePage& sample : test::sample_pages())
        for (const test::HtmlToken& token : page_test::read(sample.page)) {
            EXPECT_NE(token.name, "style");
            if (token.name == "script" && token.kind == test::HtmlToken::Kind::start) {
                EXPECT_TRUE(page_test::attribute(token, "src").starts_with("/assets/"));
            }
            for (const auto& [name, value] : token.attributes) {
                EXPECT_FALSE(name.starts_with("on")) << sample.name << ": " << name;
                EXPECT_NE(name, "style") << sample.name;
                if (name == "src" || (token.name == "link" && name == "href")) {
                    EXPECT_TRUE(value.starts_with("/assets/")) << value;
                }
            }
        }
}

TEST(Page, HelpStandsInTheSamePlaceOnEachPage)
{
    for (const test::SamplePage& sample : test::sample_pages()) {
        const auto tokens = page_test::read(sample.page);
        const auto foot = std::ranges::find(tokens, "footer", &test::HtmlToken::name);
        const auto heading =
            std::find_if(foot, tokens.end(), [](const auto& token) { return token.name == "h2"; });
        ASSERT_NE(heading, tokens.end()) << sample.name;
        EXPECT_EQ((heading + 1)->text, "Get help") << sample.name;
    }
}

TEST(Page, SigningOutIsAPostWithAToken)
{
    const Page page{.title = "x",
                    .signed_in = SignedIn{.name = "Alex <Lead>",
                                          .role = "Team lead",
                                          .sign_out_action = "/sign-out",
                                          .csrf = "t"}};
    const std::string html = document(test::sample_site(SiteMode::demo), page).str();
    EXPECT_NE(html.find("<form method=\"post\" action=\"/sign-out\" novalidate><input "
                        "type=\"hidden\" name=\"csrf\" value=\"t\">"),
              std::string::npos);
    EXPECT_NE(html.find("Alex &lt;Lead&gt;"), std::string::npos);
}

} // namespace evenhand::html
