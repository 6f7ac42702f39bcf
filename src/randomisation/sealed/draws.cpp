#include "randomisation/sealed/draws.hpp"

#include "crypto/canonical.hpp"

#include <initializer_list>

namespace evenhand::sealed {

namespace draws {

std::string message(std::string_view label, std::initializer_list<std::uint32_t> numbers)
{
    crypto::CanonicalWriter writer;
    writer.fixed(as_bytes(label));
    for (const std::uint32_t number : numbers)
        writer.u32(number);
    return std::string(as_text(writer.bytes()));
}

} // namespace draws

BlockDraws::BlockDraws(const crypto::SecretKey& permutation, std::uint32_t stratum,
                       std::uint32_t block)
    : words_(crypto::hmac_sha256(permutation, draws::message("blk", {stratum, block})))
{
}

MacWords::MacWords(const crypto::SecretKey& key, std::string_view message)
    : key_(key), message_(message), mac_(crypto::hmac_sha256(key, message))
{
}

std::uint32_t MacWords::next()
{
    if (used_ == crypto::Hash256::size) {
        mac_ = crypto::hmac_sha256(key_, message_ + draws::message("", {++counter_}));
        used_ = 0;
    }
    std::uint32_t word = 0;
    for (std::size_t i = 0; i < 4; ++i)
        word |= std::uint32_t{mac_.bytes()[used_ + i]} << (8 * i);
    used_ += 4;
    return word;
}

CoinDraws::CoinDraws(const crypto::SecretKey& permutation, std::uint32_t stratum,
                     std::uint32_t position)
    : words_(permutation, draws::message("coin", {stratum, position}))
{
}

NewcomerDraws::NewcomerDraws(const crypto::SecretKey& permutation, std::uint32_t position)
    : element_(permutation, draws::message("min-element", {position})),
      ties_(permutation, draws::message("min-tie", {position}))
{
}

double NewcomerDraws::uniform01()
{
    const std::uint64_t low = element_.next();
    const std::uint64_t high = element_.next();
    return static_cast<double>((high << 32U | low) >> 11U) * 0x1p-53;
}

} // namespace evenhand::sealed
