// What the server does with connections: kept, limited, refused, stopped. Over loopback, with
// handlers that a test can hold.
#include "tests/support/server_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <future>
#include <latch>
#include <sys/resource.h>

namespace evenhand::tests {
namespace server_test {

using namespace std::chrono_literals;
using testing::HasSubstr;

/// A handler that says when it has begun, and answers when it is let go.
class Held
{
public:
    http::Response operator()()
    {
        begun_.count_down();
        let_go_.get_future().wait();
        return http::page(200, [] { return std::string("held"); });
    }
    void wait_until_begun() { begun_.wait(); }
    void let_go() { let_go_.set_value(); }

private:
    std::latch begun_{1};
    std::promise<void> let_go_;
};

struct World : DispatcherWorld
{
    World()
    {
        router.add(test_route(http::Method::get, "/health", http::PlainHandler([](const auto&) {
                                  return http::page(200, [] { return std::string("well"); });
                              })));
        router.add(test_route(http::Method::get, "/who", http::PlainHandler([](const auto& asked) {
                                  return http::page(200,
                                                    [from = asked.remote_address] { return from; });
                              })));
        router.add(test_route(
            http::Method::get, "/held",
            http::StepHandler([this](const auto&, const auto&, auto&) { return held(); })));
        router.add(test_route(http::Method::get, "/quick",
                              http::StepHandler([](const auto&, const auto&, auto&) {
                                  return http::page(200, [] { return std::string("quick"); });
                              })));
        router.add(test_route(http::Method::post, "/note",
                              http::StepHandler([](const auto&, const auto&, auto&) {
                                  return http::see_other("/health");
                              })));
        settings_of_server.deadlines.tick = 5ms;
        settings_of_server.deadlines.linger = 50ms;
    }
    RunningServer& serve()
    {
        server = std::make_unique<RunningServer>(dispatcher(), clock, settings_of_server);
        return *server;
    }

