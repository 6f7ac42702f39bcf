// The allocator as another process has it: the same openings through its socket as in this process,
// whichever of the two was started again in between.
#include "app/remote_allocator.hpp"

#include "app/allocator_desk.hpp"
#include "app/ceremony_wiring.hpp"
#include "app/local_socket.hpp"
#include "randomisation/sealed/bundle.hpp"
#include "tests/support/draw_room.hpp"
#include "tests/support/test_folder.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <optional>

namespace evenhand::app::remote_allocator_test {

using allocation::AllocatorFault;
using allocation::Ask;

constexpr int one_try = 1;

crypto::Keys allocator_keys()
{
    return crypto::Keys::for_demo(tests::allocator_seed, Instant::from_micros(0),
                                  crypto::KeyRing::allocator);
}

/// The ceremony of the room, as a store keeps what the program played for all.
std::vector<ceremony::SealedGift> played(const protocol::Protocol& protocol)
{
    std::vector<ceremony::SealedGift> gifts;
    for (const std::string& party : protocol.randomisation.parties)
        gifts.push_back({.ceremony = 1, .row = "row", .party = party, .sealed = {}});
    return gifts;
}

/// What runs as the allocator: its keys, a file and a socket, and no database.
struct Process
{
    Process(tests::DrawRoom& room, const std::filesystem::path& folder)
        : desk(allocator_keys(), room.ceremonies.spec, folder / "marks", random),
          listener({.path = folder / "socket", .name = "the socket"},
                   [this](std::string_view line) { return desk.answer(line); })
    {
    }
    SystemRandomSource random;
    AllocatorDesk desk;
    LocalListener listener;
};

struct World
{
    World() { process.emplace(draw.room, folder.path()); }

    void restart()
    {
        process.reset();
        process.emplace(draw.room, folder.path());
    }
    [[nodiscard]] RemoteAllocator door() const { return door(played(draw.room.protocol)); }
    [[nodiscard]] RemoteAllocator door(std::vector<ceremony::SealedGift> gifts) const
    {
        return {folder.path() / "socket", [gifts = std::move(gifts)] { return gifts; }, one_try};
    }
    Ask ask(std::int64_t position, char whose)
    {
        const auto stratum = protocol::strata(draw.room.protocol).front();
        return {.epoch = draw.room.ceremonies.epoch(stratum, 1, 1),
                .position = position,
                .binding = std::string(64, whose)};
    }

