#include "rehearsal/page_reader.hpp"

#include "html/components.hpp"
#include "html/form.hpp"

#include <gtest/gtest.h>

namespace evenhand::rehearsal::page_reader_test {

using html::attr;
using html::element;

TEST(PageReader, ReadsAFormAsOurComponentsWriteIt)
{
    const html::Html content =
        html::radios({.name = "work",
                      .items = {{.value = "yes", .text = "Yes"}, {.value = "no", .text = "No"}},
                      .value = "no"}) +
        html::textarea({.name = "address", .value = "1 Example Street\nSheffield"}) +
        html::input({.name = "name", .value = "O'Brien & \"Zoë\" <3"}) +
        html::button({.text = "Continue"}) +
        html::button({.text = "Save and come back later", .name = "then", .value = "save"});
    const auto page = read_page(
        html::form({.action = "/join/x?a=1&b=2", .csrf = "token", .idempotency_key = "key"},
                   content)
            .str());

    ASSERT_EQ(page.forms.size(), 1U);
    const PageForm& form = page.forms.front();
    EXPECT_EQ(form.action, "/join/x?a=1&b=2");
    EXPECT_EQ(form.method, "post");
    ASSERT_EQ(form.fields.size(), 6U);
    EXPECT_EQ(form.fields[0].name, html::csrf_field);
    EXPECT_EQ(form.fields[0].type, "hidden");
    EXPECT_EQ(form.fields[0].value, "token");
    EXPECT_EQ(form.fields[1].value, "key");
    EXPECT_EQ(form.fields[2].value, "yes");
    EXPECT_FALSE(form.fields[2].chosen);
    EXPECT_EQ(form.fields[3].value, "no");
    EXPECT_TRUE(form.fields[3].chosen);
    EXPECT_EQ(form.fields[4].type, "textarea");
    EXPECT_EQ(form.fields[4].value, "1 Example Street\nSheffield");
    EXPECT_EQ(form.fields[5].value, "O'Brien & \"Zoë\" <3");
    ASSERT_EQ(form.buttons.size(), 2U);
    EXPECT_EQ(form.buttons[0].text, "Continue");
    EXPECT_EQ(form.buttons[1].name, "then");
    EXPECT_EQ(form.buttons[1].value, "save");
}

TEST(PageReader, ReadsTitleLinksAndWhatStandsOut)
{
    const auto page = read_page(
        (element("title", {}, "Triage & more") +
         element("a", {attr("href", "/triage/1?x=\"")},
                 element("span", {attr("class", "hidden")}, "Open referral "), "R-7K3D9-8") +
         element("p", {}, "Your code is ", element("strong", {}, "7K3D-9WTP")))
            .str());
    EXPECT_EQ(page.title, "Triage & more");
    ASSERT_EQ(page.links.size(), 1U);
    EXPECT_EQ(page.links[0].text, "Open referral R-7K3D9-8");
    EXPECT_EQ(page.links[0].href, "/triage/1?x=\"");
    ASSERT_EQ(page.strong.size(), 1U);
    EXPECT_EQ(page.strong[0], "7K3D-9WTP");
}

TEST(PageReader, TakesWhatIsNoPageForAnEmptyOne)
{
    for (const char* text : {"", "<", "a < b", "<form", "</form>", "<p>"}) {
        const auto page = read_page(text);
        EXPECT_TRUE(page.forms.empty()) << text;
        EXPECT_TRUE(page.links.empty()) << text;
    }
}

} // namespace evenhand::rehearsal::page_reader_test
