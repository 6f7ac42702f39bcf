// How the engines' failures come out of storage: by class, with the statement's name and a code,
// and never with a value that was bound (design 8.12).
#include "storage/connection.hpp"
#include "storage/database.hpp"
#include "storage/engine_errors.hpp"
#include "storage/errors.hpp"
#include "tests/support/test_trial.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <atomic>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

namespace evenhand::storage {
namespace errors_test {

constexpr const char* declared =
    "-- table: canary | class: operations | retention: the test | purpose: a test | append-only\n"
    "-- table: canary_child | class: operations | retention: the test | purpose: a test\n"
    "CREATE TABLE canary (id TEXT NOT NULL PRIMARY KEY, counted BIGINT CHECK (counted > 0));\n"
    "CREATE TABLE canary_child (id TEXT NOT NULL PRIMARY KEY, parent TEXT NOT NULL REFERENCES "
    "canary (id));\n";

// PostgreSQL only: fail with a given state, fail twice with a conflict, lose the connection at
// COMMIT.
constexpr Migration sample{
    "20990101T0006_canary", declared,
    "CREATE TABLE canary (id TEXT NOT NULL PRIMARY KEY, counted BIGINT CHECK (counted > 0));\n"
    "CREATE TABLE canary_child (id TEXT NOT NULL PRIMARY KEY, parent TEXT NOT NULL REFERENCES "
    "canary (id));\n"
    "CREATE FUNCTION fail_with(state TEXT, said TEXT) RETURNS BIGINT LANGUAGE plpgsql AS $$\n"
    "BEGIN RAISE EXCEPTION '%', said USING ERRCODE = state; END $$;\n"
    "CREATE SEQUENCE attempts;\n"
    "CREATE FUNCTION conflict_twice() RETURNS BIGINT LANGUAGE plpgsql AS $$\n"
    "BEGIN IF nextval('attempts') < 3 THEN RAISE EXCEPTION 'x' USING ERRCODE = '40001'; END IF; "
    "RETURN 1; END $$;\n"
    "CREATE FUNCTION hang_up() RETURNS TRIGGER LANGUAGE plpgsql AS $$\n"
    "BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;\n"
    "CREATE CONSTRAINT TRIGGER hang_up AFTER INSERT ON canary_child DEFERRABLE INITIALLY DEFERRED\n"
    "FOR EACH ROW WHEN (NEW.id = 'hang up') EXECUTE FUNCTION hang_up();\n"};

constexpr const char* secret = "canary-943-476-5919"; // what must not be seen

constexpr Statement insert("canary: insert",
                           "INSERT INTO canary (id, counted) VALUES (:id, :counted)");
constexpr Statement insert_child("canary: child",
                                 "INSERT INTO canary_child (id, parent) VALUES (:id, :parent)");
constexpr Statement change("canary: change", "UPDATE canary SET counted = 2 WHERE id = :id");
constexpr Statement nowhere("canary: nowhere", "INSERT INTO nowhere (id) VALUES (:id)");
constexpr Statement as_number("canary: as number", "SELECT json(:id)",
                              "SELECT CAST(CAST(:id AS text) AS bigint)");
constexpr Statement not_sql("canary: not sql", "SELEC :id");
constexpr Statement fail_with("canary: fail with", "", "SELECT fail_with(:state, :said)");
constexpr Statement conflict_twice("canary: conflict", "", "SELECT conflict_twice()");
constexpr Statement hang_up_now("canary: hang up", "",
                                "SELECT count(pg_terminate_backend(pg_backend_pid()))");
constexpr Statement count_all("canary: count", "SELECT count(*) FROM canary");

class Errors : public testing::TestWithParam<Engine>
{
protected:
    tests::TestTrial trial{GetParam(), {&sample, 1}};

