#include "tests/architecture/banned.hpp"

#include <gtest/gtest.h>

namespace evenhand::architecture {

namespace banned_test {

std::string found_in(const std::string& text,
                     const std::string& path = "src/people/identity/person.cpp")
{
    std::string rules;
    for (const auto& finding : check_banned({{path, text}})) {
        rules += finding.rule + ":" + std::to_string(finding.line) + " ";
    }
    return rules;
}

} // namespace banned_test

using namespace banned_test;

TEST(BannedRules, EachBanBites)
{
    EXPECT_EQ(found_in("auto t = std::chrono::system_clock::now();"), "clock:1 ");
    EXPECT_EQ(found_in("\nauto t = time(nullptr);"), "clock:2 ");
    EXPECT_EQ(found_in("return std::time(nullptr);"), "clock:1 ");
    EXPECT_EQ(found_in("std::random_device seed;"), "chance:1 ");
    EXPECT_EQ(found_in("int n = rand();"), "chance:1 ");
    EXPECT_EQ(found_in("std::shuffle(a, b, g);"), "chance:1 ");
    EXPECT_EQ(found_in("std::normal_distribution<double> d;"), "chance:1 ");
    EXPECT_EQ(found_in("auto home = std::getenv(name);"), "environment:1 ");
    EXPECT_EQ(found_in("std::cout << name;"), "terminal:1 ");
    EXPECT_EQ(found_in("fmt::print(\"a\");"), "terminal:1 ");
    EXPECT_EQ(found_in("system(\"ls\");"), "process:1 ");
    EXPECT_EQ(found_in("std::abort();"), "process:1 ");
    EXPECT_EQ(found_in("auto* p = new Person;"), "memory:1 ");
    EXPECT_EQ(found_in("delete p;"), "memory:1 ");
    EXPECT_EQ(found_in("int n = std::stoi(text);"), "parse:1 ");
    EXPECT_EQ(found_in("std::this_thread::sleep_for(1s);"), "sleep:1 ");
    EXPECT_EQ(found_in("using namespace std;"), "namespace:1 ");
    EXPECT_EQ(found_in("namespace {\n}"), "namespace:1 ");
    EXPECT_EQ(found_in("try { f(); } catch (...) {}"), "catch:1 ");
}

TEST(BannedRules, WhatOnlyLooksLikeABanIsLeftAlone)
{
    EXPECT_EQ(found_in("Instant time(int a);"), "");
    EXPECT_EQ(found_in("auto t = clock.time();"), "");
    EXPECT_EQ(found_in("auto t = appointment->time();"), "");
    EXPECT_EQ(found_in("auto t = appointments::time(a);"), "");
    EXPECT_EQ(found_in("// time(nullptr) and rand()\n/* new */"), "");
    EXPECT_EQ(found_in("say(\"new rand() using namespace\");"), "");
    EXPECT_EQ(found_in("Person(const Person&) = delete;"), "");
    EXPECT_EQ(found_in("namespace person {\n}"), "");
    EXPECT_EQ(found_in("int new_people = 1'000; char quote = '\"'; // rand()"), "");
}

TEST(BannedRules, AFileMayOpenItsOwnHelpersAndNoOthers)
{
    EXPECT_EQ(found_in("namespace person {\n}\nusing namespace person;"), "");
    EXPECT_EQ(found_in("namespace person {\n}\nusing namespace person::other;"), "namespace:3 ");
    EXPECT_EQ(found_in("using namespace person;"), "namespace:1 ");
}

TEST(BannedRules, ATestMayReadItsEnvironmentButMayNotSleep)
{
    const std::string test = "tests/journeys/referral_test.cpp";
    EXPECT_EQ(found_in("auto dsn = std::getenv(name);", test), "");
    EXPECT_EQ(found_in("using namespace referral_test;", test), "");
    EXPECT_EQ(found_in("std::this_thread::sleep_for(1s);", test), "sleep:1 ");
    EXPECT_EQ(found_in("std::random_device seed;", test), "chance:1 ");
}

TEST(BannedRules, ADefaultInAnEnumSwitchIsFound)
{
    EXPECT_EQ(found_in("switch (kind) {\ncase Kind::a: return 1;\ndefault: return 2;\n}"),
              "default:3 ");
}

TEST(BannedRules, ADefaultInASwitchOverCharactersIsNot)
{
    EXPECT_EQ(found_in("switch (c) {\ncase 'a': return 1;\ndefault: return 2;\n}"), "");
    EXPECT_EQ(found_in("Person() = default;"), "");
}

TEST(BannedRules, ADefaultBelongsToItsOwnSwitch)
{
    EXPECT_EQ(found_in("switch (kind) {\ncase Kind::a:\n  switch (c) {\n  case 'a': break;\n  "
                       "default: break;\n  }\n}"),
              "");
    EXPECT_EQ(found_in("switch (c) {\ncase 'a':\n  switch (kind) {\n  case Kind::a: break;\n  "
                       "default: break;\n  }\n}"),
              "default:5 ");
}

} // namespace evenhand::architecture
