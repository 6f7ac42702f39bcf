#include "core/rng.hpp"

#include "core/check.hpp"
#include "core/encoding.hpp"

#include <Random123/philox.h>
#include <sodium.h>

#include <cmath>
#include <string>

namespace evenhand {

namespace rng {

/// Numbers go into the hash low byte first, on every machine.
std::string little_endian(std::uint64_t value)
{
    std::string bytes;
    for (int shift = 0; shift < 64; shift += 8)
        bytes.push_back(static_cast<char>(value >> shift & 0xFF));
    return bytes;
}

std::uint64_t hashed(std::uint64_t path, std::string_view name)
{
    const std::string text = little_endian(path) + std::string(name);
    std::array<std::uint8_t, crypto_generichash_BYTES_MIN> hash{};
    crypto_generichash(hash.data(), hash.size(), as_bytes(text).data(), text.size(), nullptr, 0);
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 8; ++i)
        value |= std::uint64_t{hash[i]} << (8 * i);
    return value;
}

/// The natural logarithm of a positive number, from the four operations alone, because the last bit
/// of std::log differs between libraries and processors. With x = m 2^e and m between sqrt(1/2) and
/// sqrt(2), log m = 2 atanh(s), s = (m - 1)/(m + 1), |s| < 0.172: twelve terms leave less than
/// 1e-17.
double portable_log(double x)
{
    constexpr double log_2 = 0.693147180559945309417;
    constexpr double sqrt_half = 0.707106781186547524401;
    int exponent = 0;
    double mantissa = std::frexp(x, &exponent);
    if (mantissa < sqrt_half) {
        mantissa *= 2;
        --exponent;
    }
    const double s = (mantissa - 1) / (mantissa + 1);
    double series = 0;
    for (int power = 23; power >= 1; power -= 2)
        series = series * (s * s) + 1.0 / power;
    return 2 * s * series + exponent * log_2;
}

} // namespace rng

std::array<std::uint64_t, 4> philox_block(const std::array<std::uint64_t, 4>& counter,
                                          const std::array<std::uint64_t, 2>& key)
{
    const r123::Philox4x64::ctr_type in{{counter[0], counter[1], counter[2], counter[3]}};
    const r123::Philox4x64::key_type by{{key[0], key[1]}};
    const auto out = r123::Philox4x64()(in, by);
    return {out[0], out[1], out[2], out[3]};
}

Rng::Rng(std::uint64_t seed) : Rng(seed, 0) {}

Rng::Rng(std::uint64_t seed, std::uint64_t path) : seed_(seed), path_(path) {}

Rng Rng::stream(std::string_view name) const
{
    return {seed_, rng::hashed(path_, name)};
}

std::uint64_t Rng::bits()
{
    const std::size_t word = draws_ % block_words;
    if (word == 0) block_ = philox_block({draws_ / block_words, 0, 0, 0}, {seed_, path_});
    ++draws_;
    return block_[word];
}

std::uint64_t Rng::uniform(std::uint64_t n)
{
    CHECK(n > 0);
    // The lowest 2^64 mod n values are thrown away; of the rest each remainder has equally many.
    const std::uint64_t excess = (std::uint64_t{0} - n) % n;
    std::uint64_t drawn = bits();
    while (drawn < excess)
        drawn = bits();
    return drawn % n;
}

double Rng::uniform01()
{
    return static_cast<double>(bits() >> 11) * 0x1p-53;
}

bool Rng::bernoulli(double probability)
{
    CHECK(probability >= 0 && probability <= 1);
    return uniform01() < probability;
}

double Rng::normal()
{
    for (;;) {
        const double x = 2 * uniform01() - 1;
        const double y = 2 * uniform01() - 1;
        const double square = x * x + y * y;
        // The second number of the pair is not kept, so that a stream has no state but its count.
        if (square > 0 && square < 1) return x * std::sqrt(-2 * rng::portable_log(square) / square);
    }
}

double Rng::normal(double mean, double standard_deviation)
{
    CHECK(standard_deviation >= 0);
    return mean + standard_deviation * normal();
}

double Rng::exponential(double mean)
{
    CHECK(mean > 0 && std::isfinite(mean));
    return -mean * rng::portable_log(1 - uniform01());
}

std::size_t Rng::weighted_choice(std::span<const double> weights)
{
    double total = 0;
    for (const double weight : weights) {
        CHECK(weight >= 0 && std::isfinite(weight));
        total += weight;
    }
    CHECK(total > 0 && std::isfinite(total));
    double left = uniform01() * total;
    std::size_t last_possible = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (weights[i] == 0) continue;
        if (left < weights[i]) return i;
        left -= weights[i];
        last_possible = i;
    }
    return last_possible; // rounding may leave a crumb after the last weight
}

} // namespace evenhand
