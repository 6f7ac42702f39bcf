// An amendment takes effect while pages are open: between its moment and the restart nobody signs,
// no colleague says that they heard it and no questionnaire is locked; what was typed stays.
#include "app/protocol_in_force.hpp"
#include "tests/journeys/journey.hpp"
#include "tests/support/amended_house.hpp"
#include "tests/support/baseline_steps.hpp"
#include "tests/support/before_the_draw.hpp"
#include "tests/support/information_steps.hpp"

namespace evenhand::tests {

using namespace std::chrono_literals;

class AmendedMeanwhile : public testing::TestWithParam<storage::Engine>
{
protected:
    void SetUp() override
    {
        app::begin_protocol(*trial.house);
        amend_from_tomorrow(*trial.house);
        // A few minutes before midnight in London, so that the session lasts beyond it.
        trial.advance(14h + 25min);
    }
    void TearDown() override { EXPECT_EQ(trial.what_verify_finds(), ""); }

    void when_the_amendment_takes_effect() { trial.advance(6min); }

    identity::PersonId given_somebody(auto comes_so_far)
    {
        return trial.house->units->write(program, "test", [&](storage::UnitOfWork& work) {
            identity::Details said;
            said.given_names = PersonName::parse("Zoë").value();
            said.family_name = PersonName::parse("Example").value();
            const auto claim = trial.house->identities.make_claim(work, said);
            const auto who = trial.house->identities.confirm_claim(work, claim, "new").value();
            comes_so_far(work, who);
            return who;
        });
    }
    /// Somebody of whom consent was asked, up to the page on which they sign.
    identity::PersonId given_somebody_about_to_sign(TestClient& officer)
    {
        const auto who = given_somebody([&](storage::UnitOfWork& work, identity::PersonId person) {
            walk_to_draw(work, trial.house->journeys, trial.house->protocol, person,
                         participants::Stage::goes_on);
            hear_information(work, trial.house->information, trial.house->protocol.consent, person);
        });
        officer.get(participants::person_path(who, "/consent"));
        officer.submit({{"capacity", "assumed"}, {"supporter", "nobody"}, {"interpreter", "no"}},
                       "Continue");
        Typed answers;
        for (const auto& item : trial.house->protocol.consent.items)
            answers.emplace_back("item-" + item.id, "yes");
        officer.submit(answers, "Continue");
        EXPECT_EQ(officer.page().heading, "Sign");
        return who;
    }
    participants::Stage stage(identity::PersonId who)
    {
        return trial.house->units->read(program, "test", [&](storage::UnitOfWork& work) {
            return trial.house->journeys.find(work, who).value().stage;
        });
    }
    static void then_it_says_why_and_what_to_do(const TestClient& browser)
    {
        const auto& page = browser.page();
        EXPECT_EQ(page.status, 422);
        EXPECT_TRUE(page.says("Nothing was recorded. Version 2 of the protocol is in force since "
                              "3 March 2026 at midnight, and this service still runs under "
                              "version 1. It must be restarted with version 2 first. What was "
                              "typed is kept on this page."))
            << page.text;
    }
    /// Whether the page that came back would send that again.
    static bool keeps(const TestClient& browser, std::string_view name, std::string_view value)
    {
        for (const auto& form : browser.page().forms)
            for (const auto& field : form.fields)
                if (field.name == name && field.chosen && field.value == value) return true;
        return false;
    }

    TestHouse trial{GetParam()};
    storage::Actor program{storage::ActorKind::system, "test", {}};
    static constexpr storage::Statement signatures{"test.signatures",
                                                   "SELECT count(*) FROM consent"};
    static constexpr storage::Statement heard{"test.heard", "SELECT count(*) FROM consent_witness"};
    static constexpr storage::Statement locks{"test.locks", "SELECT count(*) FROM baseline_lock"};
};
EVENHAND_JOURNEY(AmendedMeanwhile);

TEST_P(AmendedMeanwhile, NobodySignsOnAPageThatWasOpenAndWhatWasTypedStays)
{
    auto officer = trial.signed_in("intake");
    const auto who = given_somebody_about_to_sign(officer);
    when_the_amendment_takes_effect();
    officer.submit({{"method", "typed-name"}, {"typed_name", "Zoë Example"}}, "Sign");
    then_it_says_why_and_what_to_do(officer);
    EXPECT_TRUE(keeps(officer, "method", "typed-name"));
    EXPECT_TRUE(keeps(officer, "typed_name", "Zoë Example"));
    officer.submit({{"method", "witnessed-verbal"}}, "Sign");
    then_it_says_why_and_what_to_do(officer);
    EXPECT_EQ(trial.number(signatures), 0);
    EXPECT_EQ(stage(who), participants::Stage::goes_on);
    officer.get(participants::person_path(who, "/consent/sign"));
    EXPECT_EQ(officer.page().heading, "Sign") << "the pages before it are kept too";
}

TEST_P(AmendedMeanwhile, SomebodyWhoSignsBeforeItsMomentIsNotStopped)
{
    auto officer = trial.signed_in("intake");
    const auto who = given_somebody_about_to_sign(officer);
    officer.submit({{"method", "typed-name"}, {"typed_name", "Zoë Example"}}, "Sign");
    EXPECT_EQ(officer.page().heading, "What you agreed to");
    EXPECT_EQ(stage(who), participants::Stage::consented);
}

TEST_P(AmendedMeanwhile, WhatWasSaidAloudBeforeItIsNotHeardUntilTheRestart)
{
    auto officer = trial.signed_in("intake");
    const auto who = given_somebody_about_to_sign(officer);
    officer.submit({{"method", "witnessed-verbal"}}, "Sign");
    ASSERT_EQ(trial.number(signatures), 1);
    auto lead = trial.signed_in("lead");
    lead.get(participants::person_path(who, "/consent/witness"));
    when_the_amendment_takes_effect();
    lead.submit({{"heard", "yes"}}, "Confirm");
    then_it_says_why_and_what_to_do(lead);
    EXPECT_TRUE(keeps(lead, "heard", "yes"));
    EXPECT_EQ(trial.number(heard), 0);
    EXPECT_EQ(stage(who), participants::Stage::goes_on);
    lead.submit({{"heard", "no"}}, "Confirm");
    EXPECT_EQ(trial.number(heard), 1) << "that nobody heard it agrees to nothing";
    EXPECT_EQ(stage(who), participants::Stage::goes_on);
}

TEST_P(AmendedMeanwhile, NoQuestionnaireIsLockedOnAPageThatWasOpen)
{
    const auto who = given_somebody([&](storage::UnitOfWork& work, identity::PersonId person) {
        walk_to_draw(work, trial.house->journeys, trial.house->protocol, person,
                     participants::Stage::consented);
        answer_baseline(work, *trial.house, person);
    });
    auto officer = trial.signed_in("intake");
    officer.get(participants::person_path(who, "/baseline/lock"));
    EXPECT_EQ(officer.page().heading, "Lock the answers");
    when_the_amendment_takes_effect();
    officer.submit({{"mode", "read_aloud"}}, "Lock the answers");
    then_it_says_why_and_what_to_do(officer);
    EXPECT_TRUE(keeps(officer, "mode", "read_aloud"));
    EXPECT_EQ(trial.number(locks), 0);
    EXPECT_EQ(stage(who), participants::Stage::consented);
    officer.get(participants::person_path(who, "/baseline/check"));
    EXPECT_FALSE(officer.page().says("Not answered")) << "the answers stand";
}

} // namespace evenhand::tests
