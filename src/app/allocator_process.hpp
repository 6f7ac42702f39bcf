#pragma once

#include "app/place.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <sys/types.h>

namespace evenhand::app {

struct AllocatorOptions
{
    std::filesystem::path socket; ///< empty: beside the server's keys
    std::string server_user;      ///< whose server may ask, if it is not this account's own
    pid_t parent = 0;             ///< ends with that process, which started it
};

/// Where a server that was told of none looks for its allocator.
std::filesystem::path allocator_socket_of(const Place& place);

/// `evenhand allocator`: opens positions for the server of this installation until SIGTERM or
/// SIGINT. Opens no database. Returns the exit code. Throws CannotRun, also where an allocator
/// answers at the socket already.
int run_allocator(const Place& place, const AllocatorOptions& options);

/// The allocator as a server's own child, for as long as it lives: the same program, started again
/// where it ends before its time.
class AllocatorChild
{
public:
    /// Starts it; a server asks as soon as it answers.
    explicit AllocatorChild(const Place& place);
    ~AllocatorChild();
    AllocatorChild(const AllocatorChild&) = delete;
    AllocatorChild& operator=(const AllocatorChild&) = delete;

    [[nodiscard]] const std::filesystem::path& socket() const;

private:
    class Keeper;
    std::unique_ptr<Keeper> keeper_;
};

} // namespace evenhand::app
