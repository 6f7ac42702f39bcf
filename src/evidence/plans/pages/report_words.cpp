#include "evidence/plans/pages/report_parts.hpp"

#include "core/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace evenhand::plans {

namespace report_words {

struct EffectWords
{
    std::string_view value;
    std::string_view label;
    bool is_logarithm = false;
};

constexpr std::array effects{
    EffectWords{"difference", "Difference"},
    EffectWords{"risk_difference", "Risk difference"},
    EffectWords{"log_risk_ratio", "Risk ratio", true},
    EffectWords{"log_odds_ratio", "Odds ratio", true},
    EffectWords{"log_hazard_ratio", "Hazard ratio", true},
    EffectWords{"complier_effect", "Effect on those who comply"},
    EffectWords{"restricted_mean_difference", "Difference in restricted mean time"},
};

const EffectWords* words_of_effect(std::string_view name)
{
    const auto found = std::ranges::find(effects, name, &EffectWords::value);
    return found == effects.end() ? nullptr : &*found;
}

std::string with_thousands(std::string digits)
{
    const auto end = std::min(digits.find('.'), digits.size());
    const std::size_t begin = digits.starts_with('-') ? 1 : 0;
    for (std::size_t at = end; at > begin + 3; at -= 3)
        digits.insert(at - 3, ",");
    return digits;
}

} // namespace report_words

std::string shown_count(std::size_t count)
{
    return report_words::with_thousands(std::to_string(count));
}

std::string shown(double value, double beside)
{
    const double size = std::max(std::abs(value), std::abs(beside));
    if (size == 0) return "0";
    if (size >= 1e9 || size < 1e-4) return fmt::format("{:.2e}", value);
    const int digits = std::clamp(2 - static_cast<int>(std::floor(std::log10(size))), 0, 6);
    return report_words::with_thousands(fmt::format("{:.{}f}", value, digits));
}

std::string shown_p(double p)
{
    // Its parts are held together by spaces that do not break.
    return p < .001 ? "p\u00a0<\u00a00.001" : fmt::format("p\u00a0=\u00a0{:.3f}", p);
}

std::string_view effect_label(std::string_view name)
{
    const auto* words = report_words::words_of_effect(name);
    return words == nullptr ? name : words->label;
}

std::string shown_effect(const Term& effect)
{
    const auto* words = report_words::words_of_effect(effect.name);
    const bool is_logarithm = words != nullptr && words->is_logarithm;
    const auto scaled = [&](double value) { return is_logarithm ? std::exp(value) : value; };
    const double value = scaled(effect.value);
    if (!effect.low || !effect.high) return shown(value);
    // All three with the decimals that suit the largest: the interval says how many count.
    const double low = scaled(*effect.low);
    const double high = scaled(*effect.high);
    const double largest = std::max(std::abs(low), std::abs(high));
    return fmt::format("{} ({} to {})", shown(value, largest), shown(low, largest),
                       shown(high, largest));
}

} // namespace evenhand::plans
