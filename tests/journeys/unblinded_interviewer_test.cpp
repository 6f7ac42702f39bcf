// An interviewer is told a group: she writes it down, somebody else takes over, and it is reported;
// nobody reads which group it was.
#include "people/staff/user_commands.hpp"
#include "tests/journeys/journey.hpp"
#include "tests/support/house_draw.hpp"
#include "tests/support/whole_way.hpp"

#include <algorithm>

namespace evenhand::tests {

class UnblindedInterviewer : public testing::TestWithParam<storage::Engine>
{
protected:
    TestHouse trial{GetParam()};

    void TearDown() override { EXPECT_EQ(trial.what_verify_finds(), ""); }

    template <class Do>
    auto in_a_unit(Do what)
    {
        return trial.house->units->write({storage::ActorKind::system, "test", {}}, "test", what);
    }
    identity::PersonId given_somebody_with_a_group()
    {
        return put_into_a_group(*trial.house, trial.account_id("intake"));
    }
    std::string number_of(identity::PersonId who)
    {
        return in_a_unit([&](storage::UnitOfWork& work) {
            return trial.house->journeys.find(work, who).value().study_number;
        });
    }
    void given_another_interviewer(std::string_view name, std::string_view email)
    {
        auto& units = *trial.house->units;
        ASSERT_TRUE(staff::add_user(trial.house->staff, units, name, email));
        ASSERT_TRUE(
            staff::grant_role(trial.house->staff, units, email, "interviewer", "joins the team"));
    }
    bool may_interview(identity::PersonId who, std::string_view handle)
    {
        const auto account = staff::AccountId::parse(trial.account_id(handle)).value();
        return in_a_unit([&](storage::UnitOfWork& work) {
            return interviews::InterviewStore::may_interview(work, who, account);
        });
    }
    static Typed told(Typed more = {})
    {
        Typed typed{{"on-day", "2"},
                    {"on-month", "3"},
                    {"on-year", "2026"},
                    {"sureness", "told"},
                    {"how", "participant"}};
        for (auto& [name, value] : more)
            typed.emplace_back(name, value);
        return typed;
    }
    /// The interviewer of the demonstration tells that she was told the group.
    TestClient when_she_tells(identity::PersonId who)
    {
        auto interviewer = trial.signed_in("interviewer");
        interviewer.follow("Told a group");
        interviewer.submit({{"study_number", number_of(who)}}, "Find");
        interviewer.submit(told(), "Write it down");
        EXPECT_EQ(interviewer.page().heading, "It is written down");
        return interviewer;
    }
    void expect_no_group_told(const Visit& page)
    {
        for (const auto& name : interviews::names_of_groups(trial.house->protocol)) {
            if (name.empty()) continue;
            EXPECT_EQ(page.text.find(name), std::string::npos) << name << " in " << page.text;
        }
    }
};
EVENHAND_JOURNEY(UnblindedInterviewer);

TEST_P(UnblindedInterviewer, IsFollowedByAnotherAndCounted)
{
    const auto who = given_somebody_with_a_group();
    EXPECT_TRUE(may_interview(who, "interviewer"));
    when_she_tells(who);
    EXPECT_FALSE(may_interview(who, "interviewer"));

    auto manager = trial.signed_in("manager");
    manager.follow("Interviewers");
    EXPECT_EQ(manager.page().heading, "Another interviewer is needed");
    EXPECT_TRUE(manager.page().says("the group of 1 participant."));
    EXPECT_TRUE(manager.page().says("Grace Mensah"));
    expect_no_group_told(manager.page());
    manager.follow(number_of(who));
    EXPECT_TRUE(manager.page().says("Nobody has taken over yet."));
    EXPECT_TRUE(manager.page().says("The participant said it"));
    expect_no_group_told(manager.page());
    const auto opened = manager.page().url;

    manager.follow("Another interviewer takes over");
    EXPECT_TRUE(manager.page().says("No interviewer may interview them"));
    given_another_interviewer("Robin Newcomer", "robin@example.org");
    manager.get(opened + "/taken-over");
    EXPECT_FALSE(manager.page().says("Grace Mensah")) << "she is not offered";
    manager.submit({}, "Takes over");
    EXPECT_EQ(manager.page().status, 422);
    EXPECT_TRUE(manager.page().says("Select who takes over"));
    const auto robin = in_a_unit([&](storage::UnitOfWork& work) {
        const auto address = EmailAddress::parse("robin@example.org").value();
        return trial.house->staff.accounts.find(work, address)->id.text();
    });
    manager.submit({{"interviewer", robin}}, "Takes over");
    EXPECT_EQ(manager.page().url, opened);
    EXPECT_TRUE(manager.page().says("Robin Newcomer has taken over."));
    manager.follow("Interviewers");
    EXPECT_TRUE(manager.page().says("Nobody waits for another interviewer."));
    manager.follow("All that was written down");
    EXPECT_TRUE(manager.page().says(number_of(who)));
    manager.get(opened + "/taken-over");
    EXPECT_EQ(manager.page().status, 404) << "somebody took over";
    EXPECT_EQ(trial.count_done("interviews.unblinding_opened"), 2U);
    EXPECT_EQ(trial.count_done("interviews.unblindings_listed"), 3U);
}

TEST_P(UnblindedInterviewer, WritesDownHerOwnAloneAndNeverWhichGroup)
{
    const auto who = given_somebody_with_a_group();
    given_another_interviewer("Robin Newcomer", "robin@example.org");
    auto interviewer = trial.signed_in("interviewer");
    interviewer.get("/interviews/told/" + who.text());
    EXPECT_FALSE(interviewer.page().says("Which interviewer?"));
    EXPECT_FALSE(interviewer.page().says("Robin Newcomer"));
    interviewer.submit({}, "Write it down");
    for (const auto* wrong : {"Enter a date", "Select how sure it is", "Select how it happened"})
        EXPECT_TRUE(interviewer.page().says(wrong)) << wrong;
    Typed other = told({{"happened", ""}});
    other[4].second = "other";
    interviewer.submit(other, "Write it down");
    EXPECT_TRUE(interviewer.page().says("Enter what happened"));
    interviewer.submit(told({{"happened", "They said they are in IPS."}}), "Write it down");
    EXPECT_EQ(interviewer.page().status, 422);
    EXPECT_TRUE(interviewer.page().says("Take out what the group is called"));
    Typed early = told();
    early[0].second = "1";
    interviewer.submit(early, "Write it down");
    EXPECT_TRUE(interviewer.page().says("must not be before they were put into a group"));
    EXPECT_EQ(trial.number({"test.unblindings", "SELECT count(*) FROM unblinding"}), 0);

    // Whatever a form of hers says, it is about herself.
    interviewer.submit(told({{"happened", "A letter lay open."}}), "Write it down");
    EXPECT_EQ(interviewer.page().heading, "It is written down");
    EXPECT_EQ(trial.number({"test.unblindings", "SELECT count(*) FROM unblinding"}), 1);
    EXPECT_FALSE(may_interview(who, "interviewer"));
    interviewer.get("/interviews/told/" + who.text());
    interviewer.submit(told(), "Write it down");
    EXPECT_TRUE(interviewer.page().says("It is written down already"));
    for (const auto* closed : {"/interviews", "/interviews/all"}) {
        interviewer.get(closed);
        EXPECT_EQ(interviewer.page().status, 404) << closed;
    }
}

TEST_P(UnblindedInterviewer, IsAskedForByTheManagerWhoMayAlsoPutItRight)
{
    const auto who = given_somebody_with_a_group();
    auto manager = trial.signed_in("manager");
    manager.follow("Told a group");
    manager.submit({{"study_number", number_of(who)}}, "Find");
    manager.submit(told(), "Write it down");
    EXPECT_TRUE(manager.page().says("Select the interviewer"));
    manager.submit(told({{"interviewer", trial.account_id("interviewer")},
                         {"happened", "A letter lay open."}}),
                   "Write it down");
    EXPECT_TRUE(manager.page().says("A letter lay open."));
    EXPECT_FALSE(may_interview(who, "interviewer"));

    manager.follow("It was entered in error");
    manager.submit({}, "Mark as entered in error");
    EXPECT_TRUE(manager.page().says("Select why it does not stand"));
    manager.submit({{"because", "not_told"}}, "Mark as entered in error");
    EXPECT_TRUE(manager.page().says("Nobody waits for another interviewer."));
    EXPECT_TRUE(manager.page().says("No interviewer was told a group."));
    EXPECT_TRUE(may_interview(who, "interviewer"));
}

TEST_P(UnblindedInterviewer, WroteWordsThatGoToTheDataProtectionOfficerWhereTheyAreInError)
{
    const auto who = given_somebody_with_a_group();
    auto interviewer = trial.signed_in("interviewer");
    interviewer.follow("Told a group");
    interviewer.submit({{"study_number", number_of(who)}}, "Find");
    interviewer.submit(told({{"how", "other"}, {"happened", "Her sister said so."}}),
                       "Write it down");
    ASSERT_EQ(interviewer.page().heading, "It is written down");
    auto manager = trial.signed_in("manager");
    manager.follow("Interviewers");
    manager.follow(number_of(who));
    EXPECT_TRUE(manager.page().says("Her sister said so."));
    manager.follow("It was entered in error");
    manager.submit({{"because", "wrong_person"}}, "Mark as entered in error");
    ASSERT_EQ(manager.page().status, 200);

    auto dpo = trial.signed_in("dpo");
    dpo.get("/participants/" + who.text() + "/entered-in-error");
    EXPECT_TRUE(dpo.page().says("Words on a group that an interviewer was told"));
    EXPECT_TRUE(dpo.page().says("It is about somebody else"));
    const auto links = dpo.page().links;
    const auto link = std::ranges::find_if(
        links, [](const PageLink& each) { return each.href.ends_with("/destroy"); });
    ASSERT_NE(link, links.end());
    dpo.get(link->href);
    EXPECT_TRUE(dpo.page().says("Her sister said so."));
    dpo.submit({}, "Destroy this text");
    EXPECT_TRUE(dpo.page().says("None, or destroyed"));
}

TEST_P(UnblindedInterviewer, IsAboutSomebodyWhoHasAGroup)
{
    const auto waiting = stand_before_the_draw(*trial.house);
    auto interviewer = trial.signed_in("interviewer");
    interviewer.follow("Told a group");
    interviewer.submit({{"study_number", number_of(waiting)}}, "Find");
    EXPECT_TRUE(interviewer.page().says("Nobody who was put into a group has this study number"));
    interviewer.get("/interviews/told/" + waiting.text());
    EXPECT_EQ(interviewer.page().status, 404);
}

TEST_P(UnblindedInterviewer, IsReportedInAllToWhoMayKnowAndToNobodyBlind)
{
    when_she_tells(given_somebody_with_a_group());
    constexpr std::string_view heading = "Interviewers, up to now";
    for (const auto* handle : {"manager", "data", "statistician"}) {
        auto reader = trial.signed_in(handle);
        reader.get("/flow");
        EXPECT_TRUE(reader.page().says(heading)) << handle;
        EXPECT_TRUE(reader.page().says("the group of 1 participant. Of 0")) << handle;
        expect_no_group_told(reader.page());
    }
    for (const auto* handle : {"evaluator", "lead", "provider", "steering", "monitor"}) {
        auto reader = trial.signed_in(handle);
        reader.get("/flow");
        EXPECT_EQ(reader.page().status, 200) << handle;
        EXPECT_FALSE(reader.page().says(heading)) << handle;
    }
}

TEST_P(UnblindedInterviewer, StandsOnTheRecordWithoutTheGroup)
{
    const auto who = given_somebody_with_a_group();
    when_she_tells(who);
    auto dpo = trial.signed_in("dpo");
    dpo.get("/participants/" + who.text());
    EXPECT_TRUE(dpo.page().says("An interviewer was told their group, or may have been"));
}

} // namespace evenhand::tests
