#pragma once

#include "app/place.hpp"

#include <string>

namespace evenhand::app {

/// `evenhand init`: makes the keys file and an empty, migrated database, and binds them to each
/// other. Returns the exit code.
int init(const Place& place);
/// `evenhand migrate`: brings the schema up to date; refuses beside a running server.
int migrate(const Place& place);
/// `evenhand verify audit`.
int verify_audit(const Place& place, bool json);
/// `evenhand verify all`.
int verify_all(const Place& place, bool json);

} // namespace evenhand::app
