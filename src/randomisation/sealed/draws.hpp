#pragma once

#include "crypto/chacha20.hpp"
#include "crypto/hash.hpp"
#include "crypto/secret.hpp"
#include "randomisation/schemes/chance.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace evenhand::sealed {

// Where the draws of rct/1 come from. Each is a function of K_perm and of what it is for, so any of
// them can be made again alone (docs/methods/rct-1.md, "Draws").

/// The draws of one block: a ChaCha20 stream under a key of its own.
class BlockDraws
{
public:
    BlockDraws(const crypto::SecretKey& permutation, std::uint32_t stratum, std::uint32_t block);

    std::uint32_t uniform(std::uint32_t n)
    {
        return schemes::uniform_from([this] { return words_.next(); }, n);
    }

private:
    crypto::ChaCha20Words words_;
};

/// The words of an HMAC, and where eight are not enough, of the same with a counter after it.
class MacWords
{
public:
    MacWords(const crypto::SecretKey& key, std::string_view message);

    std::uint32_t next();

private:
    const crypto::SecretKey& key_;
    std::string message_;
    crypto::Hash256 mac_;
    std::size_t used_ = 0;
    std::uint32_t counter_ = 0;
};

/// The coin of one slot, for big stick and simple randomisation.
class CoinDraws
{
public:
    CoinDraws(const crypto::SecretKey& permutation, std::uint32_t stratum, std::uint32_t position);

    std::uint32_t uniform(std::uint32_t n)
    {
        return schemes::uniform_from([this] { return words_.next(); }, n);
    }

private:
    MacWords words_;
};

/// The two draws of one newcomer under minimisation, who is the `position`-th to be randomised.
class NewcomerDraws
{
public:
    NewcomerDraws(const crypto::SecretKey& permutation, std::uint32_t position);

    /// The random element: the top 53 bits of two words, the first one low.
    double uniform01();
    std::uint32_t uniform(std::uint32_t n)
    {
        return schemes::uniform_from([this] { return ties_.next(); }, n);
    }

private:
    MacWords element_;
    MacWords ties_;
};

} // namespace evenhand::sealed
