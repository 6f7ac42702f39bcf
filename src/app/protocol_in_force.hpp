#pragma once

#include "crypto/mode.hpp"
#include "intake/allocation/pages/two_step.hpp"
#include "oversight/amendments/amendments.hpp"
#include "people/participants/pages/services.hpp"
#include "storage/audit_findings.hpp"
#include "storage/connection.hpp"

#include <functional>
#include <string>

// What the rooms below are told of oversight/amendments: which version of the protocol is in force,
// and whether this program runs under it.

namespace evenhand::app {

class House;

/// What a program runs under that loaded the protocol at `path`. What is written to the file later
/// is not what it runs under.
amendments::Running running_under(const std::string& path, const protocol::Protocol& protocol,
                                  crypto::Mode mode);

/// The gates, and in the same transaction whether the running version is the one in force. Borrows
/// `running`.
allocation::ReadEvidence under_protocol_in_force(allocation::ReadEvidence gates,
                                                 const amendments::Running& running);
allocation::ProtocolStanding protocol_standing(storage::UnitOfWork& work,
                                               const amendments::Running& running);

/// Which version is in force and which runs, for the page of the draw; empty where they are one.
/// Borrows `running`.
std::function<std::string(storage::UnitOfWork&)> draw_fault(const amendments::Running& running);

/// Why nothing is signed or locked now, for the stores that ask it before they write; empty where
/// the running version is the one in force. Borrows `running`.
std::function<std::string(storage::UnitOfWork&)>
recording_fault(const amendments::Running& running);

/// Of the consent form and the information sheet of the version in force; where none is recorded,
/// of the running one. Borrows `running`.
std::function<protocol::ConsentVersions(storage::UnitOfWork&)>
consent_in_force(const amendments::Running& running);

/// For the timeline of a record: each amendment that took effect while the person was with us, so
/// that one reads under which version they agreed and were drawn. Borrows `journeys`.
participants::TimelineSource protocol_timeline(const participants::JourneyStore& journeys);

/// Throws CannotRun unless a server may start with the protocol at `file`.
void require_in_force(const House& house, const std::string& file);
/// Records the running version as the first one, if none is recorded and it may be it.
void begin_protocol(const House& house);
/// Whether people can be put into groups now.
bool protocol_holds(const House& house);

/// What `verify all` asks: whether every intent was bound under the version that was in force then.
/// One row for each version, whatever the number of people.
void check_versions_of_draws(storage::Connection& sql, storage::Findings& findings);

} // namespace evenhand::app
