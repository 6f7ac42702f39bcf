#include "protocol/errors.hpp"

#include <algorithm>

namespace evenhand::protocol {

bool is_sound(const ProtocolErrors& errors, std::string_view field)
{
    return std::ranges::none_of(errors, [&](const ProtocolError& error) {
        if (!error.file.empty() || !error.field.starts_with(field)) return false;
        const auto rest = std::string_view(error.field).substr(field.size());
        return rest.empty() || rest.front() == '.' || rest.front() == '[';
    });
}

} // namespace evenhand::protocol
