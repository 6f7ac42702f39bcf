#pragma once

// What the room of the draw stands on, on whatever store it is given, and what a test reads of it.

#include "intake/allocation/allocation_store.hpp"
#include "people/identity/identity_store.hpp"
#include "protocol/protocol.hpp"
#include "storage/units.hpp"
#include "tests/support/before_the_draw.hpp"
#include "tests/support/test_sequences.hpp"

#include <fmt/format.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::tests {

/// Of the allocator's keys, where the program plays the ceremony.
inline constexpr std::uint64_t allocator_seed = 20260302;

struct DrawStores
{
    DrawStores(const crypto::Keys& with_keys, std::string_view trial, int epoch_positions)
        : keys(with_keys), path(fmt::format("protocols/{}.toml", trial)),
          protocol(loaded(epoch_positions)), ceremonies(path, protocol, keys.mode())
    {
        // Live, a ceremony is held by people.
        if (keys.mode() != crypto::Mode::live) ceremonies.play(protocol, allocator_seed);
    }
    DrawStores(const DrawStores&) = delete;
    DrawStores& operator=(const DrawStores&) = delete;

    std::optional<allocation::Drawn> drawn(storage::Units& units, identity::PersonId who)
    {
        return units.read(officer, "test", [&](storage::UnitOfWork& work) {
            return store.allocation_of(work, who);
        });
    }
    std::optional<allocation::Intent> intent(storage::Units& units, identity::PersonId who)
    {
        return units.read(officer, "test",
                          [&](storage::UnitOfWork& work) { return store.intent_of(work, who); });
    }
    std::vector<allocation::Epoch> epochs(storage::Units& units)
    {
        return units.read(officer, "test",
                          [&](storage::UnitOfWork& work) { return store.epochs(work); });
    }
    participants::Stage stage(storage::Units& units, identity::PersonId who)
    {
        return units.read(officer, "test", [&](storage::UnitOfWork& work) {
            return journeys.find(work, who).value().stage;
        });
    }
    /// The arm that the sequence has at a position of the stratum, by the derivation itself.
    std::string arm_at(const allocation::Epoch& epoch, std::int64_t position)
    {
        const auto sequence = ceremonies.sequences.behind(epoch).value();
        const auto arm =
            sequence.arm_at({.stratum = epoch.stratum_index, .position = epoch.index_of(position)});
        return protocol.randomisation.arms.at(schemes::index_of(arm)).id;
    }

    const crypto::Keys& keys;
    const std::string path;
    const protocol::Protocol protocol;

    identity::Vault vault{keys};
    identity::IdentityStore identities{vault, {allocation::sealed_rows}};
    identity::NoteStore notes{vault};
    participants::JourneyStore journeys{{.first_contact = 2,
                                         .booking = 2,
                                         .intake = 10,
                                         .decision = 5,
                                         .thinking = 5,
                                         .most_rebooked = 2},
                                        {}};
    allocation::AllocationStore store{notes};
    TestSequences ceremonies;
    storage::Actor officer{storage::ActorKind::staff, "0123456789abcdef0123456789abcdef",
                           "intake_officer"};

private:
    protocol::Protocol loaded(int epoch_positions) const
    {
        auto read = protocol::load_file(path);
        if (!read) throw std::runtime_error(path);
        if (epoch_positions != 0) read->randomisation.epoch_positions = epoch_positions;
        return *std::move(read);
    }
};

} // namespace evenhand::tests
