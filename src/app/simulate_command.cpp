#include "app/simulate_command.hpp"

#include "app/cannot_run.hpp"
#include "app/randomise_commands.hpp"
#include "app/terminal.hpp"
#include "core/time.hpp"
#include "randomisation/simulation/simulation.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <thread>

namespace evenhand::app {

namespace simulate_command {

using Json = nlohmann::ordered_json;
using simulation::Characteristics;
using simulation::Spread;
using simulation::View;

/// Above it a recruiter who also delivers would steer (the bar; trial-systems 4).
constexpr double predictable_above = 0.62;
constexpr double few_trials = 1e6 * 1e4; ///< people in all; more is a slip of the keyboard

/// What a run was, beside its figures.
struct Run
{
    const SimulateOptions& options;
    const schemes::Spec& spec;
    const Characteristics& found;
    double seconds;
    bool refused; ///< predictable, and no reason given
};

schemes::Spec spec_from(const std::string& file)
{
    auto spec = schemes::read_spec(text_of_file(file));
    if (!spec) throw CannotRun(fmt::format("{}: {}", file, spec.error()));
    return std::move(*spec);
}

simulation::Population population_from(const schemes::Spec& spec, const std::string& file)
{
    if (file.empty()) return simulation::Population::without_file(spec);
    auto population = simulation::Population::from_csv(spec, text_of_file(file));
    if (!population) throw CannotRun(fmt::format("{}: {}", file, population.error()));
    return std::move(*population);
}

void check_amounts(const SimulateOptions& options)
{
    if (options.people == 0) throw CannotRun("--people must be at least 1");
    if (options.trials == 0) throw CannotRun("--trials must be at least 1");
    if (static_cast<double>(options.people) * options.trials > few_trials)
        throw CannotRun("--people times --trials must be at most 10,000,000,000");
    if (options.accept_predictable && options.accept_predictable->empty())
        throw CannotRun("--accept-predictable needs a reason");
}

Json spread_json(const Spread& spread)
{
    return {{"mean", spread.mean()},
            {"p95", spread.centile(0.95)},
            {"max", spread.largest()},
            {"sd", spread.standard_deviation()}};
}

Json view_json(const View& view)
{
    return {{"imbalance", spread_json(view.imbalance)}, {"guess_rate", view.bets.rate()}};
}

/// How often the arm came that an observer expects, by how far the arms lay apart.
Json conditional_json(const Characteristics& found)
{
    auto list = Json::array();
    for (std::size_t lead = 0; lead < found.by_lead.size(); ++lead) {
        const auto& bets = found.by_lead[lead];
        if (bets.people == 0) continue;
        list.push_back({{"lead", lead},
                        {"or_more", lead + 1 == found.by_lead.size()},
                        {"people", bets.people},
                        {"expected_arm", bets.rate()}});
    }
    Json json{{"by_lead", std::move(list)}};
    const auto& preference = found.preference;
    if (preference.decided > 0)
        json["preferred_arm"] =
            static_cast<double>(preference.preferred) / static_cast<double>(preference.decided);
    if (preference.decided + preference.tied > 0)
        json["all_tied"] = static_cast<double>(preference.tied) /
                           static_cast<double>(preference.tied + preference.decided);
    return json;
}

Json json_of(const Run& run)
{
    const Characteristics& found = run.found;
    Json factors = Json::object();
    Json guess_by_factor = Json::object();
    for (const View& factor : found.factors) {
        factors[factor.name] = spread_json(factor.imbalance);
        guess_by_factor[factor.name] = factor.bets.rate();
    }
    const double trials = run.options.trials;
    Json json{{"alg", schemes::algorithm_of(run.spec)},
              {"people", run.options.people},
              {"trials", run.options.trials},
              {"seed", run.options.seed},
              {"arms", found.arms},
              {"imbalance",
               {{"overall", spread_json(found.overall)},
                {"signed_sd", found.lead_of_second.standard_deviation()},
                {"strata", spread_json(found.groups.imbalance)},
                {"factors", std::move(factors)}}},
              {"guess_rate", found.groups.bets.rate()},
              {"guess_rate_by_factor", std::move(guess_by_factor)},
              {"conditional", conditional_json(found)},
              {"size_of_tests",
               {{"unadjusted", static_cast<double>(found.unadjusted) / trials},
                {"adjusted", static_cast<double>(found.adjusted) / trials}}},
              {"predictable", found.groups.bets.rate() > predictable_above}};
    if (run.options.accept_predictable)
        json["accepted_predictable"] = *run.options.accept_predictable;
    json["seconds"] = run.seconds;
    return json;
}

std::string spread_line(std::string_view name, const Spread& spread)
{
    return fmt::format("  {:<28} {:>8.2f} {:>8.2f} {:>8.2f}\n", name, spread.mean(),
                       spread.centile(0.95), spread.largest());
}

std::string guess_lines(const Characteristics& found)
{
    std::string text =
        "Guessed right by whoever bets on the lagging arm and knows every earlier arm of\n";
    text += fmt::format("  {:<28} {:>7.1f} %\n", "the stratum", 100 * found.groups.bets.rate());
    for (const View& factor : found.factors)
        text += fmt::format("  {:<28} {:>7.1f} %\n", factor.name, 100 * factor.bets.rate());
    text += "The arm that is expected comes, by how far the arms lie apart in the stratum\n";
    for (std::size_t lead = 0; lead < found.by_lead.size(); ++lead) {
        const auto& bets = found.by_lead[lead];
        if (bets.people == 0) continue;
        text += fmt::format("  {:<28} {:>7.1f} %   ({} people)\n",
                            fmt::format("{}{}", lead, lead + 1 == found.by_lead.size() ? "+" : ""),
                            100 * bets.rate(), bets.people);
    }
    const auto& preference = found.preference;
    if (preference.decided > 0) {
        text += fmt::format("  {:<28} {:>7.1f} %   ({} people)\n", "preferred by minimisation",
                            100.0 * static_cast<double>(preference.preferred) /
                                static_cast<double>(preference.decided),
                            preference.decided);
    }
    return text;
}

std::string text_of(const Run& run)
{
    const Characteristics& found = run.found;
    std::string text =
        fmt::format("{}: {} trials of {} people, seed {}\n\n", schemes::algorithm_of(run.spec),
                    run.options.trials, run.options.people, run.options.seed);
    text +=
        fmt::format("  {:<28} {:>8} {:>8} {:>8}\n", "Imbalance, in people", "mean", "95 %", "most");
    text += spread_line("whole trial", found.overall);
    text += spread_line("each stratum", found.groups.imbalance);
    for (const View& factor : found.factors)
        text += spread_line(factor.name, factor.imbalance);
    text += fmt::format("  {:<28} {:>8.2f}\n\n", "SD of the whole, signed",
                        found.lead_of_second.standard_deviation());
    text += guess_lines(found);
    const double trials = run.options.trials;
    text += fmt::format(
        "\nTests at 5 % of two arms that do not differ, where strata tell half of the outcome\n"
        "  {:<28} {:>7.1f} %\n  {:<28} {:>7.1f} %\n\n",
        "strata left out", 100.0 * static_cast<double>(found.unadjusted) / trials,
        "strata in the model", 100.0 * static_cast<double>(found.adjusted) / trials);
    return text + fmt::format("Took {:.2f} s.\n", run.seconds);
}

/// Bets on the group are what a recruiter can do who sees the arms of a stratum.
bool is_refused(const SimulateOptions& options, const Characteristics& found)
{
    return options.one_organisation && !options.accept_predictable &&
           found.groups.bets.rate() > predictable_above;
}

} // namespace simulate_command

int randomise_simulate(const SimulateOptions& options)
{
    simulate_command::check_amounts(options);
    const schemes::Spec spec = simulate_command::spec_from(options.spec_file);
    const auto population = simulate_command::population_from(spec, options.factors_file);
    const SystemMachineClock clock;
    const Instant begun = clock.now();
    Progress progress;
    const simulation::Plan plan{.people = options.people,
                                .trials = options.trials,
                                .seed = options.seed,
                                .threads = std::max(1U, std::thread::hardware_concurrency())};
    const auto found = simulation::simulate(spec, population, plan, [&](std::uint64_t done) {
        progress.show("Trials", done, options.trials);
    });
    progress.done();
    const double seconds = std::chrono::duration<double>(clock.now() - begun).count();
    const simulate_command::Run run{.options = options,
                                    .spec = spec,
                                    .found = found,
                                    .seconds = seconds,
                                    .refused = simulate_command::is_refused(options, found)};
    print(options.json ? simulate_command::json_of(run).dump() + "\n"
                       : simulate_command::text_of(run));
    if (run.refused) {
        complain(
            fmt::format("an observer is right {:.1f} % of the time, which is more than 62 %: where "
                        "recruiter and deliverer are one organisation, choose another scheme or "
                        "give --accept-predictable REASON",
                        100 * found.groups.bets.rate()));
    }
    return run.refused ? 1 : 0;
}

} // namespace evenhand::app
