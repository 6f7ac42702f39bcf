#pragma once

#include "core/time.hpp"
#include "http/server.hpp"
#include "http/worker_pool.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace boost::asio {
class io_context;
}

namespace evenhand::http {

/// What all connections of a server share. They run on one thread.
struct ConnectionContext
{
    boost::asio::io_context& io;
    Service& service;
    WorkerPool& workers;
    const ServerSettings& settings;
    const MachineClock& clock;
    std::vector<std::string> hosts;
};

/// One connection from its acceptance to its end. The deadline is looked at by the server's tick:
/// one timer for all instead of one each, so that ten thousand idle ones cost little.
class Connection
{
public:
    using Clock = std::chrono::steady_clock;

    virtual ~Connection() = default;
    /// Serves until its end, then calls `ended` once.
    virtual void start(std::function<void()> ended) = 0;
    /// Cuts what has run over its time.
    virtual void look_at_clock(Clock::time_point now, bool crowded) = 0;
    /// Ends it unless a request has come whose answer is owed.
    virtual void finish() = 0;
    /// Ends it now.
    virtual void drop() = 0;

    /// Takes over an accepted socket. `peer` is its address as text.
    static std::shared_ptr<Connection> over(ConnectionContext& context, int socket,
                                            std::string peer);
};

} // namespace evenhand::http
