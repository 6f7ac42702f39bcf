// Somebody asks to be called and says nothing else; on the telephone they say how we may reach
// them, and from then on they are written to, until they say no.
#include "tests/journeys/journey.hpp"

namespace evenhand::tests {

class ContactWishes : public Journey
{
protected:
    TestClient officer = trial.browser();
    std::string record;
    std::vector<outgoing::Addressed> sent;

    void given_somebody_who_only_asked_to_be_called()
    {
        auto person = trial.browser();
        person.get("/call-me");
        person.submit({{"name", "Zoë Example"},
                       {"phone", "07700 900123"},
                       {"times", "mornings"},
                       {"language", "Cantonese"}},
                      "Ask for a call");
        when_triage_knows_them(reference_on(person.page()));
    }
    void given_a_self_referral(const Typed& instead)
    {
        auto person = trial.browser();
        send_self_referral(person, instead);
        when_triage_knows_them(reference_on(person.page()));
    }
    void given_self_referral_by_email()
    {
        given_a_self_referral(
            {{"channel", "email"}, {"email", "zoe@example.com"}, {"leave_message", "yes"}});
    }
    void when_triage_knows_them(const std::string& reference)
    {
        officer = trial.signed_in("intake");
        officer.get("/triage");
        officer.submit({{"reference", reference}}, "Find");
        officer.get(officer.page().url + "/identity");
        officer.submit({{"who", "new"}}, "Decide");
        record = officer.page().url;
    }
    void when_they_give_their_email_address()
    {
        officer.get(record + "/details");
        officer.submit({{"email", "zoe@example.com"}, {"why", "changed"}}, "Save details");
        EXPECT_EQ(officer.page().status, 200);
    }
    static Typed wish(const std::string& way, const std::string& leave_message)
    {
        return {{"way", way},
                {"leave_message", leave_message},
                {"mention_health", "no"},
                {"need", "none"},
                {"told_in", "telephone"}};
    }
    void when_they_say(const Typed& said)
    {
        officer.get(record + "/contact-wishes");
        officer.submit(said, "Save");
    }
    void when_an_appointment_is_booked()
    {
        officer.get(record + "/appointment/new");
        officer.submit({{"slot", "own"},
                        {"mode", "telephone"},
                        {"on-day", "10"},
                        {"on-month", "3"},
                        {"on-year", "2026"},
                        {"at", "10:00"},
                        {"minutes", "60"}},
                       "Book");
        EXPECT_EQ(officer.page().heading, "Appointment");
    }
    outgoing::SendTally when_messages_are_sent()
    {
        const auto& house = *trial.house;
        return outgoing::Sender({.vault = house.vault,
                                 .identities = house.identities,
                                 .withdrawals = house.withdrawals,
                                 .wishes = house.contact_wishes,
                                 .transport =
                                     [this](const outgoing::Addressed& addressed) {
                                         sent.push_back(addressed);
                                         return true;
                                     },
                                 .holder = "test"})
            .send_due(*house.units);
    }
    void given_somebody_who_wants_letters()
    {
        given_a_self_referral({{"channel", "letter"}, {"address", "1 Example Street"}});
    }
    /// What the server answers to that end of the letter, whatever its page offers.
    const Visit& when_the_letter_is_ended(const std::string& how)
    {
        officer.get(record + "/acknowledgement");
        const auto offered = officer.filled({}, "Record that they were told");
        http::FormData form;
        for (const auto& [name, value] : offered.pairs())
            form.add(name, name == "how" ? how : value);
        return officer.post(record + "/acknowledgement", form);
    }
    std::string letters_text(const std::string& area = {})
    {
        officer.get("/calls/letters" + (area.empty() ? "" : "?area=" + area));
        return officer.page().text;
    }
    std::string record_text()
    {
        officer.get(record);
        return officer.page().text;
    }
    std::int64_t queued() { return trial.number(count_queued); }
    std::int64_t tellings() { return trial.number(count_tellings); }

private:
    static constexpr storage::Statement count_queued{"test.queued", "SELECT count(*) FROM outbox"};
    static constexpr storage::Statement count_tellings{"test.tellings",
                                                       "SELECT count(*) FROM contact_wishes"};
};
EVENHAND_JOURNEY(ContactWishes);

TEST_P(ContactWishes, WhoAskedToBeCalledAndAgreesToEmailOnTheTelephoneGetsTheConfirmation)
{
    given_somebody_who_only_asked_to_be_called();
    const auto before = record_text();
    EXPECT_NE(before.find("Not asked yet"), std::string::npos) << before;
    EXPECT_NE(before.find("Cantonese"), std::string::npos);
    officer.get("/calls?when=later");
    EXPECT_TRUE(officer.page().says("Leave no message: not asked yet whether it is safe"));
    EXPECT_TRUE(officer.page().says("Language: Cantonese"));
    EXPECT_EQ(queued(), 0) << "nobody who was not asked is written to";

    when_they_give_their_email_address();
    when_they_say(wish("email", "yes"));
    EXPECT_NE(record_text().find("They told us on the telephone"), std::string::npos);
    when_an_appointment_is_booked();
    EXPECT_EQ(queued(), 1);
    EXPECT_NE(record_text().find("Not sent yet"), std::string::npos);
    EXPECT_EQ(when_messages_are_sent().sent, 1);
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent[0].address, "zoe@example.com");
    EXPECT_EQ(sent[0].message.subject, "Your appointment");
    EXPECT_EQ(sent[0].message.text.find(trial.house->protocol.name), std::string::npos);
    EXPECT_EQ(sent[0].message.text.find("health"), std::string::npos);
    EXPECT_NE(record_text().find("Sent on 2 March 2026"), std::string::npos) << record_text();
}

