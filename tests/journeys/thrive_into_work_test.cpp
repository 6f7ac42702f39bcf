// The same program serves the other real trial from its own file: its front door, its stops and its
// triage (issue A), and the whole way to either group, its case or its pack (issue C).
#include "tests/support/test_house.hpp"
#include "tests/support/whole_way.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <utility>

namespace evenhand::tests {

class ThriveIntoWork : public testing::TestWithParam<storage::Engine>
{
protected:
    TestHouse trial{GetParam(), "thrive-into-work"};
    TestClient person = trial.browser();

    /// What somebody in Dudley answers who left work over 4 weeks ago.
    static Typed in_dudley()
    {
        return {{"surgery_area", "dudley"}, {"postcode", "DY1 1HF"}, {"work", "not-for-4-weeks"}};
    }

    void given_someone_at_the_question_about_work()
    {
        const std::vector<Typed> usual{{{"for", "me"}},
                                       {{"old_enough", "yes"}},
                                       {{"surgery_area", "sandwell-west"}},
                                       {{"postcode", "B69 3DE"}}};
        person.get("/join/who-for");
        for (const auto& typed : usual)
            person.submit(typed, "Continue");
        ASSERT_EQ(person.page().url, "/join/work");
    }

    void then_they_are_told(std::string_view why)
    {
        EXPECT_EQ(person.page().url, "/join/cannot-join/no-group");
        EXPECT_EQ(person.page().status, 200);
        EXPECT_EQ(person.page().heading, "This support is not for you now");
        EXPECT_TRUE(person.page().says(why)) << person.page().text;
        EXPECT_TRUE(person.page().says("Where else you can look"));
        EXPECT_TRUE(person.page().says("0121 496 0123"));
    }
    /// People of Dudley, one after the other, until both groups have somebody: who has a case, and
    /// who has the pack.
    std::pair<std::string, std::string> when_both_groups_have_somebody(TestClient& officer)
    {
        // With fair chances, that all of so many are in one group is one in 128.
        constexpr std::array names{"Ada", "Bea", "Cai", "Dee", "Eli", "Fay", "Gil", "Hal"};
        std::pair<std::string, std::string> records;
        for (const char* name : names) {
            WholeWay way({.first_name = name,
                          .channel = {{"channel", "email"}, {"email", "zoe@example.com"}},
                          .area = "dudley",
                          .postcode = "DY1 1HF",
                          .work = "not-for-4-weeks"});
            go_whole_way(officer, way, trial.trial_clock.now());
            EXPECT_TRUE(way.allocated());
            (way.has_pack() ? records.second : records.first) = way.record();
            if (!records.first.empty() && !records.second.empty()) break;
        }
        return records;
    }
    /// What hangs on a hand-off waits for its lead, unless it was given to somebody at once.
    void when_the_case_is_assigned()
    {
        auto lead = trial.signed_in("lead2");
        lead.get("/cases/waiting");
        for (const auto& link : lead.page().links) {
            if (!link.href.starts_with("/cases/") || link.href.size() != 39) continue;
            lead.get(link.href);
            EXPECT_TRUE(lead.page().says("Dudley"));
            lead.follow("Assign to a specialist");
            lead.submit({{"specialist", trial.account_id("specialist2")}}, "Assign this case");
            EXPECT_EQ(lead.page().status, 200);
            return;
        }
    }
    static std::string study_number_on(const Visit& page)
    {
        const auto at = page.text.find("TW-");
        return at == std::string::npos ? std::string() : page.text.substr(at, 9);
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, ThriveIntoWork, testing::ValuesIn(engines_under_test()),
                         engine_name);

TEST_P(ThriveIntoWork, TheStartPageTellsOfItsOwnAreasAndRules)
{
    person.get("/");
    EXPECT_EQ(person.page().heading, "Thrive into Work");
    EXPECT_TRUE(person.page().says("South and Central Birmingham"));
    EXPECT_TRUE(person.page().says("you have been out of work for 4 weeks or more"));
    EXPECT_FALSE(person.page().says("Working Win"));
    EXPECT_FALSE(person.page().says("Sheffield"));
    EXPECT_FALSE(person.page().says("stay in the job"));
}

TEST_P(ThriveIntoWork, SomebodyOutOfWorkRefersThemselvesAndStandsInTheQueue)
{
    send_self_referral(person, in_dudley());
    const std::string reference = reference_on(person.page());
    ASSERT_FALSE(reference.empty());

    auto officer = trial.signed_in("intake");
    officer.get("/triage");
    EXPECT_TRUE(officer.page().says(reference));
    EXPECT_TRUE(officer.page().says("Dudley"));
    EXPECT_TRUE(officer.page().says("Out of work"));
    EXPECT_EQ(trial.what_verify_finds(), "");
}

TEST_P(ThriveIntoWork, SomebodyInPaidWorkIsToldWhyAndWhereElseToLook)
{
    given_someone_at_the_question_about_work();
    person.submit({{"work", "off-sick"}}, "Continue");
    then_they_are_told("You have a job now, though you are off sick.");
    person.follow("change your answer");
    person.submit({{"work", "never"}}, "Continue");
    EXPECT_EQ(person.page().url, "/join/health");
}

TEST_P(ThriveIntoWork, SomebodyOutOfWorkForLessThanFourWeeksMayComeBack)
{
    given_someone_at_the_question_about_work();
    person.submit({{"work", "stopped-lately"}}, "Continue");
    then_they_are_told("You can ask again once it is 4 weeks.");
}

// Nothing here is written past a page: the caller, the appointment, the consent, the answers, the
// draw, the case and the pack.
TEST_P(ThriveIntoWork, CallersAreTakenByItsOwnPagesToEitherGroupTheCaseAndThePack)
{
    auto officer = trial.signed_in("intake");
    const auto [supported, given_pack] = when_both_groups_have_somebody(officer);
    ASSERT_FALSE(supported.empty());
    ASSERT_FALSE(given_pack.empty());
    for (const auto& record : {supported, given_pack}) {
        officer.get(record + "/allocation/result");
        EXPECT_EQ(officer.page().heading, "Your group");
        officer.get(record);
        EXPECT_TRUE(officer.page().says("TW-")) << officer.page().text;
        EXPECT_TRUE(officer.page().says("Dudley"));
    }
    officer.get(given_pack + "/local-services-pack");
    EXPECT_TRUE(officer.page().says("In large print"));
    EXPECT_TRUE(officer.page().says("In person"));
    EXPECT_EQ(officer.get(supported + "/local-services-pack").status, 404);

    when_the_case_is_assigned();
    const std::string with_case = study_number_on(officer.get(supported));
    const std::string with_pack = study_number_on(officer.get(given_pack));
    ASSERT_NE(with_case, with_pack);
    auto specialist = trial.signed_in("specialist2");
    specialist.get("/caseload");
    EXPECT_TRUE(specialist.page().says(with_case)) << specialist.page().text;
    EXPECT_FALSE(specialist.page().says(with_pack));

    auto statistician = trial.signed_in("statistician");
    EXPECT_EQ(statistician.get(supported + "/allocation/receipt").status, 200);
    EXPECT_EQ(trial.what_verify_finds(), "");
}

} // namespace evenhand::tests
