#pragma once

#include "http/error_pages.hpp"
#include "http/exchange.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace evenhand::http {

/// When to come again, which every 503 says.
inline constexpr std::chrono::seconds retry_when_unavailable{5};

/// Turns what handlers and refusals say into what goes out: body, cookies, and the headers that
/// every answer carries.
class Answers
{
public:
    Answers(PageFrame frame, Transport transport);

    /// Renders the body; where a refusal has none, the page of its status. Throws what rendering
    /// throws.
    [[nodiscard]] Answer from(const Response& response, std::string_view reference) const;

    struct Refusal
    {
        ErrorKind kind = ErrorKind::fault;
        std::string_view reference = {};
        std::optional<std::chrono::seconds> retry_after = {};
        std::string_view allow = {}; ///< for 405: "GET, HEAD"
    };
    [[nodiscard]] Answer from(const Refusal& refusal) const;

private:
    [[nodiscard]] Answer html(int status, std::string body) const;

    PageFrame frame_;
    Transport transport_;
};

} // namespace evenhand::http
