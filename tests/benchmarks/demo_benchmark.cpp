// How long a demonstration takes to make: people who come to the front door a second, through the
// whole program but the socket. Nobody at all is what keys, schema and staff cost.
//
//   build/release/tests/benchmarks/demo_benchmark      (in the project's folder, on a disk)
#include "app/demo_fill.hpp"

#include <benchmark/benchmark.h>

#include <filesystem>

namespace evenhand::app {
namespace demo_benchmark {

void make(benchmark::State& state)
{
    const auto people = static_cast<std::uint64_t>(state.range(0));
    const std::filesystem::path data = "build/demo-benchmark";
    for (auto iteration : state) {
        static_cast<void>(iteration);
        make_demo(
            data,
            {.seed = 1, .people = people, .days = 21, .on_day = *LocalDate::parse("2026-11-20")},
            {});
        state.PauseTiming();
        std::filesystem::remove_all(data);
        state.ResumeTiming();
    }
    state.counters["people/s"] = benchmark::Counter(static_cast<double>(people),
                                                    benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(make)->Arg(0)->Arg(60)->Arg(600)->Unit(benchmark::kMillisecond)->UseRealTime();

/// A whole trial of 17 months, as `evenhand demo` makes it. The aim: 1,500 people in 60 s.
void make_trial(benchmark::State& state)
{
    const auto people = static_cast<std::uint64_t>(state.range(0));
    const std::filesystem::path data = "build/demo-benchmark";
    for (auto iteration : state) {
        static_cast<void>(iteration);
        make_demo(data,
                  {.seed = 1,
                   .people = people,
                   .days = 518,
                   .on_day = *LocalDate::parse("2027-06-18"),
                   .extent = rehearsal::FillPlan::Extent::trial},
                  {});
        state.PauseTiming();
        std::filesystem::remove_all(data);
        state.ResumeTiming();
    }
    state.counters["people/s"] = benchmark::Counter(static_cast<double>(people),
                                                    benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(make_trial)->Arg(200)->Arg(1500)->Iterations(1)->Unit(benchmark::kSecond)->UseRealTime();

} // namespace demo_benchmark
} // namespace evenhand::app

BENCHMARK_MAIN();
