#pragma once

#include "app/allocator_side.hpp"
#include "app/house_options.hpp"
#include "app/remote_allocator.hpp"
#include "intake/allocation/trial_spec.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace evenhand::app {

class House;

/// The spec, or CannotRun with why the trial cannot be opened: without its scheme nobody could ever
/// be put into a group, and that is not to be found out at an appointment.
allocation::TrialSpec spec_of(const std::string& protocol_file, const protocol::Protocol& protocol,
                              crypto::Mode mode);

/// Beside the allocator's keys, where no backup of the database reaches; empty where a test has no
/// such place.
std::filesystem::path marks_file_of(const Place& place);

/// Whom a house asks to open a position: the process behind the socket it was told of, or without
/// one the keys in this process. A command whose account has neither asks at the usual socket.
class AllocatorDoor
{
public:
    /// Borrows the house, which may still be under construction: its database, units and spec are
    /// made. Throws CannotRun where the keys are not those of its store.
    AllocatorDoor(const House& house, HouseOptions& options);

    [[nodiscard]] allocation::Allocator& allocator() const;
    [[nodiscard]] ceremony::Custody& custody() const;

private:
    std::unique_ptr<AllocatorSide> own_;
    std::unique_ptr<RemoteAllocator> remote_;
};

} // namespace evenhand::app
