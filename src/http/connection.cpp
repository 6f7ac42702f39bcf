#include "http/connection.hpp"

#include "core/check.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>

#include <fmt/chrono.h>

#include <algorithm>
#include <ctime>
#include <utility>

namespace evenhand::http {

namespace connection {

namespace asio = boost::asio;
namespace beast_http = boost::beast::http;
using boost::system::error_code;
using Socket = asio::basic_stream_socket<asio::ip::tcp, asio::io_context::executor_type>;
template <class T>
using Task = asio::awaitable<T, asio::io_context::executor_type>;
constexpr auto result_of = asio::as_tuple(asio::use_awaitable_t<asio::io_context::executor_type>{});
constexpr std::size_t read_step = 4 * 1024;
/// A worker cannot be cut; its own waits have their own limits.
constexpr auto longest_work = std::chrono::hours(24);

enum class Phase : std::uint8_t { idle, head, body, working, writing, ending };

/// What a client that stands behind proxies of ours said last: the hop that our proxy saw itself.
std::string client_of(const std::string& peer, const std::vector<std::string>& proxies,
                      std::string_view forwarded)
{
    if (std::find(proxies.begin(), proxies.end(), peer) == proxies.end()) return peer;
    auto last = forwarded.substr(forwarded.rfind(',') + 1);
    while (last.starts_with(' '))
        last.remove_prefix(1);
    while (last.ends_with(' '))
        last.remove_suffix(1);
    error_code no;
    const auto address = asio::ip::make_address(std::string(last), no);
    return no ? peer : address.to_string();
}

/// Beast's own reading of the head that the pre-filter has taken. Nothing if Beast has doubts.
std::optional<RequestHead> parse(std::string_view bytes, FramedHead&& framed,
                                 const HeadLimits& limits)
{
    beast_http::request_parser<beast_http::empty_body> parser;
    parser.header_limit(static_cast<std::uint32_t>(limits.head_bytes));
    parser.body_limit(boost::none);
    error_code no;
    parser.put(asio::buffer(bytes.data(), bytes.size()), no);
    if (no || !parser.is_header_done() || parser.chunked()) return std::nullopt;
    if (parser.content_length().value_or(0) != framed.content_length) return std::nullopt;

    const auto& message = parser.get();
    if (message.target() != framed.target) return std::nullopt;
    RequestHead head;
    head.verb = framed.verb;
    head.target = std::move(framed.target);
    head.host = std::move(framed.host);
    head.content_length = framed.content_length;
    head.content_type = message[beast_http::field::content_type];
    head.content_encoding = message[beast_http::field::content_encoding];
    head.cookie = message[beast_http::field::cookie];
    head.origin = message[beast_http::field::origin];
    head.fetch_site = message["Sec-Fetch-Site"];
    head.user_agent = message[beast_http::field::user_agent];
    head.accept_encoding = message[beast_http::field::accept_encoding];
    head.remote_address = message["X-Forwarded-For"]; // replaced by client_of()
    return head;
}

std::string http_date(Instant now)
{
    const auto seconds = static_cast<std::time_t>(now.micros() / 1'000'000);
    return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(seconds));
}

template <class Body>
beast_http::response<Body> response_with(const Answer& answer, bool keep_alive)
{
    beast_http::response<Body> response;
    response.version(11);
    response.result(static_cast<unsigned>(answer.status));
    for (const auto& [name, value] : answer.fields)
        response.insert(name, value);
    response.keep_alive(keep_alive);
    response.content_length(answer.body.size());
    return response;
}

} // namespace connection

