// What the estimators cost beside their peers in R (domain/statistics.md 6): one row of that table
// a benchmark, on made-up trials. `tests/benchmarks/statistics` runs it, and the peers.
//
// Each line has a figure of its own answer, `answer`, which the peer must give too, and what
// the process took of memory at most, `peak_bytes`: meant where one line is run by itself. Where
// EVENHAND_BENCHMARK_DATA names a folder, the data of each line are written there for the peer.
#include "randomisation/schemes/minimisation.hpp"
#include "randomisation/simulation/draws.hpp"
#include "statistics/cluster_errors.hpp"
#include "statistics/cox.hpp"
#include "statistics/design.hpp"
#include "statistics/differences.hpp"
#include "statistics/imputation.hpp"
#include "statistics/lin.hpp"
#include "statistics/logit.hpp"
#include "statistics/monitoring.hpp"
#include "statistics/permutation.hpp"
#include "statistics/robust_errors.hpp"
#include "statistics/standardised_risks.hpp"
#include "statistics/survival.hpp"
#include "statistics/two_stage.hpp"
#include "tests/benchmarks/made_trial.hpp"

#include <benchmark/benchmark.h>

#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <stdexcept>

namespace evenhand::statistics_benchmark {
namespace lines {

using namespace statistics;

/// Of a line that has no answer there is no time either.
template <class T>
T answered(Outcome<T> outcome)
{
    if (!outcome) throw std::runtime_error(sentence(outcome.error()));
    return std::move(*outcome);
}

template <class Work>
void measure(benchmark::State& state, Work work)
{
    double answer = 0;
    for (auto iteration : state) {
        static_cast<void>(iteration);
        answer = work();
        benchmark::ClobberMemory();
    }
    state.counters["answer"] = answer;
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    state.counters["peak_bytes"] = static_cast<double>(used.ru_maxrss) * 1024;
}

DataSet data_of(const Contents& contents, const char* line)
{
    DataSet data = made_trial(contents);
    if (const char* folder = std::getenv("EVENHAND_BENCHMARK_DATA"))
        write_for_peers(data, folder, line);
    return data;
}

double se_of_arm(const std::vector<Estimate>& estimates)
{
    return estimates[1].se;
}

void ols(benchmark::State& state, const char* line, std::size_t people, std::size_t covariates)
{
    const DataSet data = data_of({.people = people, .covariates = covariates}, line);
    const auto columns = covariates_after({"t"}, covariates);
    measure(state, [&] {
        const auto design = answered(design_of(data, columns));
        const auto fit = answered(least_squares(design, data.column("y").values));
        return se_of_arm(answered(estimates(fit, ErrorKind::hc2, .95)));
    });
}
BENCHMARK_CAPTURE(ols, hc2_100000_10, "ols/hc2_100000_10", 100'000, 10)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ols, hc2_1000000_30, "ols/hc2_1000000_30", 1'000'000, 30)
    ->Unit(benchmark::kMillisecond);

void lin(benchmark::State& state)
{
    const DataSet data = data_of({.people = 100'000, .covariates = 10}, "lin");
    const auto columns = covariates_after({}, 10);
    measure(state, [&] {
        const auto design =
            lin_design("t", data.column("t").values, answered(design_of(data, columns)));
        const auto fit = answered(least_squares(design, data.column("y").values));
        return se_of_arm(answered(estimates(fit, ErrorKind::hc2, .95)));
    });
}
BENCHMARK(lin)->Unit(benchmark::kMillisecond);

void blocked_difference(benchmark::State& state)
{
    const DataSet data = data_of({.people = 100'000, .clusters = 20}, "blocked_difference");
    measure(state, [&] {
        const auto blocks = numbered(data.column("cluster").values);
        return answered(statistics::blocked_difference(data.column("y").values,
                                                       data.column("t").values, blocks, .95))
            .se;
    });
}
BENCHMARK(blocked_difference)->Unit(benchmark::kMillisecond);

/// With the F of the first stage and Wu and Hausman's.
void two_stage(benchmark::State& state)
{
    const DataSet data =
        data_of({.people = 100'000, .covariates = 10, .take_up = true}, "two_stage");
    const auto columns = covariates_after({}, 10);
    measure(state, [&] {
        const InstrumentedModel model{.exogenous = answered(design_of(data, columns)),
                                      .treatment_name = "d",
                                      .treatment = data.column("d").values,
                                      .instrument_names = {"t"},
                                      .instruments = {data.column("t").values}};
        const auto fit = answered(statistics::two_stage(model, data.column("y").values));
        return se_of_arm(answered(estimates(*fit.fit, ErrorKind::hc2, .95)));
    });
}
BENCHMARK(two_stage)->Unit(benchmark::kMillisecond);

/// 130 specialists, with Satterthwaite's degrees of freedom.
void cluster_errors(benchmark::State& state)
{
    const DataSet data =
        data_of({.people = 6'110, .covariates = 10, .clusters = 130}, "cluster_errors");
    const auto columns = covariates_after({"t"}, 10);
    measure(state, [&] {
        const auto design = answered(design_of(data, columns));
        const auto fit = answered(least_squares(design, data.column("y").values));
        const auto clusters = numbered(data.column("cluster").values);
        return se_of_arm(answered(cluster_estimates(fit, clusters, ClusterKind::cr2, .95)));
    });
}
BENCHMARK(cluster_errors)->Unit(benchmark::kMillisecond);

void logit(benchmark::State& state)
{
    const DataSet data = data_of({.people = 100'000, .covariates = 10, .binary = true}, "logit");
    const auto columns = covariates_after({"t"}, 10);
    measure(state, [&] {
        const auto design = answered(design_of(data, columns));
        const auto fit = answered(fit_logit(design, data.column("y").values));
        return se_of_arm(answered(estimates(fit, LogitErrors::model, .95)));
    });
}
BENCHMARK(logit)->Unit(benchmark::kMillisecond);

/// The risk difference by standardisation, with its error by the delta method.
void standardised_risk(benchmark::State& state)
{
    const DataSet data =
        data_of({.people = 100'000, .covariates = 10, .binary = true}, "standardised_risk");
    const auto columns = covariates_after({"t"}, 10);
    measure(state, [&] {
        const auto design = answered(design_of(data, columns));
        const auto fit = answered(fit_logit(design, data.column("y").values));
        return answered(standardised_risks(fit, {.name = "t"}, LogitErrors::model, .95))
            .risk_difference.se;
    });
}
BENCHMARK(standardised_risk)->Unit(benchmark::kMillisecond);

void cox(benchmark::State& state)
{
    const DataSet data = data_of({.people = 100'000, .covariates = 9, .survival = true}, "cox");
    const auto columns = covariates_after({"t"}, 9);
    measure(state, [&] {
        const auto design = answered(design_of(data, columns, Intercept::none));
        const auto fit = answered(fit_cox({.time = data.column("time").values,
                                           .event = data.column("event").values,
                                           .covariates = design}));
        return std::sqrt(fit.covariance(0, 0));
    });
}
BENCHMARK(cox)->Unit(benchmark::kMillisecond);

/// Both arms' curves.
void kaplan_meier(benchmark::State& state)
{
    const DataSet data = data_of({.people = 100'000, .survival = true}, "kaplan_meier");
    const auto& arm = data.column("t").values;
    measure(state, [&] {
        double at_one = 0;
        for (const double one : {0.0, 1.0}) {
            std::vector<double> time;
            std::vector<double> event;
            for (std::size_t row = 0; row < data.rows(); ++row) {
                if (arm[row] != one) continue;
                time.push_back(data.column("time").values[row]);
                event.push_back(data.column("event").values[row]);
            }
            at_one += answered(KaplanMeier::fit(time, event)).at(1, SurvivalScale::log, .95).se;
        }
        return at_one;
    });
}
BENCHMARK(kaplan_meier)->Unit(benchmark::kMillisecond);

void log_rank(benchmark::State& state)
{
    const DataSet data = data_of({.people = 100'000, .survival = true}, "log_rank");
    const auto& arm = data.column("t").values;
    measure(state, [&] {
        const std::vector<std::size_t> group(arm.begin(), arm.end());
        return answered(statistics::log_rank(data.column("time").values,
                                             data.column("event").values, group))
            .chi_squared;
    });
}
BENCHMARK(log_rank)->Unit(benchmark::kMillisecond);

/// 30 columns, of which 25 have gaps; 20 imputations, 5 rounds. The answer is the share of values
/// to be filled: what is drawn differs.
void chained_equations(benchmark::State& state, const char* line, ImputationMethod method)
{
    const DataSet data = data_of({.people = 6'110, .covariates = 28, .incomplete = 25}, line);
    ImputationRules rules{
        .imputations = 20, .rounds = 5, .columns = covariates_after({"y", "t"}, 28)};
    double gaps = 0;
    for (std::size_t i = 0; i < 25; ++i) {
        rules.methods.push_back({rules.columns[i + 2], method});
        for (const double value : data.column(rules.columns[i + 2]).values)
            gaps += is_missing(value) ? 1 : 0;
    }
    measure(state, [&] {
        benchmark::DoNotOptimize(answered(impute(data, rules)).completed.size());
        return gaps;
    });
}
BENCHMARK_CAPTURE(chained_equations, matching, "chained_equations/matching",
                  ImputationMethod::predictive_mean_matching)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(chained_equations, normal, "chained_equations/normal", ImputationMethod::normal)
    ->Unit(benchmark::kMillisecond);

/// 10,000 draws of the difference in means, as a plan takes it. The answer is what was observed.
void permutation(benchmark::State& state)
{
    const DataSet data = data_of({.people = 6'110}, "permutation");
    const auto& y = data.column("y").values;
    const auto& arm = data.column("t").values;
    const auto treated = static_cast<double>(std::ranges::count(arm, 1.0));
    const auto control = static_cast<double>(arm.size()) - treated;
    double total = 0;
    for (const double value : y)
        total += value;
    const ArmStatistic difference = [&](std::span<const double> drawn) {
        double in_arm = 0;
        for (std::size_t row = 0; row < y.size(); ++row)
            in_arm += drawn[row] * y[row];
        return in_arm / treated - (total - in_arm) / control;
    };
    measure(state, [&] {
        const auto draw = shuffle_within(arm, {}, 1);
        const auto result = drawn_permutation_test(arm, difference, draw, 10'000);
        benchmark::DoNotOptimize(result.p_two_sided);
        return result.observed;
    });
}
BENCHMARK(permutation)->Unit(benchmark::kMillisecond);

/// Five looks, spent after O'Brien and Fleming: the last limit.
void group_sequential(benchmark::State& state)
{
    const MonitoringPlan plan{.kind = LimitKind::obrien_fleming_spending,
                              .sides = Sides::one,
                              .alpha = .025,
                              .information = {.2, .4, .6, .8, 1}};
    measure(state, [&] { return answered(monitoring_limits(plan)).back(); });
}
BENCHMARK(group_sequential)->Unit(benchmark::kMillisecond);

/// 100,000 people, three factors of 18 levels. The answer is how many people there are.
void minimisation(benchmark::State& state)
{
    constexpr std::size_t people = 100'000;
    const schemes::MinimisationRules rules{.ratio = schemes::Ratio::equal(2),
                                           .factors = {{10, 1}, {5, 1}, {3, 1}},
                                           .measure = schemes::ImbalanceMeasure::range,
                                           .preferred_probability = .8};
    std::vector<std::array<std::uint16_t, 3>> newcomers(people);
    simulation::Draws chance(Rng(1).stream("people"));
    for (auto& levels : newcomers)
        for (std::size_t factor = 0; factor < levels.size(); ++factor)
            levels[factor] =
                static_cast<std::uint16_t>(chance.uniform(rules.factors[factor].levels));
    measure(state, [&] {
        schemes::Minimiser minimiser(rules);
        simulation::Draws draws(Rng(2).stream("arms"));
        for (const auto& levels : newcomers)
            minimiser.add(levels, minimiser.choose(levels, draws).arm);
        benchmark::DoNotOptimize(minimiser.counts(0, 0));
        return static_cast<double>(people);
    });
}
BENCHMARK(minimisation)->Unit(benchmark::kMillisecond);

} // namespace lines
} // namespace evenhand::statistics_benchmark

BENCHMARK_MAIN();
