#include "protocol/amendment.hpp"
#include "protocol/protocol.hpp"

#include <gtest/gtest.h>

#include <array>
#include <chrono>

// The small rules that follow from the protocol's numbers: clocks, waves, strata, targets, consent.

namespace evenhand::protocol::trial_rules_test {

LocalDate day(const char* iso)
{
    return *LocalDate::parse(iso);
}

// 2 March 2026 is a Monday.
constexpr ContactRules contact{.first_attempt_working_days = 2,
                               .attempts = 3,
                               .last_attempt_working_days = 10,
                               .close_after_letter_working_days = 10,
                               .booking_working_days = 5,
                               .intake_working_days = 10,
                               .decision_working_days = 5,
                               .thinking_working_days = 5,
                               .missed_appointments = 2};

TEST(ContactRules, ThreeAttemptsAreSpreadOverTenWorkingDaysThenALetterThenClosing)
{
    const LocalDate referred = day("2026-03-02");
    std::vector<LocalDate> attempts;
    const auto next = [&](std::optional<LocalDate> letter = {}) {
        return next_contact(contact, referred, attempts, letter, {});
    };
    EXPECT_EQ(next().step, ContactStep::attempt);
    EXPECT_EQ(next().on.iso(), "2026-03-04");
    attempts.push_back(day("2026-03-04"));
    EXPECT_EQ(next().on.iso(), "2026-03-10"); // six working days after the referral
    attempts.push_back(day("2026-03-10"));
    EXPECT_EQ(next().on.iso(), "2026-03-16");
    attempts.push_back(day("2026-03-16"));
    EXPECT_EQ(next().step, ContactStep::letter);
    EXPECT_EQ(next().on.iso(), "2026-03-17");
    EXPECT_EQ(next(day("2026-03-17")).step, ContactStep::close);
    EXPECT_EQ(next(day("2026-03-17")).on.iso(), "2026-03-31");
}

TEST(ContactRules, TwoAttemptsAreNeverDueOnOneDay)
{
    const std::array late{day("2026-03-20")};
    EXPECT_EQ(next_contact(contact, day("2026-03-02"), late, {}, {}).on.iso(), "2026-03-23");
}

TEST(ContactRules, WeekendsAndBankHolidaysAreNoWorkingDays)
{
    const std::array holidays{day("2026-04-03"), day("2026-04-06")}; // Easter
    EXPECT_EQ(next_contact(contact, day("2026-04-01"), {}, {}, holidays).on.iso(), "2026-04-07");
    EXPECT_EQ(intake_due(contact, day("2026-04-01"), holidays).iso(), "2026-04-17");
}

TEST(ContactRules, SomebodyIsRebookedAsOftenAsTheProtocolSays)
{
    EXPECT_TRUE(may_rebook(contact, 2));
    EXPECT_FALSE(may_rebook(contact, 3));
}

TEST(Waves, AWaveIsDueCalendarMonthsLaterOrOnTheLastDayOfAShortMonth)
{
    EXPECT_EQ(plus_months(day("2025-10-31"), 4).iso(), "2026-02-28");
    EXPECT_EQ(plus_months(day("2023-10-31"), 4).iso(), "2024-02-29");
    EXPECT_EQ(plus_months(day("2026-11-15"), 12).iso(), "2027-11-15");
    EXPECT_EQ(plus_months(day("2024-02-29"), 12).iso(), "2025-02-28");
    const SurveyWave wave{.id = "4",
                          .name = "",
                          .months = 4,
                          .opens_days_before = 7,
                          .closes_days_after = 42,
                          .reminder_days = {},
                          .telephone_days = 21};
    const WaveDays days = days_of(wave, day("2026-03-02"));
    EXPECT_EQ(days.due.iso(), "2026-07-02");
    EXPECT_EQ(days.opens.iso(), "2026-06-25");
    EXPECT_EQ(days.closes.iso(), "2026-08-13");
}

TEST(SupportClock, SomebodyWhoSearchesHasNineMonthsAndFourMoreInWorkWithinTwelve)
{
    const SupportClock clock{.group = "out",
                             .search_days = 274,
                             .in_work_days = 122,
                             .total_days = 365,
                             .job_lost = JobLost::search_goes_on,
                             .source = ""};
    const LocalDate allocated = day("2026-03-02");
    const auto searching = limits_of(clock, allocated, {});
    ASSERT_TRUE(searching.search);
    EXPECT_EQ(searching.search->iso(), "2026-11-30");
    EXPECT_EQ(searching.last.iso(), "2027-03-01");

    const auto early = limits_of(clock, allocated, day("2026-04-01"));
    EXPECT_FALSE(early.search);
    EXPECT_EQ(early.last.iso(), "2026-07-31");
    // A job found late runs into the limit of twelve months.
    EXPECT_EQ(limits_of(clock, allocated, day("2026-11-30")).last.iso(), "2027-03-01");
}

TEST(SupportClock, SomebodyInWorkHasOneClockFromTheAllocation)
{
    const SupportClock clock{.group = "in",
                             .search_days = 0,
                             .in_work_days = 152,
                             .total_days = 365,
                             .job_lost = JobLost::search_goes_on,
                             .source = ""};
    const auto limits = limits_of(clock, day("2026-03-02"), {});
    EXPECT_FALSE(limits.search);
    EXPECT_EQ(limits.last.iso(), "2026-07-31");
}

Protocol stratified()
{
    Protocol protocol;
    protocol.areas = {{"a", "A"}, {"b", "B"}};
    protocol.groups = {{"out", "Out", "", 70}, {"in", "In", "", 30}};
    protocol.randomisation.factors = {StratumFactor::area, StratumFactor::group};
    return protocol;
}

TEST(Strata, AreEveryCombinationInTheOrderOfTheFile)
{
    const auto all = strata(stratified());
    ASSERT_EQ(all.size(), 4U);
    EXPECT_EQ(all[0].label, "area=a|group=out");
    EXPECT_EQ(all[1].label, "area=a|group=in");
    EXPECT_EQ(all[2].label, "area=b|group=out");
    for (int i = 0; i < 4; ++i)
        EXPECT_EQ(all[static_cast<std::size_t>(i)].index, i);
}

TEST(Strata, SomebodyBelongsToExactlyOneAndNobodyFromElsewhereToAny)
{
    const auto found = stratum_of(stratified(), "b", "in");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->index, 3);
    EXPECT_FALSE(stratum_of(stratified(), "c", "in"));
    EXPECT_FALSE(stratum_of(stratified(), "b", "retired"));
}