/// The connection itself. Everything here runs on the server's one thread, so nothing is locked;
/// only `answer` goes to a worker and comes back.
class SocketConnection final : public Connection,
                               public std::enable_shared_from_this<SocketConnection>
{
public:
    SocketConnection(ConnectionContext& context, connection::Socket socket, std::string peer)
        : context_(context), socket_(std::move(socket)), peer_(std::move(peer))
    {
        enter(connection::Phase::idle, limits().idle);
    }

    void start(std::function<void()> ended) override
    {
        connection::asio::co_spawn(
            context_.io.get_executor(), [self = shared_from_this()] { return self->serve(); },
            [ended = std::move(ended), self = shared_from_this()](const std::exception_ptr&) {
                self->drop();
                ended();
            });
    }

    void look_at_clock(Clock::time_point now, bool crowded) override
    {
        auto deadline = deadline_;
        if (crowded && phase_ == connection::Phase::idle) {
            deadline -= limits().idle - limits().idle_when_crowded;
        }
        if (now < deadline) return;
        cut();
    }

    void finish() override
    {
        last_ = true;
        if (phase_ == connection::Phase::idle || phase_ == connection::Phase::head) drop();
    }

    void drop() override
    {
        if (phase_ == connection::Phase::writing) reset_on_close();
        connection::error_code ignored;
        socket_.close(ignored);
    }

private:
    using Phase = connection::Phase;
    template <class T>
    using Task = connection::Task<T>;

    [[nodiscard]] const Deadlines& limits() const { return context_.settings.deadlines; }

    void enter(Phase phase, Deadlines::Time time)
    {
        phase_ = phase;
        deadline_ = Clock::now() + time;
    }

    /// The pending operation ends with an error, and the coroutine sees why.
    void cut()
    {
        late_ = true;
        connection::error_code ignored;
        // What a client would not read is thrown away, or the kernel would keep it for minutes.
        if (phase_ == Phase::writing) reset_on_close();
        socket_.cancel(ignored);
    }

    void reset_on_close()
    {
        connection::error_code ignored;
        socket_.set_option(connection::Socket::linger(true, 0), ignored);
    }

    Task<void> serve()
    {
        while (!last_) {
            if (received_.empty()) {
                const bool came = co_await wait_for_bytes();
                if (!came) co_return;
            }
            const bool goes_on = co_await serve_one();
            if (!goes_on) break;
            ++requests_;
        }
        if (!late_) co_await linger();
    }

    /// Without a buffer: an idle connection holds nothing but its socket.
    Task<bool> wait_for_bytes()
    {
        enter(Phase::idle, limits().idle);
        std::string().swap(received_);
        const auto [no] =
            co_await socket_.async_wait(connection::Socket::wait_read, connection::result_of);
        co_return !no;
    }

    /// One request and its answer. False when the connection ends with it.
    Task<bool> serve_one()
    {
        enter(Phase::head, limits().head);
        HeadScanner scanner(context_.settings.head);
        std::size_t head_size = 0;
        while (head_size == 0) {
            const auto end = scanner.scan(received_);
            if (!end) co_return co_await refuse_head(end.error());
            head_size = *end;
            if (head_size > 0) break;
            const bool came = co_await read_more();
            if (!came) co_return co_await refuse_slow();
        }
        const auto bytes = std::string_view(received_).substr(0, head_size);
        auto framed = check_head(bytes, context_.settings.head, context_.hosts);
        if (!framed) co_return co_await refuse_head(framed.error());
        if (!framed->keep_alive) last_ = true;
        const bool expects_continue = framed->expects_continue;
        auto head = connection::parse(bytes, std::move(*framed), context_.settings.head);
        if (!head) co_return co_await refuse_head(HeadRefusal::bad_field);
        head->remote_address =
            connection::client_of(peer_, context_.settings.trusted_proxies, head->remote_address);
        received_.erase(0, head_size);
        co_return co_await serve_head(*std::move(head), expects_continue);
    }

    Task<bool> serve_head(RequestHead head, bool expects_continue)
    {
        const bool body_wanted = head.verb != Verb::head;
        const auto length = head.content_length;
        auto admission = context_.service.admit(std::move(head));
        if (admission.refusal) co_return co_await send(*admission.refusal, body_wanted);

        std::string body;
        if (length > 0) {
            enter(Phase::body, limits().body);
            if (expects_continue && received_.empty()) {
                const bool told = co_await send_continue();
                if (!told) co_return false;
            }
            const bool came = co_await read_body(length);
            if (!came) co_return co_await refuse_slow();
            body = received_.substr(0, length);
            received_.erase(0, length);
        }
        enter(Phase::working, connection::longest_work);
        Answer answer;
        if (admission.at_once) {
            answer = context_.service.answer(std::move(admission), std::move(body));
        } else {
            answer = co_await answer_by_worker(std::move(admission), std::move(body));
        }
        co_return co_await send(answer, body_wanted);
    }

    /// Appends what has come. False at the end of the stream, and when time is over.
    Task<bool> read_more()
    {
        const auto before = received_.size();
        received_.resize(before + connection::read_step);
        const auto [no, count] = co_await socket_.async_read_some(
            connection::asio::buffer(received_.data() + before, connection::read_step),
            connection::result_of);
        received_.resize(before + (no ? 0 : count));
        co_return !no;
    }

    /// In the time for a body of its length, and never slower than the least rate.
    Task<bool> read_body(std::uint64_t length)
    {
        const auto began = Clock::now();
        const auto steps = static_cast<long>(length / (64 * 1024));
        const auto last = began + limits().body + steps * limits().body_step;
        while (received_.size() < length) {
            const auto due = std::chrono::milliseconds(1000 * received_.size() /
                                                       limits().least_bytes_per_second);
            deadline_ = std::min(last, began + std::max(limits().body_grace, due));
            const bool came = co_await read_more();
            if (!came) co_return false;
        }
        co_return true;
    }

    Task<bool> send_continue()
    {
        constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
        const auto [no, count] = co_await connection::asio::async_write(
            socket_, connection::asio::buffer(go_on.data(), go_on.size()), connection::result_of);
        co_return !no && count == go_on.size();
    }

    /// A request that waits for a worker.
    struct Job
    {
        Admission admission;
        std::string body;
        Clock::time_point latest;
    };

    /// Has a worker answer, or says at once that it would take too long. `give` takes the answer
    /// back to the server's thread.
    template <class Give>
    void hand_to_worker(const std::shared_ptr<Job>& job, const Give& give)
    {
        auto& service = context_.service;
        const bool posted = context_.workers.try_post([job, give, &service] {
            give(Clock::now() < job->latest
                     ? service.answer(std::move(job->admission), std::move(job->body))
                     : service.refuse(ConnectionRefusal::too_busy, 503));
        });
        if (!posted) give(service.refuse(ConnectionRefusal::too_busy, 503));
    }

    Task<Answer> answer_by_worker(Admission admission, std::string body)
    {
        namespace asio = connection::asio;
        using Await = asio::use_awaitable_t<asio::io_context::executor_type>;
        auto job = std::make_shared<Job>(
            Job{std::move(admission), std::move(body), Clock::now() + limits().queue});
        Await await;
        // By reference: g++ 12 destroys what a lambda inside a co_await captured by value twice.
        // The job outlives the lambda, which runs before this coroutine waits.
        co_return co_await asio::async_initiate<Await, void(Answer)>(
            [this, &job](auto handler) {
                auto waiting = std::make_shared<decltype(handler)>(std::move(handler));
                hand_to_worker(job, [io = context_.io.get_executor(), waiting](Answer answer) {
                    asio::post(io, [waiting, answer = std::move(answer)]() mutable {
                        std::move (*waiting)(std::move(answer));
                    });
                });
            },
            await);
    }

    Task<bool> refuse_head(HeadRefusal refusal)
    {
        co_return co_await send(
            context_.service.refuse(ConnectionRefusal::head, status_of(refusal)), true);
    }

    /// After a read that failed: tells a client who was too slow so, and one who has gone nothing.
    Task<bool> refuse_slow()
    {
        if (!late_) co_return false;
        co_return co_await send(context_.service.refuse(ConnectionRefusal::too_slow, 408), true);
    }

    /// False when the connection ends with it.
    Task<bool> send(const Answer& answer, bool body_wanted)
    {
        enter(Phase::writing, limits().write);
        late_ = false;
        if (answer.close) last_ = true;
        if (requests_ + 1 >= context_.settings.most_requests) last_ = true;
        bool sent = false;
        if (body_wanted) {
            sent = co_await send_whole(answer);
        } else {
            sent = co_await send_fields(answer);
        }
        co_return sent && !last_;
    }

    Task<bool> send_whole(const Answer& answer)
    {
        namespace http = connection::beast_http;
        auto response = connection::response_with<http::string_body>(answer, !last_);
        response.set(http::field::date, connection::http_date(context_.clock.now()));
        response.body() = answer.body;
        const auto [no, count] =
            co_await http::async_write(socket_, response, connection::result_of);
        co_return !no && count > 0;
    }

    /// As a GET would be answered, without the body.
    Task<bool> send_fields(const Answer& answer)
    {
        namespace http = connection::beast_http;
        auto response = connection::response_with<http::empty_body>(answer, !last_);
        response.set(http::field::date, connection::http_date(context_.clock.now()));
        http::response_serializer<http::empty_body> serializer(response);
        const auto [no, count] =
            co_await http::async_write_header(socket_, serializer, connection::result_of);
        co_return !no && count > 0;
    }

    /// A socket closed with bytes unread resets the connection, and the client might never see the
    /// answer: so we say that we are done and wait a little for the client to be done too.
    Task<void> linger()
    {
        enter(Phase::ending, limits().linger);
        connection::error_code no;
        socket_.shutdown(connection::Socket::shutdown_send, no);
        std::size_t unread = 0;
        while (!no && unread < context_.settings.head.head_bytes * 8) {
            std::string().swap(received_);
            const bool came = co_await read_more();
            if (!came) break;
            unread += received_.size();
        }
    }

    ConnectionContext& context_;
    connection::Socket socket_;
    std::string peer_;
    std::string received_; ///< what has come and is not yet used
    Clock::time_point deadline_;
    std::size_t requests_ = 0;
    Phase phase_ = Phase::idle;
    bool late_ = false; ///< the clock cut the operation
    bool last_ = false; ///< the connection ends with the answer under way
};

std::shared_ptr<Connection> Connection::over(ConnectionContext& context, int socket,
                                             std::string peer)
{
    using connection::asio::ip::tcp;
    const auto protocol = peer.find(':') == std::string::npos ? tcp::v4() : tcp::v6();
    connection::Socket stream(context.io, protocol, socket);
    connection::error_code ignored;
    stream.set_option(tcp::no_delay(true), ignored);
    return std::make_shared<SocketConnection>(context, std::move(stream), std::move(peer));
}

} // namespace evenhand::http
