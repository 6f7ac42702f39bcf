// What follows an allocation. In one arm a case waits in its lead's queue, is given to a specialist
// and stands on their caseload; in the other the local-services pack is printed and given. Nobody
// who may not know is told which by any page.
#include "app/across_rooms.hpp"
#include "app/hand_off.hpp"
#include "recruitment/directory/import_store.hpp"
#include "tests/journeys/journey.hpp"
#include "tests/support/baseline_steps.hpp"
#include "tests/support/randomised_person.hpp"

namespace evenhand::tests {

class SupportCase : public testing::TestWithParam<storage::Engine>
{
protected:
    TestHouse trial{GetParam()};

    void TearDown() override { EXPECT_EQ(trial.what_verify_finds(), ""); }

    template <class Do>
    auto write(Do what)
    {
        return trial.house->units->write({storage::ActorKind::system, "test", {}}, "test", what);
    }

    void SetUp() override
    {
        write([&](storage::UnitOfWork& work) {
            const auto day = LocalDate::parse("2026-01-01").value();
            if (trial.house->directory.in_force(work, directory::Kind::services, day)) return 0;
            const directory::ImportStore imports;
            const std::vector<directory::Row> rows{
                directory::Service{.id = "sheffield-advice",
                                   .area = "sheffield",
                                   .name = "Example Advice Centre, Sheffield",
                                   .what = "Free advice on benefits, debt and rights at work",
                                   .for_whom = "Anyone",
                                   .how = "Ring 01632 960141 for an appointment",
                                   .valid = {}}};
            const auto id = work.new_id<directory::ImportId>();
            imports.put(work, id, rows);
            imports.finish(work, {.id = id,
                                  .kind = directory::Kind::services,
                                  .as_of = day,
                                  .file_name = "services.csv",
                                  .file_hash = std::string(64, '1'),
                                  .imported_by = "test",
                                  .kept = 1,
                                  .left_out = 0,
                                  .rejected = 0,
                                  .recorded = {}});
            return 1;
        });
    }

    /// Whether whoever wants e-mail said that it may mention health and the trial.
    bool may_mention = true;
    /// Whether the specialists of the area have room: without, a case waits.
    bool some_room = false;
    const protocol::Protocol no_room = [this] {
        auto trial_of_full_teams = trial.house->protocol;
        trial_of_full_teams.support.caseload_most = 0;
        return trial_of_full_teams;
    }();
    /// Somebody of Sheffield put into a group, by the intake officer of the demonstration.
    identity::PersonId given_somebody(protocol::HandOff kind, bool agreed_to_email = false)
    {
        const auto who = agreed_to_email ? given_a_self_referral() : given_nobody_known();
        hand_off(who, kind);
        return who;
    }
    void hand_off(identity::PersonId who, protocol::HandOff kind)
    {
        const storage::Actor officer{storage::ActorKind::staff, trial.account_id("intake"),
                                     "intake_officer"};
        trial.house->units->write(officer, "test", [&](storage::UnitOfWork& work) {
            const auto allocation = Id<struct TestAllocationTag>::random(work.random());
            app::hand_off(parts(), work,
                          {.allocation = allocation.text(),
                           .person = who,
                           .kind = kind,
                           .area = "sheffield",
                           .group = "out-of-work"});
            return 0;
        });
    }
    app::HandOffParts parts()
    {
        auto& house = *trial.house;
        return {.protocol = some_room ? house.protocol : no_room,
                .holidays = house.bank_holidays,
                .hand_offs = house.hand_offs,
                .messages = house.hand_off_messages,
                .cases = house.cases,
                .directory = house.directory,
                .wishes = house.contact_wishes,
                .journeys = house.journeys,
                .withdrawals = house.withdrawals,
                .postbox = house.postbox};
    }
    std::string study_number(identity::PersonId who)
    {
        return write([&](storage::UnitOfWork& work) {
            return trial.house->journeys.find(work, who).value().study_number;
        });
    }
    /// What waits goes out, or does not.
    outgoing::SendTally when_messages_are_sent()
    {
        const auto& house = *trial.house;
        return outgoing::Sender({.vault = house.vault,
                                 .identities = house.identities,
                                 .withdrawals = house.withdrawals,
                                 .wishes = house.contact_wishes,
                                 .transport = [](const outgoing::Addressed&) { return true; },
                                 .holder = "test",
                                 .settled = app::message_settled(house.hand_off_messages)})
            .send_due(*house.units);
    }
    /// The lead of their area reads the page of the pack.
    std::string page_of_the_pack(identity::PersonId who)
    {
        auto lead = trial.signed_in("lead");
        lead.get("/participants/" + who.text() + "/local-services-pack");
        EXPECT_EQ(lead.page().status, 200);
        return lead.page().text;
    }
    std::int64_t messages() { return trial.number(count_messages); }
    std::int64_t hand_offs() { return trial.number(count_hand_offs); }

