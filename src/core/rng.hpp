#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace evenhand {

/// A stream of chance for simulation, rehearsal and resampling: never for secrets and never for
/// allocation (design 8.6). The engine is Philox4x64-10 of Random123 (Salmon et al. 2011), keyed by
/// seed and stream name; the draws are our own and use no library function but the square root, so
/// that the same seed gives the same bits with every compiler and on every machine (style 5).
///
/// `rng.stream("surveys/non-response")` depends on the seed and the names alone, not on what was
/// drawn before, so a new draw in one place shifts no other. One thread at a time may use a stream.
class Rng
{
public:
    explicit Rng(std::uint64_t seed);
    /// A copy would repeat the draws of the original unnoticed.
    Rng(const Rng&) = delete;
    Rng& operator=(const Rng&) = delete;
    Rng(Rng&&) = default;
    Rng& operator=(Rng&&) = default;
    ~Rng() = default;

    /// An independent stream, at its first draw.
    [[nodiscard]] Rng stream(std::string_view name) const;

    /// 64 random bits.
    std::uint64_t bits();
    /// 0 to n-1, each exactly equally likely. n is at least 1.
    std::uint64_t uniform(std::uint64_t n);
    /// At least 0 and less than 1, in steps of 2^-53.
    double uniform01();
    /// True with this probability, 0 to 1.
    bool bernoulli(double probability);
    /// Mean 0, standard deviation 1: Marsaglia's polar method.
    double normal();
    double normal(double mean, double standard_deviation);
    /// Positive, with this mean.
    double exponential(double mean);
    /// An index, each as likely as its share of the weights, which are finite, not negative and not
    /// all zero.
    std::size_t weighted_choice(std::span<const double> weights);

    /// Every order of a vector, array or span equally likely (Fisher and Yates).
    template <class Items>
    void shuffle(Items&& items)
    {
        using std::swap;
        for (std::size_t left = std::size(items); left > 1; --left)
            swap(items[left - 1], items[static_cast<std::size_t>(uniform(left))]);
    }

    /// How many times 64 bits were taken from this stream: a cheap witness that two runs agree.
    [[nodiscard]] std::uint64_t draws() const { return draws_; }

private:
    static constexpr std::size_t block_words = 4;
    Rng(std::uint64_t seed, std::uint64_t path);

    std::uint64_t seed_;
    std::uint64_t path_; ///< hash of the names from the root to here
    std::uint64_t draws_ = 0;
    std::array<std::uint64_t, block_words> block_{};
};

/// One block of Philox4x64 with ten rounds, for its known-answer test.
std::array<std::uint64_t, 4> philox_block(const std::array<std::uint64_t, 4>& counter,
                                          const std::array<std::uint64_t, 2>& key);

} // namespace evenhand
