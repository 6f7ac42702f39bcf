#include "tests/support/load_http.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <charconv>

namespace evenhand::load {

namespace load_http {

/// 127.1.0.1 and on, a different one for each client of this process; 127.0.0.1 is left to people.
std::uint32_t next_source(std::uint32_t further = 1)
{
    static std::atomic<std::uint32_t> last{static_cast<std::uint32_t>(::getpid()) << 6U};
    constexpr std::uint32_t homes = 0x00FE'0000U;
    return 0x7F01'0001U + last.fetch_add(further) % homes;
}

template <class Number>
std::optional<Number> number(std::string_view text)
{
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

bool same_word(std::string_view left, std::string_view right)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::ranges::equal(left, right, [&](char a, char b) { return lower(a) == lower(b); });
}

std::string request_text(const Target& target, const Ask& ask)
{
    std::string text = fmt::format("{} {} HTTP/1.1\r\nHost: {}\r\nUser-Agent: evenhand-load\r\n",
                                   ask.method, ask.path, target.host());
    if (!ask.cookie.empty()) text += fmt::format("Cookie: {}\r\n", ask.cookie);
    if (ask.method == "POST") {
        text += fmt::format("Origin: http://{}\r\nSec-Fetch-Site: same-origin\r\n"
                            "Content-Type: application/x-www-form-urlencoded\r\n"
                            "Content-Length: {}\r\n",
                            target.host(), ask.body.size());
    }
    return text + "\r\n" + ask.body;
}

struct Head
{
    Reply reply;
    std::size_t body_bytes = 0;
};

void read_cookie(Reply& reply, std::string_view value)
{
    const auto pair = value.substr(0, value.find(';'));
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos) return;
    reply.cookies.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
}

void read_field(Head& head, std::string_view line)
{
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) return;
    const auto name = line.substr(0, colon);
    auto value = line.substr(colon + 1);
    while (value.starts_with(' '))
        value.remove_prefix(1);
    if (same_word(name, "content-length")) {
        head.body_bytes = number<std::size_t>(value).value_or(0);
    } else if (same_word(name, "location")) {
        head.reply.location = value;
    } else if (same_word(name, "set-cookie")) {
        read_cookie(head.reply, value);
    } else if (same_word(name, "retry-after")) {
        head.reply.retry_after = number<int>(value);
    } else if (same_word(name, "connection")) {
        head.reply.closes = same_word(value, "close");
    }
}

/// Nothing if the text is no head of an answer of ours.
std::optional<Head> read_head(std::string_view text)
{
    constexpr std::string_view version = "HTTP/1.1 ";
    if (!text.starts_with(version)) return std::nullopt;
    const auto status = number<int>(text.substr(version.size(), 3));
    if (!status) return std::nullopt;
    Head head;
    head.reply.status = *status;
    for (std::size_t at = text.find("\r\n"); at + 2 < text.size();) {
        const auto end = text.find("\r\n", at + 2);
        read_field(head, text.substr(at + 2, end - at - 2));
        at = end;
    }
    if (*status == 204 || *status == 304) head.body_bytes = 0;
    return head;
}

} // namespace load_http

std::string Target::host() const
{
    return fmt::format("{}:{}", v6 ? "[::1]" : "127.0.0.1", port);
}

std::optional<Target> parse_target(std::string_view url)
{
    for (const auto& [start, v6] : {std::pair{std::string_view("http://127.0.0.1:"), false},
                                    {std::string_view("http://[::1]:"), true}}) {
        if (!url.starts_with(start)) continue;
        auto rest = url.substr(start.size());
        if (rest.ends_with('/')) rest.remove_suffix(1);
        const auto port = load_http::number<std::uint16_t>(rest);
        if (port && *port != 0) return Target{v6, *port};
    }
    return std::nullopt;
}

Client::Client(const Target& target) : target_(target), source_(load_http::next_source()) {}

Client::~Client()
{
    close();
}

void Client::close()
{
    if (socket_ >= 0) ::close(socket_);
    socket_ = -1;
}

void Client::move_house()
{
    close();
    source_ = load_http::next_source();
}

void Client::move_town()
{
    constexpr std::uint32_t homes_of_a_town = 256;
    close();
    source_ = load_http::next_source(homes_of_a_town);
}

