#pragma once

#include "protocol/error_words.hpp"
#include "protocol/protocol.hpp"

#include <string>

namespace evenhand::protocol {

/// The trial in plain words for a person at a terminal, as `evenhand protocol show` prints it.
std::string in_plain_words(const Protocol& protocol);

} // namespace evenhand::protocol
