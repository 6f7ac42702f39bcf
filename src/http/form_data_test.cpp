#include "http/request.hpp"

#include <gtest/gtest.h>

namespace evenhand::http {
namespace form_data_test {

TEST(FormData, ReadsWhatABrowserSends)
{
    const auto form =
        FormData::parse("name=Amina+K&needs=bsl&needs=large-print&note=a%0D%0Ab&empty=");
    ASSERT_TRUE(form);
    EXPECT_EQ(form->value("name"), "Amina K");
    EXPECT_EQ(form->values("needs"), (std::vector<std::string_view>{"bsl", "large-print"}));
    EXPECT_EQ(form->value("note"), "a\r\nb");
    EXPECT_TRUE(form->has("empty"));
    EXPECT_FALSE(form->has("other"));
    EXPECT_TRUE(FormData::parse("")->pairs().empty());
}

TEST(FormData, ANulIsRefusedBecauseTheTwoEnginesWouldKeepItDifferently)
{
    EXPECT_FALSE(FormData::parse("a=b%00c"));
    EXPECT_FALSE(FormData::parse("a%00=b"));
    EXPECT_FALSE(FormData::parse(std::string_view("a=\0", 3)));
}

TEST(FormData, BrokenEscapesBadTextAndRawBytesAreRefused)
{
    for (const auto* text : {"a=%", "a=%4", "a=%zz", "a=%ff", "a=%c0%af", "a=%ed%a0%80", "a=b c",
                             "a=\xc3\xa9", "a=b\n"}) {
        EXPECT_FALSE(FormData::parse(text)) << text;
    }
}

TEST(FormData, TwoHundredFieldsAreTakenAndOneMoreIsNot)
{
    std::string fields = "f=1";
    for (int i = 1; i < 200; ++i)
        fields += "&f=1";
    ASSERT_TRUE(FormData::parse(fields));
    EXPECT_EQ(FormData::parse(fields)->pairs().size(), 200U);
    EXPECT_FALSE(FormData::parse(fields + "&f=1"));
}

TEST(FormData, WhatIsEncodedIsReadBackTheSame)
{
    FormData form;
    form.add("plain", "a b+c&d=e%f");
    form.add("\u540d\u524d", "\u00c5sa\r\n-_.~*");
    form.add("", "");
    const auto back = FormData::parse(form.encode());
    ASSERT_TRUE(back);
    EXPECT_EQ(back->pairs(), form.pairs());
}

} // namespace form_data_test
} // namespace evenhand::http
