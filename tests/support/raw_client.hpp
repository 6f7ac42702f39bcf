#pragma once

// A client that sends any bytes it is told to, over loopback, and reads what comes back. It waits
// for the other side's events and never for time to pass; what does not come within `patience` is
// a hang, and throws.

#include "tests/support/raw_answer.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evenhand::tests {

class RawClient
{
public:
    explicit RawClient(std::uint16_t port) { connect(port); }
    ~RawClient() { ::close(socket_); }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    [[nodiscard]] int socket() const { return socket_; }

    /// False if the other side has closed: what it refuses it need not read.
    bool send(std::string_view bytes) const
    {
        while (!bytes.empty()) {
            const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent < 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }
    bool send_byte_by_byte(std::string_view bytes) const
    {
        for (std::size_t i = 0; i < bytes.size(); ++i)
            if (!send(bytes.substr(i, 1))) return false;
        return true;
    }
    void finish_sending() const { ::shutdown(socket_, SHUT_WR); }
    /// How much the kernel keeps for us unread: small, for a client that reads slowly.
    void keep_little(int bytes) const
    {
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
    }

    /// The next answer; nothing if the stream ends instead. `to_head` for an answer without a body.
    std::optional<RawAnswer> read_answer(bool to_head = false)
    {
        std::size_t end = 0;
        while ((end = received_.find("\r\n\r\n")) == std::string::npos)
            if (!read_some()) return std::nullopt;
        RawAnswer answer;
        answer.head = received_.substr(0, end + 2);
        answer.status = std::atoi(answer.head.c_str() + 9);
        received_.erase(0, end + 4);
        const auto length =
            to_head ? 0 : std::strtoul(answer.header("Content-Length").c_str(), nullptr, 10);
        while (received_.size() < length)
            if (!read_some()) throw std::runtime_error("the answer ends before its length");
        answer.body = received_.substr(0, length);
        received_.erase(0, length);
        return answer;
    }
    /// All answers until the other side closes.
    std::vector<RawAnswer> read_answers()
    {
        std::vector<RawAnswer> answers;
        while (auto answer = read_answer())
            answers.push_back(*std::move(answer));
        return answers;
    }
    /// Whether something to read, or the end, comes within that time.
    [[nodiscard]] bool has_news(std::chrono::milliseconds within) const
    {
        if (!received_.empty()) return true;
        pollfd waited{socket_, POLLIN, 0};
        return ::poll(&waited, 1, static_cast<int>(within.count())) > 0;
    }
    /// True once the other side has closed, with nothing more said.
    bool is_closed() { return received_.empty() && !read_some(); }

    std::chrono::milliseconds patience = std::chrono::seconds(20);

private:
    void connect(std::uint16_t port)
    {
        socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
        if (socket_ < 0) throw std::runtime_error("no socket");
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const int one = 1;
        ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
            ::close(socket_);
            throw std::runtime_error("cannot connect");
        }
    }

    bool read_some()
    {
        pollfd waited{socket_, POLLIN, 0};
        const int ready = ::poll(&waited, 1, static_cast<int>(patience.count()));
        if (ready == 0) throw std::runtime_error("the server hangs");
        char bytes[16 * 1024];
        const auto count = ::recv(socket_, bytes, sizeof bytes, 0);
        if (count <= 0) return false;
        received_.append(bytes, static_cast<std::size_t>(count));
        return true;
    }

    int socket_ = -1;
    std::string received_;
};

} // namespace evenhand::tests
