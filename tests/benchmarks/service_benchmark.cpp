// service_benchmark [--engine sqlite|postgresql|both] [--people N] [--seconds N] [--json FILE]
//                   [--place FOLDER]
//
// What the served program does under load, against the aims, on one machine that holds server,
// database and load. Exit code 0: no aim is missed by half or more, and nothing was wrong; 1: not
// so; 2: could not run. tests/benchmarks/run builds it and runs it.
#include "tests/benchmarks/engine_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <exception>
#include <fstream>
#include <span>
#include <stdexcept>
#include <string_view>
#include <thread>

namespace evenhand::service_benchmark {
namespace service {

template <class Number>
Number number(std::string_view text, Number least, Number most)
{
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < least || value > most)
        throw std::invalid_argument(fmt::format("\"{}\" is not {} to {}", text, least, most));
    return value;
}

std::vector<storage::Engine> engines_named(std::string_view name)
{
    if (name == "sqlite") return {storage::Engine::sqlite};
    if (name == "postgresql") return {storage::Engine::postgresql};
    if (name == "both") return {storage::Engine::sqlite, storage::Engine::postgresql};
    throw std::invalid_argument("--engine is sqlite, postgresql or both");
}

Options options_in(std::span<char* const> arguments)
{
    Options options;
    for (std::size_t at = 1; at < arguments.size(); at += 2) {
        const std::string_view word = arguments[at];
        if (at + 1 == arguments.size()) throw std::invalid_argument(std::string(word) + " what?");
        const std::string_view value = arguments[at + 1];
        if (word == "--engine") {
            options.engines = engines_named(value);
        } else if (word == "--people") {
            options.people = number<int>(value, 1, 1'000'000);
        } else if (word == "--seconds") {
            options.seconds = number<double>(value, 1, 600);
        } else if (word == "--json") {
            options.json = value;
        } else if (word == "--place") {
            options.place = value;
        } else {
            throw std::invalid_argument(fmt::format("there is no option {}", word));
        }
    }
    return options;
}

/// The first line of /proc/stat: time spent in user, nice, system, idle, iowait and so on.
std::vector<double> times_of_all_cores()
{
    std::ifstream file("/proc/stat");
    std::string name;
    file >> name;
    std::vector<double> times;
    for (double ticks = 0; times.size() < 8 && file >> ticks;)
        times.push_back(ticks);
    if (times.size() < 8) throw std::runtime_error("/proc/stat cannot be read");
    return times;
}

/// The share of the cores that is used while this process waits.
double used_by_others()
{
    const auto before = times_of_all_cores();
    load::Pause().lasting(std::chrono::seconds(2));
    const auto after = times_of_all_cores();
    double all = 0;
    double idle = 0;
    for (std::size_t i = 0; i < after.size(); ++i) {
        all += after[i] - before[i];
        if (i == 3 || i == 4) idle += after[i] - before[i];
    }
    return all > 0 ? 1 - idle / all : 1;
}

int run(std::span<char* const> arguments)
{
    const Options options = options_in(arguments);
    Report report{.cores = static_cast<int>(std::thread::hardware_concurrency()),
                  .busy = used_by_others(),
                  .sync_ms = sync_ms(options.place),
                  .people = options.people,
                  .seconds = options.seconds};
    for (const auto engine : options.engines)
        EngineRun(engine, options, report).measure();
    report.busy = std::max(report.busy, used_by_others());
    fmt::print("{}", as_table(report));
    if (!options.json.empty()) {
        std::ofstream file(options.json);
        file << as_json(report) << '\n';
        if (!file.flush()) throw std::runtime_error(options.json + " cannot be written");
    }
    return report.passed() ? 0 : 1;
}

} // namespace service
} // namespace evenhand::service_benchmark

int main(int count, char** arguments)
{
    try {
        return evenhand::service_benchmark::service::run(
            {arguments, static_cast<std::size_t>(count)});
    } catch (const std::exception& error) {
        fmt::print(stderr, "service_benchmark: {}\n", error.what());
        return 2;
    }
}
