#pragma once

#include "crypto/merkle.hpp"
#include "randomisation/schemes/spec.hpp"
#include "randomisation/sealed/keys.hpp"
#include "randomisation/sealed/opening.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace evenhand::sealed {

/// The sequence of one epoch, by rct/1: an arm for each slot, as a function of the keys. Nothing of
/// it is kept, in memory or anywhere else; every call derives it anew, and this is the one file in
/// which a slot that was not yet used can be read. A call costs some microseconds for each earlier
/// position of the stratum, and a root or path some for each position of its capacity.
class Sequence
{
public:
    /// CHECKs that the spec has no fault.
    Sequence(std::string trial, schemes::SequenceSpec spec, EpochKeys keys);

    [[nodiscard]] const std::string& trial() const { return trial_; }
    [[nodiscard]] const schemes::SequenceSpec& spec() const { return spec_; }

    /// CHECKs that the slot is in the spec's strata and capacity, as all that follow do.
    [[nodiscard]] schemes::Arm arm_at(const Slot& slot) const;
    [[nodiscard]] Opening open(const Slot& slot) const;
    /// The opening with its path: what the participant's record keeps of this slot.
    [[nodiscard]] Receipt receipt(const Slot& slot) const;
    /// What is published before recruitment opens.
    [[nodiscard]] crypto::TreeHead head(std::uint32_t stratum) const;

    /// The whole of one stratum, for the ceremony and for whoever verifies at the end.
    [[nodiscard]] std::vector<schemes::Arm> arms(std::uint32_t stratum) const;
    /// The same with the salts.
    [[nodiscard]] std::vector<Opening> openings(std::uint32_t stratum) const;
    /// The sizes of its blocks, the last one whole though the capacity may cut it; empty for the
    /// other schemes.
    [[nodiscard]] std::vector<std::uint32_t> block_sizes(std::uint32_t stratum) const;

private:
    [[nodiscard]] std::vector<schemes::Arm> first_arms(std::uint32_t stratum,
                                                       std::uint32_t count) const;
    [[nodiscard]] crypto::Hash256 salt_at(const Slot& slot) const;
    [[nodiscard]] crypto::MemoryHashes leaves(std::uint32_t stratum) const;

    std::string trial_;
    schemes::SequenceSpec spec_;
    EpochKeys keys_;
};

} // namespace evenhand::sealed
