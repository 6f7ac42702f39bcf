#pragma once

#include "core/time.hpp"
#include "http/exchange.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace evenhand::http {

/// How long a client may take (security.md 4.9). Small ones are injected by tests.
struct Deadlines
{
    using Time = std::chrono::milliseconds;
    Time head = std::chrono::seconds(10); ///< from its first byte to its last
    Time body = std::chrono::seconds(30); ///< plus `body_step` for each 64 KiB of it
    Time body_step = std::chrono::seconds(1);
    Time body_grace = std::chrono::seconds(10); ///< after which the least rate holds
    Time write = std::chrono::seconds(30);
    Time idle = std::chrono::seconds(60);
    Time idle_when_crowded = std::chrono::seconds(10); ///< more than 80 % of the connections used
    Time queue = std::chrono::seconds(10);      ///< a request that waited longer is not begun
    Time linger = std::chrono::seconds(2);      ///< for a refused client to read why
    Time stop = std::chrono::seconds(30);       ///< for what was accepted to be finished
    Time tick = std::chrono::milliseconds(250); ///< how often they are looked at
    std::size_t least_bytes_per_second = 500;
};

struct ServerSettings
{
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;              ///< 0: any free one
    std::vector<std::string> hosts = {}; ///< values of Host; empty: the address and `localhost`
    /// Addresses of proxies in front: of what they forward, the last hop is the client.
    std::vector<std::string> trusted_proxies = {};
    HeadLimits head = {};
    Deadlines deadlines = {};
    std::size_t most_connections = 12'000;
    std::size_t most_per_address = 200; ///< does not hold for trusted proxies
    std::size_t most_requests = 1'000;  ///< on one connection
    std::size_t workers = 8;
    std::size_t most_waiting = 512;
};

/// The address could not be listened on. Its text is one sentence for the person at the terminal.
class ListenError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// Accepts connections and reads and writes on one thread; answers come from the service on a pool
/// of workers. An idle connection holds no buffer.
class Server
{
public:
    /// Listens at once. Throws ListenError.
    Server(Service& service, const MachineClock& clock, ServerSettings settings);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    [[nodiscard]] std::uint16_t port() const;
    /// Serves on the caller's thread until stop() has been called and all that was accepted is
    /// answered, or the deadline for that has passed.
    void run();
    /// Accepts no more; each request whose head had come is answered. From any thread, more than
    /// once.
    void stop();
    [[nodiscard]] std::size_t connections() const; ///< open now; from any thread

private:
    class Listener;
    std::unique_ptr<Listener> listener_;
};

} // namespace evenhand::http
