#include "randomisation/sealed/bundle_figures.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace evenhand::sealed {

namespace bundle_figures {

/// One stratum, person by person.
class Walk
{
public:
    explicit Walk(const schemes::SequenceSpec& spec) : spec_(spec), counts_(spec.arms.size()) {}

    void meet(std::size_t arm, BundleFigures& into)
    {
        into.guessed += chance_of(arm);
        if (people_ == 0 || arm != last_) ++into.runs;
        last_ = arm;
        ++people_;
        ++counts_[arm];
        into.largest_lead = std::max(into.largest_lead, lead());
    }

    /// Of a sequence with these counts whose order is chance: 1 + n − Σ n_a² / n.
    [[nodiscard]] double expected_runs() const
    {
        if (people_ == 0) return 0;
        double squares = 0;
        for (const std::uint32_t count : counts_)
            squares += static_cast<double>(count) * count;
        return 1 + people_ - squares / people_;
    }

private:
    [[nodiscard]] double scaled(std::size_t arm) const
    {
        return static_cast<double>(counts_[arm]) / spec_.ratio.share(arm);
    }

    /// That whoever bets on the arm that lags, and on one of them by their shares where several
    /// do, bets on this one.
    [[nodiscard]] double chance_of(std::size_t arm) const
    {
        double least = scaled(0);
        for (std::size_t other = 1; other < counts_.size(); ++other)
            least = std::min(least, scaled(other));
        if (scaled(arm) > least) return 0;
        double shares = 0;
        for (std::size_t other = 0; other < counts_.size(); ++other) {
            if (scaled(other) <= least) shares += share(other);
        }
        return share(arm) / shares;
    }

    [[nodiscard]] double share(std::size_t arm) const { return spec_.ratio.share(arm); }

    [[nodiscard]] double lead() const
    {
        double least = scaled(0);
        double most = least;
        for (std::size_t arm = 1; arm < counts_.size(); ++arm) {
            least = std::min(least, scaled(arm));
            most = std::max(most, scaled(arm));
        }
        return most - least;
    }

    const schemes::SequenceSpec& spec_;
    std::vector<std::uint32_t> counts_;
    double people_ = 0;
    std::size_t last_ = 0;
};

std::string scheme_words(const schemes::SequenceScheme& scheme)
{
    if (const auto* blocks = std::get_if<schemes::PermutedBlocks>(&scheme)) {
        return blocks->sizes.size() == 1
                   ? fmt::format("permuted blocks of {}", blocks->sizes.front())
                   : fmt::format("permuted blocks whose sizes ({}) were themselves drawn",
                                 fmt::join(blocks->sizes, ", "));
    }
    if (const auto* stick = std::get_if<schemes::BigStick>(&scheme)) {
        return fmt::format("the big-stick design, a coin for each person with a maximum tolerated "
                           "imbalance of {} within a stratum",
                           stick->limit);
    }
    return "simple randomisation, a coin for each person";
}

std::string shares(const schemes::SequenceSpec& spec)
{
    return fmt::format("{} ({})", spec.ratio.text(), fmt::join(spec.arms, " to "));
}

std::string parties(const Bundle& bundle)
{
    std::vector<std::string> names;
    for (const BundleParty& party : bundle.ceremonies.front().parties)
        names.push_back(party.party);
    return fmt::format("{}", fmt::join(names, " and "));
}

} // namespace bundle_figures

BundleFigures figures_of(const Bundle& bundle, const schemes::SequenceSpec& spec)
{
    BundleFigures figures;
    figures.arms = spec.arms;
    figures.given.resize(spec.arms.size());
    std::vector<bundle_figures::Walk> walks(spec.strata.size(), bundle_figures::Walk(spec));
    for (const BundleEpoch& epoch : bundle.epochs) {
        figures.unused += spec.capacity - static_cast<std::uint32_t>(epoch.arms.size());
        for (const char digit : epoch.arms) {
            const auto arm = static_cast<std::size_t>(digit - '0');
            walks[epoch.stratum].meet(arm, figures);
            ++figures.given[arm];
            ++figures.people;
        }
    }
    for (const auto& walk : walks)
        figures.expected_runs += walk.expected_runs();
    if (figures.people > 0) figures.guessed /= figures.people;
    return figures;
}

std::vector<std::string> consort_paragraphs(const Bundle& bundle, const schemes::SequenceSpec& spec)
{
    using namespace bundle_figures;
    const bool alone = bundle.ceremonies.front().parties.size() == 1;
    std::vector<std::string> all;
    all.push_back(fmt::format(
        "17a Sequence generation: who and how. The sequence was derived by the algorithm rct/1 "
        "from "
        "the secret {} of {}, {}committed to by hash before {} known, and from a specification "
        "frozen before. Nobody chose it; it was derived again from these after data lock.",
        alone ? "contribution" : "contributions", parties(bundle), alone ? "" : "each ",
        alone ? "it was" : "any was"));
    all.push_back(fmt::format(
        "17b Sequence generation: type and restriction. Randomisation was in the ratio {} by {}, "
        "within {} {}.",
        shares(spec), scheme_words(spec.scheme), spec.strata.size(),
        spec.strata.size() == 1 ? "stratum (no stratification)" : "strata"));
    all.emplace_back(
        "18 Allocation concealment mechanism. The sequence was stored nowhere. Before recruitment "
        "the root of a salted hash tree over every position of each stratum was published. A "
        "person's position was bound to them, irrevocably, before its arm was opened, and each "
        "opening was checked against the root before it took effect.");
    all.emplace_back(
        "19 Implementation. Staff who enrolled could ask for the next position of one person only "
        "and had no access to the sequence, the restriction or the keys; the program assigned the "
        "arm. [The trial adds who enrolled, and whether the process that held the keys ran "
        "apart.]");
    return all;
}

} // namespace evenhand::sealed