TEST_P(ContactWishes, ANoThatIsSaidLaterStopsWhatWasQueued)
{
    given_self_referral_by_email();
    when_an_appointment_is_booked();
    EXPECT_EQ(queued(), 2) << "the acknowledgement and the confirmation";
    when_they_say(wish("email", "no"));
    const auto tally = when_messages_are_sent();
    EXPECT_EQ(tally.sent, 0);
    EXPECT_EQ(tally.dropped, 2);
    EXPECT_NE(record_text().find("Not sent: they did not wish it"), std::string::npos);
}

TEST_P(ContactWishes, WhatAReferralToldIsTheFirstAndIsAskedAgainAtTheAppointment)
{
    given_self_referral_by_email();
    EXPECT_EQ(tellings(), 1);
    EXPECT_NE(record_text().find("In their referral"), std::string::npos);
    when_an_appointment_is_booked();
    trial.advance(std::chrono::hours(24 * 8));
    officer = trial.signed_in("intake");
    officer.get(record + "/appointment");
    officer.submit({}, "They are here");
    officer.get(record + "/eligibility");
    EXPECT_TRUE(officer.page().says("Ask them whether this is still right"));
    officer.submit({}, "Still right");
    EXPECT_EQ(officer.page().url, record + "/eligibility") << "it leads on";
    EXPECT_FALSE(officer.page().says("Ask them whether this is still right"));
    EXPECT_TRUE(officer.page().says("They were asked at an appointment"));
    EXPECT_EQ(tellings(), 2);
}

TEST_P(ContactWishes, WhatWasTypedComesBackWithEachFaultAndNothingIsKept)
{
    given_self_referral_by_email();
    officer.get(record + "/contact-wishes");
    officer.submit({{"way", "phone"},
                    {"leave_message", "yes"},
                    {"mention_health", "no"},
                    {"call_number", "0114 49"},
                    {"times", "after the school run"},
                    {"need", "none"}},
                   "Save");
    EXPECT_EQ(officer.page().status, 422);
    EXPECT_TRUE(officer.page().says("Choose how you know"));
    const auto kept = officer.filled({}, "Save");
    EXPECT_EQ(kept.value("times"), "after the school run");
    EXPECT_EQ(kept.value("call_number"), "0114 49");
    EXPECT_EQ(tellings(), 1);
}