    std::optional<StorageError> error_of(const std::function<void(Connection&)>& work,
                                         bool reading = false)
    {
        try {
            if (reading) {
                trial.database->read(work);
            } else {
                trial.database->write(
                    [&](Connection& sql) { return work(sql), Database::Ending::commit; });
            }
        } catch (const StorageError& error) {
            return error;
        }
        return std::nullopt;
    }
};

INSTANTIATE_TEST_SUITE_P(Engines, Errors, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(Errors, NeverShowAValueThatWasBound)
{
    const std::map<std::string, std::function<void(Connection&)>> ways{
        {"unique",
         [](Connection& sql) {
             sql.execute(insert, {{"id", secret}, {"counted", 1}});
             sql.execute(insert, {{"id", secret}, {"counted", 1}});
         }},
        {"check",
         [](Connection& sql) {
             sql.execute(insert, {{"id", secret}, {"counted", -1}});
         }},
        {"foreign key",
         [](Connection& sql) {
             sql.execute(insert_child, {{"id", "a"}, {"parent", secret}});
         }},
        {"type of a column",
         [](Connection& sql) {
             sql.execute(insert, {{"id", "a"}, {"counted", secret}});
         }},
        {"append-only",
         [](Connection& sql) {
             sql.execute(insert, {{"id", secret}, {"counted", 1}});
             sql.execute(change, {{"id", secret}});
         }},
        {"no such table",
         [](Connection& sql) {
             sql.execute(nowhere, {{"id", secret}});
         }},
        {"not SQL",
         [](Connection& sql) {
             sql.execute(not_sql, {{"id", secret}});
         }},
        {"a function's own error",
         [](Connection& sql) {
             sql.one<std::int64_t>(as_number, {{"id", secret}});
         }},
        {"too long",
         [](Connection& sql) {
             const auto endless = secret + std::string(17 * 1024 * 1024, 'x');
             sql.execute(insert, {{"id", endless}, {"counted", -1}});
         }},
    };
    for (const auto& [name, way] : ways) {
        const auto error = error_of(way);
        ASSERT_TRUE(error) << name;
        for (const auto& shown : {std::string(error->what()), error->statement(), error->code()}) {
            EXPECT_EQ(shown.find("canary-"), std::string::npos) << name << ": " << shown;
            EXPECT_EQ(shown.find("943"), std::string::npos) << name << ": " << shown;
        }
        EXPECT_EQ(error->statement().substr(0, 7), "canary:") << name;
        EXPECT_LT(error->code().size(), 40U) << name;
    }
    const auto refused = error_of(
        [](Connection& sql) {
            sql.execute(insert, {{"id", secret}, {"counted", 1}});
        },
        /*reading=*/true);
    ASSERT_TRUE(refused);
    EXPECT_EQ(std::string(refused->what()).find(secret), std::string::npos);
}

TEST(SqliteCodes, FallIntoTheClassesOfTheDesign)
{
    EXPECT_EQ(sqlite_failure(SQLITE_FULL, false), Failure::full);
    EXPECT_EQ(sqlite_failure(SQLITE_IOERR_SHMSIZE, true), Failure::full);
    for (const int code :
         {SQLITE_IOERR, SQLITE_IOERR_FSYNC, SQLITE_IOERR_WRITE, SQLITE_IOERR_SHORT_READ,
          SQLITE_CORRUPT, SQLITE_CORRUPT_VTAB, SQLITE_NOTADB}) {
        EXPECT_EQ(sqlite_failure(code, false), Failure::broken) << code;
    }
    // Even for want of space: after a failed sync nobody knows what the disk holds.
    EXPECT_EQ(sqlite_failure(SQLITE_IOERR_FSYNC, true), Failure::broken);
    EXPECT_EQ(sqlite_failure(SQLITE_BUSY, false), Failure::unavailable);
    EXPECT_EQ(sqlite_failure(SQLITE_CONSTRAINT_UNIQUE, false), Failure::constraint);
    EXPECT_EQ(sqlite_failure(SQLITE_CONSTRAINT_TRIGGER, false), Failure::refused);
    EXPECT_EQ(sqlite_failure(SQLITE_READONLY, false), Failure::refused);
    EXPECT_EQ(sqlite_failure(SQLITE_NOMEM, false), Failure::other);
    EXPECT_EQ(sqlite_code_name(SQLITE_FULL), "SQLITE_FULL");
    EXPECT_EQ(sqlite_code_name(SQLITE_IOERR_FSYNC), "SQLITE_IOERR/1034");
}

class Postgres : public Errors
{
};

std::vector<Engine> postgres_if_under_test()
{
    auto engines = tests::engines_under_test();
    std::erase(engines, Engine::sqlite);
    return engines;
}

GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Postgres);
INSTANTIATE_TEST_SUITE_P(Engines, Postgres, testing::ValuesIn(postgres_if_under_test()),
                         tests::engine_name);

TEST_P(Postgres, StatesFallIntoTheClassesOfTheDesign)
{
    const std::vector<std::pair<const char*, Failure>> classes{
        {"53100", Failure::full},        {"53200", Failure::unavailable},
        {"57014", Failure::unavailable}, {"55P03", Failure::unavailable},
        {"08006", Failure::unavailable}, {"23505", Failure::constraint},
        {"23001", Failure::constraint},  {"42501", Failure::refused},
        {"25006", Failure::refused},     {"40001", Failure::conflict},
        {"40P01", Failure::conflict},    {"22P02", Failure::other},
        {"58030", Failure::broken}, // last: nothing is asked of a broken store
    };
    for (const auto& [state, failure] : classes) {
        const auto error = error_of([&, state = state](Connection& sql) {
            sql.one<std::int64_t>(fail_with, {{"state", state}, {"said", secret}});
        });
        ASSERT_TRUE(error) << state;
        EXPECT_EQ(error->failure(), failure) << state;
        EXPECT_EQ(error->code(), state);
        EXPECT_EQ(std::string(error->what()).find(secret), std::string::npos);
    }
    const auto after = error_of([](Connection& sql) { sql.one<std::int64_t>(count_all); });
    ASSERT_TRUE(after);
    EXPECT_EQ(after->failure(), Failure::broken);
}

TEST_P(Postgres, RunsAClosureAgainAfterAConflict)
{
    int runs = 0;
    EXPECT_FALSE(error_of([&](Connection& sql) {
        ++runs;
        sql.execute(insert, {{"id", "a"}, {"counted", runs}});
        sql.one<std::int64_t>(conflict_twice);
    }));
    EXPECT_EQ(runs, 3);
}

TEST_P(Postgres, SaysThatNothingWasDoneWhenTheConnectionIsLostBeforeTheCommit)
{
    const auto error = error_of([](Connection& sql) {
        sql.execute(insert, {{"id", "a"}, {"counted", 1}});
        sql.one<std::int64_t>(hang_up_now);
    });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->failure(), Failure::unavailable);
    // And serves the next one on a new connection.
    std::int64_t count = -1;
    EXPECT_FALSE(error_of([&](Connection& sql) { count = sql.one<std::int64_t>(count_all); }));
    EXPECT_EQ(count, 0);
}

TEST_P(Postgres, SaysThatTheOutcomeIsUnknownWhenTheConnectionIsLostAtTheCommit)
{
    const auto error = error_of([](Connection& sql) {
        sql.execute(insert, {{"id", "a"}, {"counted", 1}});
        sql.execute(insert_child, {{"id", "hang up"}, {"parent", "a"}});
    });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->failure(), Failure::outcome_unknown);
    EXPECT_EQ(error->statement(), "commit");
}

