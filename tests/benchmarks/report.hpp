#pragma once

#include "tests/benchmarks/figures.hpp"

#include <optional>
#include <string>
#include <vector>

namespace evenhand::service_benchmark {

/// One kind of request under one load.
struct Line
{
    std::string engine;
    std::string what;
    Spread spread;
    std::optional<Aim> aim = {};
    std::optional<Spread> at_half = {}; ///< measured only where the aim was missed
    Verdict verdict = Verdict::none;
};

/// One figure.
struct Value
{
    std::string engine;
    std::string what;
    double value = 0;
    std::string unit;
};

/// Two ways of asking that must not be told apart.
struct Pairs
{
    std::string engine;
    std::string what;
    int pairs = 0;
    Comparison comparison = {};
};

struct Report
{
    int cores = 0;
    double busy = 0;    ///< share of the cores that others used, before or after: the greater
    double sync_ms = 0; ///< median of writing 4 KiB to the disk durably
    int people = 0;
    double seconds = 0; ///< of each fixed-rate load
    std::vector<Line> lines = {};
    std::vector<Value> values = {};
    std::vector<Pairs> pairs = {};
    std::vector<std::string> wrongs = {}; ///< what no server may do

    /// No aim missed by half or more, nobody told apart, nothing wrong.
    [[nodiscard]] bool passed() const;
};

std::string as_table(const Report& report);
std::string as_json(const Report& report);

} // namespace evenhand::service_benchmark
