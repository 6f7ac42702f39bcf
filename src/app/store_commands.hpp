#pragma once

#include "app/place.hpp"

#include <cstdint>
#include <string>

namespace evenhand::app {

/// Makes both keys files and an empty, migrated database for them. Throws CannotRun if there are
/// keys or there is an installation already.
void found_store(const Place& place, const protocol::Protocol& protocol,
                 const crypto::KeyRings& keys, Instant now);

/// `evenhand init`: makes the keys files and an empty, migrated database, and binds them to each
/// other. Returns the exit code.
int init(const Place& place);
/// `evenhand keys divide`: makes two keys files of the one that an earlier Evenhand made.
int divide_keys(const Place& place);
/// `evenhand migrate`: brings the schema up to date; refuses beside a running server.
int migrate(const Place& place);
/// `evenhand verify audit`.
int verify_audit(const Place& place, bool json);
/// `evenhand verify all`.
int verify_all(const Place& place, bool json);

/// `evenhand audit proof LEAF`: that a leaf is in the log, for anyone to check offline.
int audit_proof(const Place& place, std::uint64_t leaf);

/// `evenhand backup FILE`: one moment of a SQLite store, in use or not, with its manifest.
int backup(const Place& place, const std::string& file);
/// `evenhand restore FILE`: a new store from a backup; never over anything.
int restore(const Place& place, const std::string& file);
/// `evenhand rebuild`: compares every derived table with what the facts give, and refills those
/// that differ.
int rebuild(const Place& place, bool only_compare);

} // namespace evenhand::app
