// How a trial comes by its randomisation, by two people and on one screen: an administrator freezes
// what is drawn from, the custodian enters what the parties committed to and gave, the roots are
// published, and everybody can look at them; and how a trial gets new keys.
#include "protocol/protocol.hpp"
#include "randomisation/sealed/bundle.hpp"
#include "randomisation/sealed/contribution_words.hpp"
#include "tests/journeys/journey.hpp"
#include "tests/support/changed_trial.hpp"
#include "tests/support/house_draw.hpp"

#include <fmt/ranges.h>

#include <array>
#include <barrier>
#include <thread>

namespace evenhand::tests {

using testing::HasSubstr;
using testing::Not;

class TheCeremony : public testing::TestWithParam<storage::Engine>
{
protected:
    TestHouse trial{GetParam(), "working-win", TestHouse::Ceremony::not_begun};
    void TearDown() override { EXPECT_EQ(trial.what_verify_finds(), ""); }

    const storage::Actor program{storage::ActorKind::system, {}, {}};

    static sealed::Contribution paper(std::uint8_t byte)
    {
        return {"custodian", *crypto::SecretKey::from_bytes(Bytes(32, byte))};
    }
    static std::string words(std::uint8_t byte)
    {
        return fmt::format("{}", fmt::join(sealed::words_of(paper(byte).bytes), " "));
    }
    static std::string commitment(std::uint8_t byte, int ceremony)
    {
        return sealed::commitment(sealed::ceremony_trial("working-win/demo", ceremony), paper(byte))
            .text();
    }
    void given_a_server_that_signs_heads()
    {
        const auto now = trial.house->units->read(
            program, "test", [](storage::UnitOfWork& work) { return work.now(); });
        ASSERT_EQ(trial.house->checkpointer.reason_not_to_start(now), std::nullopt);
    }
    void when_an_administrator_freezes()
    {
        auto administrator = trial.signed_in("admin");
        administrator.get("/ceremony");
        administrator.submit({}, "Freeze the specification");
        EXPECT_THAT(administrator.page().text, HasSubstr("The custodian goes on from here"));
    }
    static void when_the_custodian_commits(TestClient& custodian, std::uint8_t byte, int ceremony)
    {
        custodian.get("/ceremony");
        custodian.submit({{"commitment", commitment(byte, ceremony)}}, "Keep the commitment");
    }
    static void when_the_custodian_gives_and_publishes(TestClient& custodian, std::uint8_t byte)
    {
        custodian.submit({{"words", words(byte)}}, "Give the contribution");
        custodian.submit({}, "Publish the roots");
        EXPECT_THAT(custodian.page().text, HasSubstr("People can be randomised"));
    }
    /// The page stands in two windows, and its form is sent from both.
    static void then_one_of_two_is_taken(const TestClient& page, const Typed& typed,
                                         std::string_view button)
    {
        std::array<TestClient, 2> windows{page, page};
        for (auto& window : windows)
            window.get("/ceremony"); // each with a key of its own
        std::barrier start(2);
        {
            std::array<std::jthread, 2> sent;
            for (std::size_t i = 0; i < 2; ++i) {
                sent.at(i) = std::jthread([&, i] {
                    start.arrive_and_wait();
                    windows.at(i).submit(typed, button);
                });
            }
        }
        if (windows[0].page().status == 409) std::swap(windows[0], windows[1]);
        EXPECT_EQ(windows[0].page().status, 200) << button;
        EXPECT_EQ(windows[1].page().status, 409) << button;
        EXPECT_THAT(windows[1].page().text, HasSubstr("it was done already")) << button;
    }
    std::string what_everybody_sees()
    {
        auto anybody = trial.browser();
        anybody.get("/randomisation");
        return anybody.page().text;
    }
    std::vector<allocation::Epoch> epochs()
    {
        return trial.house->units->read(program, "test", [&](storage::UnitOfWork& work) {
            return trial.house->allocations.epochs(work);
        });
    }
    std::string drawn(identity::PersonId who)
    {
        return trial.house->units->read(program, "test", [&](storage::UnitOfWork& work) {
            return trial.house->allocations.allocation_of(work, who).value().arm;
        });
    }
    /// As in a store that is an older copy: the allocator has opened the next place of the stratum
    /// for somebody whom the store does not have. Gives the stratum.
    std::string given_that_a_place_was_opened_for_somebody_lost()
    {
        const auto epoch = epochs().front();
        const auto next = trial.house->units->read(program, "test", [&](storage::UnitOfWork& work) {
            return trial.house->allocations.bound(work, epoch.stratum) + 1;
        });
        EXPECT_TRUE(trial.house->door.allocator().open(
            {.epoch = epoch, .position = next, .binding = std::string(64, 'c')}));
        return epoch.stratum;
    }
    /// A stratum as the trial manager reads it.
    [[nodiscard]] std::string name_of(std::string_view label) const
    {
        const auto& protocol = trial.house->protocol;
        const auto all = protocol::strata(protocol);
        const auto stratum = std::ranges::find(all, label, &protocol::Stratum::label);
        return participants::area_name(protocol, stratum->area) + ", " +
               participants::group_name(protocol, stratum->group);
    }
    static std::string who_is_stuck(TestClient& client)
    {
        client.get("/stuck");
        EXPECT_EQ(client.page().status, 200);
        return client.page().text;
    }
    std::int64_t proposals_kept()
    {
        static constexpr storage::Statement count{
            "test.proposals", "SELECT count(*) FROM ceremony_act WHERE kind = 'proposed' "
                              "AND reason LIKE 'A copy of Monday%'"};
        return trial.number(count);
    }
    /// Empty: they stand at the draw.
    std::string refusal_at_the_button(identity::PersonId who)
    {
        const auto answer = press_the_button(*trial.house, trial.account_id("intake"), who);
        const auto* refusal = std::get_if<allocation::Refusal>(&answer);
        return refusal == nullptr ? std::string() : std::string(allocation::code(*refusal));
    }
    static bool offers(const TestClient& client, std::string_view action)
    {
        for (const auto& form : client.page().forms)
            if (form.action == action) return true;
        return false;
    }
};
EVENHAND_JOURNEY(TheCeremony);

TEST_P(TheCeremony, EndsInRootsThatEverybodyCanSeeAndThatTheDrawOpens)
{
    given_a_server_that_signs_heads();
    EXPECT_THAT(what_everybody_sees(), HasSubstr("The ceremony has not begun"));
    when_an_administrator_freezes();
    auto custodian = trial.signed_in("custodian");
    when_the_custodian_commits(custodian, 7, 1);
    when_the_custodian_gives_and_publishes(custodian, 7);

    const std::string seen = what_everybody_sees();
    EXPECT_THAT(seen, HasSubstr(commitment(7, 1)));
    EXPECT_THAT(seen, HasSubstr("The trial (ceremony 1)")) << "who froze the specification";
    EXPECT_THAT(seen, HasSubstr("custodian (ceremony 1)"));
    const auto published = epochs();
    EXPECT_EQ(published.size(), protocol::strata(trial.house->protocol).size());
    for (const auto& epoch : published) {
        EXPECT_THAT(seen, HasSubstr(epoch.root));
        EXPECT_EQ(*trial.house->door.allocator().root(epoch), epoch.root);
    }
    put_into_a_group(*trial.house, trial.account_id("intake"));
}

TEST_P(TheCeremony, IsBegunByAnAdministratorAndHeldByTheCustodianWhoIsSomebodyElse)
{
    given_a_server_that_signs_heads();
    auto custodian = trial.signed_in("custodian");
    custodian.get("/ceremony");
    EXPECT_THAT(custodian.page().text, HasSubstr("An administrator goes on from here"));
    EXPECT_FALSE(offers(custodian, "/ceremony/1/freeze"));
    EXPECT_EQ(custodian.get("/ceremony/1/freeze").status, 404);
    when_an_administrator_freezes();
    auto administrator = trial.signed_in("admin");
    administrator.get("/ceremony");
    EXPECT_FALSE(offers(administrator, "/ceremony/1/commit"));
    EXPECT_EQ(administrator.get("/ceremony/1/commit").status, 404);
}

TEST_P(TheCeremony, TakesNoWordsBeforeEverybodyCommittedAndNoneThatDoNotOpen)
{
    given_a_server_that_signs_heads();
    when_an_administrator_freezes();
    auto custodian = trial.signed_in("custodian");
    custodian.get("/ceremony/1/reveal");
    EXPECT_EQ(custodian.page().url, "/ceremony") << "another step comes first";
    EXPECT_FALSE(offers(custodian, "/ceremony/1/reveal"));
    when_the_custodian_commits(custodian, 7, 1);
    custodian.submit({{"words", words(8)}}, "Give the contribution");
    EXPECT_EQ(custodian.page().status, 422);
    EXPECT_THAT(custodian.page().text,
                HasSubstr("These words are not the ones that were committed to"));
    EXPECT_THAT(custodian.page().body, Not(HasSubstr(words(8)))) << "a secret never comes back";
    EXPECT_FALSE(offers(custodian, "/ceremony/1/publish"));
    EXPECT_TRUE(epochs().empty());
}

TEST_P(TheCeremony, TellsWhoSendsAFormOfAStepThatIsOverWhatComesNow)
{
    given_a_server_that_signs_heads();
    when_an_administrator_freezes();
    auto custodian = trial.signed_in("custodian");
    custodian.get("/ceremony");
    auto second_screen = custodian;
    when_the_custodian_commits(custodian, 7, 1);
    second_screen.submit({{"commitment", commitment(8, 1)}}, "Keep the commitment");
    EXPECT_EQ(second_screen.page().status, 409);
    EXPECT_THAT(second_screen.page().text, HasSubstr("That cannot be done now"));
    EXPECT_THAT(second_screen.page().text, HasSubstr(commitment(7, 1)));
    EXPECT_THAT(what_everybody_sees(), Not(HasSubstr(commitment(8, 1))));
}

TEST_P(TheCeremony, TellsTheSecondOfTwoWindowsWhenTheSameStepIsSentFromBothAtOnce)
{
    given_a_server_that_signs_heads();
    auto administrator = trial.signed_in("admin");
    administrator.get("/ceremony");
    then_one_of_two_is_taken(administrator, {}, "Freeze the specification");
    auto custodian = trial.signed_in("custodian");
    custodian.get("/ceremony");
    then_one_of_two_is_taken(custodian, {{"commitment", commitment(7, 1)}}, "Keep the commitment");
    custodian.get("/ceremony");
    then_one_of_two_is_taken(custodian, {{"words", words(7)}}, "Give the contribution");
    custodian.get("/ceremony");
    auto other = custodian;
    other.get("/ceremony");
    std::jthread second([&] { other.submit({}, "Publish the roots"); });
    custodian.submit({}, "Publish the roots");
    second.join();
    for (const auto& window : {custodian, other})
        EXPECT_THAT(window.page().text, HasSubstr("People can be randomised"));
    EXPECT_EQ(epochs().size(), protocol::strata(trial.house->protocol).size());
}

TEST_P(TheCeremony, IsHeldAnewOnlyByTwoPeopleAndNobodyIsMoved)
{
    given_a_server_that_signs_heads();
    when_an_administrator_freezes();
    auto custodian = trial.signed_in("custodian");
    when_the_custodian_commits(custodian, 7, 1);
    when_the_custodian_gives_and_publishes(custodian, 7);
    const auto who = put_into_a_group(*trial.house, trial.account_id("intake"));
    const auto group = drawn(who);

    auto administrator = trial.signed_in("admin");
    administrator.get("/ceremony/1/propose");
    const auto forged = administrator.filled({{"reason", "None."}}, "Propose a new ceremony");
    administrator.get("/ceremony/1/propose");
    administrator.submit({{"reason", "A paper was found open."}}, "Propose a new ceremony");
    EXPECT_THAT(administrator.page().text, HasSubstr("You proposed it"));
    EXPECT_EQ(administrator.post("/ceremony/2/freeze", forged).status, 409);

    // The custodian takes it up, so that it is two people's.
    custodian.get("/ceremony");
    EXPECT_THAT(custodian.page().text, HasSubstr("A paper was found open."));
    custodian.get("/ceremony/2/propose");
    custodian.submit({{"reason", "A paper was found open. I agree."}}, "Propose a new ceremony");
    when_an_administrator_freezes();
    when_the_custodian_commits(custodian, 9, 3);
    when_the_custodian_gives_and_publishes(custodian, 9);
    const auto drawn_from = trial.house->units->read(
        {storage::ActorKind::system, "test", {}}, "test",
        [&](storage::UnitOfWork& work) { return trial.house->ceremonies.in_force(work); });
    EXPECT_EQ(drawn_from.value().ceremony, 3);
    EXPECT_EQ(epochs().size(), 2 * protocol::strata(trial.house->protocol).size());
    put_into_a_group(*trial.house, trial.account_id("intake"));
    EXPECT_EQ(drawn(who), group) << "nobody is moved";
}

TEST_P(TheCeremony, IsTheWayBackForAStratumThatAnOlderCopyHasFrozen)
{
    given_a_server_that_signs_heads();
    when_an_administrator_freezes();
    auto custodian = trial.signed_in("custodian");
    when_the_custodian_commits(custodian, 7, 1);
    when_the_custodian_gives_and_publishes(custodian, 7);
    put_into_a_group(*trial.house, trial.account_id("intake"));
    auto manager = trial.signed_in("manager");
    EXPECT_THAT(who_is_stuck(manager), Not(HasSubstr("Nobody can be randomised")));
    const auto stratum = given_that_a_place_was_opened_for_somebody_lost();

    custodian.get("/ceremony");
    EXPECT_THAT(custodian.page().text, HasSubstr("Nobody can be put into a group in these strata"));
    EXPECT_THAT(custodian.page().text, HasSubstr(stratum));
    const auto turned_away = stand_before_the_draw(*trial.house);
    EXPECT_EQ(refusal_at_the_button(turned_away), "stratum_frozen");
    const std::string told = who_is_stuck(manager);
    EXPECT_THAT(told, HasSubstr("Nobody can be randomised in: " + name_of(stratum) + "."));
    EXPECT_THAT(told, HasSubstr("ask an administrator and a custodian for a new ceremony"));
    auto lead = trial.signed_in("lead");
    EXPECT_THAT(who_is_stuck(lead), Not(HasSubstr("Nobody can be randomised")));

    custodian.follow("A new ceremony is needed");
    custodian.submit({{"reason", "A copy of Monday was put back; one person was lost."}},
                     "Propose a new ceremony");
    EXPECT_EQ(refusal_at_the_button(turned_away), "stratum_frozen") << "a proposal is no approval";
    when_an_administrator_freezes();
    when_the_custodian_commits(custodian, 9, 2);
    when_the_custodian_gives_and_publishes(custodian, 9);

    EXPECT_THAT(custodian.page().text, Not(HasSubstr("Nobody can be put into a group")));
    EXPECT_THAT(who_is_stuck(manager), Not(HasSubstr("Nobody can be randomised")));
    EXPECT_EQ(refusal_at_the_button(turned_away), "");
    put_into_a_group(*trial.house, trial.account_id("intake"));
    const std::string seen = what_everybody_sees();
    EXPECT_THAT(seen, HasSubstr("A copy of Monday was put back; one person was lost."));
    for (const auto& epoch : epochs())
        EXPECT_THAT(seen, HasSubstr(epoch.root));
    EXPECT_EQ(proposals_kept(), 1);
}

/// Under a protocol that names a beacon, of which everybody can see which one and what it gave.
TEST(TheCeremonyUnderABeacon, AsksForItsValueWhenEverybodyHasGiven)
{
    const ChangedTrial changed;
    name_beacon(changed, "working-win", "round 17 of an example beacon");
    TestHouse trial(storage::Engine::sqlite, changed.trial("working-win"),
                    TestHouse::Ceremony::not_begun);
    ASSERT_EQ(trial.house->checkpointer.reason_not_to_start(trial.trial_clock.now()), std::nullopt);
    auto anybody = trial.browser();
    anybody.get("/randomisation");
    EXPECT_THAT(anybody.page().text, HasSubstr("round 17 of an example beacon"));

    auto administrator = trial.signed_in("admin");
    administrator.get("/ceremony");
    administrator.submit({}, "Freeze the specification");
    auto custodian = trial.signed_in("custodian");
    custodian.get("/ceremony");
    const sealed::Contribution paper{"custodian", *crypto::SecretKey::from_bytes(Bytes(32, 7))};
    custodian.submit(
        {{"commitment",
          sealed::commitment(sealed::ceremony_trial("working-win/demo", 1), paper).text()}},
        "Keep the commitment");
    custodian.submit({{"words", std::string(64, '0') + "7"}}, "Give the contribution");
    custodian.submit({{"words", fmt::format("{}", fmt::join(sealed::words_of(paper.bytes), " "))}},
                     "Give the contribution");
    custodian.submit({{"beacon", "not yet"}}, "Publish the roots");
    EXPECT_EQ(custodian.page().status, 422);
    EXPECT_THAT(custodian.page().text, HasSubstr("The value of the beacon must be 64 digits"));
    const std::string value(64, 'e');
    custodian.submit({{"beacon", " " + std::string(64, 'E') + " "}}, "Publish the roots");
    EXPECT_THAT(custodian.page().text, HasSubstr("People can be randomised"));
    anybody.get("/randomisation");
    EXPECT_THAT(
        anybody.page().text,
        HasSubstr("with this value of the beacon (round 17 of an example beacon): " + value));
    put_into_a_group(*trial.house, trial.account_id("intake"));
    EXPECT_EQ(trial.what_verify_finds(), "");
}

} // namespace evenhand::tests
