#include "evidence/reports/disclosure.hpp"

#include "core/check.hpp"

#include <algorithm>
#include <numeric>

namespace evenhand::reports {

namespace disclosure {

enum class Shown { as_it_is, rounded, hidden_small, hidden_beside };

/// The values that a count may have, to somebody who knows this file and all that is shown.
struct Range
{
    std::int64_t least = 0;
    std::int64_t most = 0;
};

std::int64_t rounded(std::int64_t count, std::int64_t step)
{
    return (count + step / 2) / step * step;
}

/// Before anything is subtracted. We assume that the reader knows which count is hidden for being
/// small and which to protect it: less knowledge only widens this.
Range alone(std::int64_t count, Shown shown, std::int64_t total, const DisclosureRule& rule)
{
    switch (shown) {
    case Shown::as_it_is:
        return {count, count};
    case Shown::rounded: {
        const auto middle = rounded(count, rule.round_to);
        const auto reach = rule.round_to / 2;
        return {std::max(rule.small + 1, middle - reach), middle + reach};
    }
    case Shown::hidden_small:
        return {1, rule.small};
    case Shown::hidden_beside:
        break;
    }
    return {rule.small + 1, total};
}

/// Whether some small count has too few values left once the others are taken from the total. One
/// sum over ranges is all that a reader has, so these bounds are exact.
bool tells_too_much(std::span<const std::int64_t> counts, std::span<const Shown> shown,
                    const DisclosureRule& rule)
{
    const auto total = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
    Range all;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const auto range = alone(counts[i], shown[i], total, rule);
        all.least += range.least;
        all.most += range.most;
    }
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (shown[i] != Shown::hidden_small) continue;
        const auto own = alone(counts[i], shown[i], total, rule);
        const auto least = std::max(own.least, total - (all.most - own.most));
        const auto most = std::min(own.most, total - (all.least - own.least));
        if (most - least + 1 < rule.least_options) return true;
    }
    return false;
}

/// Hides the smallest count that is still shown; false if none but nobody is left.
bool hide_one_more(std::span<const std::int64_t> counts, std::span<Shown> shown)
{
    std::optional<std::size_t> smallest;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (shown[i] != Shown::rounded) continue;
        if (!smallest || counts[i] < counts[*smallest]) smallest = i;
    }
    if (!smallest) return false;
    shown[*smallest] = Shown::hidden_beside;
    return true;
}

Shown shown_by_itself(std::int64_t count, const DisclosureRule& rule)
{
    if (count == 0) return Shown::as_it_is;
    return is_small(count, rule) ? Shown::hidden_small : Shown::rounded;
}

} // namespace disclosure

bool is_small(std::int64_t count, const DisclosureRule& rule)
{
    return count >= 1 && count <= rule.small;
}

Disclosed disclose(std::span<const std::int64_t> counts, Total total, const DisclosureRule& rule)
{
    using disclosure::Shown;
    CHECK(rule.round_to % 2 == 1 && rule.least_options <= rule.small);
    std::vector<Shown> shown;
    for (const auto count : counts) {
        CHECK(count >= 0);
        shown.push_back(disclosure::shown_by_itself(count, rule));
    }
    while (total == Total::known && disclosure::tells_too_much(counts, shown, rule)) {
        if (!disclosure::hide_one_more(counts, shown))
            return {.counts = std::vector<std::optional<std::int64_t>>(counts.size()),
                    .withheld = true};
    }
    Disclosed disclosed;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const bool is_hidden = shown[i] == Shown::hidden_small || shown[i] == Shown::hidden_beside;
        disclosed.counts.push_back(
            is_hidden ? std::nullopt
                      : std::optional(disclosure::rounded(counts[i], rule.round_to)));
    }
    return disclosed;
}

std::vector<std::optional<int>> percentages(const Disclosed& disclosed)
{
    std::int64_t sum = 0;
    bool any_hidden = disclosed.withheld;
    for (const auto& count : disclosed.counts) {
        any_hidden = any_hidden || !count;
        sum += count.value_or(0);
    }
    std::vector<std::optional<int>> shares(disclosed.counts.size());
    if (any_hidden || sum == 0) return shares;
    std::ranges::transform(disclosed.counts, shares.begin(), [sum](const auto& count) {
        return std::optional(static_cast<int>((*count * 200 + sum) / (2 * sum)));
    });
    return shares;
}

} // namespace evenhand::reports
