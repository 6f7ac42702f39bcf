// Urlencoded bodies of any bytes. A form that is taken reads back the same when written again.
#include "core/text.hpp"
#include "http/request.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using evenhand::http::FormData;
    const auto form = FormData::parse({reinterpret_cast<const char*>(data), size});
    if (!form) return 0;
    if (form->pairs().size() > 200) std::abort();
    for (const auto& [name, value] : form->pairs()) {
        if (!evenhand::is_valid_utf8(name) || !evenhand::is_valid_utf8(value)) std::abort();
        if (value.find('\0') != std::string::npos) std::abort();
    }
    const auto back = FormData::parse(form->encode());
    if (!back || back->pairs() != form->pairs()) std::abort();
    return 0;
}
