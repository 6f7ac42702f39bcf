#pragma once

#include "core/encoding.hpp"
#include "core/secret.hpp"

#include <optional>
#include <string_view>

namespace evenhand::crypto {

/// The password as it is hashed: Unicode form NFKC, so that one typed on another keyboard or
/// system is the same (NIST SP 800-63B 5.1.1.2). Nothing if it is not UTF-8, holds a control
/// character or is longer than 1024 bytes.
std::optional<Secret<Bytes>> normal_password(std::string_view typed);

} // namespace evenhand::crypto
