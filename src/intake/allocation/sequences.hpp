#pragma once

#include "core/result.hpp"
#include "crypto/keys.hpp"
#include "intake/allocation/allocation.hpp"
#include "randomisation/schemes/spec.hpp"
#include "randomisation/sealed/sequence.hpp"

#include <cstdint>
#include <string>

namespace evenhand::allocation {

/// The sequences of this trial, by rct/1: derived anew at each call from the protocol, the scheme
/// beside it and the platform's contribution, which is made from the key file. The ceremony of the
/// parties will bring more contributions and change no derivation.
class Sequences
{
public:
    /// Reads the scheme that the protocol at `path` names, or says in one sentence why it cannot.
    /// Borrows the protocol and the keys.
    static Result<Sequences, std::string>
    beside(const std::string& path, const protocol::Protocol& protocol, const crypto::Keys& keys);

    /// A run of positions of a stratum with its root: what is published before it is used.
    [[nodiscard]] Epoch commit(const protocol::Stratum& stratum, std::int64_t number,
                               std::int64_t first_position) const;
    /// The sequence behind a committed epoch; nothing if the epoch was committed under another
    /// scheme, ratio or list of strata than those of now.
    [[nodiscard]] std::optional<sealed::Sequence> behind(const Epoch& epoch) const;

private:
    Sequences(const protocol::Protocol& protocol, const crypto::Keys& keys,
              schemes::SequenceSpec spec, sealed::Public32 nonce);
    [[nodiscard]] schemes::SequenceSpec spec_of(std::uint32_t capacity) const;
    [[nodiscard]] crypto::Hash256 hash_of(std::uint32_t capacity) const;
    [[nodiscard]] sealed::Contribution contribution(std::int64_t epoch) const;
    [[nodiscard]] sealed::Sequence sequence(std::int64_t epoch, std::uint32_t capacity) const;

    const protocol::Protocol* protocol_;
    const crypto::Keys* keys_;
    schemes::SequenceSpec spec_;
    sealed::Public32 nonce_;
};

} // namespace evenhand::allocation
