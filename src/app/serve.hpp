#pragma once

#include "app/allocator_process.hpp"
#include "app/house.hpp"
#include "app/place.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace evenhand::app {

struct ServeOptions
{
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;
    std::vector<std::string> hosts; ///< other names by which the server is reached, as in Host
    std::vector<std::string>
        proxies;           ///< addresses of reverse proxies whose forwarded hop is believed
    std::string base_url;  ///< empty: http://ADDRESS:PORT
    double rate_times = 1; ///< budgets so many times as wide
    unsigned workers = 32;
    std::string allocator; ///< socket of an allocator that runs; empty: the server starts its own
};

/// `evenhand serve`: serves until SIGTERM or SIGINT, then finishes what it accepted. Returns the
/// exit code: 0 after a stop, 2 if the store could not be trusted any more.
int serve(const Place& place, const ServeOptions& options);

/// The allocator of a server: one that runs already, or a child of this process for as long as it
/// lives.
class ServedAllocator
{
public:
    ServedAllocator(const Place& place, const ServeOptions& options);
    [[nodiscard]] std::filesystem::path socket() const;

private:
    std::filesystem::path given_;
    std::optional<AllocatorChild> own_;
};

/// What serve and demo share: the jobs, the checkpoints, the admin socket and the server of a wired
/// house, until stopped. `ready` is called once, when requests are taken.
int serve_house(House& house, const Place& place, const ServeOptions& options,
                const MachineClock& clock, const TrialClock& trial_clock,
                const std::function<void(const std::string& url)>& ready);

/// The options of a house of this installation, for a server or a command. Reads the protocol and
/// the keys.
HouseOptions house_options(const Place& place, const ServeOptions& options,
                           const TrialClock& trial_clock, const MachineClock& machine_clock,
                           RandomSource& random);

/// What a server adds: a log, and an end of the process when the store cannot be trusted any more.
void make_serving(HouseOptions& options);

} // namespace evenhand::app
