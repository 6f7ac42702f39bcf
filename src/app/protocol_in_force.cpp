#include "app/protocol_in_force.hpp"

#include "app/cannot_run.hpp"
#include "app/house.hpp"
#include "core/check.hpp"
#include "intake/allocation/allocation_checks_store.hpp"
#include "oversight/amendments/amendments_store.hpp"
#include "protocol/freeze.hpp"
#include "storage/facts.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

namespace evenhand::app {

namespace protocol_in_force {

using amendments::AmendmentStore;
using amendments::Standing;

/// In the name of the program: who typed the command stands in the fact.
const storage::Actor program{storage::ActorKind::system, "protocol", {}};

allocation::ProtocolStanding for_the_draw(Standing standing)
{
    switch (standing) {
    case Standing::holds:
        return allocation::ProtocolStanding::holds;
    case Standing::nothing_begun:
    case Standing::changed:
        return allocation::ProtocolStanding::not_frozen;
    case Standing::too_early:
    case Standing::other:
        return allocation::ProtocolStanding::amended;
    }
    CHECK(false);
}

/// Neither before their way began nor after it ended; whoever was put into a group is with us.
bool was_with_us(const std::vector<participants::StepTaken>& steps, Instant at)
{
    const auto stage = participants::stage_at(steps, at);
    return stage && (participants::is_open(*stage) || *stage == participants::Stage::randomised);
}

} // namespace protocol_in_force

amendments::Running running_under(const std::string& path, const protocol::Protocol& protocol,
                                  crypto::Mode mode)
{
    const auto hash = protocol::core_hash(path);
    const bool live = mode == crypto::Mode::live;
    amendments::Running running{
        .version = amendments::version_of(protocol, hash ? *hash : std::string()),
        .held = live ? amendments::Held::by_hash : amendments::Held::by_version};
    running.frozen = protocol::is_frozen(path, running.version.hash);
    return running;
}

allocation::ProtocolStanding protocol_standing(storage::UnitOfWork& work,
                                               const amendments::Running& running)
{
    const auto history = amendments::AmendmentStore::history(work.sql());
    return protocol_in_force::for_the_draw(amendments::standing(history, running, work.now()));
}

allocation::ReadEvidence under_protocol_in_force(allocation::ReadEvidence gates,
                                                 const amendments::Running& running)
{
    return
        [gates = std::move(gates), &running](storage::UnitOfWork& work, identity::PersonId person) {
            auto evidence = gates(work, person);
            evidence.protocol = protocol_standing(work, running);
            return evidence;
        };
}

std::function<std::string(storage::UnitOfWork&)> draw_fault(const amendments::Running& running)
{
    return [&running](storage::UnitOfWork& work) {
        return amendments::why_not_to_draw(amendments::AmendmentStore::history(work.sql()), running,
                                           work.now());
    };
}

std::function<std::string(storage::UnitOfWork&)> recording_fault(const amendments::Running& running)
{
    return [&running](storage::UnitOfWork& work) {
        return amendments::why_not_to_record(amendments::AmendmentStore::history(work.sql()),
                                             running, work.now());
    };
}

std::function<protocol::ConsentVersions(storage::UnitOfWork&)>
consent_in_force(const amendments::Running& running)
{
    return [&running](storage::UnitOfWork& work) {
        const auto history = amendments::AmendmentStore::history(work.sql());
        const auto* held = amendments::in_force(history, work.now());
        return held == nullptr ? running.version.consent : held->version.consent;
    };
}

participants::TimelineSource protocol_timeline(const participants::JourneyStore& journeys)
{
    return [&journeys](storage::UnitOfWork& work, const http::Viewer&, identity::PersonId person) {
        std::vector<participants::TimelineRow> rows;
        const auto steps = journeys.steps(work, person);
        for (const auto& entry : amendments::AmendmentStore::history(work.sql())) {
            const bool first = entry.from_version.empty();
            const bool waits = entry.effective > work.now();
            if (first || waits || !protocol_in_force::was_with_us(steps, entry.effective)) continue;
            rows.push_back({.at = entry.effective,
                            .what = fmt::format("Version {} of the protocol took effect",
                                                entry.version.version),
                            .detail = "in place of version " + entry.from_version,
                            .actor = storage::actor_text(protocol_in_force::program)});
        }
        return rows;
    };
}

void require_in_force(const House& house, const std::string& file)
{
    const auto fault = house.units->read(
        protocol_in_force::program, "protocol.start", [&](storage::UnitOfWork& work) {
            return amendments::why_not_to_start(amendments::AmendmentStore::history(work.sql()),
                                                house.running, file, work.now());
        });
    if (!fault.empty()) throw CannotRun(fault);
}

void begin_protocol(const House& house)
{
    if (!amendments::may_begin(house.running)) return;
    house.units->write(
        protocol_in_force::program, "protocol.begin", [&](storage::UnitOfWork& work) {
            if (amendments::AmendmentStore::history(work.sql()).empty())
                amendments::AmendmentStore::begin(work, house.running.version, machine_user());
            else
                work.abandon();
        });
}

bool protocol_holds(const House& house)
{
    return house.units->read(
        protocol_in_force::program, "protocol.start", [&](storage::UnitOfWork& work) {
            return protocol_standing(work, house.running) == allocation::ProtocolStanding::holds;
        });
}

void check_versions_of_draws(storage::Connection& sql, storage::Findings& findings)
{
    const auto history = amendments::AmendmentStore::history(sql);
    if (history.empty()) return;
    // What was drawn before versions were recorded is not known to them.
    const auto begun = history.front().effective;
    for (const auto& drawn : allocation::drawn_under(sql, begun)) {
        for (const Instant at : {drawn.first, drawn.last}) {
            const auto& held = amendments::in_force(history, at)->version.version;
            if (held == drawn.version) continue;
            findings.add({storage::Breach::invariant_broken, std::nullopt, "allocation_intent",
                          drawn.version,
                          fmt::format("was bound under version {} of the protocol at {}, when "
                                      "version {} was in force",
                                      drawn.version, at.iso(), held)});
            break;
        }
    }
}

} // namespace evenhand::app
