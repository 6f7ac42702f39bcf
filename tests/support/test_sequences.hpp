#pragma once

// The sequences of a trial whose ceremonies a test holds.

#include "crypto/keys.hpp"
#include "intake/allocation/sequences.hpp"
#include "protocol/protocol.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace evenhand::tests {

/// What the program gives for every party of a ceremony, under the allocator's keys of that seed.
inline allocation::OpenedCeremony played_ceremony(const protocol::Protocol& protocol,
                                                  std::uint64_t seed, std::int64_t number = 1)
{
    const auto keys =
        crypto::Keys::for_demo(seed, Instant::from_micros(0), crypto::KeyRing::allocator);
    allocation::OpenedCeremony one;
    one.number = number;
    for (const std::string& party : protocol.randomisation.parties) {
        one.contributions.push_back(
            {party, keys.derived(crypto::KeyPurpose::allocation_seed,
                                 fmt::format("ceremony/1/{}/{}", number, party))});
    }
    return one;
}

/// In the place of a store that knows the ceremonies.
class TestSequences
{
public:
    using Held = std::function<std::vector<allocation::OpenedCeremony>()>;

    TestSequences(const std::string& path, const protocol::Protocol& protocol, crypto::Mode mode)
        : spec(spec_of(path, protocol, mode)), sequences(spec)
    {
    }
    TestSequences(const TestSequences&) = delete;
    TestSequences& operator=(const TestSequences&) = delete;

    /// From here on these were published.
    void hold(Held held)
    {
        held_ = std::move(held);
        sequences.learn_from(held_);
        sequences.learn();
    }
    /// One that the program played from a seed.
    void play(const protocol::Protocol& protocol, std::uint64_t seed)
    {
        hold([&protocol, seed] {
            std::vector<allocation::OpenedCeremony> all;
            all.push_back(played_ceremony(protocol, seed));
            return all;
        });
    }
    [[nodiscard]] std::optional<allocation::CeremonyInForce> in_force() const
    {
        const auto all = held_ ? held_() : std::vector<allocation::OpenedCeremony>{};
        if (all.empty()) return std::nullopt;
        return allocation::CeremonyInForce{.number = all.back().number,
                                           .digest = digest_of(spec.trial(), all.back())};
    }
    /// With its root, beginning at that position.
    [[nodiscard]] allocation::Epoch epoch(const protocol::Stratum& stratum, std::int64_t number,
                                          std::int64_t first) const
    {
        auto epoch = spec.epoch(stratum, number, in_force().value().digest);
        epoch.root = sequences.behind(epoch).value().head(epoch.stratum_index).root.text();
        epoch.first_position = first;
        return epoch;
    }

    const allocation::TrialSpec spec;
    const allocation::Sequences sequences;

private:
    static allocation::TrialSpec spec_of(const std::string& path,
                                         const protocol::Protocol& protocol, crypto::Mode mode)
    {
        auto found = allocation::TrialSpec::beside(path, protocol, mode);
        if (!found) throw std::runtime_error(found.error());
        return *std::move(found);
    }

    Held held_;
};

} // namespace evenhand::tests
