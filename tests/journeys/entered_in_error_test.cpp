// What was written about the wrong person: a concern with its notes, what support somebody
// received, and what was found out about a randomisation. It is hidden from everybody but the
// data-protection officer, who reads it and destroys it. And a concern about somebody whom triage
// has not met yet.
#include "core/london_time.hpp"
#include "people/identity/in_error_store.hpp"
#include "storage/rebuild.hpp"
#include "tests/journeys/journey.hpp"
#include "tests/support/randomised_person.hpp"

#include <algorithm>

namespace evenhand::tests {

class EnteredInError : public Journey
{
protected:
    template <class Do>
    auto write(Do what)
    {
        return trial.house->units->write({storage::ActorKind::system, "test", {}}, "test", what);
    }
    identity::PersonId given_somebody_in_a_group()
    {
        return write([&](storage::UnitOfWork& work) {
            auto& house = *trial.house;
            const auto who =
                house.identities.confirm_claim(work, house.identities.make_claim(work, {}), "new")
                    .value();
            randomise(work, house.journeys, who, {"sheffield", "out-of-work"});
            house.hand_offs.record(
                work, {.person = who,
                       .allocation = Id<struct TestAllocationTag>::random(work.random()).text(),
                       .kind = protocol::HandOff::local_services,
                       .area = "sheffield",
                       .group = "out-of-work",
                       .clocks = casework::clocks_of(house.protocol.support, "out-of-work",
                                                     london_date(work.now()), house.bank_holidays),
                       .services_version = "2026-01-01-000000000000"});
            return who;
        });
    }
    /// Its path.
    std::string given_a_concern_with_a_note(identity::PersonId who)
    {
        return write([&](storage::UnitOfWork& work) {
            const auto& log = trial.house->concern_log;
            const auto id =
                log.raise(work, who, concerns::Kind::complaint, "They waited an hour.").value();
            EXPECT_TRUE(
                log.change(work, id, {.change = concerns::Change::noted, .note = "Rang them."}));
            return "/concerns/" + id.text();
        });
    }
    static std::string record_of(identity::PersonId who) { return "/participants/" + who.text(); }
    static void when_the_last_link_is_followed(TestClient& browser, std::string_view to)
    {
        const auto links = browser.page().links;
        const auto last = std::find_if(links.rbegin(), links.rend(), [&](const PageLink& link) {
            return link.href.ends_with(to);
        });
        ASSERT_NE(last, links.rend()) << to << " on " << browser.page().url;
        browser.get(last->href);
    }
    static void when_it_is_marked(TestClient& browser, std::string_view why = "other_person")
    {
        ASSERT_NE(browser.page().heading.find("entered in error"), std::string::npos);
        browser.submit({{"reason", std::string(why)}}, "Mark as entered in error");
    }
    /// What the officer finds on the person, and destroys.
    void then_the_officer_reads_and_destroys(identity::PersonId who, std::string_view what,
                                             std::string_view text)
    {
        auto dpo = trial.signed_in("dpo");
        dpo.get(record_of(who));
        dpo.follow("What was entered in error");
        EXPECT_TRUE(dpo.page().says(what)) << dpo.page().text;
        EXPECT_TRUE(dpo.page().says("It is about somebody else"));
        EXPECT_FALSE(dpo.page().says(text)) << "a list shows no text";
        when_the_last_link_is_followed(dpo, "/destroy");
        EXPECT_TRUE(dpo.page().says(text)) << dpo.page().text;
        dpo.submit({}, "Destroy this text");
        EXPECT_TRUE(dpo.page().says("None, or destroyed"));
        EXPECT_EQ(trial.count_done("participant.errors_opened", who.text()), 3U);
    }
    /// What `evenhand rebuild` would find of concerns.
    bool states_follow_from_facts()
    {
        return storage::rebuild(*trial.house->database, {concerns::derived_states()},
                                storage::Rebuild::compare)
            .front()
            .equal;
    }
};
EVENHAND_JOURNEY(EnteredInError);

TEST_P(EnteredInError, AConcernLeavesEveryListWithItsNotes)
{
    const auto who = given_somebody_in_a_group();
    const auto path = given_a_concern_with_a_note(who);
    auto lead = trial.signed_in("safeguarding");
    lead.get(path);
    when_the_last_link_is_followed(lead, path + "/in-error");
    lead.submit({}, "Mark as entered in error");
    EXPECT_TRUE(lead.page().says("Choose why it does not stand"));
    when_it_is_marked(lead);
    EXPECT_EQ(lead.page().url, "/concerns");
    EXPECT_TRUE(lead.page().says("0 open"));
    lead.get(path);
    EXPECT_EQ(lead.page().status, 404);
    lead.get(record_of(who));
    EXPECT_FALSE(lead.page().says("Complaint"));
    EXPECT_TRUE(states_follow_from_facts());
    EXPECT_EQ(write([&](storage::UnitOfWork& work) {
                  return identity::InErrorStore::rows(work, who, "concern_event").size();
              }),
              1U)
        << "its note does not stand either";
    auto dpo = trial.signed_in("dpo");
    dpo.get(record_of(who) + "/entered-in-error");
    EXPECT_TRUE(dpo.page().says("A note on a concern"));
    when_the_last_link_is_followed(dpo, "/destroy");
    EXPECT_TRUE(dpo.page().says("They waited an hour.") || dpo.page().says("Rang them."));
}

TEST_P(EnteredInError, ANoteIsHiddenAndItsConcernStands)
{
    const auto who = given_somebody_in_a_group();
    const auto path = given_a_concern_with_a_note(who);
    auto lead = trial.signed_in("safeguarding");
    lead.get(path);
    EXPECT_TRUE(lead.page().says("Rang them."));
    const auto links = lead.page().links;
    const auto note = std::ranges::find_if(
        links, [](const PageLink& link) { return link.href.find("/notes/") != std::string::npos; });
    ASSERT_NE(note, links.end());
    lead.get(note->href);
    when_it_is_marked(lead);
    EXPECT_EQ(lead.page().url, path);
    EXPECT_FALSE(lead.page().says("Rang them."));
    EXPECT_TRUE(lead.page().says("Note entered in error"));
    EXPECT_TRUE(lead.page().says("They waited an hour."));
    EXPECT_TRUE(states_follow_from_facts());
    then_the_officer_reads_and_destroys(who, "A note on a concern", "Rang them.");
}

TEST_P(EnteredInError, OfTwoWhoMarkItTheSecondIsTold)
{
    const auto who = given_somebody_in_a_group();
    const auto path = given_a_concern_with_a_note(who);
    auto lead = trial.signed_in("safeguarding");
    auto manager = trial.signed_in("manager");
    lead.get(path + "/in-error");
    manager.get(path + "/in-error");
    when_it_is_marked(lead);
    when_it_is_marked(manager, "twice");
    EXPECT_EQ(manager.page().status, 409);
    EXPECT_TRUE(manager.page().says("Somebody marked it as entered in error meanwhile"));
    EXPECT_EQ(write([&](storage::UnitOfWork& work) {
                  return identity::InErrorStore::of_person(work, who).size();
              }),
              2U)
        << "the concern and its note, once each";
}

TEST_P(EnteredInError, ANoteForAConcernThatWasMarkedMeanwhileComesBack)
{
    const auto path = given_a_concern_with_a_note(given_somebody_in_a_group());
    auto lead = trial.signed_in("safeguarding");
    auto manager = trial.signed_in("manager");
    manager.get(path);
    lead.get(path + "/in-error");
    when_it_is_marked(lead);
    manager.submit({{"change", "noted"}, {"note", "Spoke with her for an hour."}}, "Save");
    EXPECT_EQ(manager.page().status, 409);
    EXPECT_TRUE(manager.page().says("Somebody marked it as entered in error meanwhile"));
    EXPECT_TRUE(manager.page().says("Spoke with her for an hour."));
    manager.get(path);
    EXPECT_EQ(manager.page().status, 404) << "who typed nothing finds nothing";
}

TEST_P(EnteredInError, WhatSupportTheyReceivedIsMarkedByTheLeadOfTheirArea)
{
    const auto who = given_somebody_in_a_group();
    const auto id = write([&](storage::UnitOfWork& work) {
        return trial.house->deviations
            .record(work, who,
                    {.received = casework::Received::trial_support,
                     .from = LocalDate::parse("2026-03-01").value(),
                     .note = "Came with a friend."})
            .value();
    });
    auto lead = trial.signed_in("lead");
    lead.get(record_of(who));
    EXPECT_TRUE(lead.page().says("Came with a friend."));
    when_the_last_link_is_followed(lead, id.text() + "/in-error");
    const std::string path = lead.page().url;
    when_it_is_marked(lead);
    EXPECT_EQ(lead.page().url, record_of(who));
    EXPECT_FALSE(lead.page().says("Came with a friend."));
    for (const auto* handle : {"lead2", "intake", "manager"}) {
        auto other = trial.signed_in(handle);
        other.get(path);
        EXPECT_EQ(other.page().status, 404) << handle;
    }
    then_the_officer_reads_and_destroys(who, "A note on help with work", "Came with a friend.");
}

TEST_P(EnteredInError, WhatWasFoundOutAboutARandomisationLeavesTheRecord)
{
    const auto who = given_somebody_in_a_group();
    write([&](storage::UnitOfWork& work) {
        return trial.house->allocations.flag(
            work, who,
            {.kind = allocation::FlagKind::not_eligible, .note = "A letter about two years."});
    });
    auto officer = trial.signed_in("intake");
    officer.get(record_of(who));
    EXPECT_TRUE(officer.page().says("Was not eligible"));
    auto manager = trial.signed_in("manager");
    manager.get(record_of(who) + "/allocation/flag");
    when_the_last_link_is_followed(manager, "/in-error");
    when_it_is_marked(manager);
    EXPECT_TRUE(manager.page().says("Nothing has been written down so far"));
    officer.get(record_of(who));
    EXPECT_FALSE(officer.page().says("Was not eligible"));
    then_the_officer_reads_and_destroys(who, "A note on a randomisation",
                                        "A letter about two years.");
}

TEST_P(EnteredInError, TheNoteOfAWithdrawalIsReadWithWhatTheyWereToldAndMarkedAlone)
{
    const auto who = given_somebody_in_a_group();
    write([&](storage::UnitOfWork& work) {
        return trial.house->withdrawals
            .withdraw(work, who,
                      {.scope = withdrawal::Scope::surveys,
                       .effective = london_date(work.now()),
                       .told = true,
                       .note = "They are tired of letters."})
            .value();
    });
    auto officer = trial.signed_in("intake");
    officer.get(record_of(who));
    EXPECT_FALSE(officer.page().says("They are tired of letters."));
    officer.follow("What they withdrew, and what was said");
    EXPECT_TRUE(officer.page().says("They are tired of letters."));
    EXPECT_TRUE(officer.page().says(withdrawal::what_to_say(withdrawal::Scope::surveys)));
    EXPECT_EQ(trial.count_done("withdrawals.opened", who.text()), 1U);
    const std::string path = officer.page().url;
    when_the_last_link_is_followed(officer, "/in-error");
    const std::string marking = officer.page().url;
    when_it_is_marked(officer);
    EXPECT_EQ(officer.page().url, path);
    EXPECT_FALSE(officer.page().says("They are tired of letters."));
    EXPECT_TRUE(officer.page().says("Withdrew: No more surveys or interviews")) << "it stands";
    EXPECT_EQ(officer.get(marking).status, 404);
    then_the_officer_reads_and_destroys(who, "A note of a withdrawal",
                                        "They are tired of letters.");
}

TEST_P(EnteredInError, EvidenceOnWhoMayJoinIsHiddenAndWhatItDecidedStands)
{
    const auto who = given_somebody_in_a_group();
    write([&](storage::UnitOfWork& work) {
        const auto& kept = trial.house->evaluations;
        const auto answers = eligibility::answers_on(london_date(work.now()));
        const eligibility::Decided unsure{.outcome = protocol::EligibilityOutcome::unsure};
        const auto of = kept.record(work, who, {.answers = answers, .decided = unsure}).value();
        return kept.keep(work, who,
                         {of,
                          {.criterion = "practice",
                           .meets = true,
                           .settled = "sheffield",
                           .evidence = "Her sister rang the surgery."}});
    });
    auto officer = trial.signed_in("intake");
    officer.get(record_of(who));
    EXPECT_TRUE(officer.page().says("Her sister rang the surgery."));
    auto lead = trial.signed_in("lead");
    lead.get(record_of(who));
    when_the_last_link_is_followed(lead, "/in-error");
    when_it_is_marked(lead);
    EXPECT_EQ(lead.page().url, record_of(who));
    EXPECT_TRUE(lead.page().says("Met. The evidence was entered in error."));
    officer.get(record_of(who));
    EXPECT_FALSE(officer.page().says("Her sister rang the surgery."));
    then_the_officer_reads_and_destroys(who, "Evidence on who may join",
                                        "Her sister rang the surgery.");
}

TEST_P(EnteredInError, AWorryAboutAReferralLeadsThroughWhoItIsToTheConcern)
{
    auto visitor = trial.browser();
    send_self_referral(visitor);
    auto officer = trial.signed_in("intake");
    officer.get("/triage");
    officer.submit({{"reference", reference_on(visitor.page())}}, "Find");
    EXPECT_TRUE(officer.page().says("Are you worried about them?"));
    officer.follow("Raise a concern");
    EXPECT_TRUE(officer.page().says("Your concern comes next"));
    const std::string deciding = officer.page().url;
    officer.submit({}, "Decide");
    EXPECT_EQ(officer.page().status, 422);
    officer.submit({{"who", "new"}}, "Decide");
    EXPECT_EQ(officer.page().heading, "Raise a concern") << "also after a page with an error";
    EXPECT_TRUE(officer.page().url.starts_with("/concerns/new/"));
    officer.submit({{"kind", "safeguarding"}, {"text", "Nobody answers their door."}},
                   "Raise concern");
    EXPECT_EQ(officer.page().heading, "Concern raised");
    officer.get(deciding);
    EXPECT_EQ(officer.page().heading, "Raise a concern") << "who it is was decided meanwhile";
}

} // namespace evenhand::tests
