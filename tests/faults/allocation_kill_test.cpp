// kill -9 between the intent and the reply, at each step by name. What the allocator had opened for
// somebody before the process died is what they are given afterwards: the same position, the same
// arm, whoever came in the meantime and whoever finishes it.
#include "intake/allocation/allocation_checks_store.hpp"
#include "tests/support/draw_room.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <optional>
#include <sys/wait.h>
#include <unistd.h>

namespace evenhand::tests {
namespace allocation_kill_test {

using allocation::Ask;
using identity::PersonId;

enum class Moment {
    in_first_step,  ///< the intent was not committed
    after_intent,   ///< nobody has asked for the arm
    after_opening,  ///< this process knows the arm, and nobody else ever did
    in_second_step, ///< the allocation was written and not committed
    before_reply,   ///< it was committed, and nobody was told
};
constexpr std::array moments{Moment::in_first_step, Moment::after_intent, Moment::after_opening,
                             Moment::in_second_step, Moment::before_reply};

std::string_view name_of(Moment moment)
{
    constexpr std::array<std::string_view, moments.size()> names{
        "in the first step", "after the intent", "after the opening", "in the second step",
        "before the reply"};
    return names.at(static_cast<std::size_t>(moment));
}

/// What the process that died had opened.
struct Opened
{
    std::int64_t position = 0;
    std::uint32_t arm = 0;
};

[[noreturn]] void die()
{
    ::kill(::getpid(), SIGKILL);
    std::abort();
}

/// Tells the parent what was opened, and dies before or after.
struct WatchedAllocator final : allocation::Allocator
{
    WatchedAllocator(Allocator& true_one, Moment when, int pipe)
        : honest(true_one), moment(when), to_parent(pipe)
    {
    }
    Result<sealed::Receipt, allocation::AllocatorFault> open(const Ask& ask) override
    {
        if (moment == Moment::after_intent) die();
        auto receipt = honest.open(ask);
        if (receipt) {
            const Opened opened{.position = ask.position,
                                .arm = static_cast<std::uint32_t>(receipt->opening.arm)};
            if (::write(to_parent, &opened, sizeof opened) != sizeof opened) die();
        }
        if (moment == Moment::after_opening) die();
        return receipt;
    }
    Result<std::string, allocation::AllocatorFault> root(const allocation::Epoch& epoch) override
    {
        return honest.root(epoch);
    }
    Allocator& honest;
    Moment moment;
    int to_parent;
};

/// A process's own view of the store: opened by it, on randomness of its own.
struct Process
{
    Process(const TestStore& store, const storage::DatabaseSettings& settings,
            const crypto::Keys& keys, std::uint64_t number)
        : random(KeyedRandomSource::from_seed(number)), audit(keys), database(store.open(settings)),
          units(storage::make_units({*database, clock, random, audit, "test-1"})),
          room(keys, "small")
    {
    }
    FrozenTrialClock clock;
    KeyedRandomSource random;
    storage::AuditLog audit;
    std::unique_ptr<storage::Database> database;
    std::unique_ptr<storage::Units> units;
    DrawRoom room;
};

class Town
{
public:
    explicit Town(storage::Engine engine) : store(engine) {}

    /// Work in a process of this one's; it ends before anybody else begins.
    template <class Work>
    auto at(Work&& work)
    {
        Process process(store, store.settings(), keys, ++processes);
        return work(process);
    }
    PersonId person()
    {
        return at([](Process& process) { return process.room.person(*process.units); });
    }

    /// Lets another process draw for them, which kills itself; gives what it had opened.
    /// `settings` is where it believes the store to be.
    std::optional<Opened> killed(PersonId who, std::uint64_t key, Moment moment,
                                 const storage::DatabaseSettings& settings)
    {
        std::array<int, 2> ends{};
        if (::pipe(ends.data()) != 0) throw std::runtime_error("pipe");
        ++processes;
        const pid_t child = ::fork();
        if (child == 0) {
            ::close(ends[0]);
            draw_and_die(who, key, moment, settings, ends[1]);
        }
        ::close(ends[1]);
        std::optional<Opened> opened;
        for (Opened read; ::read(ends[0], &read, sizeof read) == sizeof read;)
            opened = read;
        ::close(ends[0]);
        int status = 0;
        ::waitpid(child, &status, 0);
        EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << status;
        return opened;
    }

    /// The position and arm that they have in the end.
    std::optional<Opened> given(PersonId who)
    {
        return at([&](Process& process) -> std::optional<Opened> {
            const auto drawn = process.room.drawn(*process.units, who);
            const auto intent = process.room.intent(*process.units, who);
            if (!drawn || !intent) return std::nullopt;
            const auto receipt = sealed::read_receipt(drawn->receipt).value();
            return Opened{.position = intent->position,
                          .arm = static_cast<std::uint32_t>(receipt.opening.arm)};
        });
    }
    std::string draw(PersonId who, std::uint64_t key)
    {
        return at([&](Process& process) { return process.room.draw(*process.units, who, key); });
    }
    std::uint64_t faults()
    {
        return at([](Process& process) {
            storage::Findings findings;
            process.database->read([&](storage::Connection& sql) {
                allocation::check_allocations(sql, process.room.protocol, crypto::Mode::demo,
                                              findings);
            });
            return findings.count();
        });
    }

