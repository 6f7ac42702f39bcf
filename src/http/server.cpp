#include "http/server.hpp"

#include "core/check.hpp"
#include "http/connection.hpp"
#include "http/rates.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <unordered_map>
#include <utility>

#if !defined(BOOST_ASIO_HAS_THREADS)
#error "Answers come from worker threads: without its locks asio would corrupt its own queues."
#endif

namespace evenhand::http {

namespace server {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using Executor = asio::io_context::executor_type;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;
using Task = asio::awaitable<void, Executor>;
constexpr auto result_of = asio::as_tuple(asio::use_awaitable_t<Executor>{});
constexpr auto pause_when_out_of_files = std::chrono::milliseconds(100);

[[noreturn]] void cannot_listen(const ServerSettings& settings, const error_code& why)
{
    const auto where = fmt::format("{}:{}", settings.address, settings.port);
    if (why == asio::error::address_in_use) {
        throw ListenError(fmt::format("Cannot serve on {}: another program uses that port. Stop "
                                      "it, or choose another port with --port.",
                                      where));
    }
    if (why == asio::error::access_denied) {
        throw ListenError(fmt::format("Cannot serve on {}: that port needs more rights than this "
                                      "program has. Choose one above 1023 with --port.",
                                      where));
    }
    throw ListenError(fmt::format("Cannot serve on {}: {}.", where, why.message()));
}

Acceptor listening(asio::io_context& io, const ServerSettings& settings)
{
    error_code no;
    const auto address = asio::ip::make_address(settings.address, no);
    if (no) {
        throw ListenError(
            fmt::format("Cannot serve on \"{}\": that is not an IP address.", settings.address));
    }
    const tcp::endpoint endpoint(address, settings.port);
    Acceptor acceptor(io);
    const auto must = [&] {
        if (no) cannot_listen(settings, no);
    };
    acceptor.open(endpoint.protocol(), no);
    must();
    acceptor.set_option(tcp::acceptor::reuse_address(true), no);
    must();
    acceptor.bind(endpoint, no);
    must();
    acceptor.listen(tcp::acceptor::max_listen_connections, no);
    must();
    return acceptor;
}

std::vector<std::string> hosts_of(const ServerSettings& settings, std::uint16_t port)
{
    if (!settings.hosts.empty()) return settings.hosts;
    const auto address = settings.address.find(':') == std::string::npos
                             ? settings.address
                             : "[" + settings.address + "]";
    return {fmt::format("{}:{}", address, port), fmt::format("localhost:{}", port)};
}

/// A file held open for the moment when no more can be opened: given up, it lets one connection be
/// accepted and closed, so that the client is not left hanging and the loop does not spin.
class SpareFile
{
public:
    SpareFile() { take(); }
    ~SpareFile() { give_up(); }
    SpareFile(const SpareFile&) = delete;
    SpareFile& operator=(const SpareFile&) = delete;
    void take() { file_ = ::open("/dev/null", O_RDONLY | O_CLOEXEC); }
    void give_up()
    {
        if (file_ >= 0) ::close(file_);
        file_ = -1;
    }

private:
    int file_ = -1;
};

} // namespace server

class Server::Listener
{
public:
    Listener(Service& service, const MachineClock& clock, ServerSettings settings)
        : settings_(std::move(settings)), acceptor_(server::listening(io_, settings_)), tick_(io_),
          port_(acceptor_.local_endpoint().port()),
          workers_(settings_.workers, settings_.most_waiting),
          context_{io_, service, workers_, settings_, clock, server::hosts_of(settings_, port_)}
    {
    }

    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] std::size_t connections() const { return count_.load(); }

    void run()
    {
        namespace asio = server::asio;
        asio::co_spawn(io_, accept_all(), asio::detached);
        asio::co_spawn(io_, look_at_clocks(), asio::detached);
        io_.run();
        for (auto& [number, open] : open_)
            open.connection->drop();
    }

