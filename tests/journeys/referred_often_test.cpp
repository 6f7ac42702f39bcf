// Somebody who is referred again and again: the record shows the latest, says that it does, and
// what was told long ago is still found.
#include "core/london_time.hpp"
#include "tests/journeys/journey.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace evenhand::tests {

class ReferredOften : public Journey
{
protected:
    storage::Actor program{storage::ActorKind::system, "test", {}};

    /// The record of somebody with so many referrals, a minute apart, each of which tells its
    /// number, the first is 1; and the reference of the first.
    std::pair<std::string, std::string> given_somebody_referred(int times)
    {
        std::optional<identity::PersonId> who;
        std::string first;
        for (int number = 1; number <= times; ++number) {
            trial.advance(std::chrono::minutes(1));
            const auto reference = refer(number, who);
            if (number == 1) first = reference;
        }
        trial.house->units->write(program, "test", [&](storage::UnitOfWork& work) {
            EXPECT_TRUE(
                trial.house->journeys.take(work, *who, {.step = participants::Step::referred}));
            return 0;
        });
        return {participants::person_path(*who), first};
    }

    /// Of that person, or of whom it makes known. Its reference.
    std::string refer(int number, std::optional<identity::PersonId>& who)
    {
        return trial.house->units->write(program, "test", [&](storage::UnitOfWork& work) {
            auto& house = *trial.house;
            referral::NewReferral made;
            made.on_behalf = "me";
            made.who.family_name = PersonName::parse("Example").value();
            made.told = "health=&health.details=back+number+" + std::to_string(number) + ".";
            const auto receipt = house.referrals.receive(
                work, made, {"referral-privacy", "1", "content/en/privacy-referral.md"},
                london_date(work.now()));
            const auto reference = house.referrals.receipt(work, receipt)->reference;
            const auto id = house.referrals.find_by_reference(
                work, ReferralReference::parse(reference).value());
            const auto claim = house.referrals.open(work, id.value())->claim;
            if (who)
                EXPECT_TRUE(house.identities.link_claim(work, claim, *who, "nhs_number"));
            else
                who = house.identities.confirm_claim(work, claim, "new_person").value();
            return reference;
        });
    }
};
EVENHAND_JOURNEY(ReferredOften);

TEST_P(ReferredOften, ShowsTheLatestTwentyAndSaysWhereTheOthersAre)
{
    const auto [record, first] = given_somebody_referred(21);
    auto officer = trial.signed_in("intake");
    officer.get(record);
    EXPECT_TRUE(officer.page().says("back number 21.")) << officer.page().text;
    EXPECT_TRUE(officer.page().says("back number 2."));
    EXPECT_FALSE(officer.page().says("back number 1."));
    EXPECT_TRUE(officer.page().says("These are the latest 20 referrals."));
    officer.get("/triage");
    officer.submit({{"reference", first}}, "Find");
    EXPECT_TRUE(officer.page().says("back number 1.")) << officer.page().text;
}

TEST_P(ReferredOften, OfTwentyNothingIsSaidToBeLeftOut)
{
    const auto record = given_somebody_referred(20).first;
    auto officer = trial.signed_in("intake");
    officer.get(record);
    EXPECT_TRUE(officer.page().says("back number 1."));
    EXPECT_FALSE(officer.page().says("These are the latest"));
}

} // namespace evenhand::tests
