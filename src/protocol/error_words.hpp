#pragma once

#include "protocol/errors.hpp"

#include <string>

namespace evenhand::protocol {

/// One line an error: "working-win.toml:12: prefix: must be …".
std::string in_plain_words(const ProtocolErrors& errors, const std::string& path);

} // namespace evenhand::protocol
