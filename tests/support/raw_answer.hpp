#pragma once

#include <string>
#include <string_view>

namespace evenhand::tests {

/// An answer as it came over the wire.
struct RawAnswer
{
    int status = 0;
    std::string head;
    std::string body;

    [[nodiscard]] std::string header(std::string_view name) const
    {
        const auto at = head.find("\r\n" + std::string(name) + ": ");
        if (at == std::string::npos) return {};
        const auto start = at + 2 + name.size() + 2;
        return head.substr(start, head.find("\r\n", start) - start);
    }
};

} // namespace evenhand::tests