TEST_P(ContactWishes, TwoWhoChangeThemAtOnceDoNotUndoEachOther)
{
    given_self_referral_by_email();
    officer.get(record + "/contact-wishes");
    auto lead = trial.signed_in("lead");
    lead.get(record + "/contact-wishes");
    lead.submit(wish("letter", "no"), "Save");
    const auto opened = trial.count_done("wishes.opened");
    officer.submit(wish("email", "yes"), "Save");
    EXPECT_EQ(officer.page().status, 409);
    EXPECT_TRUE(officer.page().says("Somebody else has changed this meanwhile"));
    EXPECT_EQ(tellings(), 2);
    EXPECT_EQ(trial.count_done("wishes.opened"), opened + 1) << "what it shows was read";

    EXPECT_TRUE(officer.page().says("What stands now"));
    EXPECT_TRUE(officer.page().says("They told us on the telephone, ")) << officer.page().text;
    const auto kept = officer.filled({}, "Save");
    EXPECT_EQ(kept.value("way"), "email") << "what was typed stays";
    EXPECT_EQ(kept.value("leave_message"), "yes");
}

TEST_P(ContactWishes, WhoHasReadWhatWasChangedMeanwhileSavesWithASecondPress)
{
    given_self_referral_by_email();
    officer.get(record + "/contact-wishes");
    auto lead = trial.signed_in("lead");
    lead.get(record + "/contact-wishes");
    lead.submit(wish("letter", "no"), "Save");
    officer.submit(wish("email", "yes"), "Save");
    ASSERT_EQ(officer.page().status, 409);
    officer.submit({}, "Save");
    EXPECT_EQ(officer.page().url, record);
    EXPECT_EQ(tellings(), 3);
    officer.get(record + "/contact-wishes");
    EXPECT_EQ(officer.filled({}, "Save").value("way"), "email");

    // Somebody changes it once more between the two presses: that is read too.
    lead.get(record + "/contact-wishes");
    officer.submit(wish("phone", "yes"), "Save");
    lead.submit(wish("letter", "no"), "Save");
    ASSERT_EQ(lead.page().status, 409);
    officer.get(record + "/contact-wishes");
    officer.submit(wish("text", "yes"), "Save");
    lead.submit({}, "Save");
    EXPECT_EQ(lead.page().status, 409);
    EXPECT_EQ(tellings(), 5);
}

// T1 where no message may be sent.
TEST_P(ContactWishes, WhoWantsLettersOnlyIsAcknowledgedByOneThatIsPostedWithOneClick)
{
    given_a_self_referral({{"channel", "letter"}, {"address", "1 Example Street"}});
    EXPECT_EQ(queued(), 0);
    officer.get("/calls");
    officer.follow("1 referral is to acknowledge by letter or telephone");
    EXPECT_TRUE(officer.page().says("Post the letter"));
    officer.get(record + "/acknowledgement");
    EXPECT_TRUE(officer.page().says("1 Example Street"));
    EXPECT_TRUE(officer.page().says("We have your details"));
    officer.get("/calls/letters");
    officer.submit({}, "Record as posted");
    EXPECT_TRUE(officer.page().says("No referral waits to be acknowledged"));
    EXPECT_NE(record_text().find("acknowledgement of the referral, version 1, standard, By letter"),
              std::string::npos)
        << record_text();
    officer.get(record + "/acknowledgement");
    EXPECT_EQ(officer.page().status, 404) << "once";
}

TEST_P(ContactWishes, NoLetterIsRecordedAsPostedToWhoeverDidNotChooseLetters)
{
    given_somebody_who_wants_letters();
    when_they_say(wish("phone", "no"));
    EXPECT_NE(letters_text().find("They did not choose letters: tell them when you call"),
              std::string::npos);
    EXPECT_EQ(letters_text().find("Record as posted"), std::string::npos);
    EXPECT_EQ(when_the_letter_is_ended("posted").status, 409);
    EXPECT_TRUE(officer.page().says("They did not choose letters, so none can have been posted"));
    EXPECT_EQ(when_the_letter_is_ended("told").status, 200) << officer.page().text;
    EXPECT_NE(letters_text().find("No referral waits to be acknowledged"), std::string::npos);
}

