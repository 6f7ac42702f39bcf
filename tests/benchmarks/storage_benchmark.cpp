// Durable transactions a second, alone and by several threads, on both engines (design 8.2, 8.3). A
// transaction is twelve statements: a look-up, ten inserts and an update; `Unit` is what a request
// does: the key recalled, two facts appended, the answer remembered, one leaf written.
//
//   build/release/tests/benchmarks/storage_benchmark      (EVENHAND_TEST_POSTGRES for PostgreSQL)
//
// The SQLite file stands in the working folder, which must be on a disk: on tmpfs a sync is free.
#include "core/random_source.hpp"
#include "crypto/keys.hpp"
#include "storage/audit_log.hpp"
#include "storage/connection.hpp"
#include "storage/database.hpp"
#include "storage/migrations.hpp"
#include "storage/units.hpp"
#include "tests/support/test_postgres.hpp"

#include <benchmark/benchmark.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <unistd.h>
#include <vector>

namespace evenhand::storage {
namespace storage_benchmark {

constexpr Migration sample{
    "20990101T0002_benchmark",
    "-- table: bench_fact | class: operations | retention: the run | purpose: a fact | "
    "append-only\n"
    "-- table: bench_state | class: operations | retention: the run | purpose: a record\n"
    "CREATE TABLE bench_fact (id TEXT NOT NULL PRIMARY KEY, said TEXT NOT NULL, at BIGINT NOT "
    "NULL);\n"
    "CREATE TABLE bench_state (id TEXT NOT NULL PRIMARY KEY, counted BIGINT NOT NULL);\n"};

constexpr Statement find("bench: find", "SELECT counted FROM bench_state WHERE id = :id");
constexpr Statement insert("bench: insert",
                           "INSERT INTO bench_fact (id, said, at) VALUES (:id, :said, :at)");
constexpr Statement make("bench: make", "INSERT INTO bench_state (id, counted) VALUES (:id, 0)");
constexpr Statement count("bench: count",
                          "UPDATE bench_state SET counted = counted + 1 WHERE id = :id");
constexpr auto fact_table =
    table("bench_fact", TableKind::fact, text("id"), text("said"), number("at"));

/// A store on disk, its schema extended by the table above, gone with the object.
class Store
{
public:
    explicit Store(Engine engine)
    {
        std::vector<Migration> schema(migrations().begin(), migrations().end());
        schema.push_back(sample);
        settings_.url = {engine, engine == Engine::sqlite ? file() : server()};
        migrate(settings_.url, Instant::from_micros(0), {IfAbsent::create, {}}, schema);
        database = Database::open(settings_, schema);
        units = make_units({*database, clock_, random_, audit_, "bench"});
        for (int thread = 0; thread < 64; ++thread) {
            database->write([&](Connection& sql) {
                sql.execute(make, {{"id", std::to_string(thread)}});
                return Database::Ending::commit;
            });
        }
    }
    ~Store()
    {
        units.reset();
        database.reset();
        if (settings_.url.engine == Engine::sqlite) {
            std::filesystem::remove_all(folder());
        } else {
            tests::TestPostgres().drop(name());
        }
    }

    std::unique_ptr<Database> database;
    std::unique_ptr<Units> units;

private:
    static std::string folder() { return "storage-benchmark-" + std::to_string(::getpid()); }
    static std::string name() { return "evenhand_bench_" + std::to_string(::getpid()); }
    static std::string file()
    {
        std::filesystem::create_directories(folder());
        return folder() + "/store.db";
    }
    static std::string server()
    {
        tests::TestPostgres postgres;
        postgres.drop(name());
        postgres.ask("CREATE DATABASE " + name());
        return postgres.dsn(name());
    }

    DatabaseSettings settings_;
    SystemTrialClock clock_;
    SystemRandomSource random_;
    crypto::Keys keys_ = crypto::Keys::for_demo(1, Instant::from_micros(0));
    AuditLog audit_{keys_};
};

/// Shared by the threads of one run; the library joins them between set-up and tear-down.
std::unique_ptr<Store> store;

void open_store(const benchmark::State& state)
{
    store = std::make_unique<Store>(static_cast<Engine>(state.range(0)));
}

void close_store(const benchmark::State&)
{
    store.reset();
}

std::string next_id()
{
    static std::atomic<std::uint64_t> last{0};
    // Scattered like random ids, so that the index is hit where real ones hit it.
    return fmt::format("{:032x}", ++last * 0x9e3779b97f4a7c15U);
}

const std::string said(200, 'x');

void twelve_statements(benchmark::State& state)
{
    const auto mine = std::to_string(state.thread_index());
    for ([[maybe_unused]] auto turn : state) {
        store->database->write([&](Connection& sql) {
            sql.one<std::int64_t>(find, {{"id", mine}});
            for (int i = 0; i < 10; ++i)
                sql.execute(insert, {{"id", next_id()}, {"said", said}, {"at", i}});
            sql.execute(count, {{"id", mine}});
            return Database::Ending::commit;
        });
    }
    state.SetItemsProcessed(state.iterations());
}

void unit(benchmark::State& state)
{
    const Actor visitor{ActorKind::visitor, std::to_string(state.thread_index()), ""};
    for ([[maybe_unused]] auto turn : state) {
        const auto key = next_id();
        store->units->write(visitor, "benchmark", [&](UnitOfWork& work) {
            CHECK(std::get<KeyState>(work.recall(visitor.id, key, "digest")) == KeyState::fresh);
            for (int i = 0; i < 2; ++i) {
                work.append(fact_table,
                            {{"id", next_id()}, {"said", said}, {"at", work.now().micros()}});
            }
            work.remember(visitor.id, key, "digest", {303, "/done"});
        });
    }
    state.SetItemsProcessed(state.iterations());
}

void arrange(benchmark::internal::Benchmark* run)
{
    run->Arg(static_cast<int>(Engine::sqlite))->Arg(static_cast<int>(Engine::postgresql));
    run->ArgName("engine")->Setup(open_store)->Teardown(close_store)->UseRealTime();
    run->Threads(1)->Threads(8)->Threads(16)->MinTime(2.0)->Unit(benchmark::kMicrosecond);
}

BENCHMARK(twelve_statements)->Apply(arrange);
BENCHMARK(unit)->Apply(arrange);

} // namespace storage_benchmark
} // namespace evenhand::storage

BENCHMARK_MAIN();
