#include "randomisation/simulation/trial.hpp"

#include "core/check.hpp"
#include "randomisation/schemes/big_stick.hpp"
#include "randomisation/schemes/permuted_blocks.hpp"

#include <algorithm>
#include <optional>
#include <span>

namespace evenhand::simulation {

namespace trial {

using schemes::Arm;
using schemes::index_of;

constexpr std::size_t whole_view = 0;
constexpr std::size_t group_view = 1;

/// Permuted blocks: the block of each stratum that is being used up.
class BlockScheme
{
public:
    BlockScheme(const schemes::SequenceSpec& spec, const Population&)
        : ratio_(spec.ratio), sizes_(std::get<schemes::PermutedBlocks>(spec.scheme).sizes),
          strata_(spec.strata.size())
    {
    }

    void clear()
    {
        for (Stratum& stratum : strata_)
            stratum.used = stratum.block.size();
    }

    std::size_t next(const Kind& kind, Draws& draws, Counted&)
    {
        Stratum& stratum = strata_[kind.group];
        if (stratum.used == stratum.block.size()) {
            const std::uint32_t size = schemes::draw_block_size(sizes_, draws);
            schemes::draw_block(ratio_, size, draws, stratum.block);
            stratum.used = 0;
        }
        return index_of(stratum.block[stratum.used++]);
    }

private:
    struct Stratum
    {
        std::vector<Arm> block;
        std::size_t used = 0;
    };
    schemes::Ratio ratio_;
    std::vector<std::uint32_t> sizes_;
    std::vector<Stratum> strata_;
};

/// Big stick, and without a limit simple randomisation.
class CoinScheme
{
public:
    CoinScheme(const schemes::SequenceSpec& spec, const Population&)
        : ratio_(spec.ratio), counts_(spec.strata.size())
    {
        if (const auto* stick = std::get_if<schemes::BigStick>(&spec.scheme)) limit_ = stick->limit;
    }

    void clear() { std::ranges::fill(counts_, schemes::Counts{}); }

    std::size_t next(const Kind& kind, Draws& draws, Counted&)
    {
        schemes::Counts& counts = counts_[kind.group];
        const auto open = schemes::open_arms(ratio_, counts, limit_);
        const std::size_t arm = index_of(schemes::draw_open_arm(ratio_, open, draws));
        ++counts[arm];
        return arm;
    }

private:
    schemes::Ratio ratio_;
    std::optional<std::uint32_t> limit_;
    std::vector<schemes::Counts> counts_;
};

class MinimisationScheme
{
public:
    MinimisationScheme(const schemes::MinimisationSpec& spec, const Population& population)
        : empty_(spec.rules()), now_(empty_)
    {
        for (const Kind& kind : population.kinds)
            for (const std::size_t factor : population.spec_factors)
                levels_.push_back(kind.levels[factor]);
        factors_ = population.spec_factors.size();
        first_kind_ = population.kinds.data();
    }

    void clear() { now_ = empty_; }

    std::size_t next(const Kind& kind, Draws& draws, Counted& counted)
    {
        const auto place = static_cast<std::size_t>(&kind - first_kind_);
        const schemes::Levels levels = std::span(levels_).subspan(place * factors_, factors_);
        const auto choice = now_.choose(levels, draws);
        now_.add(levels, choice.arm);
        const std::size_t arm = index_of(choice.arm);
        (choice.all_tied ? counted.preference.tied : counted.preference.decided) += 1;
        if (!choice.all_tied && choice.preferred[arm]) ++counted.preference.preferred;
        return arm;
    }

private:
    schemes::Minimiser empty_;
    schemes::Minimiser now_;
    std::vector<std::uint16_t> levels_; ///< of each kind, the spec's factors alone
    std::size_t factors_ = 0;
    const Kind* first_kind_ = nullptr;
};

/// One trial over one scheme. `Most` as in Tally.
template <class Scheme, std::size_t Most>
class Runner final : public TrialRunner
{
public:
    template <class SchemeSpec>
    Runner(const Setting& setting, const SchemeSpec& spec)
        : setting_(setting), scheme_(spec, setting.population),
          tallies_(setting.layout.first.back()), groups_(setting.population.groups)
    {
    }

