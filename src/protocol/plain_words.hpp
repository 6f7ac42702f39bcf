#pragma once

#include "protocol/protocol.hpp"

#include <string>

namespace evenhand::protocol {

/// The trial in plain words for a person at a terminal, as `evenhand protocol show` prints it.
std::string in_plain_words(const Protocol& protocol);

/// One line an error: "working-win.toml:12: prefix: must be …".
std::string in_plain_words(const ProtocolErrors& errors, const std::string& path);

} // namespace evenhand::protocol