    void stop()
    {
        server::asio::post(io_, [this] {
            if (stopping_) return;
            stopping_ = true;
            latest_end_ = Connection::Clock::now() + settings_.deadlines.stop;
            server::error_code ignored;
            acceptor_.close(ignored);
            for (auto& [number, open] : open_)
                open.connection->finish();
            end_if_done();
        });
    }

private:
    struct Open
    {
        std::shared_ptr<Connection> connection;
        std::string asker;
    };

    server::Task accept_all()
    {
        while (!stopping_) {
            server::tcp::endpoint peer;
            auto [no, socket] = co_await acceptor_.async_accept(peer, server::result_of);
            if (stopping_) co_return;
            if (!no) {
                take_over(std::move(socket), peer.address().to_string());
            } else if (no == server::asio::error::no_descriptors || no.value() == ENFILE ||
                       no.value() == ENOMEM || no.value() == ENOBUFS) {
                co_await shed_one();
            }
        }
    }

    void take_over(server::Socket socket, const std::string& peer)
    {
        const auto& proxies = settings_.trusted_proxies;
        const bool is_proxy = std::find(proxies.begin(), proxies.end(), peer) != proxies.end();
        if (open_.size() >= settings_.most_connections) return;
        // One household has a whole /64 of addresses, and is one asker.
        auto asker = asker_of(peer);
        auto& of_asker = per_asker_[asker];
        if (!is_proxy && of_asker >= settings_.most_per_address) return;
        ++of_asker;
        ++count_;
        server::error_code ignored;
        const auto number = next_++;
        auto connection = Connection::over(context_, socket.release(ignored), peer);
        open_.emplace(number, Open{connection, std::move(asker)});
        connection->start([this, number] { forget(number); });
    }

    void forget(std::uint64_t number)
    {
        const auto found = open_.find(number);
        CHECK(found != open_.end());
        const auto asker = per_asker_.find(found->second.asker);
        if (--asker->second == 0) per_asker_.erase(asker);
        open_.erase(found);
        --count_;
        end_if_done();
    }

    server::Task shed_one()
    {
        spare_.give_up();
        server::error_code ignored;
        {
            // It is known to be waiting, so this does not block; its end tells the client.
            acceptor_.non_blocking(true, ignored);
            server::Socket refused = acceptor_.accept(ignored);
        }
        spare_.take();
        server::Timer pause(io_, server::pause_when_out_of_files);
        co_await pause.async_wait(server::result_of);
    }

    server::Task look_at_clocks()
    {
        while (true) {
            tick_.expires_after(settings_.deadlines.tick);
            co_await tick_.async_wait(server::result_of);
            const auto now = Connection::Clock::now();
            if (stopping_ && (open_.empty() || now >= latest_end_)) {
                io_.stop();
                co_return;
            }
            const bool crowded = open_.size() * 10 > settings_.most_connections * 8;
            // A cut ends a connection later, on its own turn, so the list holds still.
            for (auto& [number, open] : open_)
                open.connection->look_at_clock(now, crowded);
        }
    }

    void end_if_done()
    {
        if (stopping_ && open_.empty()) io_.stop();
    }

    ServerSettings settings_;
    server::asio::io_context io_{1};
    server::Acceptor acceptor_;
    server::Timer tick_;
    std::uint16_t port_;
    server::SpareFile spare_;
    std::unordered_map<std::uint64_t, Open> open_;
    std::map<std::string, std::size_t> per_asker_;
    std::uint64_t next_ = 0;
    std::atomic<std::size_t> count_{0};
    bool stopping_ = false;
    Connection::Clock::time_point latest_end_;
    // Last, so first to go: nothing may come back from a worker to what is no more.
    WorkerPool workers_;
    ConnectionContext context_;
};

Server::Server(Service& service, const MachineClock& clock, ServerSettings settings)
    : listener_(std::make_unique<Listener>(service, clock, std::move(settings)))
{
}
Server::~Server() = default;

std::uint16_t Server::port() const
{
    return listener_->port();
}
void Server::run()
{
    listener_->run();
}
void Server::stop()
{
    listener_->stop();
}
std::size_t Server::connections() const
{
    return listener_->connections();
}

} // namespace evenhand::http