    void run(Draws& draws, Counted& counted) override
    {
        scheme_.clear();
        for (auto& tally : tallies_)
            tally.clear(setting_.rules);
        std::ranges::fill(groups_, GroupCounts{});
        const Population& population = setting_.population;
        const auto rows = static_cast<std::uint32_t>(population.rows.size());
        for (std::uint32_t person = 0; person < setting_.people; ++person) {
            const std::uint32_t kind = population.rows[draws.uniform(rows)];
            const std::size_t arm = scheme_.next(population.kinds[kind], draws, counted);
            count_person(kind, arm, counted);
        }
        count_trial(draws, counted);
    }

private:
    void count_person(std::uint32_t kind, std::size_t arm, Counted& counted)
    {
        const std::size_t views = setting_.layout.views;
        const std::uint32_t* tally_of = &setting_.layout.of_kind[kind * views];
        for (std::size_t view = 0; view < views; ++view) {
            Tally<Most>& tally = tallies_[tally_of[view]];
            const std::size_t among = tally.expected_among(setting_.rules, arm);
            ++counted.bets[view][among];
            if (view == group_view) {
                const auto lead = static_cast<std::size_t>(tally.lead(setting_.rules) + 1e-9);
                ++counted.by_lead[std::min(lead, leads_told - 1)][among];
            }
            tally.add(setting_.rules, arm);
        }
        ++counted.arms[arm];
        GroupCounts& group = groups_[setting_.population.kinds[kind].group];
        if (arm == 0) ++group.first;
        if (arm == 1) ++group.second;
    }

    void count_trial(Draws& draws, Counted& counted)
    {
        // Counts over shares, times the mean share: in people where the ratio is even.
        const double mean_share =
            static_cast<double>(setting_.rules.total) / static_cast<double>(setting_.rules.arms);
        const Layout& layout = setting_.layout;
        for (std::size_t view = 0; view < layout.views; ++view) {
            Spread& spread = view == whole_view ? counted.overall : counted.views[view];
            for (std::uint32_t at = layout.first[view]; at < layout.first[view + 1]; ++at)
                spread.add(tallies_[at].lead(setting_.rules) * mean_share);
        }
        counted.lead_of_second.add(tallies_[0].lead_of_second(setting_.rules) * mean_share);
        const TestVerdicts verdicts = setting_.outcomes.test(groups_, draws);
        counted.unadjusted += verdicts.unadjusted ? 1 : 0;
        counted.adjusted += verdicts.adjusted ? 1 : 0;
    }

    const Setting& setting_;
    Scheme scheme_;
    std::vector<Tally<Most>> tallies_;
    std::vector<GroupCounts> groups_;
};

template <class Scheme, class SchemeSpec>
std::unique_ptr<TrialRunner> make(const Setting& setting, const SchemeSpec& spec)
{
    if (setting.rules.arms == 2) return std::make_unique<Runner<Scheme, 2>>(setting, spec);
    return std::make_unique<Runner<Scheme, schemes::most_arms>>(setting, spec);
}

} // namespace trial

void Counted::add(const Counted& other)
{
    overall.add(other.overall);
    lead_of_second.add(other.lead_of_second);
    for (std::size_t arm = 0; arm < arms.size(); ++arm)
        arms[arm] += other.arms[arm];
    for (std::size_t view = 0; view < views.size(); ++view) {
        views[view].add(other.views[view]);
        for (std::size_t among = 0; among < bets[view].size(); ++among)
            bets[view][among] += other.bets[view][among];
    }
    for (std::size_t lead = 0; lead < by_lead.size(); ++lead)
        for (std::size_t among = 0; among < by_lead[lead].size(); ++among)
            by_lead[lead][among] += other.by_lead[lead][among];
    preference.decided += other.preference.decided;
    preference.preferred += other.preference.preferred;
    preference.tied += other.preference.tied;
    unadjusted += other.unadjusted;
    adjusted += other.adjusted;
}

Layout::Layout(const Population& population)
    : views(2 + population.factors.size()), first{0, 1, 1 + population.groups}
{
    for (const ReportedFactor& factor : population.factors)
        first.push_back(first.back() + static_cast<std::uint32_t>(factor.levels.size()));
    for (const Kind& kind : population.kinds) {
        of_kind.push_back(first[trial::whole_view]);
        of_kind.push_back(first[trial::group_view] + kind.group);
        for (std::size_t factor = 0; factor < kind.levels.size(); ++factor)
            of_kind.push_back(first[trial::group_view + 1 + factor] + kind.levels[factor]);
    }
}

std::unique_ptr<TrialRunner> runner_for(const Setting& setting)
{
    if (const auto* spec = std::get_if<schemes::MinimisationSpec>(&setting.spec))
        return trial::make<trial::MinimisationScheme>(setting, *spec);
    const auto& spec = std::get<schemes::SequenceSpec>(setting.spec);
    if (std::holds_alternative<schemes::PermutedBlocks>(spec.scheme))
        return trial::make<trial::BlockScheme>(setting, spec);
    return trial::make<trial::CoinScheme>(setting, spec);
}

} // namespace evenhand::simulation
