#pragma once

// The room of the draw with people who stand before it: a small protocol, gates that a test may
// shut, an allocator and a hand-off that a test may replace.

#include "intake/allocation/pages/two_step.hpp"
#include "people/identity/identity_store.hpp"
#include "protocol/protocol.hpp"
#include "storage/facts.hpp"
#include "tests/support/draw_stores.hpp"
#include "tests/support/test_trial.hpp"

#include <fmt/format.h>

#include <atomic>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::tests {

class DrawRoom : public DrawStores
{
public:
    /// `epoch_positions`: 0 leaves the protocol's own.
    explicit DrawRoom(const crypto::Keys& with_keys, std::string_view trial = "small",
                      int epoch_positions = 0)
        : DrawStores(with_keys, trial, epoch_positions), allocator(ceremonies.sequences),
          two_step(parts(allocator))
    {
    }

    /// The same room with another allocator at the door.
    [[nodiscard]] allocation::TwoStepParts parts(allocation::Allocator& door)
    {
        return {.protocol = protocol,
                .keys = keys,
                .journeys = journeys,
                .store = store,
                .spec = ceremonies.spec,
                .ceremony = [this](storage::UnitOfWork&) { return ceremonies.in_force(); },
                .allocator = door,
                .evidence = [this](storage::UnitOfWork& work,
                                   identity::PersonId who) { return evidence_of(work, who); },
                .hand_off =
                    [this](storage::UnitOfWork& work, const allocation::Allocated& allocated) {
                        if (on_hand_off) on_hand_off(work, allocated);
                    }};
    }

    /// Somebody who has come as far as that, of the first area and group or of those named.
    identity::PersonId person(storage::Units& units,
                              participants::Stage until = participants::Stage::baseline_locked,
                              const std::string& area = {})
    {
        return units.write(officer, "test", [&](storage::UnitOfWork& work) {
            const auto claim = identities.make_claim(work, {});
            const auto who = identities.confirm_claim(work, claim, "new_person").value();
            walk_to_draw(work, journeys, protocol, who, until, area);
            return who;
        });
    }

    static std::string key(std::uint64_t number) { return fmt::format("{:032x}", number); }
    [[nodiscard]] allocation::Wanted wanted(identity::PersonId who, std::uint64_t number) const
    {
        return {.person = who,
                .scope = "staff:officer",
                .key = key(number),
                .digest = "draw " + who.text(),
                .location = "/participants/" + who.text() + "/allocation/result"};
    }
    /// Both steps. Nothing: the person is allocated.
    std::string draw(storage::Units& units, identity::PersonId who, std::uint64_t number)
    {
        const auto answer = two_step.intend(units, officer, wanted(who, number));
        if (const auto* refusal = std::get_if<allocation::Refusal>(&answer))
            return std::string(code(*refusal));
        if (std::holds_alternative<allocation::KeyClash>(answer)) return "clash";
        const auto fault = two_step.settle(units, officer, who);
        return fault ? std::string(code(*fault)) : std::string();
    }

    /// Changes what the gates see.
    std::function<void(allocation::Evidence&)> tamper;
    allocation::HandOff on_hand_off;

    allocation::KeyedAllocator allocator;
    allocation::TwoStep two_step;

private:
    allocation::Evidence evidence_of(storage::UnitOfWork& work, identity::PersonId who)
    {
        auto evidence = open_gates(protocol, journeys.find(work, who).value());
        if (tamper) tamper(evidence);
        return evidence;
    }
};

/// The room on a store of its own.
struct DrawWorld
{
    explicit DrawWorld(storage::Engine engine, std::string_view protocol = "small",
                       int epoch_positions = 0)
        : trial(engine), room(trial.keys, protocol, epoch_positions)
    {
    }
    storage::Units& units() { return *trial.units; }

    TestTrial trial;
    DrawRoom room;
};

} // namespace evenhand::tests
