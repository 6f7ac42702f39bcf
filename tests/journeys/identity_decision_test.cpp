// Triage decides who a referral is about. Somebody new begins a journey; somebody known, who refers
// herself again, is shown side by side and linked by a person, never by the program; and the same
// NHS number cannot become two people.
#include "tests/journeys/journey.hpp"

#include <fmt/format.h>

namespace evenhand::tests {

class IdentityDecision : public testing::TestWithParam<storage::Engine>
{
protected:
    TestHouse trial{GetParam()};

    void TearDown() override { EXPECT_EQ(trial.what_verify_finds(), ""); }

    static Typed zoe(std::string_view phone = "07700 900123")
    {
        return {{"first_name", "Zoë"},
                {"last_name", "Example"},
                {"knows_nhs_number", "yes"},
                {"nhs_number", "9990000018"},
                {"phone", std::string(phone)}};
    }

    std::string given_a_referral(const Typed& typed)
    {
        auto visitor = trial.browser();
        send_self_referral(visitor, typed);
        return reference_on(visitor.page());
    }
    void when_it_is_opened_to_be_decided(TestClient& officer, const std::string& reference)
    {
        officer.get("/triage");
        officer.submit({{"reference", reference}}, "Find");
        officer.get(officer.page().url + "/identity");
        ASSERT_EQ(officer.page().heading, "Who is referral " + reference + "?");
    }
    /// Others whom the trial knows, who live where the telephone of zoe() rings.
    std::vector<identity::PersonId> given_a_hostel(int how_many)
    {
        std::vector<identity::PersonId> all;
        const storage::Actor triage{storage::ActorKind::staff, "test", "intake_officer"};
        for (int i = 0; i < how_many; ++i, ++lodgers) {
            identity::Details said;
            const char letter = static_cast<char>('A' + lodgers);
            said.given_names = PersonName::parse(fmt::format("Lodger {}", letter)).value();
            said.phone = PhoneNumber::parse("07700 900123").value();
            trial.house->units->write(triage, "test", [&](storage::UnitOfWork& work) {
                const auto claim = trial.house->identities.make_claim(work, said);
                all.push_back(
                    trial.house->identities.confirm_claim(work, claim, "new_person").value());
            });
        }
        return all;
    }
    static int shown_on(const TestClient& officer)
    {
        int count = 0;
        for (char letter = 'A'; letter <= 'Z'; ++letter)
            count += officer.page().says(fmt::format("Lodger {}", letter)) ? 1 : 0;
        return count;
    }
    int lodgers = 0;
    std::int64_t people() { return trial.number(count_people); }
    std::int64_t referred() { return trial.number(count_referred); }

