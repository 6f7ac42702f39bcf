#pragma once

#include "crypto/keys.hpp"
#include "protocol/protocol.hpp"
#include "storage/database.hpp"

#include <filesystem>
#include <string>

namespace evenhand::app {

/// What the command line says of where an installation stands. Empty texts mean: inside `data`.
struct PlaceOptions
{
    std::string data = "data";
    std::string database;
    std::string keys;
    std::string allocator_keys;
    std::string protocol;
    std::string mode = "live";
};

/// Where one installation stands. The checkpoints are beside the keys, so that whoever restores an
/// old database does not restore them too.
struct Place
{
    storage::DatabaseUrl database;
    std::filesystem::path keys;
    std::filesystem::path allocator_keys;
    std::filesystem::path checkpoints;
    std::filesystem::path admin_socket;
    std::filesystem::path messages; ///< where a demonstration's messages are put instead of sent
    std::string protocol;
    crypto::Mode mode = crypto::Mode::live;
};

/// Throws CannotRun if the database URL or the mode is no such thing.
Place place_from(const PlaceOptions& options);

/// The name of this process's account on the machine: who typed a command is kept with what it did.
std::string machine_user();

/// The folder of content, assets and protocols.
std::filesystem::path home();

/// Throws CannotRun with the first mistake of the protocol and how many more there are, or with why
/// the file cannot be read.
protocol::Protocol load_protocol(const Place& place);
/// Throws CannotRun with why the keys file may not be used.
crypto::Keys load_keys(const Place& place);
/// The same of the allocator's own.
crypto::Keys load_allocator_keys(const Place& place);

/// The name of a trial's audit log in its checkpoints.
std::string audit_origin(const protocol::Protocol& protocol);

} // namespace evenhand::app
