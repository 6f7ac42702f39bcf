#include "crypto/password_text.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>

namespace evenhand::crypto {

namespace password_text {

constexpr std::size_t longest_typed_bytes = 1024;

bool is_control(std::uint8_t byte)
{
    return byte < 0x20 || byte == 0x7f;
}

} // namespace password_text

std::optional<Secret<Bytes>> normal_password(std::string_view typed)
{
    const ByteView in = as_bytes(typed);
    if (in.size() > password_text::longest_typed_bytes) return std::nullopt;
    if (std::any_of(in.begin(), in.end(), password_text::is_control)) return std::nullopt;

    utf8proc_uint8_t* mapped = nullptr;
    const auto options =
        static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
    const utf8proc_ssize_t length =
        utf8proc_map(in.data(), static_cast<utf8proc_ssize_t>(in.size()), &mapped, options);
    if (length < 0) return std::nullopt;
    Secret<Bytes> normal(Bytes(mapped, mapped + length));
    wipe(mapped, static_cast<std::size_t>(length));
    std::free(mapped); // utf8proc hands over memory from malloc
    return normal;
}

} // namespace evenhand::crypto
