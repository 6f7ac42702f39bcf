#pragma once

#include "core/result.hpp"
#include "crypto/hash.hpp"
#include "crypto/merkle.hpp"
#include "randomisation/schemes/arm.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace evenhand::sealed {

// What anyone can check without a key: that one slot of a committed sequence held this arm. It says
// nothing of any other slot (docs/methods/rct-1.md, "Leaves" and "Receipts").

/// One place in one epoch: both count from 0, the stratum in the order of the spec.
struct Slot
{
    std::uint32_t stratum = 0;
    std::uint32_t position = 0;

    friend bool operator==(const Slot&, const Slot&) = default;
};

/// An arm and the salt that hid it. Without the salt the leaf of a two-armed trial could be
/// guessed.
struct Opening
{
    Slot slot;
    schemes::Arm arm{};
    crypto::Hash256 salt;

    friend bool operator==(const Opening&, const Opening&) = default;
};

/// The hash of the slot's leaf: over "rct-slot/1\n" | lp(trial) | stratum | position | arm | salt.
crypto::Hash256 leaf_of(std::string_view trial, const Opening& opening);

/// An opening with the path from its leaf to the root that was published before recruitment.
struct Receipt
{
    std::string trial;
    Opening opening;
    std::uint32_t capacity = 0;
    crypto::Hash256
        root; ///< of the stratum, as the receipt says; the verifier holds the published one
    crypto::Proof path;

    friend bool operator==(const Receipt&, const Receipt&) = default;
};

/// Whether the receipt's opening is the one that `published` was computed over, in a stratum of
/// this capacity. The receipt's own root and capacity are not believed.
bool proves(const Receipt& receipt, const crypto::TreeHead& published);

/// One line of JSON in RFC 8785 form, without a line end.
std::string text_of(const Receipt& receipt);
/// Reads what text_of writes (any order and space); or one clause that says what is wrong.
Result<Receipt, std::string> read_receipt(std::string_view json);

} // namespace evenhand::sealed
