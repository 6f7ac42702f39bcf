// Verification of a long audit log (security.md P3: a million leaves in at most 30 s on two cores)
// and what a leaf costs to append. One leaf in ten thousand carries a checkpoint.
//
//   build/release/tests/benchmarks/audit_benchmark [--benchmark_filter=sqlite]
//
// EVENHAND_AUDIT_LEAVES changes the million. The store stands on tmpfs: what is measured is the
// processor's part. EVENHAND_TEST_POSTGRES gives the cluster for PostgreSQL.
#include "storage/connection.hpp"
#include "tests/support/audited_store.hpp"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace evenhand::audit_benchmark {

std::int64_t leaves_wanted()
{
    const char* said = std::getenv("EVENHAND_AUDIT_LEAVES");
    return said != nullptr ? std::atoll(said) : 1'000'000;
}

/// A store of each engine, filled at its first use.
tests::AuditedStore& filled(storage::Engine engine)
{
    static std::unique_ptr<tests::AuditedStore> stores[2];
    auto& store = stores[engine == storage::Engine::sqlite ? 0 : 1];
    if (store) return *store;
    store = std::make_unique<tests::AuditedStore>(engine, /*single_threaded=*/true);
    auto checkpoints = store->checkpointer();
    if (checkpoints->reason_not_to_start(store->clock.now())) throw std::runtime_error("no start");
    for (std::int64_t i = 1; i <= leaves_wanted(); ++i) {
        store->visit("a note of some words, as long as such notes are");
        if (i % 10'000 == 0 && !checkpoints->sign()) throw std::runtime_error("not signed");
    }
    store->database().flush();
    return *store;
}

void report(benchmark::State& state, const storage::AuditReport& found)
{
    if (!found.good()) state.SkipWithError("the store does not hold");
    const auto leaves = static_cast<double>(found.leaves);
    state.counters["leaves"] = leaves;
    state.counters["leaves/s"] =
        benchmark::Counter(leaves, benchmark::Counter::kIsIterationInvariantRate);
}

void verify_audit(benchmark::State& state, storage::Engine engine)
{
    auto& store = filled(engine);
    storage::AuditReport found;
    for (auto _ : state)
        found = storage::verify_audit(store.subject());
    report(state, found);
}

void verify_all(benchmark::State& state, storage::Engine engine)
{
    auto& store = filled(engine);
    storage::AuditReport found;
    for (auto _ : state)
        found = storage::verify_all(store.subject(), tests::all_audited);
    report(state, found);
}

/// One fact, one opening and one leaf, within a transaction that is already open: what the log adds
/// to a unit of work, without the commit.
void append_leaf(benchmark::State& state, storage::Engine engine)
{
    tests::AuditedStore store(engine, /*single_threaded=*/true);
    for (auto _ : state)
        store.visit("a note of some words, as long as such notes are");
    state.SetItemsProcessed(state.iterations());
}

BENCHMARK_CAPTURE(append_leaf, sqlite, storage::Engine::sqlite)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(verify_audit, sqlite, storage::Engine::sqlite)
    ->Unit(benchmark::kSecond)
    ->Iterations(1)
    ->UseRealTime();
BENCHMARK_CAPTURE(verify_all, sqlite, storage::Engine::sqlite)
    ->Unit(benchmark::kSecond)
    ->Iterations(1)
    ->UseRealTime();
BENCHMARK_CAPTURE(append_leaf, postgresql, storage::Engine::postgresql)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(verify_audit, postgresql, storage::Engine::postgresql)
    ->Unit(benchmark::kSecond)
    ->Iterations(1)
    ->UseRealTime();
BENCHMARK_CAPTURE(verify_all, postgresql, storage::Engine::postgresql)
    ->Unit(benchmark::kSecond)
    ->Iterations(1)
    ->UseRealTime();

} // namespace evenhand::audit_benchmark

BENCHMARK_MAIN();
