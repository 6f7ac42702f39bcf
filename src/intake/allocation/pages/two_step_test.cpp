#include "intake/allocation/pages/two_step.hpp"

#include "storage/audit_leaf.hpp"
#include "storage/audit_store.hpp"
#include "storage/rebuild.hpp"
#include "tests/support/draw_room.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <stdexcept>

namespace evenhand::allocation::two_step_test {

using participants::Stage;
using tests::DrawWorld;

class Draw : public ::testing::TestWithParam<storage::Engine>
{
};
INSTANTIATE_TEST_SUITE_P(Engines, Draw, ::testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

/// An allocator that may be told to lie, and hears what it is asked.
struct LyingAllocator final : Allocator
{
    explicit LyingAllocator(Allocator& true_one) : honest(true_one) {}
    Result<sealed::Receipt, AllocatorFault> open(const Ask& ask) override
    {
        asked.push_back(ask);
        auto receipt = TRY(honest.open(ask));
        if (lie) lie(receipt);
        return receipt;
    }
    Result<std::string, AllocatorFault> root(const Epoch& epoch) override
    {
        if (away) return refuse(AllocatorFault::unreachable);
        return honest.root(epoch);
    }
    Allocator& honest;
    std::vector<Ask> asked;
    std::function<void(sealed::Receipt&)> lie;
    bool away = false; ///< where a root is asked for
};

/// The bytes of every leaf.
std::vector<std::string> leaves(DrawWorld& world)
{
    std::vector<std::string> all;
    world.trial.database->read([&](storage::Connection& sql) {
        for (const auto& stored : storage::leaves_from(sql, 0)) {
            const auto bytes = from_base64url(stored.entry).value();
            all.emplace_back(bytes.begin(), bytes.end());
        }
    });
    EXPECT_LT(all.size(), storage::audit_batch);
    return all;
}

TEST_P(Draw, GivesAnArmThatOpensToTheRootThatWasPublishedBefore)
{
    DrawWorld world(GetParam());
    world.room.two_step.go_over(world.units());
    const auto published = world.room.epochs(world.units());
    ASSERT_EQ(published.size(), 1U);
    EXPECT_EQ(published[0].stratum, "all");
    EXPECT_EQ(published[0].trial, "small/demo/epoch-1");

    const auto who = world.room.person(world.units());
    int handed = 0;
    std::string handed_arm;
    world.room.on_hand_off = [&](storage::UnitOfWork&, const Allocated& allocated) {
        ++handed;
        handed_arm = allocated.arm;
        EXPECT_EQ(allocated.person, who);
    };
    EXPECT_EQ(world.room.draw(world.units(), who, 1), "");
    const auto drawn = world.room.drawn(world.units(), who).value();
    EXPECT_EQ(handed, 1);
    EXPECT_EQ(handed_arm, drawn.arm);
    EXPECT_EQ(drawn.arm, world.room.arm_at(published[0], 1));
    EXPECT_EQ(drawn.mode, "demo");
    const auto receipt = sealed::read_receipt(drawn.receipt).value();
    EXPECT_TRUE(
        sealed::proves(receipt, {.size = published[0].capacity,
                                 .root = crypto::Hash256::parse(published[0].root).value()}));
    EXPECT_EQ(world.room.stage(world.units(), who), Stage::randomised);
}

TEST_P(Draw, ARequestSentAgainFindsWhatItDidAndTakesNoPosition)
{
    DrawWorld world(GetParam());
    const auto who = world.room.person(world.units());
    EXPECT_EQ(world.room.draw(world.units(), who, 1), "");
    const auto first = world.room.drawn(world.units(), who).value();
    for (const std::uint64_t key : {1U, 1U, 2U, 3U})
        EXPECT_EQ(world.room.draw(world.units(), who, key), "") << key;
    const auto again = world.room.drawn(world.units(), who).value();
    EXPECT_EQ(again.id, first.id);
    EXPECT_EQ(again.receipt, first.receipt);

    const auto next = world.room.person(world.units());
    EXPECT_EQ(world.room.draw(world.units(), next, 4), "");
    EXPECT_EQ(world.room.intent(world.units(), next).value().position, 2);
}

TEST_P(Draw, AKeyOfAnotherPersonsRequestIsRefusedAndNobodyIsBound)
{
    DrawWorld world(GetParam());
    const auto one = world.room.person(world.units());
    const auto other = world.room.person(world.units());
    EXPECT_EQ(world.room.draw(world.units(), one, 1), "");
    EXPECT_EQ(world.room.draw(world.units(), other, 1), "clash");
    EXPECT_FALSE(world.room.intent(world.units(), other));
    EXPECT_EQ(world.room.stage(world.units(), other), Stage::baseline_locked);
}

struct Shut
{
    std::string_view refusal;
    std::function<void(Evidence&)> how;
};

TEST_P(Draw, EachGateThatIsShutRefusesAndWritesNothing)
{
    const std::vector<Shut> gates{
        {"died", [](Evidence& seen) { seen.died = true; }},
        {"withdrawn", [](Evidence& seen) { seen.withdrawn = true; }},
        {"duplicate", [](Evidence& seen) { seen.duplicate = true; }},
        {"same_number", [](Evidence& seen) { seen.same_number = true; }},
        {"likely_match", [](Evidence& seen) { seen.likely_match = true; }},
        {"lost_capacity", [](Evidence& seen) { seen.lost_capacity = true; }},
        {"in_prison", [](Evidence& seen) { seen.in_prison = true; }},
        {"not_eligible", [](Evidence& seen) { seen.eligible = false; }},
        {"not_of_age", [](Evidence& seen) { seen.of_age = false; }},
        {"eligibility_lapsed", [](Evidence& seen) { seen.eligible_lapsed = true; }},
        {"eligibility_of_elsewhere", [](Evidence& seen) { seen.eligible_group = "other"; }},
        {"eligibility_of_elsewhere", [](Evidence& seen) { seen.eligible_area = "other"; }},
        {"no_consent", [](Evidence& seen) { seen.consent.reset(); }},
        {"consent_outdated", [](Evidence& seen) { seen.consent->form_version = "0"; }},
        {"consent_outdated", [](Evidence& seen) { seen.consent->sheet_version = "0"; }},
        {"required_item_refused", [](Evidence& seen) { seen.consent->agreed.clear(); }},
        {"baseline_open", [](Evidence& seen) { seen.baseline.reset(); }},
        {"protocol_not_frozen",
         [](Evidence& seen) { seen.protocol = ProtocolStanding::not_frozen; }},
        {"protocol_amended", [](Evidence& seen) { seen.protocol = ProtocolStanding::amended; }},
        {"unknown_stratum",
         [](Evidence& seen) { seen.group = seen.eligible_group = "not-a-group"; }}};
    DrawWorld world(GetParam());
    const auto who = world.room.person(world.units());
    std::uint64_t key = 0;
    for (const Shut& gate : gates) {
        world.room.tamper = gate.how;
        EXPECT_EQ(world.room.draw(world.units(), who, ++key), gate.refusal);
        EXPECT_FALSE(world.room.intent(world.units(), who)) << gate.refusal;
        EXPECT_EQ(world.room.stage(world.units(), who), Stage::baseline_locked) << gate.refusal;
    }
    // It was the gate each time: with all of them open the same person is drawn.
    world.room.tamper = {};
    EXPECT_EQ(world.room.draw(world.units(), who, ++key), "");
    EXPECT_EQ(world.room.intent(world.units(), who).value().position, 1);
}

TEST_P(Draw, NobodyIsDrawnFromAnyOtherPointOfTheJourney)
{
    DrawWorld world(GetParam());
    std::uint64_t key = 0;
    for (const Stage stage : {Stage::referred, Stage::contacted, Stage::booked, Stage::attended,
                              Stage::eligible, Stage::taught, Stage::goes_on, Stage::consented}) {
        const auto who = world.room.person(world.units(), stage);
        EXPECT_NE(world.room.draw(world.units(), who, ++key), "");
        EXPECT_EQ(world.room.stage(world.units(), who), stage);
        EXPECT_FALSE(world.room.intent(world.units(), who));
    }
}

TEST_P(Draw, PositionsGoOnAcrossEpochsAndTheNextIsCommittedAtFourFifths)
{
    DrawWorld world(GetParam(), "small", /*epoch_positions=*/10);
    std::vector<identity::PersonId> people;
    for (std::uint64_t i = 1; i <= 23; ++i) {
        people.push_back(world.room.person(world.units()));
        EXPECT_EQ(world.room.draw(world.units(), people.back(), i), "");
        const std::size_t ready = i < 8 ? 1 : i < 18 ? 2 : 3;
        EXPECT_EQ(world.room.epochs(world.units()).size(), ready) << i;
    }
    const auto epochs = world.room.epochs(world.units());
    EXPECT_EQ(epochs[1].first_position, 11);
    EXPECT_NE(epochs[0].root, epochs[1].root);
    EXPECT_EQ(epochs[0].commitment, epochs[1].commitment) << "nobody comes together again";
    for (std::size_t i = 0; i < people.size(); ++i) {
        const auto intent = world.room.intent(world.units(), people[i]).value();
        EXPECT_EQ(intent.position, static_cast<std::int64_t>(i) + 1);
        EXPECT_EQ(world.room.drawn(world.units(), people[i]).value().arm,
                  world.room.arm_at(epochs[i / 10], intent.position));
    }
    EXPECT_TRUE(
        storage::rebuild(*world.trial.database, {derived_strata()}, storage::Rebuild::compare)
            .front()
            .equal);
}

TEST_P(Draw, AnOpeningThatIsNotThePublishedOneIsRefusedAndLoggedAndGivesNoArm)
{
    DrawWorld world(GetParam());
    const auto who = world.room.person(world.units());
    LyingAllocator liar(world.room.allocator);
    TwoStep lied_to(world.room.parts(liar));
    ASSERT_TRUE(std::holds_alternative<Intended>(
        lied_to.intend(world.units(), world.room.officer, world.room.wanted(who, 1))));
    const std::vector<std::function<void(sealed::Receipt&)>> lies{
        [](sealed::Receipt& said) {
            said.opening.arm = schemes::arm_number(1 - schemes::index_of(said.opening.arm));
        },
        [](sealed::Receipt& said) { said.opening.slot.position = 1; },
        [](sealed::Receipt& said) { said.opening.slot.stratum = 1; },
        [](sealed::Receipt& said) { said.opening.salt = crypto::Hash256(); },
        [](sealed::Receipt& said) { said.trial = "small/live/epoch-1"; },
        [](sealed::Receipt& said) { said.path.pop_back(); }};
    for (std::size_t i = 0; i < lies.size(); ++i) {
        liar.lie = lies[i];
        EXPECT_EQ(lied_to.settle(world.units(), world.room.officer, who),
                  AllocatorFault::does_not_prove)
            << i;
        EXPECT_FALSE(world.room.drawn(world.units(), who));
        EXPECT_EQ(world.room.stage(world.units(), who), Stage::intended);
    }
    std::size_t logged = 0;
    for (const std::string& leaf : leaves(world))
        logged += leaf.find("allocation.opening_refused") != std::string::npos ? 1U : 0U;
    EXPECT_EQ(logged, lies.size());
    liar.lie = {};
    EXPECT_EQ(lied_to.settle(world.units(), world.room.officer, who), std::nullopt);
    EXPECT_EQ(world.room.intent(world.units(), who).value().position, 1);
}

TEST_P(Draw, WhereAnEpochIsNeededAndNobodyCanMakeItsRootNothingIsWrittenAndItIsDoneLater)
{
    DrawWorld world(GetParam());
    LyingAllocator door(world.room.allocator);
    TwoStep steps(world.room.parts(door));
    const auto who = world.room.person(world.units());
    door.away = true;
    EXPECT_EQ(steps.go_over(world.units()), AllocatorFault::unreachable);
    const auto answer = steps.intend(world.units(), world.room.officer, world.room.wanted(who, 1));
    ASSERT_TRUE(std::holds_alternative<AllocatorFault>(answer));
    EXPECT_EQ(std::get<AllocatorFault>(answer), AllocatorFault::unreachable);
    EXPECT_TRUE(world.room.epochs(world.units()).empty());
    EXPECT_FALSE(world.room.intent(world.units(), who));
    EXPECT_EQ(world.room.stage(world.units(), who), Stage::baseline_locked);
    door.away = false;
    EXPECT_EQ(world.room.draw(world.units(), who, 1), "");
    EXPECT_EQ(world.room.intent(world.units(), who).value().position, 1);
}

TEST_P(Draw, WhoeverWasLeftBetweenTheTwoStepsComesFirst)
{
    DrawWorld world(GetParam());
    const auto left = world.room.person(world.units());
    const auto next = world.room.person(world.units());
    ASSERT_TRUE(std::holds_alternative<Intended>(
        world.room.two_step.intend(world.units(), world.room.officer, world.room.wanted(left, 1))));
    EXPECT_EQ(world.room.draw(world.units(), next, 2), "");
    const auto epoch = world.room.epochs(world.units()).front();
    const auto settled = world.room.drawn(world.units(), left).value();
    EXPECT_EQ(settled.arm, world.room.arm_at(epoch, 1));
    EXPECT_EQ(settled.actor, "system:");
    EXPECT_EQ(world.room.drawn(world.units(), next).value().arm, world.room.arm_at(epoch, 2));
    // Whoever began it comes back to the same answer.
    EXPECT_EQ(world.room.draw(world.units(), left, 1), "");
    EXPECT_EQ(world.room.drawn(world.units(), left).value().id, settled.id);
}

TEST_P(Draw, AHandOffThatFailsForOneArmAloneMovesNobodyToAnotherPosition)
{
    DrawWorld world(GetParam());
    world.room.on_hand_off = [](storage::UnitOfWork&, const Allocated& allocated) {
        if (allocated.hand_off == protocol::HandOff::support_case)
            throw std::runtime_error("no case can be opened");
    };
    std::vector<identity::PersonId> people;
    int failed = 0;
    for (std::uint64_t i = 1; i <= 8; ++i) {
        people.push_back(world.room.person(world.units()));
        try {
            world.room.draw(world.units(), people.back(), i);
        } catch (const std::runtime_error&) {
            ++failed;
        }
    }
    ASSERT_GT(failed, 0);
    world.room.on_hand_off = {};
    for (std::uint64_t i = people.size(); i > 0; --i)
        EXPECT_EQ(world.room.draw(world.units(), people[i - 1], 100 + i), "");
    const auto epoch = world.room.epochs(world.units()).front();
    for (std::size_t i = 0; i < people.size(); ++i) {
        const auto position = static_cast<std::int64_t>(i) + 1;
        EXPECT_EQ(world.room.drawn(world.units(), people[i]).value().arm,
                  world.room.arm_at(epoch, position));
    }
}

TEST_P(Draw, NothingIsDrawnFromAnEpochThatWasCommittedUnderAnotherScheme)
{
    DrawWorld world(GetParam());
    auto epoch = world.room.ceremonies.epoch(protocol::strata(world.room.protocol).front(), 1, 1);
    epoch.spec_hash = crypto::sha256("another scheme").text();
    world.units().write(world.room.officer, "test", [&](storage::UnitOfWork& work) {
        world.room.store.append_epoch(work, epoch);
    });
    const auto who = world.room.person(world.units());
    EXPECT_EQ(world.room.draw(world.units(), who, 1), "other_scheme");
    EXPECT_FALSE(world.room.drawn(world.units(), who));
}

TEST_P(Draw, NoLeafOfTheLogTellsAnArm)
{
    DrawWorld world(GetParam(), "working-win");
    for (std::uint64_t i = 1; i <= 6; ++i)
        EXPECT_EQ(world.room.draw(world.units(), world.room.person(world.units()), i), "");
    std::size_t draws = 0;
    for (const std::string& leaf : leaves(world)) {
        if (leaf.find("allocation.settle") != std::string::npos) ++draws;
        for (const auto& arm : world.room.protocol.randomisation.arms)
            EXPECT_EQ(leaf.find(arm.id), std::string::npos) << leaf;
    }
    EXPECT_EQ(draws, 6U);
}

TEST_P(Draw, IsRecordedForTheStatisticianAsTheFactsHaveIt)
{
    DrawWorld world(GetParam());
    world.room.two_step.go_over(world.units());
    std::vector<std::int64_t> arms(world.room.protocol.randomisation.arms.size(), 0);
    for (std::uint64_t number = 1; number <= 5; ++number) {
        const auto who = world.room.person(world.units());
        ASSERT_EQ(world.room.draw(world.units(), who, number), "");
        const auto arm = world.room.drawn(world.units(), who)->arm;
        for (std::size_t i = 0; i < arms.size(); ++i)
            arms[i] += world.room.protocol.randomisation.arms[i].id == arm;
    }
    const auto left = world.room.person(world.units());
    world.room.two_step.intend(world.units(), world.room.officer, world.room.wanted(left, 6));

    const auto record =
        world.units().read(world.room.officer, "record", [&](storage::UnitOfWork& work) {
            return world.room.store.draw_record(work, world.room.protocol);
        });
    EXPECT_EQ(record.everybody, arms);
    EXPECT_EQ(record.by_stratum.at("all"), arms);
    EXPECT_EQ(record.by_recruiter.size(), 1U);
    EXPECT_EQ(record.all.draws, 5);
    ASSERT_EQ(record.unfinished.size(), 1U);
    EXPECT_EQ(record.unfinished[0].person, left);
    EXPECT_EQ(record.unfinished[0].position, 6);
}

} // namespace evenhand::allocation::two_step_test
