// Cookie fields of any bytes. Whatever is found can be set again without breaking the field.
#include "http/cookies.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace evenhand::http;
    const auto found = parse_cookies({reinterpret_cast<const char*>(data), size});
    for (const auto& [name, value] : found) {
        const auto field = set_cookie_field({name, value, -1, false});
        if (field.find_first_of("\r\n") != std::string::npos) std::abort();
        const auto again = parse_cookies(name + "=" + value);
        if (again.size() != 1 || again.begin()->second != value) std::abort();
    }
    return 0;
}
