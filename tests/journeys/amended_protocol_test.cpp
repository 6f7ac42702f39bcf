// The protocol is amended while people are on their way: who is told what, and who is asked for
// consent again. As a demonstration, which needs no freeze.
#include "app/protocol_in_force.hpp"
#include "tests/journeys/journey.hpp"
#include "tests/support/amended_house.hpp"
#include "tests/support/before_real_gates.hpp"

namespace evenhand::tests {

using namespace std::chrono_literals;

class AmendedProtocol : public testing::TestWithParam<storage::Engine>
{
protected:
    TestHouse trial{GetParam(), "small"};

    void TearDown() override { EXPECT_EQ(trial.what_verify_finds(), ""); }

    void given_version_2_from_tomorrow() { amend_from_tomorrow(*trial.house); }
    storage::Actor program{storage::ActorKind::system, "test", {}};
};
EVENHAND_JOURNEY(AmendedProtocol);

TEST_P(AmendedProtocol, IsShownWithItsApprovalAndWithWhatItChangesForParticipants)
{
    auto manager = trial.signed_in("manager");
    manager.get("/protocol");
    EXPECT_TRUE(manager.page().says("No version is recorded yet"));
    app::begin_protocol(*trial.house);
    manager.get("/protocol");
    EXPECT_TRUE(manager.page().says("Version 1: in force"));

    given_version_2_from_tomorrow();
    manager.get("/protocol");
    EXPECT_TRUE(manager.page().says("Version 2: takes effect later"));
    EXPECT_TRUE(manager.page().says("REC 26/0001"));
    EXPECT_TRUE(manager.page().says("The consent form changes from version 1 to version 2. The "
                                    "information sheet stays at version 1."));
    EXPECT_TRUE(manager.page().says("Nobody waits to be asked for consent again"));
    EXPECT_FALSE(manager.page().says("still runs under"));

    trial.advance(24h);
    auto auditor = trial.signed_in("auditor");
    auditor.get("/protocol");
    EXPECT_TRUE(auditor.page().says("Version 1: no longer in force"));
    EXPECT_TRUE(auditor.page().says("Version 2: in force"));
    EXPECT_TRUE(auditor.page().says("this program still runs under version 1"));
    EXPECT_FALSE(auditor.page().says("Nobody waits")) << "a count of this day";
}

TEST_P(AmendedProtocol, WhoAgreedBeforeItIsCountedAndListedFromItsMomentBeforeAnyRestart)
{
    app::begin_protocol(*trial.house);
    somebody_at(*trial.house, trial.account_id("intake"), participants::Stage::consented);
    given_version_2_from_tomorrow();
    auto manager = trial.signed_in("manager");
    manager.get("/protocol");
    EXPECT_TRUE(manager.page().says("Nobody waits to be asked for consent again"));

    trial.advance(24h);
    auto later = trial.signed_in("manager");
    later.get("/protocol");
    EXPECT_FALSE(later.page().says("Nobody waits to be asked for consent again"));
    EXPECT_TRUE(later.page().says("1 person agreed under another version of the form or of the "
                                  "information sheet, and is asked again."));
    auto officer = trial.signed_in("intake");
    officer.get("/consent/again");
    EXPECT_TRUE(officer.page().says("In force: form version 2, information sheet version 1."));
    EXPECT_FALSE(officer.page().says("Everybody has agreed"));
}

TEST_P(AmendedProtocol, StandsOnTheRecordOfWhoWasWithUsAtItsMomentAndOfNobodyWhoHadLeft)
{
    app::begin_protocol(*trial.house);
    given_version_2_from_tomorrow();
    const auto account = trial.account_id("intake");
    const auto stays = somebody_at(*trial.house, account, participants::Stage::consented);
    const auto leaves = somebody_at(*trial.house, account, participants::Stage::consented);
    trial.house->units->write(officer_of(account), "test", [&](storage::UnitOfWork& work) {
        ASSERT_TRUE(trial.house->journeys.take(work, leaves, {.step = participants::Step::closed}));
    });
    trial.advance(24h);
    auto officer = trial.signed_in("intake");
    constexpr std::string_view took_effect = "Version 2 of the protocol took effect";
    officer.get("/participants/" + stays.text());
    EXPECT_TRUE(officer.page().says(took_effect));
    officer.get("/participants/" + leaves.text());
    EXPECT_EQ(officer.page().status, 200);
    EXPECT_FALSE(officer.page().says(took_effect));
}

TEST_P(AmendedProtocol, StopsTheDrawAtItsMomentAlsoOnAPageThatWasOpen)
{
    app::begin_protocol(*trial.house);
    given_version_2_from_tomorrow();
    const auto who =
        somebody_at(*trial.house, trial.account_id("intake"), participants::Stage::baseline_locked);
    // A few minutes before midnight in London, so that the session lasts.
    trial.advance(14h + 25min);
    auto officer = trial.signed_in("intake");
    officer.get("/participants/" + who.text() + "/allocation");
    constexpr std::string_view button = "Put into a group by chance";
    const auto form = officer.filled({}, button);

    trial.advance(6min);
    const auto sent = officer.send(officer.form_head("/participants/" + who.text() + "/allocation"),
                                   form.encode());
    EXPECT_EQ(sent.status, 422);
    officer.get("/participants/" + who.text() + "/allocation");
    EXPECT_TRUE(officer.page().says("Version 2 of the protocol is in force since 3 March 2026 at "
                                    "midnight, and this program still runs under version 1."));
    EXPECT_TRUE(officer.page().says("Nobody can be put into a group until it is started again"));
    officer.get("/participants/" + who.text());
    EXPECT_TRUE(officer.page().says("Version 2 of the protocol took effect"));
    const auto stage = trial.house->units->read(program, "test", [&](storage::UnitOfWork& work) {
        EXPECT_FALSE(trial.house->allocations.intent_of(work, who));
        return trial.house->journeys.find(work, who).value().stage;
    });
    EXPECT_EQ(stage, participants::Stage::baseline_locked);
}

} // namespace evenhand::tests
