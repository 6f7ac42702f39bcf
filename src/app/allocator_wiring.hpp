#pragma once

#include "app/place.hpp"
#include "intake/allocation/allocator.hpp"
#include "intake/allocation/high_water_store.hpp"
#include "intake/allocation/sequences.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace evenhand::app {

class House;

/// The sequences, or CannotRun with why the trial cannot be opened: without its scheme nobody could
/// ever be put into a group, and that is not to be found out at an appointment.
allocation::Sequences sequences_of(const std::string& protocol_file,
                                   const protocol::Protocol& protocol, const crypto::Keys& keys);

/// Beside the keys, where no backup of the database reaches; nothing where a test has no such
/// place.
std::unique_ptr<allocation::HighWater> marks_of(const Place& place);

/// Whom a house asks to open a position: the process behind the socket, or without one the keys in
/// this process. Borrows the house, which may still be under construction: its sequences, marks and
/// units are made.
std::unique_ptr<allocation::Allocator> allocator_of(const House& house,
                                                    const std::filesystem::path& socket);

} // namespace evenhand::app
