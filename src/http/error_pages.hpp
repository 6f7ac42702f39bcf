#pragma once

#include "html/page.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace evenhand::http {

/// Puts the frame around a page: handed in by src/app, which knows the site.
using PageFrame = std::function<std::string(const html::Page&)>;

/// The pages that no room owns: each says what happened, that nothing was lost or done, and what to
/// do now.
enum class ErrorKind : std::uint8_t {
    bad_request,
    not_our_page,    ///< 403: no proof that it came from a page of ours
    not_found,       ///< *not there* and *not yours*
    other_method,    ///< 405
    too_slow,        ///< 408
    in_flight,       ///< 409: the same is being done this moment
    length_required, ///< 411
    too_large,       ///< 413
    other_type,      ///< 415: not a form
    sent_twice,      ///< 422: the same key with another body
    too_many,        ///< 429
    fault,           ///< 500
    unavailable,     ///< 503
};
int status_of(ErrorKind kind);

struct ErrorPage
{
    ErrorKind kind = ErrorKind::fault;
    std::string_view reference = {}; ///< for the person who helps
    std::optional<std::chrono::seconds> retry_after = {};
};
html::Page error_page(const ErrorPage& error);

/// The page that tells most of a status that a handler answered without a page of its own.
ErrorKind error_kind_of(int status);

} // namespace evenhand::http