bool Client::wait_for(short events, Moment end) const
{
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - now()).count();
        if (left <= 0) return false;
        pollfd watched{socket_, events, 0};
        const int ready = ::poll(&watched, 1, static_cast<int>(std::min<long>(left, 60'000)));
        if (ready > 0) return true;
        if (ready < 0 && errno != EINTR) return false;
    }
}

bool Client::connect(Moment end)
{
    socket_ =
        ::socket(target_.v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (socket_ < 0) return false;
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    int made = -1;
    if (target_.v6) {
        sockaddr_in6 there{};
        there.sin6_family = AF_INET6;
        there.sin6_port = htons(target_.port);
        there.sin6_addr = in6addr_loopback;
        made = ::connect(socket_, reinterpret_cast<const sockaddr*>(&there), sizeof there);
    } else {
        sockaddr_in here{};
        here.sin_family = AF_INET;
        here.sin_addr.s_addr = htonl(source_);
        // The port is chosen at connect(), so that two addresses may use the same one.
        ::setsockopt(socket_, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
        if (::bind(socket_, reinterpret_cast<const sockaddr*>(&here), sizeof here) != 0)
            return false;
        here.sin_port = htons(target_.port);
        here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        made = ::connect(socket_, reinterpret_cast<const sockaddr*>(&here), sizeof here);
    }
    if (made != 0 && (errno != EINPROGRESS || !wait_for(POLLOUT, end))) return false;
    int error = 0;
    socklen_t size = sizeof error;
    return ::getsockopt(socket_, SOL_SOCKET, SO_ERROR, &error, &size) == 0 && error == 0;
}

bool Client::write_all(std::string_view text, Moment end) const
{
    while (!text.empty()) {
        const auto sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
        if (sent > 0) {
            text.remove_prefix(static_cast<std::size_t>(sent));
        } else if (errno != EINTR && (errno != EAGAIN || !wait_for(POLLOUT, end))) {
            return false;
        }
    }
    return true;
}

bool Client::read_more(std::string& received, Moment end) const
{
    constexpr std::size_t step = 16 * 1024;
    for (;;) {
        const auto before = received.size();
        received.resize(before + step);
        const auto got = ::recv(socket_, received.data() + before, step, 0);
        received.resize(before + (got > 0 ? static_cast<std::size_t>(got) : 0));
        if (got > 0) return true;
        if (got == 0) return false;
        if (errno != EINTR && (errno != EAGAIN || !wait_for(POLLIN, end))) return false;
    }
}

std::optional<Reply> Client::read_reply(Moment end)
{
    std::string received;
    std::size_t head_end = std::string::npos;
    while ((head_end = received.find("\r\n\r\n")) == std::string::npos) {
        if (!read_more(received, end)) return std::nullopt;
    }
    auto head = load_http::read_head(std::string_view(received).substr(0, head_end + 2));
    if (!head) return std::nullopt;
    received.erase(0, head_end + 4);
    while (received.size() < head->body_bytes) {
        if (!read_more(received, end)) return std::nullopt;
    }
    head->reply.body = std::move(received);
    return std::move(head->reply);
}

Exchange Client::send_once(const std::string& text, Moment end)
{
    if (socket_ < 0 && !connect(end)) {
        close();
        return {};
    }
    std::optional<Reply> reply;
    if (write_all(text, end)) reply = read_reply(end);
    if (!reply || reply->closes) close();
    if (!reply) return {Fate::unknown};
    return {Fate::answered, *std::move(reply)};
}

Exchange Client::send(const Ask& ask, Span within)
{
    const Moment end = now() + within;
    const std::string text = load_http::request_text(target_, ask);
    const bool kept_alive = socket_ >= 0;
    auto exchange = send_once(text, end);
    if (exchange.fate == Fate::unknown && kept_alive && ask.method == "GET")
        exchange = send_once(text, end);
    return exchange;
}

Exchange Client::send_in_turn(const Ask& ask, Span patience)
{
    constexpr int too_many_requests = 429;
    const Moment end = now() + patience;
    auto exchange = send(ask);
    for (Pause pause; exchange.reply.status == too_many_requests && now() < end;) {
        pause.lasting(std::chrono::seconds(exchange.reply.retry_after.value_or(1)));
        exchange = send(ask);
    }
    return exchange;
}

void Jar::take(const Reply& reply)
{
    for (const auto& [name, value] : reply.cookies)
        cookies_[name] = value;
}

std::string Jar::header() const
{
    std::string text;
    for (const auto& [name, value] : cookies_) {
        if (value.empty()) continue;
        if (!text.empty()) text += "; ";
        text += name + "=" + value;
    }
    return text;
}

std::string encoded(const Fields& fields)
{
    const auto add = [](std::string& text, std::string_view plain) {
        for (const char c : plain) {
            const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (letter || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.') {
                text += c;
            } else {
                text += fmt::format("%{:02X}", static_cast<unsigned char>(c));
            }
        }
    };
    std::string text;
    for (const auto& [name, value] : fields) {
        if (!text.empty()) text += '&';
        add(text, name);
        text += '=';
        add(text, value);
    }
    return text;
}

std::string hidden_value(std::string_view page, std::string_view name)
{
    const auto field = page.find(fmt::format("name=\"{}\"", name));
    if (field == std::string_view::npos) return {};
    const auto tag_end = page.find('>', field);
    constexpr std::string_view opening = "value=\"";
    const auto value = page.find(opening, field);
    if (value == std::string_view::npos || value > tag_end) return {};
    const auto begin = value + opening.size();
    return std::string(page.substr(begin, page.find('"', begin) - begin));
}

} // namespace evenhand::load
