#include "html/form.hpp"

#include "core/check.hpp"

#include <gtest/gtest.h>

#include <array>

namespace evenhand::html {

namespace form_test {

constexpr std::array<FieldMessage, 3> messages{
    {{"name", "empty", "Enter your name"},
     {"born", "future", "Date of birth must be in the past", "born-day"},
     {"name", "long", "Name must be 100 characters or fewer"}}};

} // namespace form_test

TEST(Form, CarriesItsTokenAndKeyAndLeavesCheckingToTheServer)
{
    EXPECT_EQ(
        form(
            {.action = "/join", .csrf = "c\"1", .idempotency_key = "k2", .hidden = {{"step", "3"}}},
            "x")
            .str(),
        "<form method=\"post\" action=\"/join\" novalidate>"
        "<input type=\"hidden\" name=\"csrf\" value=\"c&quot;1\">"
        "<input type=\"hidden\" name=\"idempotency_key\" value=\"k2\">"
        "<input type=\"hidden\" name=\"step\" value=\"3\">x</form>");
}

TEST(SearchForm, ChangesNothingSoItCarriesNoToken)
{
    const std::string html =
        search_form({.action = "/triage", .hidden = {{"sort", "date"}}}, "x").str();
    EXPECT_NE(html.find("method=\"get\""), std::string::npos);
    EXPECT_EQ(html.find("csrf"), std::string::npos);
}

TEST(FieldErrors, SayTheSameWordsAboveAndBesideTheField)
{
    const std::array<FieldError, 2> errors{{{"name", "empty"}, {"born", "future"}}};
    const FieldErrors found{errors, form_test::messages};
    EXPECT_TRUE(found.any());
    EXPECT_EQ(found.on("name").text.str(), "Enter your name");
    EXPECT_EQ(found.on("postcode").text.str(), "");
    const std::string summary = found.summary().str();
    EXPECT_NE(summary.find("There is a problem"), std::string::npos);
    EXPECT_NE(summary.find("<a href=\"#name\">Enter your name</a>"), std::string::npos);
    EXPECT_NE(summary.find("<a href=\"#born-day\">Date of birth must be in the past</a>"),
              std::string::npos);
    EXPECT_LT(summary.find("#name"), summary.find("#born-day"));
}

TEST(FieldErrors, WithoutErrorsThereIsNoSummary)
{
    EXPECT_FALSE(FieldErrors{}.any());
    EXPECT_TRUE(FieldErrors{}.summary().empty());
}

TEST(FieldErrors, ACodeWithoutWordsIsOurBug)
{
    const std::array<FieldError, 1> errors{{{"name", "unheard-of"}}};
    EXPECT_THROW((FieldErrors{errors, form_test::messages}), Bug);
}

} // namespace evenhand::html
