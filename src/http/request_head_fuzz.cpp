// The scanner and the check of the request head, with any bytes. What is taken must be framed the
// one way we allow.
#include "http/prefilter.hpp"
#include "http/url.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace evenhand::http;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    static const std::vector<std::string> hosts{"ww.example", "127.0.0.1:8080"};

    HeadScanner at_once{HeadLimits{}};
    const auto end = at_once.scan(bytes);

    // However the bytes are cut, the verdict is the same.
    HeadScanner in_two{HeadLimits{}};
    auto again = in_two.scan(bytes.substr(0, size / 2));
    if (again && *again == 0) again = in_two.scan(bytes);
    if (end.has_value() != again.has_value() || (end && *end != *again)) std::abort();

    if (!end || *end == 0) return 0;
    const auto head = check_head(bytes.substr(0, *end), HeadLimits{}, hosts);
    if (!head) return 0;
    const bool carries =
        head->verb == Verb::post || head->verb == Verb::put || head->verb == Verb::patch;
    if (!carries && head->content_length != 0) std::abort();
    if (!head->target.starts_with('/') || head->target.size() > 2048) std::abort();
    if (const auto target = parse_target(head->target)) {
        if (target->path.find('\0') != std::string::npos) std::abort();
        if (target->path.find("/../") != std::string::npos) std::abort();
        if (target->path.find("//") != std::string::npos) std::abort();
    }
    return 0;
}