TEST(Strata, WithoutFactorsThereIsOneAndTheAreaStillCounts)
{
    auto protocol = stratified();
    protocol.randomisation.factors.clear();
    ASSERT_EQ(strata(protocol).size(), 1U);
    EXPECT_EQ(strata(protocol)[0].label, "all");
    EXPECT_TRUE(stratum_of(protocol, "a", "in"));
    EXPECT_FALSE(stratum_of(protocol, "c", "in"));
    protocol.areas.clear();
    EXPECT_TRUE(stratum_of(protocol, "", "in"));
}

TEST(Targets, WhatIsExpectedAddsUpMonthByMonthAndStaysAtTheTotal)
{
    Targets targets;
    targets.by_month = {100, 150, 250};
    EXPECT_EQ(expected_by(targets, 0), 0);
    EXPECT_EQ(expected_by(targets, 2), 250);
    EXPECT_EQ(expected_by(targets, 9), 500);
}

ConsentForm form()
{
    ConsentForm made;
    made.version = "1";
    made.sheet.version = "1";
    ConsentItem take_part;
    take_part.id = "part";
    take_part.scope = ConsentScope::take_part;
    take_part.required = true;
    ConsentItem records;
    records.id = "records";
    records.scope = ConsentScope::government_records;
    made.items = {take_part, records};
    return made;
}

TEST(ConsentForm, NobodyTakesPartWithoutEveryRequiredItem)
{
    EXPECT_EQ(required_but_refused(form(), {"records"}), std::vector<std::string>{"part"});
    EXPECT_TRUE(required_but_refused(form(), {"part"}).empty());
}

TEST(ConsentForm, AScopeIsAllowedOnlyByAnItemThatWasAgreed)
{
    EXPECT_TRUE(allows(form(), {"part", "records"}, ConsentScope::government_records));
    EXPECT_FALSE(allows(form(), {"part"}, ConsentScope::government_records));
    EXPECT_FALSE(allows(form(), {"part"}, ConsentScope::health_records));
}

TEST(Amendments, TheVersionInForceIsThatOfTheLastOneThatTookEffect)
{
    const auto at = [](const char* iso) { return *Instant::parse(iso); };
    const std::vector<Amendment> amendments{
        {"2", "3", "", "", "REC 2", "", at("2026-05-01T00:00:00Z")},
        {"1", "2", "", "", "REC 1", "", at("2026-03-01T00:00:00Z")}};
    EXPECT_EQ(version_at("1", amendments, at("2026-02-28T23:59:59Z")), "1");
    EXPECT_EQ(version_at("1", amendments, at("2026-03-01T00:00:00Z")), "2");
    EXPECT_EQ(version_at("1", amendments, at("2026-06-01T00:00:00Z")), "3");
}

TEST(Amendments, PeopleAreAskedAgainWhenTheFormOrTheInformationChanged)
{
    const auto before = consent_versions(form());
    auto now = form();
    EXPECT_FALSE(asks_again(before, consent_versions(now)));
    now.sheet.version = "2";
    EXPECT_TRUE(asks_again(before, consent_versions(now)));
    now = form();
    now.version = "2";
    EXPECT_TRUE(asks_again(before, consent_versions(now)));
}

TEST(Amendments, WhateverASequenceIsCommittedUnderMakesAnotherDrawAndNothingElseDoes)
{
    const Protocol small = load_file("protocols/small.toml").value();
    const std::string hash = draw_hash(small);
    Protocol other = small;
    other.version = "2";
    other.randomisation.epoch_positions += 10;
    other.randomisation.arms[0].plain = "in other words";
    EXPECT_EQ(draw_hash(other), hash);
    const std::vector<void (*)(Protocol&)> changes{
        [](Protocol& trial) { trial.randomisation.arms[0].share += 1; },
        [](Protocol& trial) {
            std::swap(trial.randomisation.arms[0], trial.randomisation.arms[1]);
        },
        [](Protocol& trial) {
            std::swap(trial.randomisation.arms[0].hand_off, trial.randomisation.arms[1].hand_off);
        },
        [](Protocol& trial) { trial.randomisation.scheme_hash = std::string(64, '0'); },
        [](Protocol& trial) {
            trial.randomisation.factors = {StratumFactor::group};
            trial.groups.push_back(trial.groups.front());
            trial.groups.back().id = "others";
        }};
    for (const auto change : changes) {
        other = small;
        change(other);
        EXPECT_NE(draw_hash(other), hash);
    }
}

} // namespace evenhand::protocol::trial_rules_test
