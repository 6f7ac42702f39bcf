#include "oversight/amendments/amendments.hpp"

#include "core/london_time.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenhand::amendments::amendments_test {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

Instant at(const char* iso)
{
    return Instant::parse(iso).value();
}
LocalDate day(const char* iso)
{
    return LocalDate::parse(iso).value();
}

Version version(const std::string& name, const std::string& form = "1")
{
    return {.protocol = "small",
            .version = name,
            .hash = std::string(63, '0') + name,
            .draw_hash = "draw",
            .consent = {.form = form, .sheet = "1"}};
}

/// Version 1 since 2 March, version 2 since 1 April.
History two_versions()
{
    Entry first{.id = AmendmentId::parse(std::string(32, '1')).value(),
                .version = version("1"),
                .from_version = {},
                .from_hash = {},
                .approval = {},
                .reason = "begun",
                .effective = at("2026-03-02T09:00:00Z"),
                .recorded = at("2026-03-02T09:00:00Z"),
                .recorded_by = "root"};
    Entry second = first;
    second.id = AmendmentId::parse(std::string(32, '2')).value();
    second.version = version("2");
    second.from_version = "1";
    second.from_hash = first.version.hash;
    second.approval = "REC 1";
    second.effective = at("2026-03-31T23:00:00Z");
    return {first, second};
}

Wanted third()
{
    return {.version = version("3"),
            .approval = "REC 2",
            .reason = "more",
            .effective_on = day("2026-05-01"),
            .recorded_by = "root"};
}

Running running(const std::string& name, Held held = Held::by_hash)
{
    return {.version = version(name), .held = held, .frozen = true};
}

const Instant in_march = at("2026-03-20T12:00:00Z");
const Instant in_april = at("2026-04-20T12:00:00Z");

TEST(VersionInForce, IsThatOfTheLastAmendmentWhoseMomentHasCome)
{
    const auto history = two_versions();
    EXPECT_EQ(in_force(history, at("2026-01-01T00:00:00Z"))->version.version, "1");
    EXPECT_EQ(in_force(history, at("2026-03-31T22:59:59Z"))->version.version, "1");
    EXPECT_EQ(in_force(history, at("2026-03-31T23:00:00Z"))->version.version, "2");
    EXPECT_EQ(waiting(history, in_march)->version.version, "2");
    EXPECT_EQ(waiting(history, in_april), nullptr);
    EXPECT_EQ(in_force({}, in_april), nullptr);
}

TEST(Standing, AProgramHoldsUntilTheMomentOfAnAmendmentAndNoLonger)
{
    const auto history = two_versions();
    EXPECT_EQ(standing(history, running("1"), in_march), Standing::holds);
    EXPECT_EQ(standing(history, running("1"), at("2026-03-31T23:00:00Z")), Standing::other);
    EXPECT_EQ(standing(history, running("2"), in_march), Standing::too_early);
    EXPECT_EQ(standing(history, running("2"), in_april), Standing::holds);
    EXPECT_EQ(standing(history, running("7"), in_april), Standing::other);
}

TEST(Standing, LiveTheContentMustBeThatOfTheFreezeAndInADemonstrationTheVersion)
{
    const auto history = two_versions();
    auto live = running("2");
    live.version.hash = std::string(64, 'f');
    EXPECT_EQ(standing(history, live, in_april), Standing::changed);
    auto demonstration = running("2", Held::by_version);
    demonstration.version.hash = std::string(64, 'f');
    EXPECT_EQ(standing(history, demonstration, in_april), Standing::holds);
    EXPECT_EQ(standing(history, running("1", Held::by_version), in_april), Standing::other);
}

TEST(Standing, WithNothingRecordedALiveProgramDrawsNobodyAndBeginsOnlyFrozen)
{
    EXPECT_EQ(standing({}, running("1"), in_march), Standing::nothing_begun);
    EXPECT_EQ(standing({}, running("1", Held::by_version), in_march), Standing::holds);
    auto live = running("1");
    EXPECT_TRUE(may_begin(live));
    live.frozen = false;
    EXPECT_FALSE(may_begin(live));
    live.held = Held::by_version;
    EXPECT_TRUE(may_begin(live));
    EXPECT_EQ(why_not_to_start({}, running("1"), "small.toml", in_march), "")
        << "accounts and lists are made before the freeze";
    EXPECT_THAT(why_not_to_draw({}, running("1"), in_march), HasSubstr("not the one"));
}

TEST(Standing, TheSentencesNameTheVersionInForceTheFileAndWhatToDo)
{
    const auto history = two_versions();
    const auto start = [&](const Running& with, Instant now) {
        return why_not_to_start(history, with, "small.toml", now);
    };
    EXPECT_EQ(start(running("2"), in_april), "");
    EXPECT_EQ(start(running("1"), in_april),
              "version 2 (hash 000000000000…) of the protocol is in force since 1 April 2026 at "
              "midnight, and small.toml is version 1 (hash 000000000000…): serve the file of "
              "version 2, or record an amendment with `evenhand protocol amend`");
    EXPECT_THAT(start(running("2"), in_march),
                HasSubstr("until 1 April 2026 at midnight, when version 2"));
    auto changed = running("2");
    changed.version.hash = std::string(64, 'f');
    EXPECT_THAT(start(changed, in_april), HasSubstr("hash ffffffffffff…"));
    EXPECT_EQ(why_not_to_draw(history, running("1"), in_april),
              "Version 2 of the protocol is in force since 1 April 2026 at midnight, and this "
              "program still runs under version 1. Nobody can be put into a group until it is "
              "started again with version 2. Tell the trial manager.");
    EXPECT_EQ(why_not_to_draw(history, running("2"), in_april), "");
}

