#pragma once

#include "core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace evenhand::http {

// What stands between the socket and Beast. Debian 12's Beast frames several ambiguous requests by
// a guess of its own (security.md, finding 1), and a proxy in front may guess differently: that
// difference is request smuggling. Here nothing is guessed. A body is framed by one plain
// Content-Length or the request is refused and the connection closed, so chunks, trailers and chunk
// extensions cannot occur.

/// Why a connection is refused and closed, whatever route was meant.
enum class HeadRefusal : std::uint8_t {
    bad_byte,         ///< a control byte, a bare CR or LF, or a byte the grammar has no place for
    bad_request_line, ///< not METHOD SP target SP HTTP/1.1
    bad_method,
    bad_target, ///< absolute, authority or asterisk form, a fragment, or a byte no URI has
    bad_version,
    bad_field,       ///< no colon, space before the colon, folded, or a name that is no token
    duplicate_field, ///< a second one of a field that may stand once
    transfer_encoding,
    bad_length,
    length_required,
    body_not_expected, ///< on GET, HEAD or DELETE
    bad_host,          ///< none, or not one of ours
    bad_expect,
    upgrade,
    bad_connection, ///< a Connection option that would make another field hop-by-hop
    head_too_large,
    too_many_fields,
    target_too_long,
    too_many_cookies,
};
/// For logs and tests: "transfer_encoding".
std::string_view name_of(HeadRefusal refusal);
/// 400, or 411, 414 or 431. The connection is closed after each of them.
int status_of(HeadRefusal refusal);

struct HeadLimits
{
    std::size_t head_bytes = 8 * 1024;
    std::size_t fields = 64;
    std::size_t target_bytes = 2 * 1024;
    std::size_t cookies = 20;
};

enum class Verb : std::uint8_t { get, head, post, put, patch, delete_ };

/// How the request is framed. What the fields say is then read from Beast's parser, which has been
/// given these same bytes.
struct FramedHead
{
    Verb verb = Verb::get;
    std::string target; ///< as sent: a path with an optional query
    std::string host;
    std::uint64_t content_length = 0;
    bool keep_alive = true;
    bool expects_continue = false;
};

/// Watches the bytes of a head as they come, so that a client who will never end its head in the
/// one way we take is told at once and not when its time is over.
class HeadScanner
{
public:
    explicit HeadScanner(const HeadLimits& limits) : limits_(limits) {}

    /// The length of the head with its empty line; 0 if there is more to come. `received` is all
    /// that came since the head began, each time longer.
    Result<std::size_t, HeadRefusal> scan(std::string_view received);

private:
    HeadLimits limits_;
    std::size_t seen_ = 0;
};

/// Judges a whole head, its empty line included. `hosts` are the values of Host that are ours.
Result<FramedHead, HeadRefusal> check_head(std::string_view head, const HeadLimits& limits,
                                           std::span<const std::string> hosts);

} // namespace evenhand::http
