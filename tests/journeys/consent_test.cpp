// Consent, side by side at a tablet: typed, said aloud before a colleague, or on paper; what taking
// part needs refused; somebody who cannot decide today; and by what their records are found.
#include "tests/journeys/journey.hpp"

#include "tests/support/canaries.hpp"
#include "tests/support/information_steps.hpp"

namespace evenhand::tests {

class Consent : public testing::TestWithParam<storage::Engine>
{
protected:
    TestHouse trial{GetParam()};

    void TearDown() override { EXPECT_EQ(trial.what_verify_finds(), ""); }

    /// The record of somebody who was told everything and wants to go on.
    std::string given_somebody_who_goes_on(TestClient& officer)
    {
        const auto record = given_somebody_uninformed(officer);
        const auto person =
            participants::PersonId::parse(record.substr(record.rfind('/') + 1)).value();
        trial.house->units->write({storage::ActorKind::system, "test", {}}, "test",
                                  [&](storage::UnitOfWork& work) {
                                      hear_information(work, trial.house->information,
                                                       trial.house->protocol.consent, person);
                                  });
        return record;
    }
    /// Who came as far by steps alone.
    std::string given_somebody_uninformed(TestClient& officer)
    {
        auto visitor = trial.browser();
        send_self_referral(visitor);
        officer.get("/triage");
        officer.submit({{"reference", reference_on(visitor.page())}}, "Find");
        officer.get(officer.page().url + "/identity");
        officer.submit({{"who", "new"}}, "Decide");
        const auto record = officer.page().url;
        const auto person =
            participants::PersonId::parse(record.substr(record.rfind('/') + 1)).value();
        using participants::Step;
        trial.house->units->write(
            {storage::ActorKind::system, "test", {}}, "test", [&](storage::UnitOfWork& work) {
                for (const Step step : {Step::contacted, Step::booked, Step::attended,
                                        Step::eligible, Step::taught, Step::goes_on}) {
                    EXPECT_TRUE(
                        trial.house->journeys.take(work, person, {.step = step}).has_value());
                }
            });
        return record;
    }
    static void when_it_is_asked(TestClient& officer, const std::string& record,
                                 std::string_view capacity = "assumed")
    {
        officer.get(record + "/consent");
        officer.submit({{"capacity", std::string(capacity)},
                        {"supporter", "carer"},
                        {"supporter_name", "Sam Example"},
                        {"interpreter", "yes"},
                        {"interpreter_language", "Punjabi"}},
                       "Continue");
    }
    static void when_they_answer(TestClient& officer, std::string_view part = "yes",
                                 std::string_view records = "yes")
    {
        officer.submit({{"item-information", std::string(part)},
                        {"item-surveys", "yes"},
                        {"item-government-records", std::string(records)},
                        {"item-health-records", "no"},
                        {"item-tell-practice", "no"},
                        {"item-interviews", "yes"},
                        {"item-future-research", "no"}},
                       "Continue");
    }
    static void when_they_type_their_name(TestClient& officer)
    {
        officer.submit({{"method", "typed-name"}, {"typed_name", name}, {"own_name", "yes"}},
                       "Sign");
    }
    std::int64_t signatures() { return trial.number(count_signatures); }

