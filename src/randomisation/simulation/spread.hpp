#pragma once

#include <cstdint>
#include <map>

namespace evenhand::simulation {

/// How often each value came. Adding up spreads of parts gives that of the whole, in any order.
class Spread
{
public:
    /// Values that differ by rounding alone are one.
    void add(double value);
    void add(const Spread& other);

    [[nodiscard]] std::uint64_t count() const;
    [[nodiscard]] double mean() const;
    /// With divisor n - 1; 0 for fewer than two values.
    [[nodiscard]] double standard_deviation() const;
    /// The smallest value with at least this share of all at or below it; 0 if there are none.
    [[nodiscard]] double centile(double share) const;
    [[nodiscard]] double largest() const;

private:
    std::map<std::int64_t, std::uint64_t> times_; ///< by value in millionths
};

} // namespace evenhand::simulation
