// Ten thousand connections that have each been answered once and then say nothing (security.md
// R10): what they cost in memory, and whether those who do speak are still answered as quickly.
// Run by `bin/test long`; the figures are printed.
#include "tests/support/server_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <sys/resource.h>
#include <sys/wait.h>

namespace evenhand::tests {
namespace idle_connections_test {

using namespace std::chrono_literals;

constexpr int wanted = 10'000;
constexpr std::size_t most_bytes_each = 8 * 1024;
constexpr auto held_for = 30s;

void allow_many_files()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur < wanted + 200)
        throw std::runtime_error("this machine allows too few files");
}

/// Resident memory of this process.
std::size_t resident_bytes()
{
    std::ifstream statm("/proc/self/statm");
    std::size_t size = 0;
    std::size_t resident = 0;
    statm >> size >> resident;
    return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

/// The other side, in a process of its own, since both sides' files would be too many for one. It
/// is told the port, opens its connections, says so, and ends when its pipe does.
class Crowd
{
public:
    Crowd()
    {
        if (::pipe(to_child_) != 0 || ::pipe(to_parent_) != 0) throw std::runtime_error("no pipe");
        child_ = ::fork();
        if (child_ == 0) {
            ::close(to_child_[1]);
            ::close(to_parent_[0]);
            be_the_crowd();
        }
        ::close(to_child_[0]);
        ::close(to_parent_[1]);
    }
    ~Crowd()
    {
        ::close(to_child_[1]);
        ::close(to_parent_[0]);
        int status = 0;
        ::waitpid(child_, &status, 0);
    }
    Crowd(const Crowd&) = delete;
    Crowd& operator=(const Crowd&) = delete;

    /// How many have connected and been answered.
    int connect_all(std::uint16_t port)
    {
        int opened = 0;
        if (::write(to_child_[1], &port, sizeof port) != sizeof port) return 0;
        if (::read(to_parent_[0], &opened, sizeof opened) != sizeof opened) return 0;
        return opened;
    }
    /// Waits for the first connection that the server ends, at most that long; false if none.
    bool one_was_ended(std::chrono::milliseconds within)
    {
        pollfd told{to_parent_[0], POLLIN, 0};
        return ::poll(&told, 1, static_cast<int>(within.count())) > 0;
    }

private:
    [[noreturn]] void be_the_crowd()
    {
        std::uint16_t port = 0;
        std::vector<std::unique_ptr<RawClient>> clients;
        if (::read(to_child_[0], &port, sizeof port) == sizeof port) {
            const auto request =
                fmt::format("GET /health HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", port);
            int opened = 0;
            for (; opened < wanted; ++opened) {
                clients.push_back(std::make_unique<RawClient>(port));
                if (!clients.back()->send(request) || !clients.back()->read_answer()) break;
            }
            if (::write(to_parent_[1], &opened, sizeof opened) == sizeof opened) watch(clients);
        }
        ::_exit(0);
    }
    void watch(const std::vector<std::unique_ptr<RawClient>>& clients) const
    {
        std::vector<pollfd> all{{to_child_[0], POLLIN, 0}};
        for (const auto& client : clients)
            all.push_back({client->socket(), POLLIN, 0});
        ::poll(all.data(), all.size(), -1);
        const char ended = 'x';
        if (all[0].revents == 0) (void)!::write(to_parent_[1], &ended, 1);
        char byte = 0;
        (void)!::read(to_child_[0], &byte, 1);
    }

    int to_child_[2]{};
    int to_parent_[2]{};
    ::pid_t child_ = 0;
};

/// The 99th percentiles of many small requests to two servers, asked in turn, so that what else the
/// machine does weighs on both alike.
struct Percentiles
{
    std::chrono::microseconds alone;
    std::chrono::microseconds among;
};

std::chrono::microseconds time_one(RawClient& client, const RunningServer& server)
{
    const auto began = std::chrono::steady_clock::now();
    client.send(server.get("/health"));
    if (!client.read_answer()) throw std::runtime_error("not answered");
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() -
                                                                 began);
}

std::chrono::microseconds p99(std::vector<std::chrono::microseconds> took)
{
    const auto place = static_cast<std::ptrdiff_t>(took.size() * 99 / 100);
    std::nth_element(took.begin(), took.begin() + place, took.end());
    return took[static_cast<std::size_t>(place)];
}

Percentiles one_round(const RunningServer& empty, const RunningServer& crowded)
{
    constexpr int requests = 900; // of the thousand that one connection may ask
    RawClient to_empty(empty.port());
    RawClient to_crowded(crowded.port());
    std::vector<std::chrono::microseconds> alone;
    std::vector<std::chrono::microseconds> among;
    for (int i = 0; i < requests; ++i) {
        alone.push_back(time_one(to_empty, empty));
        among.push_back(time_one(to_crowded, crowded));
    }
    return {p99(alone), p99(among)};
}

/// The best of many rounds for each: what else the machine does only ever adds, and a server that
/// is slow of itself is slow in every round.
Percentiles p99_of_requests(const RunningServer& empty, const RunningServer& crowded)
{
    auto best = one_round(empty, crowded);
    for (int round = 1; round < 20; ++round) {
        const auto next = one_round(empty, crowded);
        best = {std::min(best.alone, next.alone), std::min(best.among, next.among)};
    }
    return best;
}

TEST(IdleConnections, TenThousandCostAtMostEightKibibytesEachAndSlowNobody)
{
    allow_many_files();
    Crowd crowd; // before there are threads: a fork takes only the one that forks
    DispatcherWorld world;
    world.settings.rates = http::wider(http::usual_rates(), 1e6);
    world.router.add(test_route(http::Method::get, "/health", http::PlainHandler([](const auto&) {
                                    return http::page(200, [] { return std::string("well"); });
                                })));
    http::ServerSettings settings;
    settings.most_per_address = wanted + 100;
    settings.deadlines.idle = 1h;
    settings.deadlines.idle_when_crowded = 1h;
    RunningServer server(world.dispatcher(), world.clock, settings);

    RunningServer empty(world.dispatcher(), world.clock, settings);
    const auto before = resident_bytes();
    ASSERT_EQ(crowd.connect_all(server.port()), wanted);
    ASSERT_EQ(server.server().connections(), static_cast<std::size_t>(wanted));
    const auto each = (resident_bytes() - before) / wanted;
    const auto figures = p99_of_requests(empty, server);
    std::cout << fmt::format("{} idle connections: {} bytes each; p99 of a request {} us beside "
                             "them, {} us on a server without them\n",
                             wanted, each, figures.among.count(), figures.alone.count());
    EXPECT_LE(each, most_bytes_each);
    EXPECT_LE(figures.among, 2 * figures.alone);
    EXPECT_FALSE(crowd.one_was_ended(held_for));
    EXPECT_EQ(server.server().connections(), static_cast<std::size_t>(wanted));
}

} // namespace idle_connections_test
} // namespace evenhand::tests
