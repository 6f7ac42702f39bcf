#include "crypto/password_policy.hpp"
#include "crypto/password_words.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <unistd.h>

namespace evenhand::crypto::password_policy_test {

PasswordDenyList leaked()
{
    constexpr std::array<std::string_view, 3> entries{"blackhawkdown", "sunflower", "élan vital"};
    return PasswordDenyList::of(entries);
}

std::optional<PasswordFault> check(std::string_view password,
                                   std::span<const std::string_view> personal = {})
{
    return check_new_password(password, personal, leaked());
}

TEST(PasswordPolicy, LengthIsCountedInCharactersFromTwelveToOneHundredAndTwentyEight)
{
    EXPECT_EQ(check("k7#mPz2vQ!x"), PasswordFault::too_short);
    EXPECT_EQ(check("k7#mPz2vQ!xL"), std::nullopt);
    EXPECT_EQ(check("\u00e9\u00f8\u00fc\u0142\u0159\u0161\u017e\u0119\u00f1\u00e7\u00e3"),
              PasswordFault::too_short);
    EXPECT_EQ(check("\u00e9\u00f8\u00fc\u0142\u0159\u0161\u017e\u0119\u00f1\u00e7\u00e3\u00e2"),
              std::nullopt);
    std::string long_one;
    while (long_one.size() < 128)
        long_one += "k7#mPz2vQ!xL" + std::to_string(long_one.size() * 7919);
    EXPECT_EQ(check(long_one.substr(0, 128)), std::nullopt);
    EXPECT_EQ(check(long_one.substr(0, 128) + "z"), PasswordFault::too_long);
    EXPECT_EQ(check(std::string(2000, 'z')), PasswordFault::too_long);
}

TEST(PasswordPolicy, WhatIsNotTextIsRefused)
{
    EXPECT_EQ(check("k7#mPz2vQ!xL\n"), PasswordFault::not_text);
    EXPECT_EQ(check("k7#mPz2vQ!xL\xff"), PasswordFault::not_text);
    EXPECT_EQ(check(std::string_view("k7#mPz2vQ!x\0L", 13)), PasswordFault::not_text);
}

TEST(PasswordPolicy, RowsAndRepeatsAreTooSimple)
{
    for (const char* password :
         {"aaaaaaaaaaaa", "abababababab", "k7!k7!k7!k7!", "qwertyuiop[]", "1234567890123",
          "abcdefghijkl", "lkjhgfdsa987", "1qaz2wsx3edc", "zaq12wsxcde3", "198719881989",
          "111111222222", "aB3$aB3$aB3$", "!\"\u00a3$%^&*()qwe"})
        EXPECT_EQ(check(password), PasswordFault::too_simple) << password;
}

TEST(PasswordPolicy, CommonWordsAreTooCommonHoweverDecorated)
{
    for (const char* password :
         {"password1234", "Password2024!", "P4$$w0rd!!!!!", "passwordpassword", "Welcome12345",
          "letmein123456", "iloveyou12345", "Manchester1987", "liverpool-2019", "SummerTime2023!",
          "sheffield1234", "m4nch3st3r!!!", "Christmas2026", "0000dragon0000", "admin@12345678",
          "dr4gon monkey", "Birmingham01!"})
        EXPECT_EQ(check(password), PasswordFault::too_common) << password;
}

TEST(PasswordPolicy, ThreeWordsAndRandomTextAreTaken)
{
    for (const char* password :
         {"happy purple dragon", "copper-violin-raft", "lantern-orbit-42-fern", "839201746352",
          "Tr0ub4dor&3xyz", "xkqzjvwpmrtl", "the fog lifted at nine", "9f86d081884c"})
        EXPECT_EQ(check(password), std::nullopt) << password;
}

TEST(PasswordPolicy, ThePersonsOwnWordsDoNotMakeAPassword)
{
    constexpr std::array<std::string_view, 4> words{"Oluwaseun", "Adebayo", "o.adebayo", "x"};
    EXPECT_EQ(check("oluwaseun2024!"), std::nullopt);
    EXPECT_EQ(check("oluwaseun2024!", words), PasswordFault::about_you);
    EXPECT_EQ(check("OluwaseunAdebayo", words), PasswordFault::about_you);
    EXPECT_EQ(check("4d3b4y0-welcome", words), PasswordFault::about_you);
    EXPECT_EQ(check("lantern-orbit-42-fern", words), std::nullopt);
}

TEST(PasswordPolicy, ALeakedPasswordIsTooCommonHoweverDecorated)
{
    for (const char* password :
         {"blackhawkdown", "BlackHawkDown", "blackhawkdown2019!", "123-Sunflower-321",
          "sunflowerabcd", "SUNFLOWERsunflower", "\u00c9lan Vital 77"})
        EXPECT_EQ(check(password), PasswordFault::too_common) << password;
}

TEST(PasswordPolicy, ALeakedPasswordBesideSomethingUnguessableIsTaken)
{
    for (const char* password : {"sunflower xkqzj", "blackhawkdown-raft", "lantern sunflower"})
        EXPECT_EQ(check(password), std::nullopt) << password;
}

TEST(PasswordDenyList, ReadsWhatWasWrittenAndRefusesWhatWasNot)
{
    const auto file =
        std::filesystem::path("/dev/shm") / ("evenhand-deny-list-" + std::to_string(::getpid()));
    const auto written = [&](const Bytes& bytes) {
        std::ofstream(file, std::ios::binary | std::ios::trunc)
            .write(reinterpret_cast<const char*>(bytes.data()),
                   static_cast<std::streamsize>(bytes.size()));
        return file;
    };
    Bytes one = from_hex("5e884898da280471").value(); // of "password", as any SHA-256 tells
    const auto list = PasswordDenyList::load(written(one));
    EXPECT_EQ(list.size(), 1U);
    EXPECT_TRUE(list.holds(as_bytes("password")));
    EXPECT_FALSE(list.holds(as_bytes("passwork")));

    Bytes twice = one;
    twice.insert(twice.end(), one.begin(), one.end());
    Bytes cut = one;
    cut.pop_back();
    for (const Bytes& spoilt : {twice, cut, Bytes()})
        EXPECT_THROW(PasswordDenyList::load(written(spoilt)), std::runtime_error);
    std::filesystem::remove(file);
    EXPECT_THROW(PasswordDenyList::load(file), std::runtime_error);
}

TEST(PasswordWords, AreLowerCaseLettersSortedAndOnceEach)
{
    const auto words = common_password_words();
    EXPECT_GE(words.size(), 700U);
    const std::set<std::string_view> distinct(words.begin(), words.end());
    EXPECT_EQ(distinct.size(), words.size());
    EXPECT_TRUE(std::is_sorted(words.begin(), words.end()));
    for (const std::string_view word : words)
        EXPECT_TRUE(word.size() >= 3 &&
                    word.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos)
            << word;
}

} // namespace evenhand::crypto::password_policy_test