TEST_P(ContactWishes, NoLetterIsRecordedAsPostedWhereNoAddressIsKnown)
{
    given_somebody_who_wants_letters();
    officer.get(record + "/details");
    officer.submit({{"postal_address", ""}, {"why", "changed"}}, "Save details");
    ASSERT_EQ(officer.page().status, 200);
    EXPECT_NE(letters_text().find("No address is known: tell them when you call"),
              std::string::npos);
    EXPECT_EQ(letters_text().find("Record as posted"), std::string::npos);
    EXPECT_EQ(when_the_letter_is_ended("posted").status, 409);
    EXPECT_TRUE(officer.page().says("No postal address of theirs is known"));
    EXPECT_NE(letters_text().find("Record that they were told"), std::string::npos) << "it stays";
}

TEST_P(ContactWishes, ALetterPromisesTheDayOfTheReferralWhateverIsDueByNow)
{
    given_somebody_who_wants_letters();
    officer.get(record + "/acknowledgement");
    const auto promise = [&] {
        const auto& text = officer.page().text;
        const auto from = text.find("We have your details");
        return text.substr(from, text.find("2026", from) - from);
    };
    const auto promised = promise();
    ASSERT_NE(officer.page().text.find("We have your details"), std::string::npos);
    trial.advance(std::chrono::hours(24));
    officer = trial.signed_in("intake");
    when_an_appointment_is_booked();
    officer.get(record + "/acknowledgement");
    EXPECT_EQ(promise(), promised);
}

TEST_P(ContactWishes, LettersAreListedByAreaAndNotOfWhoeverSaidNo)
{
    given_somebody_who_wants_letters();
    EXPECT_NE(letters_text("sheffield").find("1 to acknowledge"), std::string::npos)
        << officer.page().text;
    EXPECT_NE(letters_text("barnsley").find("No referral waits"), std::string::npos);
    officer.get(record + "/end");
    officer.submit({{"how", "declined"}, {"why_declined", "time"}}, "End it here");
    EXPECT_NE(letters_text().find("No referral waits"), std::string::npos);
    EXPECT_EQ(officer.get(record + "/acknowledgement").status, 404);
}

TEST_P(ContactWishes, AnAttemptOfAnEarlierDayIsShownByItsDayAndOneOfTodayByItsTime)
{
    given_somebody_who_wants_letters();
    trial.advance(std::chrono::hours(24));
    officer = trial.signed_in("intake");
    const auto attempt = [&](const std::string& day) {
        officer.get(record + "/contacts/new");
        officer.submit({{"channel", "telephone"},
                        {"direction", "to_person"},
                        {"outcome", "no_answer"},
                        {"when-day", day}},
                       "Record contact");
        return record_text();
    };
    const auto of_yesterday = attempt("2");
    EXPECT_NE(of_yesterday.find("Telephone. We contacted them. Nobody answered"),
              std::string::npos);
    EXPECT_EQ(of_yesterday.find("2 March 2026 at midday"), std::string::npos);
    officer.get("/calls?when=later");
    EXPECT_TRUE(officer.page().says("2 March 2026. ")) << officer.page().text;
    EXPECT_NE(attempt("3").find("3 March 2026 at"), std::string::npos);
}

TEST_P(ContactWishes, WhoWasSpokenToNeedsNoLetterAnyMore)
{
    given_somebody_who_only_asked_to_be_called();
    officer.get("/calls/letters");
    EXPECT_TRUE(officer.page().says("tell them when you call"));
    officer.get(record + "/contacts/new");
    officer.submit({{"channel", "telephone"}, {"direction", "to_person"}, {"outcome", "spoke"}},
                   "Record contact");
    officer.get("/calls/letters");
    EXPECT_TRUE(officer.page().says("No referral waits to be acknowledged"));
}

} // namespace evenhand::tests
