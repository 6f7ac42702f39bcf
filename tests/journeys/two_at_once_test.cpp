// Two members of staff write the same about one person at one moment. It is written once, whoever
// of them was first; the other reads what happened, and what they typed is still in the boxes.
#include "core/london_time.hpp"
#include "tests/journeys/journey.hpp"

#include <barrier>
#include <thread>

namespace evenhand::tests {

class TwoAtOnce : public Journey
{
protected:
    storage::Actor program{storage::ActorKind::system, "test", {}};
    const identity::PersonId who =
        trial.house->units->write(program, "test", [this](storage::UnitOfWork& work) {
            auto& house = *trial.house;
            const auto claim = house.identities.make_claim(work, {});
            const auto person = house.identities.confirm_claim(work, claim, "new").value();
            EXPECT_TRUE(house.journeys.take(work, person, {.step = participants::Step::referred}));
            return person;
        });
    const std::string record = participants::person_path(who);
    TestClient officer = trial.signed_in("intake");
    TestClient lead = trial.signed_in("lead");

    std::string given_a_withdrawal()
    {
        return trial.house->units->write(program, "test", [this](storage::UnitOfWork& work) {
            return trial.house->withdrawals
                .withdraw(work, who,
                          {.scope = withdrawal::Scope::everything,
                           .effective = london_date(work.now()),
                           .told = true})
                .value()
                .text();
        });
    }
    std::string given_a_contact()
    {
        return trial.house->units->write(program, "test", [this](storage::UnitOfWork& work) {
            return trial.house->contact_log.record(work, who, {.occurred = work.now()})
                .value()
                .text();
        });
    }
    /// Its path.
    std::string given_a_concern()
    {
        return trial.house->units->write(program, "test", [this](storage::UnitOfWork& work) {
            const auto& log = trial.house->concern_log;
            return "/concerns/" +
                   log.raise(work, who, concerns::Kind::complaint, "They waited.").value().text();
        });
    }
    static Typed leaving(std::string_view how, std::string_view note)
    {
        return {{"scope", "surveys"},
                {"said_by", "person"},
                {"said_how", std::string(how)},
                {"told", "yes"},
                {"note", std::string(note)}};
    }
    /// Both have the form before them and press its button at one moment.
    void when_both_press(const std::string& path, const Typed& officers, const Typed& leads,
                         std::string_view button)
    {
        officer.get(path);
        lead.get(path);
        std::barrier together(2);
        const auto press = [&](TestClient& browser, const Typed& typed) {
            together.arrive_and_wait();
            browser.submit(typed, button);
        };
        std::jthread other([&] { press(officer, officers); });
        press(lead, leads);
        other.join();
    }
    /// The page of whoever was second; who was first is on the record.
    const TestClient& then_one_is_told(std::string_view what)
    {
        const bool officer_first = officer.page().url == record;
        const auto& first = officer_first ? officer : lead;
        const auto& second = officer_first ? lead : officer;
        EXPECT_EQ(first.page().url, record);
        EXPECT_EQ(first.page().status, 200);
        EXPECT_EQ(second.page().status, 409) << second.page().text;
        EXPECT_TRUE(second.page().says(what)) << second.page().text;
        EXPECT_TRUE(second.page().title.starts_with("Error: "));
        return second;
    }
    /// What the boxes of the page hold.
    static bool keeps(const TestClient& browser, std::string_view name, std::string_view value)
    {
        for (const auto& form : browser.page().forms)
            for (const auto& field : form.fields)
                if (field.name == name && field.chosen && field.value == value) return true;
        return false;
    }

