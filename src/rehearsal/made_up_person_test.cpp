#include "rehearsal/made_up_person.hpp"

#include "core/person_name.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace evenhand::rehearsal::made_up_person_test {

const protocol::Protocol& working_win()
{
    static const auto loaded = protocol::load_file("protocols/working-win.toml");
    return *loaded;
}

LocalDate day(const char* iso)
{
    return *LocalDate::parse(iso);
}

bool is_plain(const std::string& name)
{
    return std::ranges::all_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

TEST(MadeUpName, IsOneThatTheFormTakesWhateverItsScript)
{
    Rng rng(3);
    int single = 0;
    int with_marks = 0;
    int other_scripts = 0;
    for (int i = 0; i < 2000; ++i) {
        const MadeUpName name = made_up_name(rng);
        EXPECT_TRUE(PersonName::parse(name.first)) << name.first;
        EXPECT_TRUE(PersonName::parse(name.last)) << name.last;
        EXPECT_TRUE(name.known_as.empty() || PersonName::parse(name.known_as)) << name.known_as;
        single += name.first == name.last;
        with_marks += !is_plain(name.first + name.last);
        other_scripts += static_cast<unsigned char>(name.first.front()) >= 0xD0;
    }
    EXPECT_GT(single, 20);
    EXPECT_GT(with_marks, 100);
    EXPECT_GT(other_scripts, 40);
}

TEST(BornToBe, GivesExactlyThatAgeOnTheDay)
{
    for (const char* today : {"2026-03-02", "2024-02-29", "2026-02-28", "2026-12-31"}) {
        for (const std::int64_t days : {0, 1, 200, 364}) {
            const LocalDate born = born_to_be(18, days, day(today));
            EXPECT_EQ(age_on(born, day(today)), 18) << today << " " << days;
        }
        const LocalDate birthday = born_to_be(18, 0, day(today));
        EXPECT_EQ(age_on(birthday.plus_days(2), day(today)), 17) << today;
    }
}

TEST(PeopleMaker, MakesAdultsOfWorkingAgeWithAWayToReachThem)
{
    const Rng rng(5);
    const PeopleMaker people(rng, working_win(), day("2026-11-20"));
    for (std::uint64_t ordinal = 0; ordinal < 1000; ++ordinal) {
        const MadeUpPerson person = people.make(ordinal);
        const int age = age_on(person.born, day("2026-11-20"));
        EXPECT_GE(age, 18);
        EXPECT_LE(age, 66);
        EXPECT_FALSE(person.address.empty());
    }
}

// trial.md 9.2 and 9.4. Three standard errors of a share among 4,000 are at most 2.4 points.
TEST(PeopleMaker, KeepsToTheKnownProportionsOfRecruits)
{
    constexpr int made = 4000;
    const Rng rng(20260301);
    const PeopleMaker people(rng, working_win(), day("2026-11-20"));
    int in_work = 0;
    int learning = 0;
    int mental = 0;
    int several = 0;
    for (std::uint64_t ordinal = 0; ordinal < made; ++ordinal) {
        const MadeUpPerson person = people.make(ordinal);
        const auto has = [&](const char* kind) {
            return std::ranges::find(person.conditions, kind) != person.conditions.end();
        };
        in_work += person.work == "working" || person.work == "off-sick";
        learning += has("learning-neurodivergent");
        mental += has("mental-health");
        several += person.conditions.size() > 1;
    }
    EXPECT_NEAR(in_work / double{made}, 0.42, 0.024);
    EXPECT_NEAR(learning / double{made}, 0.20, 0.024);
    EXPECT_NEAR(mental / double{made}, 0.83, 0.024);
    EXPECT_GT(several / double{made}, 0.5);
}

TEST(PeopleMaker, MakesEachPersonWhoeverWasMadeBefore)
{
    const Rng rng(5);
    const PeopleMaker people(rng, working_win(), day("2026-11-20"));
    const MadeUpPerson alone = people.make(9);
    for (std::uint64_t ordinal = 0; ordinal < 9; ++ordinal)
        static_cast<void>(people.make(ordinal));
    const MadeUpPerson after = people.make(9);
    EXPECT_EQ(alone.name.first, after.name.first);
    EXPECT_EQ(alone.name.last, after.name.last);
    EXPECT_EQ(alone.born, after.born);
    EXPECT_EQ(alone.email, after.email);
    EXPECT_EQ(alone.conditions, after.conditions);
}

TEST(PeopleMaker, FollowsTheSeed)
{
    const Rng one(1);
    const Rng two(2);
    const PeopleMaker first(one, working_win(), day("2026-11-20"));
    const PeopleMaker second(two, working_win(), day("2026-11-20"));
    int alike = 0;
    for (std::uint64_t ordinal = 0; ordinal < 50; ++ordinal)
        alike += first.make(ordinal).born == second.make(ordinal).born;
    EXPECT_LT(alike, 5);
}

} // namespace evenhand::rehearsal::made_up_person_test