    tests::TestFolder folder;
    tests::DrawWorld draw{storage::Engine::sqlite};
    std::optional<Process> process;
};

TEST(TheAllocatorsProcess, OpensThePositionsThatTheSequenceHasAndTheSameAgain)
{
    World world;
    auto door = world.door();
    const auto first = door.open(world.ask(1, 'a'));
    ASSERT_TRUE(first);
    EXPECT_EQ(*first, *world.draw.room.allocator.open(world.ask(1, 'a')));
    EXPECT_EQ(*door.open(world.ask(1, 'a')), *first) << "a retry";
    world.restart();
    EXPECT_EQ(*door.open(world.ask(1, 'a')), *first) << "of a process that was started again";
    EXPECT_EQ(*world.door().open(world.ask(1, 'a')), *first) << "by a server that was";
    const auto second = door.open(world.ask(2, 'b'));
    ASSERT_TRUE(second);
    EXPECT_EQ(*second, *world.draw.room.allocator.open(world.ask(2, 'b')));
}

TEST(TheAllocatorsProcess, OpensNothingAheadAndNothingForSomebodyElse)
{
    World world;
    auto door = world.door();
    EXPECT_EQ(door.open(world.ask(2, 'a')).error(), AllocatorFault::behind_mark);
    ASSERT_TRUE(door.open(world.ask(1, 'a')));
    EXPECT_EQ(door.open(world.ask(1, 'b')).error(), AllocatorFault::behind_mark);
    EXPECT_EQ(door.open(world.ask(3, 'c')).error(), AllocatorFault::behind_mark);
    auto shifted = world.ask(2, 'c');
    shifted.epoch.first_position = 0;
    EXPECT_EQ(door.open(shifted).error(), AllocatorFault::other_scheme) << "the third slot";
    shifted.epoch.first_position = 2;
    EXPECT_EQ(door.open(shifted).error(), AllocatorFault::behind_mark) << "the first slot again";
    auto outside = world.ask(2, 'c');
    outside.epoch.capacity = 1;
    EXPECT_FALSE(door.open(outside));
    EXPECT_TRUE(door.open(world.ask(2, 'c'))) << "what was refused took nothing";
}

// Keys come from 32 bits of an epoch's number: asked under a number that is the same in those, a
// stratum of which nothing was opened would give its arms away and leave no mark that is in the
// way.
TEST(TheAllocatorsProcess, OpensNothingUnderANumberThatNoEpochHas)
{
    World world;
    auto door = world.door();
    constexpr std::int64_t round = std::int64_t{1} << 32;
    for (const std::int64_t number : {std::int64_t{0}, 1 - round, 1 + round, std::int64_t{1} << 62,
                                      allocation::TrialSpec::most_epochs + 1}) {
        auto twin = world.ask(1, 'a');
        twin.epoch.number = number;
        EXPECT_EQ(door.open(twin).error(), AllocatorFault::other_scheme) << number;
        twin.epoch.trial = world.draw.room.ceremonies.spec.leaf_trial(number);
        EXPECT_EQ(door.open(twin).error(), AllocatorFault::other_scheme) << number;
        EXPECT_EQ(door.root(twin.epoch).error(), AllocatorFault::other_scheme) << number;
    }
    auto far = world.ask(1, 'a');
    far.epoch.first_position = std::numeric_limits<std::int64_t>::max();
    far.position = far.epoch.first_position;
    EXPECT_EQ(door.open(far).error(), AllocatorFault::other_scheme);
    EXPECT_EQ(door.how_far(far.epoch.stratum), std::nullopt) << "nothing was marked";
    EXPECT_TRUE(door.open(world.ask(1, 'b')));
}

TEST(TheAllocatorsProcess, GoesOnWhateverItIsAsked)
{
    World world;
    auto door = world.door();
    for (const std::uint32_t capacity :
         {0U, 2'000'000U, std::numeric_limits<std::uint32_t>::max()}) {
        auto epoch = world.ask(1, 'a').epoch;
        epoch.capacity = capacity;
        epoch.spec_hash = world.draw.room.ceremonies.spec.hash_of(capacity).text();
        EXPECT_EQ(door.root(epoch).error(), AllocatorFault::other_scheme) << capacity;
    }
    auto twice = played(world.draw.room.protocol);
    twice.push_back(twice.back());
    world.restart();
    EXPECT_FALSE(world.door(twice).open(world.ask(1, 'a'))) << "one party, two gifts";
    EXPECT_TRUE(world.door().open(world.ask(1, 'a')));
}

TEST(TheAllocatorsProcess, TellsHowFarItOpenedToAServerThatStartsBesideIt)
{
    World world;
    const std::string stratum = world.ask(1, 'a').epoch.stratum;
    auto before = world.door();
    EXPECT_EQ(before.how_far(stratum), std::nullopt);
    ASSERT_TRUE(before.open(world.ask(1, 'a')));
    const allocation::HowFar one{.position = 1, .epoch = 1};
    EXPECT_EQ(before.how_far(stratum), one);
    EXPECT_EQ(world.door().how_far(stratum), one);
}

TEST(TheAllocatorsProcess, GoesOnUnderALaterEpochWhereAnOlderCopyOfTheStoreStands)
{
    World world;
    auto door = world.door();
    ASSERT_TRUE(door.open(world.ask(1, 'a')));
    ASSERT_TRUE(door.open(world.ask(2, 'b')));
    ASSERT_TRUE(door.open(world.ask(3, 'c')));
    Ask later = world.ask(2, 'd');
    EXPECT_EQ(door.open(later).error(), AllocatorFault::behind_mark);
    later.epoch =
        world.draw.room.ceremonies.epoch(protocol::strata(world.draw.room.protocol).front(), 2, 2);
    ASSERT_TRUE(door.open(later));
    const allocation::HowFar there{.position = 2, .epoch = 2};
    EXPECT_EQ(door.how_far(later.epoch.stratum), there) << "as this server knows it";
    EXPECT_EQ(world.door().how_far(later.epoch.stratum), there) << "and as the file has it";
    EXPECT_TRUE(door.open(world.ask(3, 'c'))) << "what was theirs stays theirs";
    EXPECT_EQ(door.how_far(later.epoch.stratum), there);
    EXPECT_EQ(door.open(world.ask(4, 'e')).error(), AllocatorFault::behind_mark)
        << "earlier keys open nothing new";
}

TEST(TheAllocatorsProcess, TellsWhichPositionWasOpenedForWhomAndNoArm)
{
    World world;
    auto door = world.door();
    const auto ask = world.ask(1, 'a');
    EXPECT_EQ(door.opened_for(ask.binding), std::nullopt);
    ASSERT_TRUE(door.open(ask));
    const allocation::OpenedFor first{.stratum = ask.epoch.stratum, .position = 1, .epoch = 1};
    EXPECT_EQ(door.opened_for(ask.binding), first);
    EXPECT_EQ(door.opened_for(std::string(64, 'b')), std::nullopt);
    const auto line = world.process->desk.answer(line_of(TellWhose{ask.binding}));
    EXPECT_EQ(line, line_of(Whose(first))) << "and nothing beside it";
    world.process.reset();
    EXPECT_EQ(door.opened_for(ask.binding), std::nullopt) << "nobody answers";
}

TEST(TheAllocatorsProcess, TellsTheRootOfAnEpochThatIsAboutToBePublished)
{
    World world;
    const auto epoch = world.ask(1, 'a').epoch;
    auto unrooted = epoch;
    unrooted.root.clear();
    EXPECT_EQ(*world.door().root(unrooted), epoch.root);
    const auto line = world.process->desk.answer(line_of(TellRoot{unrooted}));
    EXPECT_EQ(line, line_of(RootAnswer(epoch.root))) << "and nothing beside it";
    auto foreign = unrooted;
    foreign.spec_hash = std::string(64, '0');
    EXPECT_EQ(world.door().root(foreign).error(), AllocatorFault::other_scheme);
    foreign = unrooted;
    foreign.commitment = std::string(64, '0');
    EXPECT_EQ(world.door().root(foreign).error(), AllocatorFault::other_scheme);
    world.process.reset();
    EXPECT_EQ(world.door().root(unrooted).error(), AllocatorFault::unreachable);
}

// The server's part of a ceremony holds no key: what needs one is answered as the keys answer it.
TEST(TheAllocatorsProcess, HasCustodyOfTheCeremony)
{
    World world;
    auto door = world.door();
    const auto keys = allocator_keys();
    ceremony::KeyedCustody here(keys, world.draw.room.ceremonies.spec.trial(),
                                world.draw.trial.random);
    EXPECT_EQ(door.commitment("platform", 2), here.commitment("platform", 2));
    EXPECT_NE(door.commitment("platform", 2), here.commitment("platform", 3));

    const auto given = crypto::SecretKey::random(world.draw.trial.random);
    const auto sealed = door.seal("row", given);
    ASSERT_TRUE(sealed);
    const ceremony::SealedGift gift{
        .ceremony = 1, .row = "row", .party = "custodian", .sealed = sealed};
    const auto opened = here.opened({{gift}});
    ASSERT_TRUE(opened);
    EXPECT_EQ(to_hex(opened->front().contributions.front().bytes.bytes()), to_hex(given.bytes()));
    EXPECT_EQ(world.process->desk.answer(R"({"ask":"seal","row":"row","given":"7"})"), "");

    world.process.reset();
    EXPECT_EQ(door.commitment("platform", 2), std::nullopt);
    EXPECT_EQ(door.seal("row", given), std::nullopt);
}

TEST(TheAllocatorsProcess, AnswersNothingThatIsNotARequest)
{
    const World world;
    for (const std::string line :
         {"", "{", "[]", "7", R"({"ask":"next"})", R"({"ask":"open"})", R"({"ask":{}})",
          R"({"ask":"hear","gifts":[{"party":7}]})", R"({"ask":"whose"})", R"({"ask":"arms"})"}) {
        const auto said =
            ask_locally(world.folder.path() / "socket", line, std::chrono::seconds(5));
        EXPECT_EQ(said.error(), LocalFault::no_answer) << line;
    }
    EXPECT_TRUE(
        ask_locally(world.folder.path() / "socket", R"({"ask":"marks"})", std::chrono::seconds(5)))
        << "and goes on answering what is";
}

TEST(TheAllocatorsProcess, RefusesABindingThatCouldWriteALineOfItsFile)
{
    World world;
    auto door = world.door();
    auto ask = world.ask(1, 'a');
    ask.binding = "x 9 1\n\nall\n\n9 x 1 1";
    EXPECT_EQ(door.open(ask).error(), AllocatorFault::unreachable);
    auto elsewhere = world.ask(1, 'a');
    elsewhere.epoch.stratum = "all\n\n9 x 1 1\n\nall";
    EXPECT_EQ(door.open(elsewhere).error(), AllocatorFault::other_scheme);
}

// What is passed on is sealed: only these keys open it, and until it is passed on nothing is drawn
// from it.
TEST(TheAllocatorsProcess, DrawsFromACeremonyThatItIsToldOfSealed)
{
    World world;
    auto& room = world.draw.room;
    auto asked = world.door({});
    const ceremony::CeremonyStore ceremonies(asked, cast_of(room.protocol, room.keys.mode()));
    const auto gifts =
        world.draw.units().write(room.officer, "test", [&](storage::UnitOfWork& work) {
            EXPECT_FALSE(ceremonies.freeze(work, room.ceremonies.spec.hash()));
            const sealed::Contribution given{
                .party = "custodian", .bytes = crypto::SecretKey::random(world.draw.trial.random)};
            const auto trial = sealed::ceremony_trial(ceremonies.cast().trial, 1);
            EXPECT_FALSE(
                ceremonies.commit(work, given.party, sealed::commitment(trial, given).text()));
            EXPECT_FALSE(ceremonies.reveal(work, given));
            ceremonies.published(work, 1);
            return ceremonies.sealed_given(work);
        });
    const auto keys = allocator_keys();
    const ceremony::KeyedCustody custody(keys, room.ceremonies.spec.trial(),
                                         world.draw.trial.random);
    room.ceremonies.hold([&] { return as_sequences_know(*custody.opened(gifts)); });
    const Ask ask = world.ask(1, 'a');

    auto untold = world.door({});
    EXPECT_EQ(untold.open(ask).error(), AllocatorFault::other_scheme);
    auto told = world.door(gifts);
    const auto receipt = told.open(ask);
    ASSERT_TRUE(receipt);
    EXPECT_EQ(*receipt, *room.allocator.open(ask));
    world.restart();
    EXPECT_EQ(*told.open(ask), *receipt) << "a new process is told again";

    auto foreign = gifts;
    foreign.front().row = foreign.front().row + "0";
    world.restart();
    EXPECT_FALSE(world.door(foreign).open(ask));
}

TEST(TheAllocatorsProcess, ThatIsAwayLeavesTheIntentVisibleAndThePlaceKept)
{
    World world;
    auto& room = world.draw.room;
    auto door = world.door();
    allocation::TwoStep two_step(room.parts(door));
    ASSERT_EQ(two_step.go_over(world.draw.units()), std::nullopt);
    world.process.reset();
    const auto who = room.person(world.draw.units());
    const auto intended = two_step.intend(world.draw.units(), room.officer, room.wanted(who, 1));
    ASSERT_TRUE(std::holds_alternative<allocation::Intended>(intended));
    EXPECT_EQ(two_step.settle(world.draw.units(), room.officer, who), AllocatorFault::unreachable);
    EXPECT_EQ(room.stage(world.draw.units(), who), participants::Stage::intended);
    EXPECT_FALSE(room.drawn(world.draw.units(), who));

    world.process.emplace(room, world.folder.path());
    EXPECT_EQ(two_step.settle(world.draw.units(), room.officer, who), std::nullopt);
    EXPECT_EQ(room.intent(world.draw.units(), who)->position, 1);
    EXPECT_TRUE(room.drawn(world.draw.units(), who));
}

} // namespace evenhand::app::remote_allocator_test
