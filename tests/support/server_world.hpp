#pragma once

// A real server on a free port of loopback, on a thread of its own, until the test ends.

#include "http/server.hpp"
#include "tests/support/dispatcher_world.hpp"
#include "tests/support/raw_client.hpp"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <thread>

namespace evenhand::tests {

class RunningServer
{
public:
    RunningServer(http::Service& service, const MachineClock& clock,
                  const http::ServerSettings& settings)
        : server_(service, clock, settings), thread_([this] { server_.run(); })
    {
    }
    ~RunningServer() { stop(); }
    RunningServer(const RunningServer&) = delete;
    RunningServer& operator=(const RunningServer&) = delete;

    /// Returns when the server has ended.
    void stop()
    {
        server_.stop();
        if (thread_.joinable()) thread_.join();
    }
    http::Server& server() { return server_; }
    [[nodiscard]] std::uint16_t port() const { return server_.port(); }
    [[nodiscard]] std::string host() const { return fmt::format("127.0.0.1:{}", port()); }
    [[nodiscard]] std::string host_line() const { return "Host: " + host() + "\r\n"; }
    /// A GET as a plain client sends it.
    [[nodiscard]] std::string get(std::string_view path, std::string_view fields = {}) const
    {
        return fmt::format("GET {} HTTP/1.1\r\n{}{}\r\n", path, host_line(), fields);
    }

private:
    http::Server server_;
    std::thread thread_;
};

} // namespace evenhand::tests