    /// Sheffield's specialist, who has that person's case.
    TestClient given_whose_case_it_is(identity::PersonId who)
    {
        write([&](storage::UnitOfWork& work) {
            const casework::Asker lead{trial.account_id("lead"), true};
            const auto given = trial.house->cases.of_person(work, lead, who).value();
            EXPECT_FALSE(trial.house->cases.assign(
                work, given, {.to = trial.account_id("specialist")}, given.place, std::nullopt));
            return 0;
        });
        return trial.signed_in("specialist");
    }
    static Typed no_calls_at_home()
    {
        return {{"way", "letter"},          {"leave_message", "no"}, {"mention_health", "no"},
                {"times", "never at home"}, {"need", "none"},        {"told_in", "telephone"}};
    }
    /// What the intake desk reads of that person, without what it says of who they are.
    std::string read_at_the_desk(identity::PersonId who)
    {
        auto officer = trial.signed_in("intake");
        officer.get("/participants/" + who.text());
        const auto& text = officer.page().text;
        EXPECT_NE(text.find("never at home"), std::string::npos) << text;
        const auto told = text.find("How we know");
        const auto timeline = text.find("Said how to contact them");
        EXPECT_NE(told, std::string::npos);
        EXPECT_NE(timeline, std::string::npos);
        return text.substr(told, 100) + "\n" + text.substr(timeline, 60);
    }

    /// The page of the first case on a list.
    static void open_first_case(TestClient& browser, const std::string& list)
    {
        browser.get(list);
        for (const auto& link : browser.page().links) {
            if (link.href.starts_with("/cases/") && link.href.size() == 39) {
                browser.get(link.href);
                return;
            }
        }
        FAIL() << "no case on " << list;
    }

private:
    identity::PersonId given_nobody_known()
    {
        return write([&](storage::UnitOfWork& work) {
            auto& house = *trial.house;
            const auto claim = house.identities.make_claim(work, {});
            const auto who = house.identities.confirm_claim(work, claim, "new_person").value();
            randomise(work, house.journeys, who, {"sheffield", "out-of-work"});
            return who;
        });
    }
    /// Who wants e-mail, and may be left a message.
    identity::PersonId given_a_self_referral()
    {
        auto visitor = trial.browser();
        send_self_referral(visitor, {{"channel", "email"},
                                     {"email", "zoe@example.com"},
                                     {"leave_message", "yes"},
                                     {"mention_health", may_mention ? "yes" : "no"}});
        const auto reference = reference_on(visitor.page());
        auto officer = trial.signed_in("intake");
        officer.get("/triage");
        officer.submit({{"reference", reference}}, "Find");
        officer.get(officer.page().url + "/identity");
        officer.submit({{"who", "new"}}, "Decide");
        const auto url = officer.page().url;
        const auto who = identity::PersonId::parse(url.substr(url.rfind('/') + 1)).value();
        write([&](storage::UnitOfWork& work) {
            randomise(work, trial.house->journeys, who, {"sheffield", "out-of-work"});
            return 0;
        });
        return who;
    }

