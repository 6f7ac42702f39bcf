// The contact log of somebody who was called for months: none of it is out of reach, and what was
// done at their support case is read by whoever has the case and by nobody else.
#include "tests/journeys/journey.hpp"
#include "tests/support/supported_person.hpp"

#include <set>

namespace evenhand::tests {

using namespace std::chrono_literals;

class EveryContact : public Journey
{
protected:
    const std::string specialist_id = trial.account_id("specialist");
    storage::Actor program{storage::ActorKind::system, "test", {}};
    const identity::PersonId who =
        trial.house->units->write(program, "test", [this](storage::UnitOfWork& work) {
            return supported_person(*trial.house, work, specialist_id);
        });
    const std::string record = participants::person_path(who);
    const std::string case_id =
        trial.house->units->read(program, "test", [this](storage::UnitOfWork& work) {
            return trial.house->cases.of_person(work, {.account = specialist_id}, who)->id.text();
        });

    /// Contacts before today, one an hour; the note of each is its number from the latest, which
    /// is 1.
    void given_contacts(int many, const std::string& of_case = {})
    {
        trial.house->units->write(program, "test", [&](storage::UnitOfWork& work) {
            for (int i = 1; i <= many; ++i)
                EXPECT_TRUE(trial.house->contact_log.record(
                    work, who,
                    {.occurred = work.now() - 24h - 1h * i,
                     .note = (of_case.empty() ? "Note " : "At the case ") + std::to_string(i) + ".",
                     .of_case = of_case}));
            return 0;
        });
    }
    static std::vector<std::string> links_to_in_error(const TestClient& browser)
    {
        std::vector<std::string> found;
        for (const PageLink& link : browser.page().links)
            if (link.href.ends_with("/in-error")) found.push_back(link.href);
        return found;
    }
    /// What stands in that box of the page.
    static std::string typed_on(const TestClient& browser, std::string_view name)
    {
        for (const auto& form : browser.page().forms)
            for (const auto& field : form.fields)
                if (field.name == name && field.chosen) return field.value;
        return "no such box";
    }