    crypto::Keys keys = crypto::Keys::for_demo(20260302, Instant::from_micros(0));
    TestStore store;

private:
    [[noreturn]] void draw_and_die(PersonId who, std::uint64_t key, Moment moment,
                                   const storage::DatabaseSettings& settings, int pipe)
    {
        Process process(store, settings, keys, processes);
        WatchedAllocator watched(process.room.allocator, moment, pipe);
        if (moment == Moment::in_first_step)
            process.room.tamper = [](allocation::Evidence&) { die(); };
        if (moment == Moment::in_second_step)
            process.room.on_hand_off = [](storage::UnitOfWork&, const allocation::Allocated&) {
                die();
            };
        allocation::TwoStep two_step(process.room.parts(watched));
        two_step.intend(*process.units, process.room.officer, process.room.wanted(who, key));
        two_step.settle(*process.units, process.room.officer, who);
        die();
    }

    std::uint64_t processes = 100;
};

/// Whether somebody was given another slot than the one that was opened for them.
bool redrawn(const std::optional<Opened>& opened, const std::optional<Opened>& given)
{
    if (!opened) return false;
    return !given || given->position != opened->position || given->arm != opened->arm;
}

class KilledDraw : public testing::TestWithParam<storage::Engine>
{
};
INSTANTIATE_TEST_SUITE_P(BothEngines, KilledDraw, testing::ValuesIn(engines_under_test()),
                         engine_name);

} // namespace allocation_kill_test

using namespace allocation_kill_test;

TEST_P(KilledDraw, IsFinishedAtTheSamePositionWhicheverStepItDiedIn)
{
    Town town(GetParam());
    std::uint64_t key = 0;
    std::int64_t position = 0;
    for (const Moment moment : moments) {
        SCOPED_TRACE(name_of(moment));
        const PersonId who = town.person();
        const auto opened = town.killed(who, ++key, moment, town.store.settings());
        EXPECT_EQ(opened.has_value(),
                  moment != Moment::in_first_step && moment != Moment::after_intent);
        EXPECT_EQ(town.given(who).has_value(), moment == Moment::before_reply);
        EXPECT_EQ(town.draw(who, key), "");
        const auto given = town.given(who);
        ASSERT_TRUE(given);
        EXPECT_FALSE(redrawn(opened, given));
        EXPECT_EQ(given->position, ++position);
        // Again, and by somebody else who goes on with it: nothing more is taken.
        EXPECT_EQ(town.draw(who, key), "");
        EXPECT_EQ(town.draw(who, ++key), "");
        EXPECT_FALSE(redrawn(given, town.given(who)));
    }
    EXPECT_EQ(town.faults(), 0U);
}

TEST_P(KilledDraw, KeepsItsPositionForWhoeverDiedWithItThoughOthersCome)
{
    Town town(GetParam());
    std::uint64_t key = 0;
    std::int64_t taken = 0;
    for (const Moment moment : moments) {
        SCOPED_TRACE(name_of(moment));
        const PersonId left = town.person();
        const PersonId next = town.person();
        const auto opened = town.killed(left, ++key, moment, town.store.settings());
        const bool bound = moment != Moment::in_first_step;
        EXPECT_EQ(town.draw(next, ++key), "");
        EXPECT_EQ(town.given(next)->position, bound ? taken + 2 : taken + 1);
        EXPECT_EQ(town.draw(left, key - 1), "");
        EXPECT_FALSE(redrawn(opened, town.given(left)));
        EXPECT_EQ(town.given(left)->position, bound ? taken + 1 : taken + 2);
        taken += 2;
    }
    EXPECT_EQ(town.faults(), 0U);
}

// Teeth: a process whose intent is not durable, since what it writes is a copy of the store that is
// lost with it. The tests above must call that a redraw.
TEST(KilledDrawTeeth, AnIntentThatIsLostWithItsProcessIsFoundOut)
{
    Town town(storage::Engine::sqlite);
    const PersonId left = town.person();
    const PersonId next = town.person();
    auto copy = town.store.settings();
    copy.url.target = town.store.folder() + "/copy.db";
    std::filesystem::copy_file(town.store.settings().url.target, copy.url.target);
    const auto opened = town.killed(left, 1, Moment::after_opening, copy);
    EXPECT_EQ(town.draw(next, 2), "");
    EXPECT_EQ(town.draw(left, 1), "");
    EXPECT_TRUE(redrawn(opened, town.given(left)));
}

} // namespace evenhand::tests
