#pragma once

#include "core/rng.hpp"

#include <cstdint>

namespace evenhand::simulation {

/// The draws of one simulated trial. A bounded number takes half a word of the stream and, but for
/// one in millions, no division (Lemire 2019).
class Draws
{
public:
    explicit Draws(Rng rng) : rng_(std::move(rng)) {}

    std::uint32_t uniform(std::uint32_t n)
    {
        std::uint64_t product = std::uint64_t{half_word()} * n;
        if (static_cast<std::uint32_t>(product) < n) {
            const std::uint32_t excess = (0U - n) % n;
            while (static_cast<std::uint32_t>(product) < excess)
                product = std::uint64_t{half_word()} * n;
        }
        return static_cast<std::uint32_t>(product >> 32U);
    }
    double uniform01() { return rng_.uniform01(); }
    double normal() { return rng_.normal(); }

private:
    std::uint32_t half_word()
    {
        if (has_half_) {
            has_half_ = false;
            return static_cast<std::uint32_t>(word_ >> 32U);
        }
        word_ = rng_.bits();
        has_half_ = true;
        return static_cast<std::uint32_t>(word_);
    }

    Rng rng_;
    std::uint64_t word_ = 0;
    bool has_half_ = false;
};

} // namespace evenhand::simulation