TEST_P(Postgres, FindsALostIdleConnectionBeforeAnythingIsDoneOnIt)
{
    EXPECT_FALSE(error_of([](Connection& sql) { sql.one<std::int64_t>(count_all); }));
    tests::TestPostgres server;
    server.ask("SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE datname "
               "LIKE 'evenhand_test_" +
               std::to_string(::getpid()) + "%'");
    EXPECT_FALSE(error_of([](Connection& sql) {
        sql.execute(insert, {{"id", "a"}, {"counted", 1}});
    }));
}

TEST_P(Postgres, LosesNoAcknowledgedWriteWhenConnectionsAreCutUnderLoad)
{
    std::mutex mutex;
    std::set<std::string> acknowledged;
    std::atomic<bool> stop{false};
    std::atomic<int> errors{0};
    std::vector<std::thread> writers;
    for (int writer = 0; writer < 6; ++writer) {
        writers.emplace_back([&, writer] {
            for (int i = 0; !stop; ++i) {
                const auto id = std::to_string(writer) + "-" + std::to_string(i);
                // An unknown outcome is settled by sending it again with the same key.
                for (bool settled = false; !settled;) {
                    try {
                        trial.units->write(
                            {ActorKind::visitor, "v", ""}, "storm", [&](UnitOfWork& work) {
                                if (std::holds_alternative<Replay>(work.recall("v", id, "d")))
                                    return;
                                work.sql().execute(insert, {{"id", id}, {"counted", 1}});
                                work.remember("v", id, "d", {303, "/"});
                            });
                        settled = true;
                    } catch (const StorageError& error) {
                        ++errors;
                        const auto failure = error.failure();
                        if (failure != Failure::unavailable && failure != Failure::outcome_unknown)
                            throw;
                    }
                }
                const std::lock_guard lock(mutex);
                acknowledged.insert(id);
            }
        });
    }
    tests::TestPostgres server;
    for (int round = 0; round < 10; ++round) {
        server.ask("SELECT count(pg_terminate_backend(pid, 1000)) FROM pg_stat_activity WHERE "
                   "datname LIKE 'evenhand_test_" +
                   std::to_string(::getpid()) + "%'");
    }
    stop = true;
    for (auto& writer : writers)
        writer.join();
    EXPECT_GT(errors, 0);
    std::int64_t count = 0;
    trial.database->read([&](Connection& sql) { count = sql.one<std::int64_t>(count_all); });
    EXPECT_EQ(count, static_cast<std::int64_t>(acknowledged.size()));
}

TEST_P(Postgres, NeverShowsThePasswordOfAnAddressThatCannotBeReached)
{
    auto settings = trial.store.settings();
    settings.url.target = "postgresql://someone:swordfish-17@127.0.0.1:1/nowhere";
    try {
        static_cast<void>(Database::open(settings));
        FAIL() << "it was opened";
    } catch (const StorageError& error) {
        EXPECT_EQ(error.failure(), Failure::unavailable);
        EXPECT_EQ(std::string(error.what()).find("swordfish"), std::string::npos) << error.what();
        EXPECT_NE(std::string(error.what()).find("Cannot reach"), std::string::npos);
    }
}

} // namespace errors_test
} // namespace evenhand::storage
