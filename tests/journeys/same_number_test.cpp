// Two records with one National Insurance number: nobody with it is put into a group until a lead
// has said whether they are one person.
#include "tests/journeys/journey.hpp"
#include "tests/support/before_real_gates.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace evenhand::tests {

using identity::PersonId;
using participants::Stage;

class SameNumber : public testing::TestWithParam<storage::Engine>
{
protected:
    TestHouse trial{GetParam(), "small"};

    void TearDown() override { EXPECT_EQ(trial.what_verify_finds(), ""); }

    app::House& house() { return *trial.house; }
    storage::Actor officer() { return officer_of(trial.account_id("intake")); }
    PersonId given_somebody()
    {
        return somebody_at(house(), trial.account_id("intake"), Stage::baseline_locked);
    }
    std::pair<PersonId, PersonId> given_two_with_one_number()
    {
        const std::pair both{given_somebody(), given_somebody()};
        when_gives(both.first, shared);
        when_gives(both.second, shared);
        return both;
    }
    void when_gives(PersonId who, std::string_view number)
    {
        house().units->write(officer(), "test", [&](storage::UnitOfWork& work) {
            consent::LinkageKeys keys;
            keys.ni_number = NiNumber::parse(number, IdentifierMode::demo).value();
            if (!house().linkage.give(work, who, keys)) throw std::runtime_error("not given");
        });
    }
    /// Presses the button: why not, or nothing.
    std::optional<allocation::Refusal> when_drawn(PersonId who)
    {
        const auto answer = house().two_step.intend(*house().units, officer(),
                                                    {.person = who,
                                                     .scope = "test",
                                                     .key = std::to_string(++presses),
                                                     .digest = who.text(),
                                                     .location = "/"});
        if (const auto* refusal = std::get_if<allocation::Refusal>(&answer)) return *refusal;
        EXPECT_TRUE(std::holds_alternative<allocation::Intended>(answer));
        EXPECT_FALSE(house().two_step.settle(*house().units, officer(), who));
        return std::nullopt;
    }
    void when_lead_finds(PersonId person, PersonId other, std::string_view finding)
    {
        auto lead = trial.signed_in("lead");
        lead.get(path(person));
        lead.follow("Say what you found out");
        EXPECT_TRUE(lead.page().url.ends_with(other.text())) << lead.page().url;
        lead.submit({{"finding", std::string(finding)}, {"ground", "documents"}}, save);
        EXPECT_EQ(lead.page().url, path(person));
    }
    Stage stage_of(PersonId who)
    {
        return house().units->read(officer(), "test", [&](storage::UnitOfWork& work) {
            return house().journeys.find(work, who)->stage;
        });
    }
    static std::string path(PersonId who, std::string_view more = {})
    {
        return "/participants/" + who.text() + std::string(more);
    }
    static constexpr std::string_view shared = "QQ 12 34 56 C";
    static constexpr std::string_view save = "Save what you found out";
    int presses = 0;
};
EVENHAND_JOURNEY(SameNumber);

TEST_P(SameNumber, InNoOrderAreBothAllocatedBeforeALeadFoundOut)
{
    // 0 and 1 give the number, 2 and 3 come to the draw; nobody is drawn before they gave it.
    std::array order{0, 1, 2, 3};
    int orders = 0;
    do {
        const auto at = [&](int what) { return std::ranges::find(order, what); };
        if (at(0) > at(2) || at(1) > at(3)) continue;
        const auto own = fmt::format("QQ{:06}C", ++orders);
        const std::array twins{given_somebody(), given_somebody()};
        int allocated = 0;
        for (const int what : order) {
            const auto who = twins.at(static_cast<std::size_t>(what % 2));
            if (what < 2) {
                when_gives(who, own);
                continue;
            }
            const auto refusal = when_drawn(who);
            EXPECT_EQ(refusal.value_or(allocation::Refusal::same_number),
                      allocation::Refusal::same_number);
            allocated += refusal ? 0 : 1;
        }
        // Only who was drawn before the other gave the number.
        const bool one_came_first = at(2) < at(1) || at(3) < at(0);
        EXPECT_EQ(allocated, one_came_first ? 1 : 0);
    } while (std::ranges::next_permutation(order).found);
    EXPECT_EQ(orders, 6);
}