    static constexpr storage::Statement count_people{"test.people", "SELECT count(*) FROM person"};
    static constexpr storage::Statement count_referred{
        "test.referred", "SELECT count(*) FROM journey_step WHERE step = 'referred'"};
};
EVENHAND_JOURNEY(IdentityDecision);

TEST_P(IdentityDecision, SomebodyNewBeginsAJourneyAndLeavesTheQueue)
{
    const auto reference = given_a_referral(zoe());
    auto officer = trial.signed_in("intake");
    when_it_is_opened_to_be_decided(officer, reference);
    EXPECT_TRUE(officer.page().says("Nobody the trial knows agrees"));

    officer.submit({}, "Decide");
    EXPECT_TRUE(officer.page().says("Choose who this is"));
    EXPECT_EQ(people(), 0);

    officer.submit({{"who", "new"}}, "Decide");
    EXPECT_EQ(officer.page().heading, "Zoë Example");
    EXPECT_TRUE(officer.page().says("Waits for a first contact"));
    EXPECT_TRUE(officer.page().says("Before you call"));
    EXPECT_TRUE(officer.page().says("4 March 2026")) << "the reply that was promised is owed";
    EXPECT_EQ(people(), 1);
    EXPECT_EQ(referred(), 1);

    officer.get("/triage");
    EXPECT_TRUE(officer.page().says("Nobody is waiting"));
    officer.get("/stuck");
    EXPECT_TRUE(officer.page().says("Contact them"));
    EXPECT_GE(trial.count_done("participant.opened"), 1U);
    EXPECT_EQ(trial.count_done("participants.listed"), 1U);
}

TEST_P(IdentityDecision, SomebodyKnownIsShownSideBySideAndLinkedByAPerson)
{
    auto officer = trial.signed_in("intake");
    when_it_is_opened_to_be_decided(officer, given_a_referral(zoe()));
    officer.submit({{"who", "new"}}, "Decide");
    const auto record = officer.page().url;

    when_it_is_opened_to_be_decided(officer, given_a_referral(zoe("01632 960001")));
    EXPECT_TRUE(officer.page().says("Agrees in NHS number"));
    EXPECT_TRUE(officer.page().says("07700 900123")) << "the known person's number is beside it";
    officer.submit({{"who", "new"}}, "Decide");
    EXPECT_TRUE(officer.page().says("has this NHS number")) << "one number is one person";
    EXPECT_EQ(people(), 1);

    officer.submit({{"who", record.substr(record.rfind('/') + 1)}}, "Decide");
    EXPECT_EQ(officer.page().url, record);
    EXPECT_EQ(people(), 1);
    EXPECT_EQ(referred(), 2);
    EXPECT_GE(trial.count_done("identity.compared"), 1U);
}

TEST_P(IdentityDecision, EachOfFiveWhoAgreeIsShownBeforeSomebodyNewIsChosen)
{
    const auto known = given_a_hostel(5);
    auto officer = trial.signed_in("intake");
    when_it_is_opened_to_be_decided(officer, given_a_referral(zoe()));
    EXPECT_EQ(shown_on(officer), 5);
    for (const auto person : known)
        EXPECT_NE(officer.page().body.find(person.text()), std::string::npos) << "can be chosen";
    officer.submit({{"who", "new"}}, "Decide");
    EXPECT_EQ(officer.page().heading, "Zoë Example");
    EXPECT_EQ(people(), 6);
}

TEST_P(IdentityDecision, WhereManyAgreeSomebodyNewIsChosenOnTheLastPageAlone)
{
    given_a_hostel(23);
    auto officer = trial.signed_in("intake");
    when_it_is_opened_to_be_decided(officer, given_a_referral(zoe()));
    EXPECT_TRUE(officer.page().says("23 people the trial knows agree with this referral. These "
                                    "are 1 to 10."));
    EXPECT_FALSE(officer.page().says("Someone new: nobody"));
    int shown = shown_on(officer);
    auto early = officer.filled({}, "Decide");
    early.add("who", "new");
    officer.post(officer.page().url, early);
    EXPECT_EQ(officer.page().status, 422);
    EXPECT_TRUE(officer.page().says("Look at everybody who agrees before you say"));
    EXPECT_EQ(people(), 23);

    officer.follow("Next page");
    shown += shown_on(officer);
    EXPECT_FALSE(officer.page().says("Someone new: nobody"));
    officer.follow("Next page");
    EXPECT_TRUE(officer.page().says("These are 21 to 23."));
    shown += shown_on(officer);
    EXPECT_EQ(shown, 23) << "each on one page";
    officer.submit({{"who", "new"}}, "Decide");
    EXPECT_EQ(people(), 24);
}

TEST_P(IdentityDecision, SomebodyWhoAgreesSinceThePageWasOpenedIsLookedAtFirst)
{
    given_a_hostel(11);
    auto officer = trial.signed_in("intake");
    when_it_is_opened_to_be_decided(officer, given_a_referral(zoe()));
    const auto first_page = officer.page().url;
    officer.get(first_page + "?page=2");
    EXPECT_TRUE(officer.page().says("These are 1 to 10.")) << "nobody begins with the last";
    officer.follow("Next page");
    given_a_hostel(1);
    const auto last_page = officer.page().url;
    officer.submit({{"who", "new"}}, "Decide");
    EXPECT_EQ(officer.page().status, 422);
    EXPECT_TRUE(officer.page().says("Those who agree are others now than when you looked"));
    EXPECT_EQ(people(), 12);
    officer.get(last_page);
    EXPECT_TRUE(officer.page().says("Begin again with the first"));
    officer.follow("Next page");
    officer.submit({{"who", "new"}}, "Decide");
    EXPECT_EQ(people(), 13);
}

TEST_P(IdentityDecision, ParticipantsAreFoundByNumberOrByNameWithBirthDateAndEachSearchIsKept)
{
    auto officer = trial.signed_in("intake");
    when_it_is_opened_to_be_decided(officer, given_a_referral(zoe()));
    officer.submit({{"who", "new"}}, "Decide");
    const auto record = officer.page().url;

    officer.get("/participants");
    officer.submit({{"nhs_number", "999 000 0018"}}, "Search");
    EXPECT_EQ(officer.page().url, record);
    officer.get("/participants");
    officer.submit({{"family_name", "example"},
                    {"birth-day", "27"},
                    {"birth-month", "3"},
                    {"birth-year", "1998"}},
                   "Search");
    EXPECT_EQ(officer.page().url, record);

    officer.get("/participants");
    officer.submit({{"family_name", "example"}}, "Search");
    EXPECT_TRUE(officer.page().says("Enter the date of birth beside the name"));
    officer.submit({{"family_name", ""}}, "Search");
    EXPECT_TRUE(officer.page().says("Fill in one of the boxes"));
    officer.submit({{"nhs_number", "9990000026"}}, "Search");
    EXPECT_TRUE(officer.page().says("Nobody was found"));
    officer.submit({{"nhs_number", ""}, {"study_number", "WW-12345-A"}}, "Search");
    EXPECT_TRUE(officer.page().says("Check the study number"));
    EXPECT_EQ(trial.count_done("identity.searched"), 3U);
}

TEST_P(IdentityDecision, WhoIsBlindOrHasNoPartInItFindsNoSuchPage)
{
    const auto reference = given_a_referral(zoe());
    auto officer = trial.signed_in("intake");
    when_it_is_opened_to_be_decided(officer, reference);
    officer.submit({{"who", "new"}}, "Decide");
    const auto record = officer.page().url;
    for (const auto* handle : {"interviewer", "evaluator", "specialist", "steering", "admin"}) {
        auto other = trial.signed_in(handle);
        for (const auto& path : {record, std::string("/stuck"), std::string("/participants")}) {
            other.get(path);
            EXPECT_EQ(other.page().status, 404) << handle << ' ' << path;
        }
    }
    auto manager = trial.signed_in("manager");
    manager.get("/stuck");
    EXPECT_TRUE(manager.page().says("Waits for a first contact"));
    EXPECT_TRUE(manager.page().says(reference)) << "and tells who is meant";
    EXPECT_FALSE(manager.page().says("Zoë")) << "the list names nobody";
    manager.get(record);
    EXPECT_EQ(manager.page().status, 404);
}

} // namespace evenhand::tests
