#pragma once

#include "core/result.hpp"
#include "crypto/mode.hpp"
#include "intake/allocation/epoch.hpp"
#include "randomisation/schemes/spec.hpp"
#include "randomisation/sealed/keys.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace evenhand::protocol {
struct Stratum;
} // namespace evenhand::protocol

namespace evenhand::allocation {

/// What this trial draws under, by rct/1: scheme, arms, strata and the nonce. Whoever runs the
/// server may know it; without what the parties of a ceremony gave it tells nothing of a position.
class TrialSpec
{
public:
    static constexpr std::int64_t most_epochs = 1'000; ///< of one stratum
    static constexpr std::int64_t last_first_position = 1'000'000'000;

    /// Reads the scheme that the protocol at `path` names, or says in one sentence why it cannot.
    /// Borrows the protocol.
    static Result<TrialSpec, std::string>
    beside(const std::string& path, const protocol::Protocol& protocol, crypto::Mode mode);

    /// The hash of the spec: what a ceremony freezes.
    [[nodiscard]] std::string hash() const;
    /// The spec's canonical text and the nonce, for the reveal.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] const sealed::Public32& nonce() const { return nonce_; }
    /// The trial as ceremonies name it.
    [[nodiscard]] std::string trial() const;

    /// An epoch of a ceremony that was not committed yet: it has no root, and begins at 1.
    [[nodiscard]] Epoch epoch(const protocol::Stratum& stratum, std::int64_t number,
                              std::string_view ceremony) const;
    /// Whether the epoch is of this scheme, ratio and list of strata, and its numbers are such as a
    /// trial has: whoever asks the allocator may name others. Keys are derived from 32 bits of an
    /// epoch's number, so one that is not bounded would be another's twin.
    [[nodiscard]] bool is_of(const Epoch& epoch) const;
    /// As the sequence of that many positions is drawn.
    [[nodiscard]] schemes::SequenceSpec of(std::uint32_t capacity) const;
    [[nodiscard]] crypto::Hash256 hash_of(std::uint32_t capacity) const;
    [[nodiscard]] std::string leaf_trial(std::int64_t epoch) const;

private:
    TrialSpec(const protocol::Protocol& protocol, crypto::Mode mode, schemes::SequenceSpec spec,
              sealed::Public32 nonce);

    const protocol::Protocol* protocol_;
    crypto::Mode mode_;
    schemes::SequenceSpec spec_;
    sealed::Public32 nonce_;
};

} // namespace evenhand::allocation