    Held held;
    http::ServerSettings settings_of_server;
    std::unique_ptr<RunningServer> server;
};

TEST(Server, ServesManyRequestsOnOneConnectionInTheirOrder)
{
    World world;
    auto& server = world.serve();
    RawClient client(server.port());
    client.send(server.get("/quick") + server.get("/health") +
                server.get("/who", "Connection: close\r\n"));
    const auto answers = client.read_answers();
    ASSERT_EQ(answers.size(), 3U);
    EXPECT_EQ(answers[0].body, "quick");
    EXPECT_EQ(answers[1].body, "well");
    EXPECT_EQ(answers[2].body, "127.0.0.1");
    EXPECT_NE(answers[0].header("Date"), "");
    EXPECT_EQ(answers[2].header("Connection"), "close");
}

TEST(Server, AHeadHasTheLengthOfItsGetAndNoBody)
{
    World world;
    auto& server = world.serve();
    RawClient client(server.port());
    client.send(fmt::format("HEAD /health HTTP/1.1\r\n{}\r\n", server.host_line()));
    const auto head = client.read_answer(/*to_head=*/true);
    EXPECT_EQ(head->status, 200);
    EXPECT_EQ(head->header("Content-Length"), "4");
    client.send(server.get("/health"));
    EXPECT_EQ(client.read_answer()->body, "well") << "the connection is still in step";
}

TEST(Server, TellsAClientThatWaitsToGoOnButNotOneWhoIsRefused)
{
    World world;
    auto& server = world.serve();
    const auto head = [&](std::string_view type) {
        return fmt::format("POST /note HTTP/1.1\r\n{}Content-Type: {}\r\nContent-Length: "
                           "3\r\nExpect: 100-continue\r\n\r\n",
                           server.host_line(), type);
    };
    RawClient client(server.port());
    client.send(head("application/x-www-form-urlencoded"));
    EXPECT_EQ(client.read_answer()->status, 100);
    client.send("a=b");
    EXPECT_EQ(client.read_answer()->status, 403) << "read, and it has no token";

    RawClient refused(server.port());
    refused.send(head("text/plain"));
    EXPECT_EQ(refused.read_answer()->status, 415);
    EXPECT_TRUE(refused.is_closed());
}

TEST(Server, AnswersAClientThatHasFinishedSending)
{
    World world;
    auto& server = world.serve();
    RawClient client(server.port());
    client.send(server.get("/quick"));
    client.finish_sending();
    EXPECT_EQ(client.read_answer()->body, "quick");
    EXPECT_TRUE(client.is_closed());
}

TEST(Server, ClosesAConnectionAfterItsLastAllowedRequest)
{
    World world;
    world.settings_of_server.most_requests = 2;
    auto& server = world.serve();
    RawClient client(server.port());
    client.send(server.get("/health") + server.get("/health") + server.get("/health"));
    const auto answers = client.read_answers();
    ASSERT_EQ(answers.size(), 2U);
    EXPECT_EQ(answers[1].header("Connection"), "close");
}

TEST(Server, ClosesWhatOneAddressOpensBeyondItsShare)
{
    World world;
    world.settings_of_server.most_per_address = 2;
    auto& server = world.serve();
    RawClient first(server.port());
    auto second = std::make_unique<RawClient>(server.port());
    for (auto* client : {&first, second.get()}) {
        client->send(server.get("/health"));
        EXPECT_EQ(client->read_answer()->status, 200);
    }
    RawClient third(server.port());
    EXPECT_TRUE(third.is_closed());

    second.reset();
    while (server.server().connections() > 1)
        std::this_thread::yield();
    RawClient fourth(server.port());
    fourth.send(server.get("/health"));
    EXPECT_EQ(fourth.read_answer()->status, 200) << "a place was given back";
}

TEST(Server, BelievesOnlyATrustedProxyAndOnlyTheLastHop)
{
    const auto who = [](const std::vector<std::string>& proxies, std::string_view forwarded) {
        World world;
        world.settings_of_server.trusted_proxies = proxies;
        auto& server = world.serve();
        RawClient client(server.port());
        client.send(server.get("/who", fmt::format("X-Forwarded-For: {}\r\n", forwarded)));
        return client.read_answer()->body;
    };
    EXPECT_EQ(who({}, "192.0.2.7"), "127.0.0.1");
    EXPECT_EQ(who({"127.0.0.1"}, "192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(who({"127.0.0.1"}, "198.51.100.1, 192.0.2.7"), "192.0.2.7");
    EXPECT_EQ(who({"127.0.0.1"}, "not an address"), "127.0.0.1");
    EXPECT_EQ(who({"192.0.2.1"}, "192.0.2.7"), "127.0.0.1");
}

TEST(Server, TurnsAwayWhatItCannotAnswerInTime)
{
    World world;
    world.settings_of_server.workers = 1;
    world.settings_of_server.most_waiting = 1;
    auto& server = world.serve();
    RawClient working(server.port());
    working.send(server.get("/held"));
    world.held.wait_until_begun();

    // One waits in the queue, and it is full for every other; which one waits is not ours to say.
    std::vector<std::unique_ptr<RawClient>> others;
    for (int i = 0; i < 3; ++i) {
        others.push_back(std::make_unique<RawClient>(server.port()));
        others.back()->send(server.get("/quick"));
    }
    std::size_t turned_away = 0;
    while (turned_away < 2) {
        for (auto& other : others) {
            if (!other || !other->has_news(1ms)) continue;
            const auto answer = other->read_answer();
            EXPECT_EQ(answer->status, 503);
            EXPECT_EQ(answer->header("Retry-After"), "5");
            EXPECT_EQ(answer->header("Connection"), "") << "it may try again on the same one";
            other.reset();
            ++turned_away;
        }
    }
    RawClient health(server.port());
    health.send(server.get("/health"));
    EXPECT_EQ(health.read_answer()->status, 200) << "what needs no worker is answered";

    world.held.let_go();
    EXPECT_EQ(working.read_answer()->body, "held");
    for (auto& other : others) {
        if (!other) continue;
        EXPECT_EQ(other->read_answer()->body, "quick");
    }
}

TEST(Server, DoesNotBeginWhatHasWaitedTooLong)
{
    World world;
    world.settings_of_server.workers = 1;
    // Long enough for the first request to be begun under a sanitizer too.
    world.settings_of_server.deadlines.queue = 300ms;
    auto& server = world.serve();
    RawClient working(server.port());
    working.send(server.get("/held"));
    world.held.wait_until_begun();
    RawClient late(server.port());
    late.send(server.get("/quick"));
    // Answered after `late` was read, since one thread reads both; then its time runs out.
    RawClient health(server.port());
    health.send(server.get("/health"));
    EXPECT_EQ(health.read_answer()->status, 200);
    EXPECT_FALSE(late.has_news(400ms));
    world.held.let_go();
    EXPECT_EQ(late.read_answer()->status, 503);
}

// Stopping ---------------------------------------------------------------------------------------

TEST(Stop, FinishesWhatItHasAcceptedAndAcceptsNoMore)
{
    World world;
    auto& server = world.serve();
    RawClient working(server.port());
    working.send(server.get("/held"));
    world.held.wait_until_begun();
    RawClient idle(server.port());
    RawClient half(server.port());
    half.send("GET /health HT");
    while (server.server().connections() < 3)
        std::this_thread::yield();

    server.server().stop();
    EXPECT_TRUE(idle.is_closed());
    EXPECT_TRUE(half.is_closed()) << "its head had not come";
    EXPECT_THROW(RawClient{server.port()}, std::runtime_error);

    world.held.let_go();
    const auto answer = working.read_answer();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->body, "held");
    EXPECT_EQ(answer->header("Connection"), "close");
    EXPECT_TRUE(working.is_closed());
    server.stop();
}

TEST(Stop, EndsAtItsDeadlineThoughAClientDoesNotRead)
{
    World world;
    world.router.add(test_route(http::Method::get, "/large", http::PlainHandler([](const auto&) {
                                    return http::page(
                                        200, [] { return std::string(32 * 1024 * 1024, 'x'); });
                                })));
    world.settings_of_server.deadlines.stop = 50ms;
    auto& server = world.serve();
    RawClient client(server.port());
    client.keep_little(4096);
    client.send(server.get("/large"));
    EXPECT_TRUE(client.has_news(10s)) << "the answer has begun";
    server.stop();
    EXPECT_THROW((void)client.read_answer(), std::runtime_error);
}

// Starting ---------------------------------------------------------------------------------------

std::string why_not(World& world, const std::string& address, std::uint16_t port)
{
    http::ServerSettings settings;
    settings.address = address;
    settings.port = port;
    try {
        const http::Server server(world.dispatcher(), world.clock, settings);
        return "it listens";
    } catch (const http::ListenError& error) {
        return error.what();
    }
}

TEST(Start, APortInUseIsOneClearSentence)
{
    World world;
    auto& server = world.serve();
    EXPECT_EQ(why_not(world, "127.0.0.1", server.port()),
              fmt::format("Cannot serve on 127.0.0.1:{}: another program uses that port. Stop it, "
                          "or choose another port with --port.",
                          server.port()));
}

TEST(Start, AnAddressThatIsNoneIsOneClearSentence)
{
    World world;
    EXPECT_EQ(why_not(world, "the attic", 0),
              "Cannot serve on \"the attic\": that is not an IP address.");
    EXPECT_THAT(why_not(world, "192.0.2.1", 0), HasSubstr("Cannot serve on 192.0.2.1:0: "));
}

TEST(Start, ListensOnLoopbackAndKnowsItsOwnHostsUnlessToldOtherwise)
{
    World world;
    auto& server = world.serve();
    RawClient client(server.port());
    client.send(fmt::format("GET /health HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", server.port()));
    EXPECT_EQ(client.read_answer()->status, 200);

    World named;
    named.settings_of_server.hosts = {"ww.example"};
    auto& other = named.serve();
    RawClient by_address(other.port());
    by_address.send(other.get("/health"));
    EXPECT_EQ(by_address.read_answer()->status, 400);
    RawClient by_name(other.port());
    by_name.send("GET /health HTTP/1.1\r\nHost: ww.example\r\n\r\n");
    EXPECT_EQ(by_name.read_answer()->status, 200);
}

TEST(Server, OutOfFilesItClosesTheNewcomerAndServesAgainWhenThereAreSome)
{
#ifdef __SANITIZE_ADDRESS__
    // UBSan looks at an object's type through a pipe that it opens, and takes every object for a
    // false one when no file can be opened.
    GTEST_SKIP() << "the type check of the undefined-behaviour sanitizer needs files to open";
#endif
    World world;
    auto& server = world.serve();
    RawClient before(server.port());
    before.send(server.get("/health"));
    EXPECT_EQ(before.read_answer()->status, 200);

    // A socket that is there before the files run out, to connect with when they have.
    const int newcomer = ::socket(AF_INET, SOCK_STREAM, 0);
    rlimit usual{};
    ::getrlimit(RLIMIT_NOFILE, &usual);
    const int next = ::open("/dev/null", O_RDONLY);
    ::close(next);
    const rlimit none{static_cast<rlim_t>(next), usual.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &none);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(server.port());
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(newcomer, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    pollfd waited{newcomer, POLLIN, 0};
    EXPECT_EQ(::poll(&waited, 1, 20'000), 1) << "the newcomer was left hanging";
    char byte = 0;
    EXPECT_LE(::recv(newcomer, &byte, 1, 0), 0);
    before.send(server.get("/health"));
    EXPECT_EQ(before.read_answer()->status, 200) << "who is in is served";
    ::setrlimit(RLIMIT_NOFILE, &usual);
    ::close(newcomer);

    RawClient after(server.port());
    after.send(server.get("/health"));
    EXPECT_EQ(after.read_answer()->status, 200);
}

} // namespace server_test
} // namespace evenhand::tests
