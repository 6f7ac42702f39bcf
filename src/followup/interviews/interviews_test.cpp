// Interviewers who were told a group: the rules, without a store.
#include "followup/interviews/interviews.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace evenhand::interviews::interviews_test {

const LocalDate randomised = LocalDate::parse("2026-03-02").value();
const LocalDate today = LocalDate::parse("2026-07-01").value();
const std::vector<std::string> groups{"Individual Placement and Support", "the new support group",
                                      "IPS", ""};

template <class IdType>
IdType id(char digit)
{
    return IdType::parse(std::string(32, digit)).value();
}

Unblinding told_about(char interviewer)
{
    return {.id = id<UnblindingId>('e'),
            .person = id<PersonId>('d'),
            .interviewer = id<staff::AccountId>(interviewer),
            .on = today,
            .recorded = {}};
}

NewUnblinding wanted()
{
    return {.interviewer = id<staff::AccountId>('1'), .on = today};
}

std::optional<Refusal> fault(const NewUnblinding& wanted,
                             const std::vector<Unblinding>& in_force = {})
{
    return fault_of(
        wanted, {.randomised = randomised, .today = today, .in_force = in_force, .groups = groups});
}

TEST(Unblindings, AreAboutSomebodyWhoHasAGroup)
{
    EXPECT_FALSE(fault(wanted()));
    EXPECT_EQ(fault_of(wanted(), {.randomised = {}, .today = today, .in_force = {}, .groups = {}}),
              Refusal::not_randomised);
}

TEST(Unblindings, HappenedFromTheDayOfTheGroupUpToToday)
{
    auto one = wanted();
    one.on = randomised;
    EXPECT_FALSE(fault(one));
    one.on = randomised.plus_days(-1);
    EXPECT_EQ(fault(one), Refusal::before_group);
    one.on = today.plus_days(1);
    EXPECT_EQ(fault(one), Refusal::in_future);
}

TEST(Unblindings, OfAnotherWayNeedWordsAndTheRestDoNot)
{
    for (const How how : all_hows()) {
        auto one = wanted();
        one.how = how;
        EXPECT_EQ(fault(one),
                  how == How::other ? std::optional(Refusal::words_missing) : std::nullopt)
            << name_of(how);
        one.words = "A letter lay open on the table.";
        EXPECT_FALSE(fault(one)) << name_of(how);
    }
}

TEST(Unblindings, NeverSayWhichGroupItIs)
{
    for (const auto* words : {"They said they get IPS.", "ips", "He is in THE NEW SUPPORT GROUP!",
                              "individual placement and support"}) {
        auto one = wanted();
        one.words = words;
        EXPECT_EQ(fault(one), Refusal::names_group) << words;
    }
    for (const auto* words : {"", "They read out their scripts and chips.", "the new support",
                              "Überips is a company"}) {
        EXPECT_FALSE(names_group(words, groups)) << words;
    }
}

TEST(Unblindings, AreWrittenOnceForAnInterviewerAndAPerson)
{
    EXPECT_EQ(fault(wanted(), {told_about('1')}), Refusal::already);
    EXPECT_FALSE(fault(wanted(), {told_about('2')}));
}

TEST(Unblindings, EndTheInterviewsOfThatInterviewerAlone)
{
    const std::vector<Unblinding> in_force{told_about('1'), told_about('2')};
    EXPECT_FALSE(may_interview(in_force, id<staff::AccountId>('1')));
    EXPECT_FALSE(may_interview(in_force, id<staff::AccountId>('2')));
    EXPECT_TRUE(may_interview(in_force, id<staff::AccountId>('3')));
    EXPECT_TRUE(may_interview({}, id<staff::AccountId>('1')));
}

TEST(Unblindings, WhoeverMayHaveBeenToldInterviewsNoMoreEither)
{
    auto unsure = told_about('1');
    unsure.sureness = Sureness::may_have_been;
    EXPECT_FALSE(may_interview(std::vector{unsure}, id<staff::AccountId>('1')));
}

TEST(Successors, AreInterviewersWhoWereNotToldAndComeOnce)
{
    const std::vector<Unblinding> in_force{told_about('1'), told_about('2')};
    const Successor fit{.account = id<staff::AccountId>('3'), .is_interviewer = true};
    EXPECT_FALSE(fault_of(fit, true, in_force));
    EXPECT_EQ(fault_of(fit, false, in_force), Refusal::taken_over);
    EXPECT_EQ(fault_of({.account = fit.account, .is_interviewer = false}, true, in_force),
              Refusal::no_interviewer);
    EXPECT_EQ(
        fault_of({.account = id<staff::AccountId>('2'), .is_interviewer = true}, true, in_force),
        Refusal::was_told);
}

TEST(UnblindingWords, AreReadBackAsTheyAreKept)
{
    for (const Sureness each : all_surenesses())
        EXPECT_EQ(sureness_named(name_of(each)), each);
    for (const How each : all_hows())
        EXPECT_EQ(how_named(name_of(each)), each);
    for (const InError each : all_in_errors())
        EXPECT_EQ(in_error_named(name_of(each)), each);
    EXPECT_FALSE(how_named("guessed")); // nobody told them anything
}

TEST(UnblindingWords, InitialsAreThoseThatPeopleSay)
{
    EXPECT_EQ(initials_of("Individual Placement and Support"), "IPS");
    EXPECT_EQ(initials_of("Information about local services"), "");
    EXPECT_EQ(initials_of("New Support"), "");
    EXPECT_EQ(initials_of(""), "");
}

TEST(UnblindingWords, TellHowManyAndNeverWhichGroup)
{
    EXPECT_EQ(words_of(Counts{}), "No interviewer was told a group.");
    EXPECT_EQ(words_of(Counts{.people = 3, .may_have_been = 1, .to_change = 2}),
              "Interviewers were told, or may have been told, the group of 3 participants. Of 1 "
              "participant nobody is sure. For 2 participants another interviewer has still to "
              "take over.");
}

} // namespace evenhand::interviews::interviews_test
