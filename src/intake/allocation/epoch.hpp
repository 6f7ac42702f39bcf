#pragma once

#include "crypto/mode.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace evenhand::protocol {
struct Protocol;
} // namespace evenhand::protocol

namespace evenhand::allocation {

/// A committed run of positions of one stratum.
struct Epoch
{
    std::string stratum;
    std::uint32_t stratum_index = 0;
    std::int64_t number = 1;
    std::int64_t first_position = 1; ///< positions count from 1 across epochs
    std::uint32_t capacity = 0;
    std::string trial; ///< as its leaves name it
    std::string spec_hash;
    std::string root;
    std::string commitment; ///< what names its ceremony: the digest of all commitments

    [[nodiscard]] bool holds(std::int64_t position) const;
    /// The place in the epoch's own count, from 0. CHECKs that it holds the position.
    [[nodiscard]] std::uint32_t index_of(std::int64_t position) const;
    /// Whether so many positions are taken that the next epoch must stand ready: 80 %.
    [[nodiscard]] bool is_filling(std::int64_t positions_bound) const;

    friend bool operator==(const Epoch&, const Epoch&) = default;
};

/// The ceremony that the next epochs come from.
struct CeremonyInForce
{
    std::int64_t number = 1;
    std::string digest;
};

/// The name of the trial in its leaves. It holds the mode, so a leaf of a demonstration never
/// proves anything to a live reader, and the epoch, so receipts of two epochs cannot be exchanged.
std::string leaf_trial(const protocol::Protocol& protocol, crypto::Mode mode, std::int64_t epoch);

/// The trial as its ceremonies and bundles name it: with its mode.
std::string trial_name(const protocol::Protocol& protocol, crypto::Mode mode);

} // namespace evenhand::allocation
