// A disk that fills up and a sync that fails, on SQLite: the first is waited for, the second ends
// the process (design 4; security.md R3, R5).
#include "storage/errors.hpp"
#include "tests/support/fault_vfs.hpp"
#include "tests/support/test_trial.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace evenhand::storage {
namespace sqlite_faults {

constexpr Migration sample{
    "20990101T0005_faults",
    "-- table: fault_fact | class: operations | retention: the test | purpose: a fact | "
    "append-only\n"
    "CREATE TABLE fault_fact (id TEXT NOT NULL PRIMARY KEY, said TEXT NOT NULL);\n"};
constexpr auto fact_table = table("fault_fact", TableKind::fact, text("id"), text("said"));
constexpr Statement all_facts("fault: all", "SELECT id FROM fault_fact");
constexpr Statement integrity("fault: integrity", "PRAGMA integrity_check", "");

const Actor tester{ActorKind::system, "test", ""};

std::optional<Failure> failure_of_write(Units& units, const std::string& id)
{
    try {
        units.write(tester, "fault", [&](UnitOfWork& work) {
            work.append(fact_table, {{"id", id}, {"said", std::string(3000, 'x')}});
        });
    } catch (const StorageError& error) {
        return error.failure();
    }
    return std::nullopt;
}

std::set<std::string> facts(Units& units)
{
    return units.read(tester, "fault", [](UnitOfWork& work) {
        std::set<std::string> found;
        for (auto& [id] : work.sql().rows<std::string>(all_facts))
            found.insert(std::move(id));
        return found;
    });
}

TEST(DiskFull, RefusesWritesKeepsReadingAndGoesOnWhenThereIsSpaceAgain)
{
    tests::FaultVfs vfs;
    tests::TestTrial trial(Engine::sqlite, {&sample, 1});
    std::set<std::string> acknowledged;
    // The space ends at another place in the log, or in the middle of a checkpoint, each time.
    for (int round = 0; round < 40; ++round) {
        vfs.limit_space(20'000 + round * 7'919);
        std::optional<Failure> failure;
        for (int i = 0; !failure && i < 500; ++i) {
            const auto id = std::to_string(round) + "-" + std::to_string(i);
            failure = failure_of_write(*trial.units, id);
            if (!failure) acknowledged.insert(id);
        }
        ASSERT_EQ(failure, Failure::full) << "round " << round;
        EXPECT_EQ(facts(*trial.units), acknowledged);
        vfs.limit_space(std::nullopt);
        const auto after = std::to_string(round) + "-after";
        ASSERT_EQ(failure_of_write(*trial.units, after), std::nullopt) << "round " << round;
        acknowledged.insert(after);
    }
    trial.reopen();
    EXPECT_EQ(facts(*trial.units), acknowledged);
    trial.database->read([](Connection& sql) { EXPECT_EQ(sql.one<std::string>(integrity), "ok"); });
}

TEST(DiskFull, FailsAllThatShareTheCommitAndNothingThatWasAcknowledged)
{
    tests::FaultVfs vfs;
    tests::TestTrial trial(Engine::sqlite, {&sample, 1});
    vfs.limit_space(300'000);
    std::mutex mutex;
    std::set<std::string> acknowledged;
    std::atomic<int> wrong{0};
    std::vector<std::thread> writers;
    for (int writer = 0; writer < 8; ++writer) {
        writers.emplace_back([&, writer] {
            for (int i = 0; i < 60; ++i) {
                const auto id = std::to_string(writer) + "-" + std::to_string(i);
                const auto failure = failure_of_write(*trial.units, id);
                if (failure && failure != Failure::full) ++wrong;
                const std::lock_guard lock(mutex);
                if (!failure) acknowledged.insert(id);
            }
        });
    }
    for (auto& writer : writers)
        writer.join();
    EXPECT_EQ(wrong, 0);
    EXPECT_LT(acknowledged.size(), 480U);
    vfs.limit_space(std::nullopt);
    EXPECT_EQ(facts(*trial.units), acknowledged);
}

TEST(FailedSync, EndsTheStoreAndNothingIsAcknowledgedAfterIt)
{
    for (int good = 0; good < 20; ++good) {
        tests::FaultVfs vfs;
        tests::TestTrial trial(Engine::sqlite, {&sample, 1});
        trial.units.reset();
        trial.database.reset();
        auto settings = trial.store.settings();
        std::atomic<int> alarms{0};
        settings.on_broken = [&](const StorageError& error) {
            EXPECT_EQ(error.failure(), Failure::broken);
            ++alarms;
        };
        trial.database = trial.store.open(settings);
        trial.units = make_units({*trial.database, trial.clock, trial.random, trial.audit, "t"});
        for (int i = 0; i < good; ++i)
            ASSERT_EQ(failure_of_write(*trial.units, std::to_string(i)), std::nullopt);
        vfs.fail_next_sync();
        EXPECT_EQ(failure_of_write(*trial.units, "at-the-failure"), Failure::broken);
        for (int i = 0; i < 3; ++i)
            EXPECT_EQ(failure_of_write(*trial.units, "after"), Failure::broken);
        EXPECT_EQ(alarms, 1);
    }
}

} // namespace sqlite_faults
} // namespace evenhand::storage
