#include "tests/benchmarks/engine_run.hpp"

#include "tests/benchmarks/told_apart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace evenhand::service_benchmark {

namespace engine_run {

using namespace std::chrono_literals;

// Enough visitors that a late answer never keeps the next arrival from beginning.
constexpr int referrers = 48;
constexpr int readers = 32;
/// Accounts of their own for each kind of work: a code is good once, and wrong guesses are counted.
constexpr std::size_t triage_officers = 4;
constexpr std::size_t signing_officers = 60;
/// Fewer than officers: the two who sign in do not share the work evenly, and nobody comes twice.
constexpr std::size_t sign_ins = 50;
constexpr int officers = triage_officers + signing_officers;
constexpr int most_pairs = 240; // four wrong guesses an account
constexpr int pairs_a_second = 12;
constexpr int starts = 5;
constexpr double triage_reads_per_second = 20;
constexpr load::Span warming = 3s;
constexpr load::Span patience = 5min;

double seconds(load::Span span)
{
    return std::chrono::duration<double>(span).count();
}

std::vector<load::Account> part(const std::vector<load::Account>& all, std::size_t from,
                                std::size_t count)
{
    const auto first = all.begin() + static_cast<std::ptrdiff_t>(from);
    return {first, first + static_cast<std::ptrdiff_t>(count)};
}

} // namespace engine_run

Aims aims_of(storage::Engine engine)
{
    if (engine == storage::Engine::sqlite) return {{200, 100}, {500, 50}};
    return {{100, 150}, {250, 80}};
}

EngineRun::EngineRun(storage::Engine engine, const Options& options, Report& report)
    : options_(options), report_(report), engine_(name_of(engine)), aims_(aims_of(engine)),
      place_(engine, options.place, options.people, engine_run::officers),
      history_(place_.notes() + "/history")
{
    add("filling the store, 64 officers' passwords with it",
        engine_run::seconds(place_.fill_took()), "s");
}

void EngineRun::measure()
{
    using load::Work;
    cold_starts();
    before_ = place_.installation().referrals().size();
    town_.emplace(
        load::Town{.target = place_.target(),
                   .history = history_,
                   .accounts = engine_run::part(place_.accounts(), 0, engine_run::triage_officers),
                   .unsent = &unsent_});
    under({{Work::call_me, engine_run::referrers}, {Work::pages, engine_run::readers}},
          engine_run::warming);
    judge(Work::call_me, "asked to be called, durably");
    judge(Work::send, "whole self-referral sent, durably");
    add("server's memory after that load, resident", place_.memory().resident, "MiB");
    triage();
    at_most();
    signing_in();
    add("server's memory, the most: 4 passwords at once", place_.memory().most, "MiB");
    told_apart();
    nothing_lost();
    add("data on the disk", place_.data_size(), "MiB");
    place_.stop();
}

/// A start of the process, its files read from the disk. PostgreSQL keeps running meanwhile, with
/// what it has in memory.
void EngineRun::cold_starts()
{
    say("cold starts");
    std::vector<double> took;
    for (int i = 0; i < engine_run::starts; ++i) {
        if (i > 0) place_.stop();
        took.push_back(engine_run::seconds(place_.start()) * 1000);
    }
    add("cold start until the first page, median of 5", median_of(took), "ms");
    add("server's memory after the start, resident", place_.memory().resident, "MiB");
}

void EngineRun::judge(load::Work work, const std::string& what)
{
    say(what);
    const auto whole = beside(work, 1);
    std::optional<Beside> half;
    if (!meets(whole.referrals, aims_.referrals) || !meets(whole.pages, aims_.pages))
        half = beside(work, 0.5);
    const auto line = [&](const std::string& words, const Aim& aim, Spread Beside::*part) {
        const auto at_half = half ? std::optional((*half).*part) : std::nullopt;
        report_.lines.push_back({.engine = engine_,
                                 .what = words,
                                 .spread = whole.*part,
                                 .aim = aim,
                                 .at_half = at_half,
                                 .verdict = verdict_on(aim, whole.*part, at_half)});
    };
    line(what, aims_.referrals, &Beside::referrals);
    line("  pages read beside them", aims_.pages, &Beside::pages);
}

/// Referrals of one kind beside page reads, each at its fixed rate: `times` that of the aim.
EngineRun::Beside EngineRun::beside(load::Work work, double times)
{
    const double rate = aims_.referrals.per_second * times;
    if (work == load::Work::send)
        answer(static_cast<std::size_t>(std::ceil(rate * options_.seconds)) +
               engine_run::referrers);
    auto spreads = under({{work, engine_run::referrers, rate},
                          {load::Work::pages, engine_run::readers, aims_.pages.per_second * times}},
                         usual());
    return {spreads[load::Timed::referral], spreads[load::Timed::page]};
}