    static constexpr storage::Statement errors{
        "test.errors", "SELECT count(*) FROM contact WHERE state = 'entered_in_error'"};
};
EVENHAND_JOURNEY(EveryContact);

TEST_P(EveryContact, OfMonthsIsReadToItsEndFromTheRecord)
{
    given_contacts(101);
    auto officer = trial.signed_in("intake");
    officer.get(record);
    EXPECT_TRUE(officer.page().says("These are the latest 50."));
    EXPECT_TRUE(officer.page().says("Note 50."));
    EXPECT_FALSE(officer.page().says("Note 51."));
    officer.follow("Older contacts");
    EXPECT_EQ(officer.page().heading, "Contacts");
    EXPECT_TRUE(officer.page().says("Note 51."));
    EXPECT_FALSE(officer.page().says("Note 50."));
    officer.follow("Older contacts");
    EXPECT_TRUE(officer.page().says("Note 101."));
    EXPECT_FALSE(officer.page().says("Older contacts"));
    officer.follow("Back");
    EXPECT_EQ(officer.page().url, record);
    EXPECT_EQ(trial.count_done("contacts.opened", who.text()), 2U);

    officer.get(record + "/contacts?at=1&id=nothing");
    EXPECT_TRUE(officer.page().says("Note 1."))
        << "from the latest, if the address is none of ours";
}

TEST_P(EveryContact, OfFiftyIsNotSaidToBeCut)
{
    given_contacts(50);
    auto officer = trial.signed_in("intake");
    officer.get(record);
    EXPECT_TRUE(officer.page().says("Note 50."));
    EXPECT_FALSE(officer.page().says("Older contacts"));
}

TEST_P(EveryContact, OfASupportCaseIsReadByWhoeverHasItAndTellsNobodyElse)
{
    given_contacts(2);
    const auto at_the_desk = [&] {
        auto officer = trial.signed_in("intake");
        officer.get(record + "/contacts");
        return officer.page().text.substr(0, officer.page().text.find("When you will be"));
    };
    const auto before = at_the_desk();
    EXPECT_NE(before.find("Note 2."), std::string::npos);
    given_contacts(60, case_id);
    EXPECT_EQ(at_the_desk(), before);

    auto specialist = trial.signed_in("specialist");
    specialist.get("/cases/" + case_id);
    specialist.follow("Older contacts");
    EXPECT_TRUE(specialist.page().says("At the case 60."));
    EXPECT_EQ(trial.count_done("contacts.opened", case_id), 1U);
    EXPECT_EQ(trial.count_done("contacts.opened", who.text()), 2U)
        << "beside a specialist's name the person would tell the arm";
    specialist.follow("Back");
    EXPECT_EQ(specialist.page().url, "/cases/" + case_id);

    auto lead = trial.signed_in("lead");
    lead.get(record + "/contacts");
    EXPECT_TRUE(lead.page().says("At the case 1.")) << "whoever leads the area has its cases";
    auto other = trial.signed_in("specialist2");
    EXPECT_EQ(other.get(record + "/contacts").status, 404);
}

TEST_P(EveryContact, OfTheirOwnCaseIsMarkedAsEnteredInErrorByTheSpecialistWhoHasIt)
{
    given_contacts(1);
    given_contacts(1, case_id);
    auto specialist = trial.signed_in("specialist");
    specialist.get("/cases/" + case_id);
    const auto links = links_to_in_error(specialist);
    ASSERT_EQ(links.size(), 1U) << "not what others wrote on the record";
    specialist.get(links[0]);
    specialist.follow("Back");
    EXPECT_EQ(specialist.page().url, "/cases/" + case_id);
    specialist.get(links[0]);
    specialist.submit({}, "Mark as entered in error");
    EXPECT_EQ(specialist.page().status, 422);
    specialist.submit({{"reason", "other_person"}}, "Mark as entered in error");
    EXPECT_EQ(specialist.page().url, "/cases/" + case_id);
    EXPECT_FALSE(specialist.page().says("At the case 1."));
    EXPECT_TRUE(specialist.page().says("Note 1."));

    auto dpo = trial.signed_in("dpo");
    dpo.get(record);
    EXPECT_TRUE(dpo.page().says("At the case 1.")) << "who destroys it";
    EXPECT_TRUE(dpo.page().says("Not shown")) << "a specialist's name would tell the arm";
}

TEST_P(EveryContact, OfTheRecordOrOfAnothersCaseIsMarkedByNoSpecialist)
{
    given_contacts(1);
    given_contacts(1, case_id);
    auto lead = trial.signed_in("lead");
    lead.get(record);
    const auto links = links_to_in_error(lead);
    ASSERT_EQ(links.size(), 2U);
    auto own = trial.signed_in("specialist");
    auto other = trial.signed_in("specialist2");
    auto officer = trial.signed_in("intake");
    std::multiset<int> answers;
    for (const auto& link : links) {
        EXPECT_EQ(other.get(link).status, 404);
        answers.insert(own.get(link).status);
        answers.insert(officer.get(link).status);
    }
    EXPECT_EQ(answers, (std::multiset<int>{200, 200, 404, 404})) << "each sees one of them";
}

// Whichever of them presses first, the other reads what happened, and what they typed is not lost.
TEST_P(EveryContact, ThatTwoMarkAtOnceIsMarkedOnceAndTheSecondIsTold)
{
    given_contacts(1, case_id);
    auto specialist = trial.signed_in("specialist");
    specialist.get("/cases/" + case_id);
    const auto link = links_to_in_error(specialist).at(0);
    specialist.get(link);
    auto lead = trial.signed_in("lead");
    lead.get(link);
    specialist.submit({{"reason", "other_person"}}, "Mark as entered in error");
    lead.submit({{"reason", "not_so"}}, "Mark as entered in error");
    EXPECT_EQ(lead.page().status, 409);
    EXPECT_TRUE(lead.page().says("Somebody has marked this contact as entered in error meanwhile."))
        << lead.page().text;
    EXPECT_EQ(typed_on(lead, "reason"), "not_so");
    EXPECT_FALSE(lead.page().says("1 March 2026")) << "it is hidden";
    EXPECT_EQ(trial.number(errors), 1);
    auto officer = trial.signed_in("intake");
    EXPECT_EQ(officer.get(link).status, 404) << "who is not shown it is not told either";
}

} // namespace evenhand::tests
