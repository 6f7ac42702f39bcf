#pragma once

#include "crypto/secret.hpp"
#include "http/exchange.hpp"

#include <chrono>
#include <exception>
#include <string>
#include <string_view>

namespace spdlog {
class logger;
}

// What the log may hold of a request: never a path with its ids, a query, a field, an address or a
// name. A null logger is silent.

namespace evenhand::http {

struct RequestLine
{
    std::string_view reference;
    Verb verb = Verb::get;
    std::string_view route; ///< the template, or "-"
    int status = 0;
    std::chrono::microseconds took{};
    std::string_view asker; ///< keyed_asker()
};
void note_request(spdlog::logger* log, const RequestLine& line);
void note_refusal(spdlog::logger* log, std::string_view reference, ConnectionRefusal why,
                  int status);
/// `what` must be free of what people typed: a StorageError's or Bug's text, or kind_of().
void note_failure(spdlog::logger* log, std::string_view reference, std::string_view what);

/// The type of an exception, whose text may quote what somebody typed.
std::string kind_of(const std::exception& error);
/// Eight hexadecimal digits that tell two addresses apart and neither of them.
std::string keyed_asker(const crypto::SecretKey& key, std::string_view address);

} // namespace evenhand::http
