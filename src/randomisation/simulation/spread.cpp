#include "randomisation/simulation/spread.hpp"

#include <cmath>

namespace evenhand::simulation {

namespace spread {

constexpr double unit = 1e6;

double value_of(std::int64_t key)
{
    return static_cast<double>(key) / unit;
}

} // namespace spread

void Spread::add(double value)
{
    ++times_[std::llround(value * spread::unit)];
}

void Spread::add(const Spread& other)
{
    for (const auto& [key, times] : other.times_)
        times_[key] += times;
}

std::uint64_t Spread::count() const
{
    std::uint64_t all = 0;
    for (const auto& [key, times] : times_)
        all += times;
    return all;
}

double Spread::mean() const
{
    double sum = 0;
    for (const auto& [key, times] : times_)
        sum += spread::value_of(key) * static_cast<double>(times);
    const std::uint64_t all = count();
    return all == 0 ? 0 : sum / static_cast<double>(all);
}

double Spread::standard_deviation() const
{
    const std::uint64_t all = count();
    if (all < 2) return 0;
    const double middle = mean();
    double squares = 0;
    for (const auto& [key, times] : times_) {
        const double off = spread::value_of(key) - middle;
        squares += off * off * static_cast<double>(times);
    }
    return std::sqrt(squares / static_cast<double>(all - 1));
}

double Spread::centile(double share) const
{
    const double wanted = share * static_cast<double>(count());
    std::uint64_t below = 0;
    for (const auto& [key, times] : times_) {
        below += times;
        if (static_cast<double>(below) >= wanted) return spread::value_of(key);
    }
    return 0;
}

double Spread::largest() const
{
    return times_.empty() ? 0 : spread::value_of(times_.rbegin()->first);
}

} // namespace evenhand::simulation
