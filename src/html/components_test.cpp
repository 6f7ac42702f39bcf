#include "html/components.hpp"

#include "tests/support/html_tokens.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

// What the published fixtures do not reach: how the parts hold together on our pages.

namespace evenhand::html {

namespace components_test {

using test::HtmlToken;

std::string attribute(const HtmlToken& token, std::string_view name)
{
    for (const auto& [key, value] : token.attributes)
        if (key == name) return value;
    return {};
}

HtmlToken by_id(const Html& html, std::string_view id)
{
    for (const HtmlToken& token : test::html_tokens(html.str()))
        if (attribute(token, "id") == id) return token;
    ADD_FAILURE() << "no element has the id " << id;
    return {};
}

/// Each id that something refers to exists, and none is given twice.
void expect_ids_hold_together(const Html& html)
{
    std::multiset<std::string> ids;
    const auto tokens = test::html_tokens(html.str());
    for (const HtmlToken& token : tokens)
        if (const std::string id = attribute(token, "id"); !id.empty()) ids.insert(id);
    for (const std::string& id : ids)
        EXPECT_EQ(ids.count(id), 1U) << id;
    for (const HtmlToken& token : tokens)
        for (const char* name : {"for", "aria-describedby", "aria-controls", "data-aria-controls",
                                 "aria-labelledby"}) {
            std::istringstream references(attribute(token, name));
            for (std::string id; references >> id;)
                EXPECT_EQ(ids.count(id), 1U) << name << " of " << token.name << " leads to " << id;
        }
}

} // namespace components_test

TEST(Input, AnErrorIsMarkedSpokenAndTiedToTheInput)
{
    const Html html = input({.name = "postcode",
                             .label = {.text = "Postcode"},
                             .hint = {.text = "For example, S1 2HH"},
                             .error = {.text = "Enter a postcode"},
                             .value = "S1 <2"});
    components_test::expect_ids_hold_together(html);
    const auto box = components_test::by_id(html, "postcode");
    EXPECT_EQ(components_test::attribute(box, "aria-describedby"), "postcode-hint postcode-error");
    EXPECT_EQ(components_test::attribute(box, "class"), "govuk-input govuk-input--error");
    EXPECT_EQ(components_test::attribute(box, "value"), "S1 <2");
    EXPECT_NE(html.str().find("govuk-form-group--error"), std::string::npos);
}

TEST(Input, WithoutAnErrorNothingSaysError)
{
    EXPECT_EQ(input({.name = "x", .label = {.text = "X"}}).str().find("error"), std::string::npos);
}

TEST(Radios, EachConditionalPartIsTiedToItsOwnItem)
{
    const Html html = radios(
        {.name = "contact",
         .fieldset = Fieldset{.legend = {.text = "How can we contact you?"}},
         .error = {.text = "Choose one"},
         .items = {{.value = "phone",
                    .text = "Phone",
                    .conditional = input({.name = "phone-number", .label = {.text = "Number"}})},
                   {.divider = "or"},
                   {.value = "letter",
                    .text = "Letter",
                    .hint = {.text = "Second class"},
                    .conditional = "By post"}},
         .value = "letter"});
    components_test::expect_ids_hold_together(html);
    EXPECT_EQ(
        components_test::attribute(components_test::by_id(html, "conditional-contact"), "class"),
        "govuk-radios__conditional govuk-radios__conditional--hidden");
    EXPECT_EQ(
        components_test::attribute(components_test::by_id(html, "conditional-contact-3"), "class"),
        "govuk-radios__conditional");
    EXPECT_EQ(
        components_test::attribute(components_test::by_id(html, "contact-3"), "data-aria-controls"),
        "conditional-contact-3");
}

TEST(Radios, NothingIsChosenUntilSomeoneChooses)
{
    const Html html = radios(
        {.name = "q", .items = {{.value = "", .text = "None"}, {.value = "y", .text = "Yes"}}});
    EXPECT_EQ(html.str().find("checked"), std::string::npos);
}

TEST(Checkboxes, TheChosenValuesAreTicked)
{
    const Html html = checkboxes(
        {.name = "needs",
         .items = {{.value = "bsl", .text = "BSL"}, {.value = "braille", .text = "Braille"}},
         .values = {"braille"}});
    components_test::expect_ids_hold_together(html);
    const auto has_checked = [](const test::HtmlToken& token) {
        return std::ranges::any_of(token.attributes,
                                   [](const auto& pair) { return pair.first == "checked"; });
    };
    EXPECT_FALSE(has_checked(components_test::by_id(html, "needs")));
    EXPECT_TRUE(has_checked(components_test::by_id(html, "needs-2")));
}

TEST(Choices, AnOmittedItemKeepsItsNumberForTheOthers)
{
    const Html html = radios({.name = "q",
                              .items = {{.value = "a", .text = "A"},
                                        {.value = "b", .text = "B", .omitted = true},
                                        {.value = "c", .text = "C"}}});
    EXPECT_EQ(components_test::attribute(components_test::by_id(html, "q-3"), "value"), "c");
    EXPECT_EQ(html.str().find("\"b\""), std::string::npos);
}

TEST(DateInput, OnlyTheWrongBoxIsMarked)
{
    const Html html = date_input({.id = "born",
                                  .name_prefix = "born",
                                  .fieldset = Fieldset{.legend = {.text = "When were you born?"}},
                                  .error = {.text = "The month must be from 1 to 12"},
                                  .month = {.name = "month", .value = "13", .error = true}});
    components_test::expect_ids_hold_together(html);
    const auto marked = [&](const char* id) {
        return components_test::attribute(components_test::by_id(html, id), "class")
                   .find("--error") != std::string::npos;
    };
    EXPECT_FALSE(marked("born-day"));
    EXPECT_TRUE(marked("born-month"));
    EXPECT_FALSE(marked("born-year"));
    EXPECT_EQ(components_test::attribute(components_test::by_id(html, "born-day"), "name"),
              "born-day");
    EXPECT_EQ(components_test::attribute(components_test::by_id(html, "born-day"), "inputmode"),
              "numeric");
}

TEST(CharacterCount, SaysTheLimitInWordsWithoutScript)
{
    const Html html =
        character_count({.name = "note", .label = {.text = "What happened?"}, .max_length = 200});
    components_test::expect_ids_hold_together(html);
    EXPECT_NE(html.str().find("You can enter up to 200 characters"), std::string::npos);
}

TEST(PasswordInput, CanBePastedIntoAndItsButtonWaitsForScript)
{
    const Html html = password_input({.name = "password", .label = {.text = "Password"}});
    components_test::expect_ids_hold_together(html);
    EXPECT_EQ(html.str().find("value="), std::string::npos);
    EXPECT_NE(html.str().find("hidden"), std::string::npos);
    EXPECT_NE(html.str().find("autocomplete=\"current-password\""), std::string::npos);
}

TEST(Textarea, KeepsWhatWasTypedToTheLetter)
{
    const std::string typed = "\n  first line\r\n</textarea><script>&amp;";
    const auto tokens =
        test::html_tokens(textarea({.name = "x", .label = {.text = "X"}, .value = typed}).str());
    const auto box = std::ranges::find(tokens, "textarea", &test::HtmlToken::name);
    ASSERT_NE(box, tokens.end());
    EXPECT_EQ((box + 1)->text, typed);
}

TEST(SummaryList, EachChangeLinkNamesWhatItChanges)
{
    const Html html =
        summary_list({.rows = {{.key = "Name",
                                .value = "Sam",
                                .actions = {{.href = "/name", .visually_hidden_text = "name"}}},
                               {.key = "Reference", .value = "R-7K3D9-8"}}});
    EXPECT_NE(html.str().find("Change<span class=\"govuk-visually-hidden\"> name</span>"),
              std::string::npos);
    EXPECT_NE(html.str().find("govuk-summary-list__row--no-actions"), std::string::npos);
}

TEST(Table, HeadsAreScopedAndFiguresAligned)
{
    const Html html = table({.caption = "Referrals",
                             .head = {{.text = "Area"}, {.text = "People", .format = "numeric"}},
                             .rows = {{{.text = "Sheffield"}, {.text = "12", .format = "numeric"}}},
                             .first_cell_is_header = true});
    EXPECT_NE(html.str().find(
                  "<th scope=\"col\" class=\"govuk-table__header govuk-table__header--numeric\">"),
              std::string::npos);
    EXPECT_NE(html.str().find("<th scope=\"row\" class=\"govuk-table__header\">Sheffield"),
              std::string::npos);
}

} // namespace evenhand::html
