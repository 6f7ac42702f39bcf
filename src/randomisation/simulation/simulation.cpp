#include "randomisation/simulation/simulation.hpp"

#include "core/check.hpp"
#include "randomisation/simulation/trial.hpp"

#include <fmt/format.h>

#include <atomic>
#include <future>
#include <mutex>

namespace evenhand::simulation {

namespace many_trials {

const schemes::Ratio& ratio_of(const schemes::Spec& spec)
{
    return std::visit([](const auto& one) -> const schemes::Ratio& { return one.ratio; }, spec);
}

std::vector<std::uint32_t> people_of_groups(const Population& population)
{
    std::vector<std::uint32_t> people(population.groups);
    for (const std::uint32_t kind : population.rows)
        ++people[population.kinds[kind].group];
    return people;
}

Counted nothing_counted(const Layout& layout)
{
    Counted counted;
    counted.views.resize(layout.views);
    counted.bets.resize(layout.views);
    return counted;
}

/// Hands out trials to threads, a few at a time.
class Work
{
public:
    Work(const Setting& setting, const Plan& plan, const ShowProgress& progress)
        : setting_(setting), plan_(plan), progress_(progress)
    {
    }

    Counted count_some()
    {
        constexpr std::uint32_t at_a_time = 16;
        const Rng root(plan_.seed);
        const auto runner = runner_for(setting_);
        Counted counted = nothing_counted(setting_.layout);
        for (;;) {
            const std::uint32_t from = next_.fetch_add(at_a_time);
            if (from >= plan_.trials) return counted;
            const std::uint32_t to = std::min(from + at_a_time, plan_.trials);
            for (std::uint32_t trial = from; trial < to; ++trial) {
                Draws draws(root.stream(fmt::format("trial/{}", trial)));
                runner->run(draws, counted);
            }
            const std::lock_guard lock(mutex_);
            done_ += to - from;
            if (progress_) progress_(done_);
        }
    }

private:
    const Setting& setting_;
    const Plan& plan_;
    const ShowProgress& progress_;
    std::atomic<std::uint32_t> next_{0};
    std::mutex mutex_; ///< guards done_ and progress_
    std::uint64_t done_ = 0;
};

Bets bets_of(const BetCounts& counts)
{
    Bets bets{.people = counts[0]};
    for (std::size_t among = 1; among < counts.size(); ++among) {
        bets.people += counts[among];
        bets.right += static_cast<double>(counts[among]) / static_cast<double>(among);
    }
    return bets;
}

Characteristics characteristics_of(const Counted& counted, const Setting& setting)
{
    Characteristics all;
    all.overall = counted.overall;
    all.lead_of_second = counted.lead_of_second;
    all.groups = {"group", counted.views[1], bets_of(counted.bets[1])};
    all.preference = counted.preference;
    all.unadjusted = counted.unadjusted;
    all.adjusted = counted.adjusted;
    const Bets whole = bets_of(counted.bets[0]);
    for (std::size_t arm = 0; arm < setting.rules.arms; ++arm)
        all.arms.push_back(static_cast<double>(counted.arms[arm]) /
                           static_cast<double>(whole.people));
    for (std::size_t factor = 0; factor < setting.population.factors.size(); ++factor)
        all.factors.push_back({setting.population.factors[factor].name, counted.views[2 + factor],
                               bets_of(counted.bets[2 + factor])});
    for (const BetCounts& counts : counted.by_lead)
        all.by_lead.push_back(bets_of(counts));
    return all;
}

} // namespace many_trials

double Bets::rate() const
{
    return people == 0 ? 0 : right / static_cast<double>(people);
}

Characteristics simulate(const schemes::Spec& spec, const Population& population, const Plan& plan,
                         const ShowProgress& progress)
{
    CHECK(plan.people > 0 && plan.trials > 0 && plan.threads > 0 && !population.rows.empty());
    const Layout layout(population);
    const Outcomes outcomes(many_trials::people_of_groups(population),
                            Draws(Rng(plan.seed).stream("effects")));
    const Setting setting{.spec = spec,
                          .population = population,
                          .layout = layout,
                          .outcomes = outcomes,
                          .rules = TallyRules(many_trials::ratio_of(spec)),
                          .people = plan.people};
    many_trials::Work work(setting, plan, progress);
    std::vector<std::future<Counted>> others;
    for (unsigned thread = 1; thread < plan.threads; ++thread)
        others.push_back(std::async(std::launch::async, [&work] { return work.count_some(); }));
    Counted counted = work.count_some();
    for (auto& other : others)
        counted.add(other.get());
    return many_trials::characteristics_of(counted, setting);
}

} // namespace evenhand::simulation
