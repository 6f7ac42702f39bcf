// Another record comes to agree with one's own after triage: by a correction, or because whoever
// asked to be called tells at the appointment who they are. Nobody compared the two, so that nobody
// is put into a group before a lead has.
#include "people/participants/merging.hpp"
#include "tests/journeys/journey.hpp"
#include "tests/support/before_real_gates.hpp"

#include <fmt/format.h>

namespace evenhand::tests {

using allocation::Refusal;
using identity::PersonId;
using participants::Stage;

class LikelyMatch : public testing::TestWithParam<storage::Engine>
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
    /// Two whose records agree in nothing until the second is corrected.
    std::pair<PersonId, PersonId> given_two()
    {
        const std::pair both{given_somebody(), given_somebody()};
        when_details_are(both.first, sam());
        return both;
    }
    static Typed sam()
    {
        return {{"given_names", "Sam"}, {"family_name", "Example"}, {"why", "changed"}};
    }
    /// As the officer corrects them; what they were asked before stays.
    TestClient when_details_are(PersonId who, const Typed& typed)
    {
        auto browser = trial.signed_in("intake");
        browser.get(path(who, "/details"));
        browser.submit(typed, "Save details");
        EXPECT_EQ(browser.page().url, path(who));
        return browser;
    }
    /// Presses the button: why not, or nothing.
    std::optional<Refusal> when_drawn(PersonId who)
    {
        const auto answer = house().two_step.intend(*house().units, officer(),
                                                    {.person = who,
                                                     .scope = "test",
                                                     .key = std::to_string(++presses),
                                                     .digest = who.text(),
                                                     .location = "/"});
        if (const auto* refusal = std::get_if<Refusal>(&answer)) return *refusal;
        EXPECT_FALSE(house().two_step.settle(*house().units, officer(), who));
        return std::nullopt;
    }
    static std::string path(PersonId who, std::string_view more = {})
    {
        return "/participants/" + who.text() + std::string(more);
    }
    static constexpr std::string_view agrees = "nobody has found out whether they are one person";
    int presses = 0;
};
EVENHAND_JOURNEY(LikelyMatch);

TEST_P(LikelyMatch, ThatACorrectionMakesShutsTheDrawForBothAndTheRecordSaysSo)
{
    const auto [one, other] = given_two();
    auto browser = when_details_are(other, sam()); // one surname, and both were born on one day
    EXPECT_TRUE(browser.page().says(agrees));
    EXPECT_TRUE(browser.page().says("this person is not put into a group"));
    EXPECT_FALSE(browser.page().says("Compare the two")) << "it is the lead's";
    EXPECT_EQ(browser.page().body.find(one.text()), std::string::npos);
    EXPECT_EQ(when_drawn(other), Refusal::likely_match);
    EXPECT_EQ(when_drawn(one), Refusal::likely_match);
    browser.get(path(other, "/allocation"));
    EXPECT_TRUE(browser.page().says("Another record agrees with theirs"));
    EXPECT_FALSE(browser.page().says("Put into a group by chance now"));
    browser.get(path(other, "/another-person/" + one.text()));
    EXPECT_EQ(browser.page().status, 404);
}

TEST_P(LikelyMatch, OfWhichALeadSaysThatTheyAreTwoPeopleStandsInNobodysWay)
{
    const auto [one, other] = given_two();
    when_details_are(other, sam());
    auto lead = trial.signed_in("lead");
    lead.get(path(other));
    lead.follow("Compare the two");
    lead.follow("say that they are two people");
    lead.submit({}, "They are two people");
    EXPECT_EQ(lead.page().status, 422);
    EXPECT_TRUE(lead.page().says("Choose how you know"));
    EXPECT_EQ(when_drawn(other), Refusal::likely_match);
    lead.submit({{"ground", "asked_them"}}, "They are two people");
    EXPECT_EQ(lead.page().url, path(other));
    EXPECT_FALSE(lead.page().says(agrees));
    EXPECT_EQ(trial.number({"test.apart", "SELECT count(*) FROM told_apart WHERE reason = "
                                          "'asked_them'"}),
              1);
    EXPECT_EQ(when_drawn(other), std::nullopt);
    EXPECT_EQ(when_drawn(one), std::nullopt);
}

TEST_P(LikelyMatch, OfWhichALeadFindsOnePersonIsMergedAndTheRecordThatLeadsGoesOn)
{
    const auto [one, other] = given_two();
    when_details_are(other, sam());
    auto lead = trial.signed_in("lead");
    lead.get(path(other));
    lead.follow("Compare the two");
    lead.submit({{"ground", "documents"}}, "Merge the two records");
    const bool first_leads = lead.page().url == path(one);
    EXPECT_FALSE(lead.page().says(agrees));
    EXPECT_EQ(when_drawn(first_leads ? other : one), Refusal::duplicate);
    EXPECT_EQ(when_drawn(first_leads ? one : other), std::nullopt);
}

TEST_P(LikelyMatch, IsLookedForAgainWithWhomeverTheyAgreeNext)
{
    const auto [one, other] = given_two();
    const auto third = given_somebody();
    when_details_are(other, sam());
    house().units->write(officer(), "test", [&, a = one, b = other](storage::UnitOfWork& work) {
        participants::tell_apart(work, house().journeys, a, b, identity::MergeGround::documents);
        return true;
    });
    when_details_are(third,
                     {{"given_names", "Kit"}, {"phone", "07700 900123"}, {"why", "changed"}});
    EXPECT_EQ(when_drawn(third), std::nullopt) << "agrees with nobody";
    when_details_are(other, {{"phone", "07700 900123"}, {"why", "changed"}});
    EXPECT_EQ(when_drawn(other), Refusal::likely_match) << "with somebody in a group too";
    EXPECT_EQ(when_drawn(one), std::nullopt);
}

TEST_P(LikelyMatch, IsFoundWhenWhoeverAskedToBeCalledTellsWhoTheyAre)
{
    const auto known = given_somebody();
    when_details_are(known, sam());
    auto visitor = trial.browser();
    visitor.get("/call-me");
    visitor.submit({{"name", "Sam Example"}, {"phone", "01632 960001"}}, "Ask for a call");
    auto browser = trial.signed_in("intake");
    browser.get("/triage");
    const auto reference = reference_on(visitor.page());
    browser.submit({{"reference", reference}}, "Find");
    browser.get(browser.page().url + "/identity");
    EXPECT_TRUE(browser.page().says("Nobody the trial knows agrees"));
    browser.submit({{"who", "new"}}, "Decide");
    EXPECT_FALSE(browser.page().says(agrees));
    const auto called =
        PersonId::parse(browser.page().url.substr(std::string("/participants/").size())).value();
    browser = when_details_are(called, {{"given_names", "Sam"},
                                        {"family_name", "Example"},
                                        {"born-day", "17"},
                                        {"born-month", "5"},
                                        {"born-year", "1990"},
                                        {"why", "changed"}});
    EXPECT_TRUE(browser.page().says(agrees));
    EXPECT_EQ(when_drawn(known), Refusal::likely_match);
}

} // namespace evenhand::tests
