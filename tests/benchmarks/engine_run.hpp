#pragma once

#include "storage/statement.hpp"
#include "tests/benchmarks/place.hpp"
#include "tests/benchmarks/report.hpp"
#include "tests/support/load_driver.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace evenhand::service_benchmark {

struct Options
{
    std::vector<storage::Engine> engines{storage::Engine::sqlite, storage::Engine::postgresql};
    int people = 10'000;
    double seconds = 20;            ///< of each load at a fixed rate
    std::string json;               ///< file to write; empty: none
    std::string place = "/var/tmp"; ///< folder on the disk that is measured
};

/// What is aimed at on two cores that server, database and load share.
struct Aims
{
    Aim referrals;
    Aim pages;
};
Aims aims_of(storage::Engine engine);

/// One engine, from an empty disk to the last figure. Writes into the report.
class EngineRun
{
public:
    EngineRun(storage::Engine engine, const Options& options, Report& report);
    void measure();

private:
    using Spreads = std::map<load::Timed, Spread>;
    struct Beside
    {
        Spread referrals;
        Spread pages;
    };

    void cold_starts();
    void judge(load::Work work, const std::string& what);
    Beside beside(load::Work work, double times);
    void answer(std::size_t wanted);
    void triage();
    void at_most();
    void signing_in();
    void told_apart();
    void nothing_lost();

    Spreads under(const std::vector<load::Stream>& streams, load::Span length);
    Spreads spreads_of(const load::Driver& driver);
    void add(const std::string& what, const Spreads& spreads, load::Timed timed);
    void add(const std::string& what, double value, const std::string& unit);
    void say(const std::string& words) const;
    [[nodiscard]] load::Span usual() const;

    const Options& options_;
    Report& report_;
    std::string engine_;
    Aims aims_;
    Place place_;
    load::History history_;
    load::Unsent unsent_;
    std::optional<load::Town> town_;
    bool answered_ = false;        ///< its line is there
    std::size_t before_ = 0;       ///< referrals in the store when the server started
    std::size_t past_history_ = 0; ///< and those that were made past the history
};

} // namespace evenhand::service_benchmark
