// The contact log of somebody who was called for months: none of it is out of reach, and what was
// done at their support case is read by whoever has the case and by nobody else.
#include "tests/journeys/journey.hpp"
#include "tests/support/supported_person.hpp"

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

} // namespace evenhand::tests