    static constexpr const char* name = "Zoë Example";

private:
    static constexpr storage::Statement count_signatures{"test.signatures",
                                                         "SELECT count(*) FROM consent"};
};
EVENHAND_JOURNEY(Consent);

TEST_P(Consent, IsTypedByTheParticipantAndTheirRecordsAreFoundByWhatTheyGive)
{
    auto officer = trial.signed_in("intake");
    const auto record = given_somebody_who_goes_on(officer);
    officer.get(record);
    officer.follow("Ask for consent");
    officer.submit({}, "Continue");
    EXPECT_TRUE(officer.page().says("Choose whether they can decide today"));
    when_it_is_asked(officer, record);
    EXPECT_EQ(officer.page().heading, "What do you agree to?");
    officer.submit({}, "Continue");
    EXPECT_TRUE(officer.page().says("Choose yes or no to each statement")) << "nothing is chosen";
    when_they_answer(officer);
    EXPECT_EQ(officer.page().heading, "Sign");
    officer.submit({{"method", "typed-name"}, {"typed_name", "Somebody Else"}}, "Sign");
    EXPECT_TRUE(officer.page().says("This is not the name on their record"));
    when_they_type_their_name(officer);

    EXPECT_EQ(officer.page().heading, "What you agreed to");
    EXPECT_TRUE(officer.page().says("I agree to be asked how I am after 4 months"));
    EXPECT_TRUE(officer.page().says("Typed name: Zoë Example"));
    EXPECT_TRUE(officer.page().says("WW-"));
    EXPECT_TRUE(officer.page().says("Punjabi"));
    officer.follow("Continue");
    EXPECT_EQ(officer.page().heading, "Finding their records");
    officer.submit({{"ni", "number"}, {"ni_number", "QQ12345"}, {"sex", "female"}}, "Save");
    EXPECT_TRUE(officer.page().says("too short"));
    officer.submit({{"ni", "number"},
                    {"ni_number", "QQ 12 34 56 C"},
                    {"sex", "female"},
                    {"address", "1 Example Street"},
                    {"postcode", "S1 2HH"}},
                   "Save");
    officer.get(record);
    EXPECT_TRUE(officer.page().says("Given on"));
    EXPECT_TRUE(officer.page().says("Version 1. Typed name: Zoë Example")) << "why";
    EXPECT_TRUE(
        officer.page().says("Yes. They agreed: version 1 of the form, signed on 2 March 2026"));
    EXPECT_EQ(signatures(), 1);
}

TEST_P(Consent, SaidAloudCountsOnceAColleagueSaysOnTheirOwnAccountThatTheyHeardIt)
{
    auto officer = trial.signed_in("intake");
    const auto record = given_somebody_who_goes_on(officer);
    when_it_is_asked(officer, record);
    when_they_answer(officer, "yes", "no");
    officer.submit({{"method", "witnessed-verbal"}}, "Sign");
    EXPECT_TRUE(officer.page().says("Waits for the colleague who heard it"));
    officer.get(record + "/consent/witness");
    officer.submit({{"heard", "yes"}}, "Confirm");
    EXPECT_TRUE(officer.page().says("You took this consent"));
    officer.get(record);
    EXPECT_TRUE(officer.page().says("Wants to take part")) << "nothing counts yet";

    auto lead = trial.signed_in("lead");
    lead.get(record);
    lead.follow("Say whether you heard their consent");
    EXPECT_TRUE(lead.page().says("Ines Okafor"));
    lead.submit({}, "Confirm");
    EXPECT_TRUE(lead.page().says("Choose whether you heard them say it"));
    lead.submit({{"heard", "yes"}}, "Confirm");
    EXPECT_TRUE(lead.page().says("Priya Nair"));
    lead.get(record);
    EXPECT_TRUE(lead.page().says("A colleague heard their consent"));
    EXPECT_TRUE(lead.page().says("WW-"));
}

TEST_P(Consent, OnPaperIsKeptWithItsNumberItsDateAndWhereItLies)
{
    auto officer = trial.signed_in("intake");
    const auto record = given_somebody_who_goes_on(officer);
    when_it_is_asked(officer, record);
    when_they_answer(officer);
    officer.submit({{"method", "paper"}, {"form_number", "CF-12"}}, "Sign");
    EXPECT_TRUE(officer.page().says("Enter who saw them sign"));
    EXPECT_TRUE(officer.page().says("Enter the version printed on the form"));
    officer.submit({{"method", "paper"},
                    {"form_number", "CF-12"},
                    {"form_version", "0.9"},
                    {"dated-day", "1"},
                    {"dated-month", "3"},
                    {"dated-year", "2026"}},
                   "Sign");
    EXPECT_EQ(officer.page().status, 422);
    EXPECT_TRUE(officer.page().says("This is not the version in force"));
    EXPECT_TRUE(officer.page().says("before the day on which they went through the information"));
    officer.submit({{"method", "paper"},
                    {"form_number", "CF-12"},
                    {"form_version", "1"},
                    {"dated-day", "2"},
                    {"dated-month", "3"},
                    {"dated-year", "2026"},
                    {"seen_by", "Ines Okafor"},
                    {"filed", "Site file 3"}},
                   "Sign");
    EXPECT_TRUE(officer.page().says("form CF-12, dated 2 March 2026"));
    EXPECT_TRUE(officer.page().says("filed: Site file 3"));
}

TEST_P(Consent, IsNotAskedBeforeTheSheetInForceWasHeardWhereverTheyStand)
{
    auto officer = trial.signed_in("intake");
    const auto record = given_somebody_uninformed(officer);
    const auto hear_it = [&] {
        officer.submit({{"sheet", "easy-read/en"}}, "Continue");
        officer.follow("Continue to the questions");
        Typed said;
        for (const auto& question : trial.house->protocol.consent.teach_back)
            said.emplace_back(question.id, "explained_again");
        officer.submit(said, "Continue");
        EXPECT_EQ(officer.page().url, record + "/consent");
        EXPECT_EQ(officer.page().status, 200);
    };
    officer.get(record + "/consent");
    EXPECT_EQ(officer.page().status, 409);
    EXPECT_TRUE(officer.page().says("Nobody signs what they have not heard"));
    officer.follow("Go through the information");
    hear_it();
    EXPECT_TRUE(officer.page().says("version 1 of the information sheet on 2 March 2026"));
    when_it_is_asked(officer, record);
    when_they_answer(officer);
    when_they_type_their_name(officer);
    EXPECT_TRUE(officer.page().says("version 1, Easy Read, in English"));
    EXPECT_TRUE(officer.page().says("A carer: Sam Example"));

    officer.get(record + "/information");
    hear_it();
    EXPECT_EQ(signatures(), 1) << "hearing it again changes nothing";
}

TEST_P(Consent, ADoubtWhetherTheyCanDecideIsWrittenDownWithHowItWasAssessed)
{
    auto officer = trial.signed_in("intake");
    const auto record = given_somebody_who_goes_on(officer);
    officer.get(record + "/consent");
    officer.submit({{"capacity", "assessed"}, {"supporter", "advocate"}, {"interpreter", "no"}},
                   "Continue");
    EXPECT_EQ(officer.page().status, 422);
    EXPECT_TRUE(officer.page().says("how you found that they can decide"));
    EXPECT_TRUE(officer.page().says("Enter the name of who sits with them"));
    officer.submit({{"capacity_note", "Very tired. Said it back after a rest."},
                    {"supporter_name", "Sam Example"}},
                   "Continue");
    when_they_answer(officer);
    when_they_type_their_name(officer);
    EXPECT_FALSE(officer.page().says("Very tired")) << "the copy is theirs, and is printed";
    officer.get(record);
    EXPECT_TRUE(officer.page().says("It was assessed: Very tired. Said it back after a rest."));
    EXPECT_TRUE(officer.page().says("An advocate: Sam Example"));
    auto specialist = trial.signed_in("specialist");
    specialist.get(record);
    EXPECT_FALSE(specialist.page().says("Very tired"));
}

TEST_P(Consent, WhatTakingPartNeedsRefusedIsNeverADeadEnd)
{
    auto officer = trial.signed_in("intake");
    const auto record = given_somebody_who_goes_on(officer);
    when_it_is_asked(officer, record);
    when_they_answer(officer, "no");
    EXPECT_TRUE(officer.page().says("That is fine. Nobody has to take part"));
    officer.get(record + "/consent/sign");
    EXPECT_NE(officer.page().heading, "Sign") << "no address leads past it";
    officer.follow("They changed their mind: ask again");
    when_they_answer(officer, "yes");
    EXPECT_EQ(officer.page().heading, "Sign");
    officer.get(record + "/consent/statements");
    when_they_answer(officer, "no");
    officer.submit({}, "Continue");
    EXPECT_TRUE(officer.page().says("Choose what they want to do"));
    officer.submit({{"what", "decline"}}, "Continue");
    EXPECT_TRUE(officer.page().says("Choose what they said"));
    officer.submit({{"what", "decline"}, {"reason", "randomisation"}}, "Continue");
    officer.get(record);
    EXPECT_TRUE(officer.page().says("Ended: declined"));
    EXPECT_EQ(signatures(), 0);
}

TEST_P(Consent, NobodySignsWhoCannotDecideToday)
{
    auto officer = trial.signed_in("intake");
    const auto record = given_somebody_who_goes_on(officer);
    when_it_is_asked(officer, record, "lacking");
    EXPECT_EQ(officer.page().heading, "Stop here for today");
    officer.get(record + "/consent/sign");
    EXPECT_NE(officer.page().heading, "Sign");
    officer.get(record + "/consent/stop");
    officer.submit({{"what", "time"}}, "Continue");
    officer.get(record);
    EXPECT_TRUE(officer.page().says("Thinking it over"));
    EXPECT_EQ(signatures(), 0);
}

TEST_P(Consent, WhatFindsTheirRecordsIsLeftOutForAReasonOrNeverAsked)
{
    auto officer = trial.signed_in("intake");
    const auto record = given_somebody_who_goes_on(officer);
    officer.get(record + "/linkage-keys");
    EXPECT_TRUE(officer.page().says("It is asked once they have consented"));
    when_it_is_asked(officer, record);
    when_they_answer(officer);
    when_they_type_their_name(officer);
    officer.get(record + "/linkage-keys");
    officer.follow("Leave this out");
    officer.submit({}, "Go on without it");
    EXPECT_TRUE(officer.page().says("Choose why it is left out"));
    officer.submit({{"reason", "not_to_hand"}}, "Go on without it");
    officer.get(record);
    EXPECT_TRUE(officer.page().says("They do not have it with them"));
    EXPECT_TRUE(officer.page().says("Write down what finds their records"));

    when_it_is_asked(officer, record);
    when_they_answer(officer, "yes", "no");
    when_they_type_their_name(officer);
    officer.get(record + "/linkage-keys");
    EXPECT_TRUE(officer.page().says("So nothing is asked")) << "they said no the second time";
    officer.get(record);
    EXPECT_FALSE(officer.page().says("Write down what finds their records"));
    EXPECT_TRUE(officer.page().says("No. They did not agree to it: version 1 of the form"));
}

TEST_P(Consent, SentTwiceIsOneSignature)
{
    auto officer = trial.signed_in("intake");
    const auto record = given_somebody_who_goes_on(officer);
    when_it_is_asked(officer, record);
    when_they_answer(officer);
    const auto form = officer.filled(
        {{"method", "typed-name"}, {"typed_name", name}, {"own_name", "yes"}}, "Sign");
    auto other_tab = officer;
    other_tab.get(record + "/consent/sign");
    const auto other = other_tab.filled(
        {{"method", "typed-name"}, {"typed_name", name}, {"own_name", "yes"}}, "Sign");
    officer.post(record + "/consent/sign", form);
    EXPECT_EQ(officer.page().heading, "What you agreed to");
    officer.post(record + "/consent/sign", form);
    EXPECT_EQ(officer.page().heading, "What you agreed to") << "the same key, the same answer";
    other_tab.post(record + "/consent/sign", other);
    EXPECT_NE(other_tab.page().heading, "What you agreed to");
    EXPECT_EQ(signatures(), 1);
}

TEST_P(Consent, NobodyTakesItWhoseTrainingHasLapsed)
{
    auto officer = trial.signed_in("intake");
    const auto record = given_somebody_who_goes_on(officer);
    trial.advance(std::chrono::days(1200));
    officer = trial.signed_in("intake");
    officer.get(record + "/consent");
    EXPECT_EQ(officer.page().status, 409);
    EXPECT_TRUE(officer.page().says("no training \"consent\" that is in force today"));
    EXPECT_EQ(signatures(), 0);
}

TEST_P(Consent, WhatFindsTheirRecordsIsShownToNobodyWhoSupportsThem)
{
    auto officer = trial.signed_in("intake");
    const auto record = given_somebody_who_goes_on(officer);
    when_it_is_asked(officer, record);
    when_they_answer(officer);
    when_they_type_their_name(officer);
    officer.get(record + "/linkage-keys");
    officer.submit({{"ni", "number"},
                    {"ni_number", "QQ 12 34 56 C"},
                    {"sex", "female"},
                    {"address", "1 Example Street"},
                    {"postcode", "S1 2HH"}},
                   "Save");
    officer.get(record + "/linkage-keys");
    EXPECT_TRUE(officer.page().says("******56C"));
    Canaries canaries;
    canaries.add("the National Insurance number", "QQ123456C");
    canaries.add("the National Insurance number, as typed", "QQ 12 34 56 C");
    EXPECT_TRUE(canaries.in(officer.page().body).empty()) << "not even to those who wrote it";
    for (const auto* handle : {"lead", "dpo", "specialist", "provider", "manager"}) {
        auto other = trial.signed_in(handle);
        for (const auto* path : {"", "/consent/copy", "/linkage-keys"}) {
            other.get(record + path);
            EXPECT_TRUE(canaries.in(other.page().body).empty()) << handle << path;
            EXPECT_FALSE(other.page().says("56C")) << handle << path;
        }
        EXPECT_EQ(other.page().status, 404) << handle << " asks nothing about records";
    }
    for (const auto& leaf : trial.leaves())
        for (const auto& entry : leaf.entries)
            EXPECT_TRUE(canaries.in(entry.object_id + entry.action).empty());
}

} // namespace evenhand::tests
