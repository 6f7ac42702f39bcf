#include "randomisation/sealed/contribution_words.hpp"

#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace evenhand::sealed::contribution_words_test {

crypto::SecretKey counting_from(std::uint8_t first)
{
    Bytes bytes;
    for (int i = 0; i < 32; ++i)
        bytes.push_back(static_cast<std::uint8_t>(first + i));
    return *crypto::SecretKey::from_bytes(bytes);
}

std::string typed(const std::vector<std::string_view>& words)
{
    return fmt::format("{}", fmt::join(words, " "));
}

bool same(const crypto::SecretKey& one, const crypto::SecretKey& other)
{
    return std::ranges::equal(one.bytes(), other.bytes());
}

TEST(ContributionWords, EveryByteHasAWordOfItsOwnThatIsToldApartByItsFirstFourLetters)
{
    std::set<std::string> beginnings;
    for (const int first : {0, 32, 64, 96, 128, 160, 192, 224}) {
        auto words = words_of(counting_from(static_cast<std::uint8_t>(first)));
        words.pop_back();
        for (const auto word : words)
            beginnings.emplace(word.substr(0, 4));
    }
    EXPECT_EQ(beginnings.size(), 256U);
}

TEST(ContributionWords, WhatWasWrittenDownIsReadAgainInWhateverCaseAndSpace)
{
    const auto key = counting_from(200);
    std::string text = typed(words_of(key));
    const auto back = contribution_from(text);
    ASSERT_TRUE(back.has_value()) << back.error();
    EXPECT_TRUE(same(*back, key));
    std::ranges::transform(text, text.begin(), ::toupper);
    std::ranges::replace(text, ' ', '\n');
    EXPECT_TRUE(same(*contribution_from("  " + text + "\r\n"), key));
    EXPECT_TRUE(same(*contribution_from(to_hex(key.bytes())), key));
}

TEST(ContributionWords, ASlipOfThePenIsNoticedAndNotRepeated)
{
    auto words = words_of(counting_from(7));
    std::swap(words[3], words[4]);
    const auto swapped = contribution_from(typed(words));
    ASSERT_FALSE(swapped.has_value());
    EXPECT_EQ(swapped.error(), "the last word does not fit: one of the words is wrong");

    words = words_of(counting_from(7));
    words[9] = "hunter2";
    const auto unknown = contribution_from(typed(words));
    ASSERT_FALSE(unknown.has_value());
    EXPECT_EQ(unknown.error(), "word 10 is not on the list of words");

    words.pop_back();
    EXPECT_EQ(contribution_from(typed(words)).error(),
              "a contribution is 33 words or 64 hexadecimal digits");
    EXPECT_FALSE(contribution_from("").has_value());
    EXPECT_FALSE(contribution_from(std::string(64, 'g')).has_value());
}

// The paper outlives the program: these words are fixed for ever.
TEST(ContributionWords, TheWordsOfAContributionNeverChange)
{
    const auto words = words_of(counting_from(0));
    EXPECT_EQ(words.front(), "acorn");
    EXPECT_EQ(words[31], "bicycle");
    EXPECT_EQ(words_of(counting_from(224))[31], "square");
}

} // namespace evenhand::sealed::contribution_words_test