TEST_P(SameNumber, TheOfficerIsToldWhatToDoAndNothingOfTheOther)
{
    const auto [one, other] = given_two_with_one_number();
    auto browser = trial.signed_in("intake");
    browser.get(path(one, "/allocation"));
    EXPECT_TRUE(browser.page().says("Another record has the same National Insurance number"));
    EXPECT_TRUE(browser.page().says("A team lead opens this record"));
    EXPECT_FALSE(browser.page().says("Put into a group by chance now"));
    EXPECT_EQ(browser.page().body.find(other.text()), std::string::npos);
    EXPECT_EQ(browser.page().body.find("12 34 56"), std::string::npos);
    browser.get(path(one));
    EXPECT_TRUE(browser.page().says("nobody with it is put into a group yet"));
    EXPECT_FALSE(browser.page().says("Say what you found out"));
    browser.get(path(one, "/same-number/" + other.text()));
    EXPECT_EQ(browser.page().status, 404) << "it is the lead's";
}

TEST_P(SameNumber, WaitsOnTheFirstScreenOfALeadAloneUntilItIsSettled)
{
    given_two_with_one_number();
    constexpr std::string_view waits = "Records that have one National Insurance number";
    auto browser = trial.signed_in("intake");
    EXPECT_FALSE(browser.get("/stuck").says(waits));
    auto lead = trial.signed_in("lead");
    EXPECT_TRUE(lead.get("/stuck").says(waits));
    lead.follow("Two records, 1");
    EXPECT_EQ(lead.page().heading, "Two records have one National Insurance number");
    lead.submit({{"finding", "two_people"}, {"ground", "spoke_to_both"}}, save);
    EXPECT_FALSE(lead.get("/stuck").says(waits));
}

TEST_P(SameNumber, OfTwoPeopleBothGoOn)
{
    const auto [one, other] = given_two_with_one_number();
    when_lead_finds(one, other, "two_people");
    EXPECT_EQ(when_drawn(one), std::nullopt);
    EXPECT_EQ(when_drawn(other), std::nullopt);
}

TEST_P(SameNumber, OfOnePersonOneRecordStopsAndTheOtherGoesOn)
{
    const auto [one, other] = given_two_with_one_number();
    when_lead_finds(one, other, "this_is_the_duplicate");
    EXPECT_EQ(stage_of(one), Stage::closed);
    EXPECT_EQ(when_drawn(one), allocation::Refusal::duplicate);
    EXPECT_EQ(when_drawn(other), std::nullopt);
}

TEST_P(SameNumber, WhoIsInAGroupIsNeverTheRecordThatStops)
{
    const auto first = given_somebody();
    when_gives(first, shared);
    EXPECT_EQ(when_drawn(first), std::nullopt);
    const auto second = given_somebody();
    when_gives(second, shared);
    EXPECT_EQ(when_drawn(second), allocation::Refusal::same_number);

    auto lead = trial.signed_in("lead");
    lead.get(path(second, "/same-number/" + first.text()));
    lead.submit({{"finding", "other_is_the_duplicate"}, {"ground", "records_compared"}}, save);
    EXPECT_EQ(lead.page().status, 422);
    EXPECT_TRUE(lead.page().says("That record is in a group already"));
    EXPECT_EQ(when_drawn(second), allocation::Refusal::same_number);
    when_lead_finds(second, first, "this_is_the_duplicate");
    EXPECT_EQ(when_drawn(second), allocation::Refusal::duplicate);
    EXPECT_EQ(stage_of(first), Stage::randomised);
}

TEST_P(SameNumber, ALeadCorrectsWhatTheyFoundAndTheLastFindingCounts)
{
    const auto [one, other] = given_two_with_one_number();
    when_lead_finds(one, other, "other_is_the_duplicate");
    EXPECT_EQ(when_drawn(other), allocation::Refusal::duplicate);
    auto lead = trial.signed_in("lead");
    lead.get(path(other));
    lead.follow("Change what was found out");
    EXPECT_TRUE(lead.page().says("They are one person, and this record goes no further"));
    lead.submit({{"finding", "two_people"}, {"ground", "number_corrected"}}, save);
    // It was closed, so it has its way to go again.
    EXPECT_EQ(when_drawn(other), allocation::Refusal::not_at_this_point);
    EXPECT_EQ(when_drawn(one), std::nullopt);
}

} // namespace evenhand::tests
