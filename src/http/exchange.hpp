#pragma once

#include "http/prefilter.hpp"
#include "http/route.hpp"
#include "http/security_headers.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

// What a connection and the dispatcher say to each other. Neither sees the other's libraries: no
// socket above this line, no route below it.

namespace evenhand::http {

/// A head that is framed and within its limits. The fields that nothing here reads are gone.
struct RequestHead
{
    Verb verb = Verb::get;
    std::string target;
    std::string host;
    std::uint64_t content_length = 0;
    std::string content_type = {};
    std::string content_encoding = {};
    std::string cookie = {};
    std::string origin = {};
    std::string fetch_site = {};
    std::string user_agent = {};
    std::string accept_encoding = {};
    std::string remote_address = {};
};

/// A whole answer. The connection adds only what belongs to the connection: Date, Content-Length,
/// Connection.
struct Answer
{
    int status = 200;
    Fields fields = {};
    std::string body = {};
    bool close = false; ///< the connection ends with it
};

/// Why a connection is answered without a handler.
enum class ConnectionRefusal : std::uint8_t {
    head,     ///< the pre-filter's refusal
    too_slow, ///< a deadline passed while the request was coming
    too_busy, ///< more is waiting than will be answered in time
    stopping, ///< the server is about to stop
};

/// A request on its way from its head to its answer.
struct Admission
{
    RequestHead head;
    std::string path = {}; ///< decoded
    FormData query = {};
    Router::Match match = {};
    std::string reference = {};
    std::optional<Answer> refusal = {}; ///< if set, the body is not read
    bool at_once = false;               ///< touches no database: answered without a worker
};

/// What answers requests: the dispatcher.
class Service
{
public:
    virtual ~Service() = default;
    /// Judges the head, before the body is read. Does not block.
    virtual Admission admit(RequestHead head) = 0;
    /// The answer; never throws. Blocks: called by a worker, unless `at_once`.
    virtual Answer answer(Admission admission, std::string body) = 0;
    /// A refusal that no handler had a part in; `status` as HTTP wants it. Does not block.
    virtual Answer refuse(ConnectionRefusal why, int status) = 0;
};

} // namespace evenhand::http