/// Answers whole self-referrals up to the last button, so that they can be sent at a rate: people
/// take minutes over the questions, and hundreds of them are at it at once.
void EngineRun::answer(std::size_t wanted)
{
    if (unsent_.count() >= wanted) return;
    load::Driver driver(*town_, {{load::Work::answer, engine_run::referrers}});
    driver.start();
    const bool enough =
        load::eventually(engine_run::patience, [&] { return unsent_.count() >= wanted; });
    driver.stop();
    if (!enough) report_.wrongs.push_back(engine_ + ": too few self-referrals could be answered");
    const auto spreads = spreads_of(driver);
    if (!answered_)
        add("a question answered, 48 at once without a pause", spreads, load::Timed::journey_step);
    answered_ = true;
}

void EngineRun::triage()
{
    say("triage");
    const auto spreads = under({{load::Work::triage, static_cast<int>(engine_run::triage_officers),
                                 engine_run::triage_reads_per_second}},
                               usual() / 2);
    add("triage page, 20 a second", spreads, load::Timed::triage);
    add("a referral opened from it", spreads, load::Timed::record);
}

void EngineRun::at_most()
{
    say("without a pause");
    const auto spreads = under({{load::Work::call_me, engine_run::referrers}}, usual() / 2);
    add("asked to be called, 48 at once without a pause", spreads, load::Timed::referral);
}

/// Two at once: one for each core, since hashing the password is nearly all of it.
void EngineRun::signing_in()
{
    say("signing in");
    town_->accounts = engine_run::part(place_.accounts(), engine_run::triage_officers,
                                       engine_run::signing_officers);
    const auto spreads = under({{load::Work::sign_in, 2, /*per_second=*/0, engine_run::sign_ins}},
                               engine_run::patience);
    add("whole sign-in, 2 at once without a pause", spreads, load::Timed::sign_in);
}

void EngineRun::told_apart()
{
    say("known and unknown");
    const int pairs = std::clamp(static_cast<int>(options_.seconds * engine_run::pairs_a_second), 1,
                                 engine_run::most_pairs);
    const auto referrals = referrals_of_known_and_unknown(place_.target(), pairs);
    past_history_ += static_cast<std::size_t>(pairs) * 2 + 1;
    report_.pairs.push_back(
        {engine_, "referral of a known person or not", pairs, compare(referrals)});
    const auto sign_ins = sign_ins_of_known_and_unknown(place_.target(), town_->accounts, pairs);
    report_.pairs.push_back(
        {engine_, "sign-in to an account or to none", pairs, compare(sign_ins)});
}

/// Every referral that was acknowledged is in the store, and no other: read past the program.
void EngineRun::nothing_lost()
{
    std::size_t acknowledged = past_history_;
    for (const auto& written : history_.all())
        acknowledged += written.outcome == load::Outcome::done ? 1U : 0U;
    const auto stored = place_.installation().referrals().size() - before_;
    add("referrals acknowledged in all, and all there", static_cast<double>(acknowledged), "");
    if (stored == acknowledged) return;
    report_.wrongs.push_back(fmt::format("{}: {} referrals were acknowledged, {} are in the store",
                                         engine_, acknowledged, stored));
}

EngineRun::Spreads EngineRun::under(const std::vector<load::Stream>& streams, load::Span length)
{
    load::Driver driver(*town_, streams);
    driver.run_for(length);
    return spreads_of(driver);
}

EngineRun::Spreads EngineRun::spreads_of(const load::Driver& driver)
{
    const auto measured = driver.measured();
    for (const auto& [wrong, count] : measured.wrongs)
        report_.wrongs.push_back(fmt::format("{}: {} times: {}", engine_, count, wrong));
    Spreads spreads;
    for (const auto& [timed, tally] : measured.tallies)
        spreads[timed] = spread_of(tally, driver.ran());
    return spreads;
}

void EngineRun::add(const std::string& what, const Spreads& spreads, load::Timed timed)
{
    const auto found = spreads.find(timed);
    const auto spread = found == spreads.end() ? Spread{} : found->second;
    report_.lines.push_back({.engine = engine_, .what = what, .spread = spread});
}

void EngineRun::add(const std::string& what, double value, const std::string& unit)
{
    report_.values.push_back({engine_, what, value, unit});
}

/// Progress, for whoever waits.
void EngineRun::say(const std::string& words) const
{
    fmt::print(stderr, "{}: {}\n", engine_, words);
}

load::Span EngineRun::usual() const
{
    return std::chrono::duration_cast<load::Span>(std::chrono::duration<double>(options_.seconds));
}

} // namespace evenhand::service_benchmark
