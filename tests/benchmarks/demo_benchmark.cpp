// How long a demonstration takes to make: people a second from the front door to their group,
// through the whole program but the socket. Nobody at all is what keys, schema and staff cost.
//
//   build/release/tests/benchmarks/demo_benchmark      (in the project's folder, on a disk)
#include "app/demo_fill.hpp"
#include "app/house.hpp"
#include "app/reference_data.hpp"

#include <benchmark/benchmark.h>

#include <filesystem>

namespace evenhand::app {
namespace demo_benchmark {

/// A trial from its first day, as `evenhand demo` makes it. The aim: 1,500 people in 60 s.
void make(benchmark::State& state)
{
    const auto people = static_cast<std::uint64_t>(state.range(0));
    const std::filesystem::path data = "build/demo-benchmark";
    const auto plan = rehearsal::plan_of_trial(1, people, load_protocol(demo_place(data)),
                                               load_bank_holidays(home() / bank_holidays_file));
    for (auto iteration : state) {
        static_cast<void>(iteration);
        make_demo(data, plan, {});
        state.PauseTiming();
        std::filesystem::remove_all(data);
        state.ResumeTiming();
    }
    state.counters["people/s"] = benchmark::Counter(static_cast<double>(people),
                                                    benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(make)
    ->Arg(0)
    ->Arg(300)
    ->Arg(1500)
    ->Iterations(1)
    ->Unit(benchmark::kSecond)
    ->UseRealTime();

} // namespace demo_benchmark
} // namespace evenhand::app

BENCHMARK_MAIN();
