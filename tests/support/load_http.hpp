#pragma once

// An HTTP/1.1 client for load and faults: one keep-alive connection, a deadline for each request,
// and three outcomes instead of two. It speaks to this machine alone.

#include "tests/support/load_clock.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evenhand::load {

/// A server on a loopback address.
struct Target
{
    bool v6 = false;
    std::uint16_t port = 0;

    /// "127.0.0.1:8080", as Host and Origin carry it.
    [[nodiscard]] std::string host() const;
};
/// Takes http://127.0.0.1:PORT and http://[::1]:PORT and nothing else: load that is pointed at
/// somebody else's server is an attack.
std::optional<Target> parse_target(std::string_view url);

struct Ask
{
    std::string_view method = "GET";
    std::string path;
    std::string cookie; ///< the value of the Cookie field; empty: none
    std::string body;   ///< of a POST: an encoded form
};

struct Reply
{
    int status = 0;
    std::string location = {};
    std::string body = {};
    std::vector<std::pair<std::string, std::string>> cookies = {}; ///< set by it: name, value
    std::optional<int> retry_after = {};
    bool closes = false;
};

/// `unknown`: it may have been done, for it was sent, at least in part, and no whole answer came.
enum class Fate { answered, not_sent, unknown };

struct Exchange
{
    Fate fate = Fate::not_sent;
    Reply reply = {};
};

/// One visitor's connection. Each comes from a loopback address of its own (127.0.0.0/8 is all this
/// machine), so that the server's limits for an address hold as they do in life. Not thread-safe.
class Client
{
public:
    explicit Client(const Target& target);
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    /// Sends on the open connection, or on a new one. A GET that meets a connection which the
    /// server had closed meanwhile is sent once more; anything else is not, since it may have been
    /// done.
    Exchange send(const Ask& ask, Span within = std::chrono::seconds(30));

    /// The same for whoever can wait: a 429 is not yet an answer, and the request is sent again
    /// when the server said, until `patience` is over.
    Exchange send_in_turn(const Ask& ask, Span patience);

    /// The next request comes from another address, on another connection.
    void move_house();
    /// The same, from another network: sign-in counts wrong guesses for a whole /24.
    void move_town();
    void close();

private:
    bool connect(Moment end);
    Exchange send_once(const std::string& text, Moment end);
    [[nodiscard]] bool write_all(std::string_view text, Moment end) const;
    std::optional<Reply> read_reply(Moment end);
    bool read_more(std::string& received, Moment end) const;
    [[nodiscard]] bool wait_for(short events, Moment end) const;

    Target target_;
    std::uint32_t source_;
    int socket_ = -1;
};

/// A visitor's cookies.
class Jar
{
public:
    void take(const Reply& reply);
    [[nodiscard]] std::string header() const;
    void clear() { cookies_.clear(); }

private:
    std::map<std::string, std::string> cookies_;
};

using Fields = std::vector<std::pair<std::string, std::string>>;
/// application/x-www-form-urlencoded.
std::string encoded(const Fields& fields);

/// The value of the hidden input `name` in a page; empty if there is none.
std::string hidden_value(std::string_view page, std::string_view name);

} // namespace evenhand::load