    static constexpr storage::Statement count_messages{
        "test.messages", "SELECT count(*) FROM outbox WHERE channel = 'email'"};
    static constexpr storage::Statement count_hand_offs{"test.hand_offs",
                                                        "SELECT count(*) FROM hand_off"};
};
EVENHAND_JOURNEY(SupportCase);

TEST_P(SupportCase, WaitsInTheLeadsQueueIsAssignedAndStandsOnTheCaseload)
{
    const auto who = given_somebody(protocol::HandOff::support_case);
    auto specialist = trial.signed_in("specialist");
    EXPECT_EQ(specialist.page().url, "/caseload") << "where signing in leads";
    EXPECT_TRUE(specialist.page().says("You have no cases yet"));
    EXPECT_TRUE(specialist.page().says("0 of 30 cases"));

    auto lead = trial.signed_in("lead");
    lead.get("/cases/waiting");
    EXPECT_TRUE(lead.page().says(study_number(who)));
    EXPECT_TRUE(lead.page().says("First contact by 4 March 2026"));
    EXPECT_TRUE(lead.page().says("Tom Hallam"));
    open_first_case(lead, "/cases/waiting");
    EXPECT_TRUE(lead.page().says("Waits for one"));
    lead.follow("Assign to a specialist");
    EXPECT_TRUE(lead.page().says("Suggested: most room"));
    lead.submit({}, "Assign this case");
    EXPECT_EQ(lead.page().status, 422);
    EXPECT_TRUE(lead.page().says("Choose a specialist of this area"));
    lead.submit({{"specialist", trial.account_id("specialist")}}, "Assign this case");
    EXPECT_TRUE(lead.page().says("Tom Hallam"));
    lead.get("/cases/waiting");
    EXPECT_TRUE(lead.page().says("No case waits"));

    open_first_case(specialist, "/caseload");
    EXPECT_TRUE(specialist.page().says("May we?"));
    EXPECT_TRUE(specialist.page().says("Not yet, promised by 9 March 2026"));
    specialist.follow("Record a contact");
    specialist.submit({{"channel", "face_to_face"},
                       {"direction", "to_person"},
                       {"outcome", "spoke"},
                       {"when-day", "2"},
                       {"when-month", "3"},
                       {"when-year", "2026"},
                       {"note", "Met at the library."}},
                      "Record contact");
    EXPECT_TRUE(specialist.page().says("Meeting by 16 March 2026"));
    EXPECT_TRUE(specialist.page().says("Met at the library."));
    specialist.get("/caseload");
    EXPECT_TRUE(specialist.page().says("1 of 30 cases"));
    EXPECT_GE(trial.count_done("case.opened"), 3U);
    EXPECT_GE(trial.count_done("caseload.listed"), 2U);
    EXPECT_GE(trial.count_done("cases.listed"), 2U);
}

// T4: assigned on the day on which they are put into the group.
TEST_P(SupportCase, IsAtOnceOfTheSpecialistOfTheAreaWhoHasMostRoom)
{
    some_room = true;
    const auto who = given_somebody(protocol::HandOff::support_case);
    auto lead = trial.signed_in("lead");
    lead.get("/cases/waiting");
    EXPECT_TRUE(lead.page().says("No case waits"));
    auto part_time = trial.signed_in("specialist3");
    EXPECT_TRUE(part_time.page().says("You have no cases yet"));
    auto specialist = trial.signed_in("specialist");
    EXPECT_TRUE(specialist.page().says("1 of 30 cases"));
    EXPECT_TRUE(specialist.page().says(study_number(who)));
    open_first_case(specialist, "/caseload");
    EXPECT_TRUE(specialist.page().says("Tom Hallam"));
    EXPECT_TRUE(specialist.page().says("First assignment"));
    EXPECT_EQ(write([&](storage::UnitOfWork& work) {
                  return trial.house->cases.caseload_at(work, trial.account_id("specialist"),
                                                        work.now());
              }),
              1);
}

TEST_P(SupportCase, ShowsTheAnswersThatAreSharedWithSupportAndNoOthers)
{
    const auto who = write([&](storage::UnitOfWork& work) {
        auto& house = *trial.house;
        using participants::Step;
        const auto person =
            house.identities.confirm_claim(work, house.identities.make_claim(work, {}), "new")
                .value();
        EXPECT_TRUE(house.journeys.take(work, person, {.step = Step::referred}));
        walk_to_consent(work, house, person);
        auto given = every_answer(house.protocol.baseline);
        given.answers["work-now"] = std::string("studying");
        given.answers["general-health"] = std::string("very-bad");
        EXPECT_TRUE(house.baselines.save(work, person, given));
        lock_baseline(work, house, person);
        for (const Step step : {Step::intended, Step::randomised})
            EXPECT_TRUE(house.journeys.take(work, person, {.step = step}));
        return person;
    });
    hand_off(who, protocol::HandOff::support_case);
    auto lead = trial.signed_in("lead");
    open_first_case(lead, "/cases/waiting");
    EXPECT_TRUE(lead.page().says("What they told us about work"));
    EXPECT_TRUE(lead.page().says("I have no paid work and am studying"));
    EXPECT_FALSE(lead.page().says("How is your health in general?"));
    EXPECT_FALSE(lead.page().says("Very bad"));
    EXPECT_EQ(trial.count_done("baseline.shared_opened", who.text()), 1U);
    lead.follow("Raise a concern");
    EXPECT_EQ(lead.page().url, "/concerns/new/" + who.text());
    write([&](storage::UnitOfWork& work) {
        const auto plan =
            trial.house->identities.plan_erasure(work, who, identity::KeyClass::research);
        trial.house->identities.erase(work, plan, "asked");
        return 0;
    });
    open_first_case(lead, "/cases/waiting");
    EXPECT_FALSE(lead.page().says("What they told us about work"));
}

TEST_P(SupportCase, RingsWhereNobodyWasMetInTime)
{
    given_somebody(protocol::HandOff::support_case);
    trial.advance(std::chrono::hours(24 * 8));
    auto lead = trial.signed_in("lead");
    lead.get("/cases/waiting");
    EXPECT_TRUE(lead.page().says("Not met in time"));
    auto provider = trial.signed_in("provider");
    provider.get("/cases/areas");
    EXPECT_TRUE(provider.page().says("Sheffield"));
    EXPECT_TRUE(provider.page().says("1 to 7")) << "an exact count by area would tell of the draw";
    EXPECT_EQ(provider.page().status, 200);
}

TEST_P(SupportCase, KeepsItsHistoryThroughATransferAndLeavesTheOldCaseload)
{
    given_somebody(protocol::HandOff::support_case);
    auto lead = trial.signed_in("lead");
    open_first_case(lead, "/cases/waiting");
    const auto url = lead.page().url;
    lead.follow("Assign to a specialist");
    lead.submit({{"specialist", trial.account_id("specialist")}}, "Assign this case");
    lead.follow("Transfer to another specialist");
    lead.submit({{"specialist", trial.account_id("specialist3")}}, "Transfer this case");
    EXPECT_TRUE(lead.page().says("Choose why it changes hands"));
    lead.submit({{"specialist", trial.account_id("specialist3")}, {"reason", "leave"}},
                "Transfer this case");
    EXPECT_EQ(lead.page().url, url);
    EXPECT_TRUE(lead.page().says("The specialist is away for a while"));
    EXPECT_TRUE(lead.page().says("First assignment"));

    auto old = trial.signed_in("specialist");
    old.get(url);
    EXPECT_EQ(old.page().status, 404) << "no longer theirs, so no longer there";
    old.get("/caseload");
    EXPECT_TRUE(old.page().says("You have no cases yet"));
    auto other = trial.signed_in("specialist3");
    other.get(url);
    EXPECT_EQ(other.page().status, 200);
    auto elsewhere = trial.signed_in("lead2");
    elsewhere.get(url);
    EXPECT_EQ(elsewhere.page().status, 404);
    elsewhere.get("/cases/waiting");
    EXPECT_TRUE(elsewhere.page().says("No case waits"));
}

TEST_P(SupportCase, AControlParticipantIsGivenThePackOfTheAreaAndHasNoCase)
{
    const auto who = given_somebody(protocol::HandOff::local_services);
    const std::string record = "/participants/" + who.text();
    auto officer = trial.signed_in("intake");
    officer.get(record);
    officer.follow("Open the local services pack");
    EXPECT_TRUE(officer.page().says("Help with work and health in Sheffield"));
    EXPECT_TRUE(officer.page().says("How to reach it"));
    EXPECT_TRUE(officer.page().says("No copy has been recorded yet"));
    officer.submit({}, "Record this copy");
    EXPECT_EQ(officer.page().status, 422);
    officer.submit({{"format", "large_print"}, {"way", "in_person"}}, "Record this copy");
    EXPECT_TRUE(officer.page().says("In large print"));
    officer.get(record + "/local-services-pack?size=large");
    EXPECT_TRUE(officer.page().says("Show it in usual print"));
    EXPECT_EQ(trial.count_done("pack.opened", who.text()), 3U);

    auto lead = trial.signed_in("lead");
    lead.get("/cases/waiting");
    EXPECT_TRUE(lead.page().says("No case waits"));
    lead.get(record + "/local-services-pack");
    EXPECT_EQ(lead.page().status, 200);
}

TEST_P(SupportCase, NoPageTellsTheArmToWhoMayNotKnow)
{
    const auto control = given_somebody(protocol::HandOff::local_services);
    const auto supported = given_somebody(protocol::HandOff::support_case);
    for (const auto* handle : {"lead2", "interviewer", "evaluator", "manager", "safeguarding",
                               "dpo", "specialist", "admin", "data"}) {
        auto other = trial.signed_in(handle);
        for (const auto& who : {control, supported}) {
            other.get("/participants/" + who.text() + "/local-services-pack");
            EXPECT_EQ(other.page().status, 404) << handle;
        }
    }
    // Who handed neither of them off opens both records and reads the same words about support.
    auto elsewhere = trial.signed_in("safeguarding");
    for (const auto& who : {control, supported}) {
        elsewhere.get("/participants/" + who.text());
        EXPECT_FALSE(elsewhere.page().says("local services pack"));
        EXPECT_FALSE(elsewhere.page().says("support case"));
    }
}

TEST_P(SupportCase, WhatSomebodyActuallyReceivedIsRecordedWithoutTellingOrChangingAGroup)
{
    const auto control = given_somebody(protocol::HandOff::local_services);
    const auto supported = given_somebody(protocol::HandOff::support_case);
    auto officer = trial.signed_in("intake");
    std::vector<std::string> forms;
    for (const auto& who : {control, supported}) {
        officer.get("/participants/" + who.text() + "/deviations/new");
        std::string words = officer.page().text;
        const auto number = study_number(who);
        words.erase(words.find(number), number.size());
        forms.push_back(words);
    }
    EXPECT_EQ(forms[0], forms[1]) << "asked of everybody in the same words";
    officer.get("/participants/" + control.text() + "/deviations/new");
    officer.submit({{"from-day", "1"}, {"from-month", "4"}, {"from-year", "2026"}}, "Record this");
    EXPECT_EQ(officer.page().status, 422);
    EXPECT_TRUE(officer.page().says("Choose which support they received"));
    officer.submit({{"received", "trial_support"},
                    {"from-day", "1"},
                    {"from-month", "3"},
                    {"from-year", "2026"},
                    {"note", "Came to a meeting with a friend."}},
                   "Record this");
    EXPECT_EQ(officer.page().url, "/participants/" + control.text());
    EXPECT_TRUE(officer.page().says("Support from an employment specialist of this trial"));
    EXPECT_EQ(hand_offs(), 2);

    auto elsewhere = trial.signed_in("lead2");
    elsewhere.get("/participants/" + control.text() + "/deviations/new");
    EXPECT_EQ(elsewhere.page().status, 404) << "a lead of other areas";
}

TEST_P(SupportCase, EitherArmHasOneRowAndWhereEmailWasAgreedOneMessage)
{
    given_somebody(protocol::HandOff::support_case, /*agreed_to_email=*/true);
    EXPECT_EQ(hand_offs(), 1);
    EXPECT_EQ(messages(), 2) << "the referral was acknowledged, and what happens next";
}

TEST_P(SupportCase, TheOtherArmToo)
{
    given_somebody(protocol::HandOff::local_services, /*agreed_to_email=*/true);
    EXPECT_EQ(hand_offs(), 1);
    EXPECT_EQ(messages(), 2);
    given_somebody(protocol::HandOff::local_services);
    EXPECT_EQ(messages(), 2) << "who told of no e-mail is sent none";
}

TEST_P(SupportCase, WhoDoesNotWantHealthMentionedIsSentNothingThatNamesTheTrial)
{
    may_mention = false;
    given_somebody(protocol::HandOff::support_case, /*agreed_to_email=*/true);
    EXPECT_EQ(messages(), 1) << "the acknowledgement, which names neither";
    given_somebody(protocol::HandOff::local_services, /*agreed_to_email=*/true);
    EXPECT_EQ(messages(), 2);
}

TEST_P(SupportCase, APackByEmailIsGivenWhenItWentAndNotBefore)
{
    const auto who = given_somebody(protocol::HandOff::local_services, /*agreed_to_email=*/true);
    EXPECT_NE(page_of_the_pack(who).find("Email with this pack: Not sent yet"), std::string::npos);
    EXPECT_NE(page_of_the_pack(who).find("No copy has been recorded yet"), std::string::npos);
    EXPECT_EQ(when_messages_are_sent().sent, 2);
    const auto page = page_of_the_pack(who);
    EXPECT_EQ(page.find("Not sent yet"), std::string::npos);
    EXPECT_EQ(page.find("No copy has been recorded yet"), std::string::npos) << page;
    EXPECT_NE(page.find("The program"), std::string::npos) << page;
}

TEST_P(SupportCase, APackThatWasNotSentIsShownAsNotGivenWithTheReason)
{
    const auto who = given_somebody(protocol::HandOff::local_services, /*agreed_to_email=*/true);
    write([&](storage::UnitOfWork& work) {
        const auto& store = trial.house->contact_wishes;
        const auto standing = store.standing(work, who).value();
        return store
            .record(work, who,
                    {.wishes = {.ways = {wishes::Way::phone}}, .instead_of = standing.told.id})
            .has_value();
    });
    EXPECT_EQ(when_messages_are_sent().dropped, 2);
    const auto page = page_of_the_pack(who);
    EXPECT_NE(page.find("Not sent: they did not wish it"), std::string::npos) << page;
    EXPECT_NE(page.find("No copy has been recorded yet"), std::string::npos);
}

// The tree's size is published: it must not tell which message was a pack (design 4, audit).
TEST_P(SupportCase, SendingWhatFollowsLeavesAsMuchInTheLogInEitherArm)
{
    std::vector<std::size_t> leaves;
    for (const auto kind : {protocol::HandOff::support_case, protocol::HandOff::local_services}) {
        given_somebody(kind, /*agreed_to_email=*/true);
        const auto before = trial.leaves().size();
        EXPECT_EQ(when_messages_are_sent().sent, 2);
        std::size_t entries = 0;
        const auto all = trial.leaves();
        for (std::size_t i = before; i < all.size(); ++i)
            entries += 1 + all[i].entries.size();
        leaves.push_back(entries);
    }
    EXPECT_EQ(leaves[0], leaves[1]);
}

TEST_P(SupportCase, TheSpecialistWritesDownHowTheirOwnPersonWantsToBeReachedAndNobodyElses)
{
    const auto who = given_somebody(protocol::HandOff::support_case);
    const auto another = given_somebody(protocol::HandOff::local_services);
    auto specialist = given_whose_case_it_is(who);
    open_first_case(specialist, "/caseload");
    const auto of_case = specialist.page().url;
    EXPECT_TRUE(specialist.page().says("Not asked yet. Leave no message"));
    specialist.follow("Ask how to contact them (Before you call)");
    specialist.submit(no_calls_at_home(), "Save");
    EXPECT_EQ(specialist.page().url, of_case) << "the record is not theirs to open";
    EXPECT_TRUE(specialist.page().says("never at home"));
    EXPECT_TRUE(specialist.page().says("written down by Tom Hallam"));

    specialist.get("/participants/" + another.text() + "/contact-wishes");
    EXPECT_EQ(specialist.page().status, 404);
    auto elsewhere = trial.signed_in("specialist2");
    elsewhere.get("/participants/" + who.text() + "/contact-wishes");
    EXPECT_EQ(elsewhere.page().status, 404) << "another specialist's case";
}

// A specialist writes of one arm only, so that the name would tell it (design 1.4).
TEST_P(SupportCase, WhoMayNotKnowTheArmReadsTheSameWhoeverWroteTheWishesDown)
{
    const auto supported = given_somebody(protocol::HandOff::support_case);
    const auto control = given_somebody(protocol::HandOff::local_services);
    auto specialist = given_whose_case_it_is(supported);
    auto lead = trial.signed_in("lead"); // the clock goes on while one signs in
    specialist.get("/participants/" + supported.text() + "/contact-wishes");
    specialist.submit(no_calls_at_home(), "Save");
    lead.get("/participants/" + control.text() + "/contact-wishes");
    lead.submit(no_calls_at_home(), "Save");

    const auto of_supported = read_at_the_desk(supported);
    EXPECT_EQ(of_supported, read_at_the_desk(control));
    EXPECT_EQ(of_supported.find("Hallam"), std::string::npos) << of_supported;

    lead.get("/participants/" + supported.text());
    EXPECT_TRUE(lead.page().says("written down by Tom Hallam")) << "a lead of the area may know";
    auto elsewhere = trial.signed_in("lead2");
    elsewhere.get("/participants/" + supported.text());
    EXPECT_FALSE(elsewhere.page().says("written down by Tom Hallam"));
    EXPECT_TRUE(elsewhere.page().says("never at home"));
}

} // namespace evenhand::tests
