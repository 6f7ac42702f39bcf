#pragma once

#include "core/result.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace evenhand::schemes {

inline constexpr std::size_t fewest_arms = 2;
inline constexpr std::size_t most_arms = 8;

/// An arm, by its place in the spec. An opaque index and never a label: code that took labels for
/// positions has made published minimisers deterministic (trial-systems 2.9).
enum class Arm : std::uint8_t {};

constexpr std::size_t index_of(Arm arm)
{
    return static_cast<std::size_t>(arm);
}
constexpr Arm arm_number(std::size_t index)
{
    return static_cast<Arm>(index);
}

/// So many people in each arm, or any other whole number an arm; beyond the last arm it is zero.
using Counts = std::array<std::uint32_t, most_arms>;

/// How many people each arm is meant to have for so many in the others: 2 to 8 shares of 1 to 100.
/// Schemes see the shares in lowest terms, so that 2:2 is the same trial as 1:1.
class Ratio
{
public:
    /// A refusal is a clause without a subject: "has 9 shares, and a trial has 2 to 8 arms".
    static Result<Ratio, std::string> from(std::span<const std::uint32_t> shares);
    /// 1:1 or 1:1:1 and so on. CHECKs 2 to 8 arms.
    static Ratio equal(std::size_t arms);

    [[nodiscard]] std::size_t arms() const { return arms_; }
    [[nodiscard]] std::uint32_t share(std::size_t arm) const { return lowest_[arm]; }
    [[nodiscard]] std::uint32_t total() const { return total_; }
    /// As it was written, before it was brought to lowest terms.
    [[nodiscard]] std::span<const std::uint32_t> written() const
    {
        return {written_.data(), arms_};
    }
    /// "2:1", as written.
    [[nodiscard]] std::string text() const;

private:
    Ratio() = default;

    std::size_t arms_ = 0;
    Counts written_{};
    Counts lowest_{};
    std::uint32_t total_ = 0;
};

} // namespace evenhand::schemes