    static constexpr storage::Statement withdrawals{
        "test.withdrawals", "SELECT count(*) FROM withdrawal WHERE state = 'withdrawn'"};
    static constexpr storage::Statement taken_back{
        "test.taken_back", "SELECT count(*) FROM withdrawal WHERE state = 'taken_back'"};
    static constexpr storage::Statement concern_events{"test.concern_events",
                                                       "SELECT count(*) FROM concern_event"};
    static constexpr storage::Statement life_events{"test.life", "SELECT count(*) FROM life_event"};
    static constexpr storage::Statement errors{
        "test.errors", "SELECT count(*) FROM contact WHERE state = 'entered_in_error'"};
};
EVENHAND_JOURNEY(TwoAtOnce);

TEST_P(TwoAtOnce, WhoWithdrawTheSameForThemWriteItOnce)
{
    when_both_press(record + "/withdraw", leaving("telephone", "They rang the desk."),
                    leaving("letter", "They wrote to the lead."), "Record withdrawal");
    const auto& second = then_one_is_told("Nothing was written, because on 2 March 2026 at 9:3");
    EXPECT_TRUE(second.page().says("No more surveys or interviews, from 2 March 2026"));
    const bool is_lead = &second == &lead;
    EXPECT_TRUE(keeps(second, "scope", "surveys"));
    EXPECT_TRUE(keeps(second, "said_how", is_lead ? "letter" : "telephone"));
    EXPECT_TRUE(keeps(second, "note", is_lead ? "They wrote to the lead." : "They rang the desk."));
    EXPECT_EQ(trial.number(withdrawals), 1);
}

TEST_P(TwoAtOnce, WhoTakeOneWithdrawalBackWriteItOnce)
{
    const auto path = record + "/withdrawals/" + given_a_withdrawal() + "/take-back";
    when_both_press(
        path, {{"because", "entered_in_error"}, {"said_by", "carer"}, {"said_how", "telephone"}},
        {{"because", "changed_mind"}, {"said_by", "person"}, {"said_how", "letter"}},
        "Take the withdrawal back");
    const auto& second = then_one_is_told("this withdrawal was taken back already: ");
    const bool is_lead = &second == &lead;
    EXPECT_TRUE(keeps(second, "because", is_lead ? "changed_mind" : "entered_in_error"));
    EXPECT_TRUE(keeps(second, "said_by", is_lead ? "person" : "carer"));
    EXPECT_EQ(trial.number(taken_back), 1);
    auto later = trial.signed_in("intake");
    EXPECT_EQ(later.get(path).status, 404) << "whoever typed nothing has lost nothing";
}

TEST_P(TwoAtOnce, WhoMarkOneContactAsEnteredInErrorWriteItOnce)
{
    const auto path = record + "/contacts/" + given_a_contact() + "/in-error";
    when_both_press(path, {{"reason", "other_person"}}, {{"reason", "twice"}},
                    "Mark as entered in error");
    const auto& second =
        then_one_is_told("Somebody has marked this contact as entered in error meanwhile.");
    EXPECT_TRUE(keeps(second, "reason", &second == &lead ? "twice" : "other_person"));
    EXPECT_EQ(trial.number(errors), 1);
    EXPECT_EQ(officer.get(path).status, 404);
}

TEST_P(TwoAtOnce, WhoTakeOneConcernOnAreToldWhoHasIt)
{
    const auto path = given_a_concern();
    auto safeguarding = trial.signed_in("safeguarding");
    auto manager = trial.signed_in("manager");
    safeguarding.get(path);
    manager.get(path);
    safeguarding.submit({{"change", "taken_on"}}, "Save");
    EXPECT_EQ(safeguarding.page().status, 200);
    manager.submit({{"change", "taken_on"}, {"note", "I ring them today."}}, "Save");
    EXPECT_EQ(manager.page().status, 409);
    EXPECT_TRUE(manager.page().says("Nothing was written, because meanwhile: Taken on by "))
        << manager.page().text;
    EXPECT_TRUE(keeps(manager, "note", "I ring them today."));
    EXPECT_EQ(trial.number(concern_events), 1);
    manager.submit({{"change", "noted"}}, "Save");
    EXPECT_EQ(manager.page().status, 200) << "once it has been read";
    EXPECT_EQ(trial.number(concern_events), 2);
}

TEST_P(TwoAtOnce, NoConcernIsClosedOrItsDayMovedByWhoeverHasNotReadWhatWasDone)
{
    const auto path = given_a_concern();
    auto safeguarding = trial.signed_in("safeguarding");
    auto manager = trial.signed_in("manager");
    manager.get(path);
    safeguarding.get(path);
    safeguarding.submit({{"change", "taken_on"}}, "Save");
    safeguarding.submit({{"change", "noted"}, {"note", "Rang them."}}, "Save");
    manager.submit({{"change", "closed"}, {"outcome", "resolved"}}, "Save");
    EXPECT_EQ(manager.page().status, 409);
    EXPECT_TRUE(manager.page().says("meanwhile: Taken on by ")) << "a note decides nothing";
    manager.submit({{"change", "due_moved"},
                    {"due-day", "9"},
                    {"due-month", "3"},
                    {"due-year", "2026"},
                    {"note", "They are away."}},
                   "Save");
    EXPECT_EQ(manager.page().status, 200) << "the page that told it had shown it";
    EXPECT_EQ(trial.number(concern_events), 3);
}

TEST_P(TwoAtOnce, WhoTakeOneConcernOnAtOneMomentAreNotBothItsOwner)
{
    officer = trial.signed_in("manager");
    const Typed taking{{"change", "taken_on"}};
    when_both_press(given_a_concern(), taking, taking, "Save");
    const auto& second = officer.page().status == 200 ? lead : officer;
    const auto& first = &second == &lead ? officer : lead;
    EXPECT_EQ(first.page().status, 200) << first.page().text;
    EXPECT_EQ(second.page().status, 409) << second.page().text;
    EXPECT_TRUE(second.page().says("meanwhile: Taken on by ")) << second.page().text;
    EXPECT_EQ(trial.number(concern_events), 1);
}

TEST_P(TwoAtOnce, WhoPutsASlipRightIsStillToldWhatWasDoneToTheConcern)
{
    const auto path = given_a_concern();
    auto safeguarding = trial.signed_in("safeguarding");
    auto manager = trial.signed_in("manager");
    manager.get(path);
    safeguarding.get(path);
    safeguarding.submit({{"change", "taken_on"}}, "Save");
    manager.submit({{"change", "due_moved"}, {"note", "They are away."}}, "Save");
    EXPECT_EQ(manager.page().status, 422) << "they gave no day";
    manager.submit({{"change", "taken_on"}}, "Save");
    EXPECT_EQ(manager.page().status, 409);
    EXPECT_TRUE(manager.page().says("meanwhile: Taken on by ")) << manager.page().text;
    EXPECT_EQ(trial.number(concern_events), 1);
}

TEST_P(TwoAtOnce, ANoteThatNobodyHasReadIsReadBeforeAConcernIsClosed)
{
    const auto path = given_a_concern();
    auto safeguarding = trial.signed_in("safeguarding");
    auto manager = trial.signed_in("manager");
    manager.get(path);
    safeguarding.get(path);
    safeguarding.submit({{"change", "noted"}, {"note", "It happened again."}}, "Save");
    manager.submit({{"change", "closed"}, {"outcome", "resolved"}}, "Save");
    EXPECT_EQ(manager.page().status, 409);
    EXPECT_TRUE(manager.page().says("meanwhile: Note added by ")) << manager.page().text;
    EXPECT_TRUE(keeps(manager, "outcome", "resolved"));
    EXPECT_EQ(trial.number(concern_events), 1);
}

TEST_P(TwoAtOnce, APlaceThatThereIsNotOnAConcernIsAnsweredInWords)
{
    const auto path = given_a_concern();
    auto manager = trial.signed_in("manager");
    for (const std::string place : {"x", "7", "-1", "", "99999999999999999999"}) {
        manager.get(path);
        const auto form = manager.filled({{"change", "taken_on"}}, "Save");
        http::FormData forged;
        for (const auto& [name, value] : form.pairs())
            forged.add(name, name == "place" ? place : value);
        manager.post(path, forged);
        EXPECT_EQ(manager.page().status, 409) << place;
        EXPECT_TRUE(manager.page().says("Look at it again")) << place;
    }
    EXPECT_EQ(trial.number(concern_events), 0);
}

TEST_P(TwoAtOnce, WhoWriteOneLifeEventWriteItOnce)
{
    const auto path = record + "/life";
    const Typed moved{{"kind", "moved_away"}, {"change", "began"}};
    when_both_press(path, moved, moved, "Record");
    const auto& second = then_one_is_told("Nothing was written, because on ");
    EXPECT_TRUE(second.page().says("this was recorded already: Moved out of the area, since "))
        << second.page().text;
    EXPECT_TRUE(second.page().says("2 March 2026, written down by ")) << second.page().text;
    EXPECT_TRUE(keeps(second, "kind", "moved_away"));
    EXPECT_EQ(trial.number(life_events), 1);
}

TEST_P(TwoAtOnce, WhoEndOneLifeEventEndItOnce)
{
    const auto path = record + "/life";
    const Typed out{{"kind", "in_prison"}, {"change", "ended"}};
    officer.get(path);
    officer.submit(out, "Record");
    EXPECT_EQ(officer.page().status, 422);
    EXPECT_TRUE(officer.page().says("This has not begun, so it cannot end"));
    officer.submit({{"kind", "in_prison"}, {"change", "began"}}, "Record");
    EXPECT_EQ(officer.page().url, record);
    trial.advance(std::chrono::minutes(1));
    when_both_press(path, out, out, "Record");
    const auto& second = then_one_is_told("Nothing was written, because on ");
    EXPECT_TRUE(second.page().says("this was recorded already: In prison, ended 2 March 2026"))
        << second.page().text;
    EXPECT_TRUE(keeps(second, "change", "ended"));
    EXPECT_EQ(trial.number(life_events), 2);
}

} // namespace evenhand::tests
