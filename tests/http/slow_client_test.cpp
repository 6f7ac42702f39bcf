// Clients that take their time (security.md R11), against the real server with small deadlines. No
// test waits for time to pass: each waits for what the server does when it has passed.
#include "tests/support/server_world.hpp"

#include <gtest/gtest.h>

#include <poll.h>

#include <algorithm>

namespace evenhand::tests {
namespace slow_client_test {

using namespace std::chrono_literals;

struct World : DispatcherWorld
{
    explicit World(const http::Deadlines& deadlines)
    {
        router.add(test_route(http::Method::get, "/health", http::PlainHandler([](const auto&) {
                                  return http::page(200, [] { return std::string("well"); });
                              })));
        router.add(test_route(http::Method::get, "/large", http::PlainHandler([](const auto&) {
                                  return http::page(
                                      200, [] { return std::string(32 * 1024 * 1024, 'x'); });
                              })));
        router.add(test_route(http::Method::post, "/note",
                              http::UnitHandler([](const auto&, const auto&, auto&) {
                                  return http::see_other("/health");
                              })));
        http::ServerSettings settings_of_server;
        settings_of_server.deadlines = deadlines;
        server = std::make_unique<RunningServer>(dispatcher(), clock, settings_of_server);
    }
    /// Generous but for what a test is about.
    static http::Deadlines deadlines()
    {
        http::Deadlines deadlines;
        deadlines.tick = 5ms;
        deadlines.linger = 50ms;
        return deadlines;
    }
    std::unique_ptr<RunningServer> server;
};

/// Sends `byte` again and again until the server speaks or closes; how long that took.
std::chrono::milliseconds drip_until_answered(RawClient& client, char byte)
{
    const auto began = std::chrono::steady_clock::now();
    while (!client.has_news(5ms)) {
        if (!client.send(std::string_view(&byte, 1))) break;
    }
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() -
                                                                 began);
}

void expect_cut_as_too_slow(RawClient& client)
{
    const auto answers = client.read_answers();
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers[0].status, 408);
    EXPECT_EQ(answers[0].header("Connection"), "close");
}

TEST(SlowClient, WhoDripsAHeadIsCutAtTheDeadlineHoweverSteadilyItDrips)
{
    auto deadlines = World::deadlines();
    deadlines.head = 200ms;
    World world(deadlines);
    RawClient client(world.server->port());
    client.send("GET /health HTTP/1.1\r\nX-A: ");
    const auto took = drip_until_answered(client, 'a');
    EXPECT_GE(took, 195ms);
    EXPECT_LT(took, 200ms + 10s);
    expect_cut_as_too_slow(client);
}

TEST(SlowClient, WhoBeginsAHeadAndFallsSilentIsCut)
{
    auto deadlines = World::deadlines();
    deadlines.head = 50ms;
    World world(deadlines);
    RawClient client(world.server->port());
    client.send("GET /he");
    expect_cut_as_too_slow(client);
}

TEST(SlowClient, WhoSaysNothingIsClosedWithoutAWord)
{
    auto deadlines = World::deadlines();
    deadlines.idle = 50ms;
    World world(deadlines);
    RawClient client(world.server->port());
    EXPECT_TRUE(client.is_closed());

    RawClient between(world.server->port());
    between.send(world.server->get("/health"));
    EXPECT_EQ(between.read_answer()->status, 200);
    EXPECT_TRUE(between.is_closed()) << "idle between two requests";
}

TEST(SlowClient, IdleOnesGoSoonerWhenTheHouseIsNearlyFull)
{
    auto deadlines = World::deadlines();
    deadlines.idle = 1h;
    deadlines.idle_when_crowded = 50ms;
    World world(deadlines);
    http::ServerSettings small;
    small.deadlines = deadlines;
    small.most_connections = 10;
    RunningServer server(world.dispatcher(), world.clock, small);
    std::vector<std::unique_ptr<RawClient>> idle;
    for (int i = 0; i < 10; ++i) {
        idle.push_back(std::make_unique<RawClient>(server.port()));
    }
    // As many go as bring it down to four fifths; which of them is a matter of when each came.
    const auto latest = std::chrono::steady_clock::now() + 20s;
    while (std::ranges::count_if(idle, [](auto& client) { return client->has_news(0ms); }) < 2) {
        ASSERT_LT(std::chrono::steady_clock::now(), latest) << "nobody was asked to go";
        std::this_thread::yield();
    }
    for (auto& client : idle) {
        if (client->has_news(0ms)) {
            EXPECT_TRUE(client->is_closed()) << "without a word";
        }
    }
}

TEST(SlowClient, WhoDripsABodyBelowTheLeastRateIsCutBeforeTheWholeTimeIsOver)
{
    auto deadlines = World::deadlines();
    deadlines.body = 1h;
    deadlines.body_grace = 100ms;
    deadlines.least_bytes_per_second = 10'000;
    World world(deadlines);
    RawClient client(world.server->port());
    client.send(fmt::format("POST /note HTTP/1.1\r\n{}Content-Length: 60000\r\nContent-Type: "
                            "application/x-www-form-urlencoded\r\n\r\n",
                            world.server->host_line()));
    const auto took = drip_until_answered(client, 'a');
    EXPECT_GE(took, 95ms);
    EXPECT_LT(took, 100ms + 10s);
    expect_cut_as_too_slow(client);
}

TEST(SlowClient, ABodyHasItsWholeTimeAndNoMore)
{
    auto deadlines = World::deadlines();
    deadlines.body = 100ms;
    deadlines.least_bytes_per_second = 1;
    World world(deadlines);
    RawClient client(world.server->port());
    client.send(fmt::format("POST /note HTTP/1.1\r\n{}Content-Length: 60000\r\nContent-Type: "
                            "application/x-www-form-urlencoded\r\n\r\n",
                            world.server->host_line()));
    const auto took = drip_until_answered(client, 'a');
    EXPECT_GE(took, 95ms);
    EXPECT_LT(took, 100ms + 10s);
    expect_cut_as_too_slow(client);
}

TEST(SlowClient, WhoDoesNotReadItsAnswerIsCut)
{
    auto deadlines = World::deadlines();
    deadlines.write = 100ms;
    World world(deadlines);
    RawClient client(world.server->port());
    client.keep_little(4096);
    client.send(world.server->get("/large"));
    const auto latest = std::chrono::steady_clock::now() + 20s;
    while (world.server->server().connections() > 0 || !client.has_news(1ms)) {
        ASSERT_LT(std::chrono::steady_clock::now(), latest) << "it was not cut";
        std::this_thread::yield();
    }
    EXPECT_THROW((void)client.read_answer(), std::runtime_error) << "the answer is cut short";
}

TEST(SlowClient, AHundredOfThemDoNotKeepAQuickOneWaiting)
{
    World world(World::deadlines());
    std::vector<std::unique_ptr<RawClient>> slow;
    for (int i = 0; i < 100; ++i) {
        slow.push_back(std::make_unique<RawClient>(world.server->port()));
        slow.back()->send("GET /health HTTP/1.1\r\nX-A: a");
    }
    RawClient quick(world.server->port());
    const auto began = std::chrono::steady_clock::now();
    quick.send(world.server->get("/health"));
    EXPECT_EQ(quick.read_answer()->status, 200);
    EXPECT_LT(std::chrono::steady_clock::now() - began, World::deadlines().head);
}

} // namespace slow_client_test
} // namespace evenhand::tests
