// What the randomisation costs: minimisation of many people, many simulated trials, one receipt,
// and a whole trial checked by a stranger. Each line bears its aim, in seconds.
//
//   build/benchmark/tests/benchmarks/randomisation_benchmark --benchmark_out=FILE
//   --benchmark_out_format=json
#include "randomisation/sealed/bundle_check.hpp"
#include "randomisation/sealed/sequence.hpp"
#include "randomisation/simulation/draws.hpp"
#include "randomisation/simulation/simulation.hpp"

#include "tests/randomisation/made_bundle.hpp"
#include "tests/support/program.hpp"
#include "tests/support/test_folder.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <fstream>

namespace evenhand::simulation {
namespace randomisation_benchmark {

/// Six factors of 18 levels in all. The cost of a person does not grow with those before.
void minimise(benchmark::State& state)
{
    const auto people = static_cast<std::size_t>(state.range(0));
    const schemes::MinimisationRules rules{
        .ratio = schemes::Ratio::equal(2),
        .factors = {{5, 1}, {3, 1}, {2, 1}, {2, 1}, {3, 1}, {3, 1}},
        .measure = schemes::ImbalanceMeasure::range,
        .preferred_probability = 0.8};
    std::vector<std::array<std::uint16_t, 6>> newcomers(people);
    Draws chance(Rng(1).stream("people"));
    for (auto& levels : newcomers)
        for (std::size_t factor = 0; factor < levels.size(); ++factor)
            levels[factor] =
                static_cast<std::uint16_t>(chance.uniform(rules.factors[factor].levels));
    for (auto iteration : state) {
        static_cast<void>(iteration);
        schemes::Minimiser minimiser(rules);
        Draws draws(Rng(2).stream("arms"));
        for (const auto& levels : newcomers)
            minimiser.add(levels, minimiser.choose(levels, draws).arm);
        benchmark::DoNotOptimize(minimiser.counts(0, 0));
    }
    state.counters["people/s"] = benchmark::Counter(static_cast<double>(people),
                                                    benchmark::Counter::kIsIterationInvariantRate);
    if (people == 100'000) state.counters["aim_s"] = 1;
    state.SetComplexityN(state.range(0));
}
BENCHMARK(minimise)
    ->Arg(10'000)
    ->Arg(100'000)
    ->Arg(1'000'000)
    ->Unit(benchmark::kMillisecond)
    ->Complexity(benchmark::oN);

schemes::Spec working_win(const std::string& scheme)
{
    std::vector<std::string> strata;
    for (int area = 0; area < 5; ++area)
        for (const char* group : {"in", "out"})
            strata.push_back(fmt::format("\"area={}|group={}\"", area, group));
    return *schemes::read_spec(fmt::format(
        R"({{{},"arms":["control","support"],"ratio":[1,1],"capacity":1000,"strata":[{}]}})",
        scheme, fmt::join(strata, ",")));
}

/// 10,000 trials of 6,110 people on two threads.
void simulate_trials(benchmark::State& state, const std::string& scheme)
{
    const auto spec = working_win(scheme);
    const auto population = Population::without_file(spec);
    for (auto iteration : state) {
        static_cast<void>(iteration);
        const auto found = simulate(
            spec, population, {.people = 6'110, .trials = 10'000, .seed = 1, .threads = 2}, {});
        state.counters["guess rate"] = found.groups.bets.rate();
    }
    state.counters["aim_s"] = 3;
}
BENCHMARK_CAPTURE(simulate_trials, blocks, R"("alg":"blocks/1","block_sizes":[4,6,8])")
    ->Unit(benchmark::kSecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();
BENCHMARK_CAPTURE(simulate_trials, big_stick, R"("alg":"bigstick/1","mti":3)")
    ->Unit(benchmark::kSecond)
    ->MeasureProcessCPUTime()
    ->UseRealTime();

sealed::Sequence sequence()
{
    const auto spec = working_win(R"("alg":"bigstick/1","mti":3)");
    std::vector<sealed::Contribution> contributions;
    contributions.push_back({"platform", *crypto::SecretKey::from_bytes(Bytes(32, 7))});
    return {"BENCHMARK", std::get<schemes::SequenceSpec>(spec),
            sealed::EpochKeys::derive(contributions, std::nullopt, crypto::sha256("spec"))};
}

/// What the allocator does for one person: the last arm of a stratum of 1,000, with its path.
void make_receipt(benchmark::State& state)
{
    const auto one = sequence();
    for (auto iteration : state) {
        static_cast<void>(iteration);
        benchmark::DoNotOptimize(one.receipt({.stratum = 3, .position = 999}));
    }
}
BENCHMARK(make_receipt)->Unit(benchmark::kMicrosecond);

/// What whoever is given the receipt does.
void check_receipt(benchmark::State& state)
{
    const auto one = sequence();
    const auto head = one.head(3);
    const std::string text = text_of(one.receipt({.stratum = 3, .position = 999}));
    for (auto iteration : state) {
        static_cast<void>(iteration);
        benchmark::DoNotOptimize(proves(*sealed::read_receipt(text), head));
    }
}
BENCHMARK(check_receipt)->Unit(benchmark::kMicrosecond);

/// A trial of so many people in three strata, with a second ceremony and its whole log.
std::string bundle_of(benchmark::State& state)
{
    return tests::MadeTrial(static_cast<std::uint32_t>(state.range(0)), /*with_log=*/true).file();
}

/// `evenhand randomise verify`, without the start of the process.
void verify_by_the_program(benchmark::State& state)
{
    const std::string file = bundle_of(state);
    for (auto iteration : state) {
        static_cast<void>(iteration);
        const auto verdict = sealed::verify_bundle(file);
        if (!verdict || !verdict->holds()) state.SkipWithError("the bundle does not hold");
    }
}
BENCHMARK(verify_by_the_program)->Arg(2'000)->Unit(benchmark::kMillisecond);

/// `verify.py bundle FILE`, with the start of Python.
void verify_by_the_stranger(benchmark::State& state)
{
    const tests::TestFolder folder;
    const auto file = folder.path() / "trial.bundle";
    std::ofstream(file) << bundle_of(state);
    const std::string verifier = fmt::format("{}/verify/verify.py", EVENHAND_TEST_SOURCE);
    for (auto iteration : state) {
        static_cast<void>(iteration);
        if (tests::run({"python3", verifier, "bundle", file.string()}).code != 0)
            state.SkipWithError("the bundle does not hold");
    }
    state.counters["aim_s"] = 60;
}
BENCHMARK(verify_by_the_stranger)
    ->Arg(2'000)
    ->Iterations(1)
    ->Unit(benchmark::kSecond)
    ->UseRealTime();

} // namespace randomisation_benchmark
} // namespace evenhand::simulation

BENCHMARK_MAIN();
