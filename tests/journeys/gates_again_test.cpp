// Gates of the draw that shut and open again while an officer sits in front of the button, and what
// changes after the intent, when nothing may change any more.
#include "tests/journeys/journey.hpp"
#include "tests/support/before_working_wins_draw.hpp"

#include <fmt/format.h>

namespace evenhand::tests {

using identity::PersonId;

class GatesAgain : public testing::TestWithParam<storage::Engine>
{
protected:
    TestHouse trial{GetParam()};
    TestClient officer = trial.signed_in("intake");
    const std::string account = trial.account_id("intake");
    const PersonId who = somebody_before_the_draw(*trial.house, account, "sheffield");
    static constexpr std::string_view button = "Put into a group by chance";

    void TearDown() override { EXPECT_EQ(trial.what_verify_finds(), ""); }

    app::House& house() { return *trial.house; }
    std::string path(std::string_view more = {}) const
    {
        return "/participants/" + who.text() + std::string(more);
    }
    template <class Do>
    void write(Do what)
    {
        house().units->write(officer_of(account), "test", [&](storage::UnitOfWork& work) {
            what(work);
            return 0;
        });
    }
    std::optional<allocation::Intent> intent()
    {
        return house().units->read(officer_of(account), "test", [&](storage::UnitOfWork& work) {
            return house().allocations.intent_of(work, who);
        });
    }
    /// The page was open before the gate shut.
    void then_the_button_is_refused(const http::FormData& form, std::string_view why)
    {
        const auto sent = officer.send(officer.form_head(path("/allocation")), form.encode());
        EXPECT_EQ(sent.status, 422);
        EXPECT_TRUE(sent.says(why)) << sent.text;
        EXPECT_FALSE(intent());
        officer.get(path("/allocation"));
        EXPECT_TRUE(officer.page().says(why)) << officer.page().text;
        EXPECT_THROW((void)officer.page().form(button), std::runtime_error);
    }
    void then_they_are_drawn()
    {
        officer.get(path("/allocation"));
        officer.submit({}, button);
        EXPECT_EQ(officer.page().heading, "Your group") << officer.page().text;
        EXPECT_EQ(intent().value().position, 1);
    }
    http::FormData open_form()
    {
        officer.get(path("/allocation"));
        return officer.filled({}, button);
    }
    void when_withdrawn(std::string_view scope)
    {
        officer.get(path("/withdraw"));
        officer.submit({{"scope", std::string(scope)},
                        {"said_by", "person"},
                        {"said_how", "telephone"},
                        {"told", "yes"}},
                       "Record withdrawal");
        trial.trial_clock.advance(std::chrono::minutes(1));
    }
    void when_in_prison(std::string_view change)
    {
        officer.get(path("/life"));
        officer.submit({{"kind", "in_prison"}, {"change", std::string(change)}}, "Record");
        trial.trial_clock.advance(std::chrono::minutes(1));
    }
    /// What stands of who may join is of that area and group.
    void when_found_eligible_in(const std::string& area, const std::string& group)
    {
        write([&](storage::UnitOfWork& work) {
            eligibility::Decided decided;
            decided.outcome = protocol::EligibilityOutcome::eligible;
            decided.area = area;
            decided.group = group;
            const auto answers = eligibility::answers_on(LocalDate::from_ymd(2026, 3, 2).value());
            EXPECT_TRUE(
                house().evaluations.record(work, who, {.answers = answers, .decided = decided}));
        });
    }
};
EVENHAND_JOURNEY(GatesAgain);

TEST_P(GatesAgain, WhoLeftTheSupportAndCameBackIsDrawn)
{
    const auto form = open_form();
    when_withdrawn("support");
    then_the_button_is_refused(form, "They have withdrawn");
    officer.get(path());
    officer.follow("Take it back");
    officer.submit({{"because", "changed_mind"}, {"said_by", "person"}, {"said_how", "in_person"}},
                   "Take the withdrawal back");
    then_they_are_drawn();
}

TEST_P(GatesAgain, WhoLeftEverythingIsNotDrawn)
{
    const auto form = open_form();
    when_withdrawn("everything");
    then_the_button_is_refused(form, "They have withdrawn");
}

TEST_P(GatesAgain, WhoWantsNoSurveysOrNoLinkageStillTakesPart)
{
    when_withdrawn("surveys");
    when_withdrawn("linkage");
    then_they_are_drawn();
}

TEST_P(GatesAgain, WhoComesOutOfPrisonIsDrawn)
{
    const auto form = open_form();
    when_in_prison("began");
    then_the_button_is_refused(form, "They are in prison");
    when_in_prison("ended");
    then_they_are_drawn();
}

TEST_P(GatesAgain, AnEligibilityOfAnotherGroupIsNotTheirsUntilItIsOfTheirOwn)
{
    const auto form = open_form();
    const auto& groups = house().protocol.groups;
    trial.trial_clock.advance(std::chrono::minutes(1));
    when_found_eligible_in("sheffield", groups.back().id);
    then_the_button_is_refused(form, "for another area or group");
    trial.trial_clock.advance(std::chrono::minutes(1));
    when_found_eligible_in("sheffield", groups.front().id);
    then_they_are_drawn();
}

TEST_P(GatesAgain, NothingThatIsFoundOutAfterTheIntentMovesAnybody)
{
    const auto begun = house().two_step.intend(*house().units, officer_of(account),
                                               {.person = who,
                                                .scope = "staff:" + account,
                                                .key = std::string(32, 'a'),
                                                .digest = "lost",
                                                .location = path("/allocation/result")});
    ASSERT_TRUE(std::holds_alternative<allocation::Intended>(begun));
    const auto before = intent().value();
    trial.trial_clock.advance(std::chrono::minutes(1));
    when_found_eligible_in("barnsley", house().protocol.groups.back().id);
    officer.get(path("/allocation"));
    officer.submit({}, "Finish putting them into a group");
    EXPECT_EQ(officer.page().heading, "Your group") << officer.page().text;
    const auto after = intent().value();
    EXPECT_EQ(after.stratum, before.stratum);
    EXPECT_EQ(after.position, before.position);
    constexpr storage::Statement handed{"test.handed",
                                        "SELECT count(*) FROM hand_off WHERE area = 'sheffield'"};
    EXPECT_EQ(trial.number(handed), 1) << "the area of the intent";
}

TEST_P(GatesAgain, AnotherFormOfTheSamePersonFindsTheGroupTheyHave)
{
    const auto first = open_form();
    const auto second = open_form();
    std::string told;
    for (const auto& form : {first, second}) {
        const auto sent = officer.send(officer.form_head(path("/allocation")), form.encode());
        EXPECT_EQ(sent.status, 303);
        officer.get(sent.header("Location"));
        EXPECT_EQ(officer.page().heading, "Your group");
        if (told.empty()) told = officer.page().text;
        EXPECT_EQ(officer.page().text, told);
    }
    constexpr storage::Statement drawn{"test.drawn", "SELECT count(*) FROM allocation"};
    EXPECT_EQ(trial.number(drawn), 1);
}

} // namespace evenhand::tests