TEST(Standing, NothingIsRecordedUnderAVersionThatIsNoLongerInForceAndTheSentenceSaysWhatToDo)
{
    const auto history = two_versions();
    EXPECT_EQ(why_not_to_record(history, running("1"), at("2026-03-31T22:59:59Z")), "");
    EXPECT_EQ(why_not_to_record(history, running("1"), at("2026-03-31T23:00:00Z")),
              "Nothing was recorded. Version 2 of the protocol is in force since 1 April 2026 at "
              "midnight, and this service still runs under version 1. It must be restarted with "
              "version 2 first. What was typed is kept on this page. Tell the trial manager.");
    EXPECT_NE(why_not_to_record(history, running("1", Held::by_version), in_april), "");
    EXPECT_EQ(why_not_to_record(history, running("2"), in_april), "");
    EXPECT_NE(why_not_to_record(history, running("2"), in_march), "") << "too early";
    EXPECT_EQ(why_not_to_record({}, running("1"), in_march), "")
        << "before the freeze there is nothing to be replaced";
}

TEST(Amend, FollowsTheVersionInForceFromTheBeginningOfItsDay)
{
    const auto accepted = amend(two_versions(), third(), in_april);
    ASSERT_TRUE(accepted);
    EXPECT_EQ(accepted->from_version, "2");
    EXPECT_EQ(accepted->from_hash, version("2").hash);
    EXPECT_EQ(accepted->effective, at("2026-04-30T23:00:00Z"));
    EXPECT_FALSE(accepted->supersedes);
}

TEST(Amend, EachRefusalHasItsCaseAndASentence)
{
    const auto history = two_versions();
    const auto refused = [&](const History& before, auto change, Instant now = in_april) {
        Wanted wanted = third();
        change(wanted);
        const auto answer = amend(before, wanted, now);
        if (answer) return std::string("taken");
        EXPECT_FALSE(sentence(answer.error(), before, wanted, now).empty());
        return std::string(code(answer.error()));
    };
    const auto nothing = [](Wanted&) {};
    EXPECT_EQ(refused(history, nothing), "taken");
    EXPECT_EQ(refused({}, nothing), "nothing_begun");
    EXPECT_EQ(refused(history, [](Wanted& w) { w.version.protocol = "other"; }), "other_protocol");
    EXPECT_EQ(refused(history, [](Wanted& w) { w.approval.clear(); }), "no_approval");
    EXPECT_EQ(refused(history, [](Wanted& w) { w.reason.clear(); }), "no_reason");
    EXPECT_EQ(refused(history, [](Wanted& w) { w.version.version = "2"; }), "same_version");
    EXPECT_EQ(refused(history, [](Wanted& w) { w.version.hash = version("2").hash; }), "same_hash");
    EXPECT_EQ(refused(history, [](Wanted& w) { w.version.version = "1"; }), "version_used");
    EXPECT_EQ(refused(history, [](Wanted& w) { w.version.draw_hash = "else"; }), "draws_otherwise");
    EXPECT_EQ(refused(history, [](Wanted& w) { w.effective_on = day("2026-04-19"); }),
              "in_the_past");
    EXPECT_EQ(refused(history, nothing, in_march), "another_waits");
    EXPECT_EQ(refused(history, [](Wanted& w) { w.replace = Replace::yes; }), "none_waits");
}

TEST(Amend, OneThatWaitsIsReplacedUpToAMinuteBeforeItsMomentAndKeepsItsPlace)
{
    auto wanted = third();
    wanted.replace = Replace::yes;
    const auto history = two_versions();
    const auto moment = history.back().effective;
    const auto accepted = amend(history, wanted, moment - 1min);
    ASSERT_TRUE(accepted);
    EXPECT_EQ(accepted->from_version, "1");
    EXPECT_EQ(accepted->supersedes, history.back().id);
    EXPECT_EQ(amend(history, wanted, moment - 59s).error(), Refusal::none_waits);
    wanted.version.version = "2";
    EXPECT_TRUE(amend(history, wanted, moment - 1min)) << "the same version on another day";
}

TEST(Effect, OfTodayIsTheMinuteAfterNextAndOfALaterDayItsFirstInstantInLondon)
{
    EXPECT_EQ(effect_of(day("2026-04-20"), at("2026-04-20T12:00:59Z")), at("2026-04-20T12:02:00Z"));
    EXPECT_EQ(effect_of(day("2026-04-20"), at("2026-04-20T12:01:00Z")), at("2026-04-20T12:03:00Z"));
    EXPECT_EQ(effect_of(day("2026-04-21"), at("2026-04-20T12:01:00Z")), at("2026-04-20T23:00:00Z"));
    EXPECT_EQ(effect_of(day("2026-12-01"), at("2026-04-20T12:01:00Z")), at("2026-12-01T00:00:00Z"));
}

TEST(Effect, OfTomorrowIsNeverNearerThanTheMinuteAfterNext)
{
    // London's midnight of 21 April is 23:00 UTC.
    const auto tomorrow = day("2026-04-21");
    EXPECT_EQ(effect_of(tomorrow, at("2026-04-20T22:58:59Z")), at("2026-04-20T23:00:00Z"));
    EXPECT_EQ(effect_of(tomorrow, at("2026-04-20T22:59:00Z")), at("2026-04-20T23:01:00Z"));
    EXPECT_EQ(effect_of(tomorrow, at("2026-04-20T22:59:55Z")), at("2026-04-20T23:01:00Z"));
    EXPECT_EQ(effect_of(day("2026-04-22"), at("2026-04-20T22:59:55Z")), at("2026-04-21T23:00:00Z"));
}

} // namespace evenhand::amendments::amendments_test
