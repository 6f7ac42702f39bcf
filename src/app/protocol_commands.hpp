#pragma once

#include <string>

namespace evenhand::app {

/// `evenhand protocol check FILE`: every mistake with its line. 0: none; 1: some.
int protocol_check(const std::string& file, bool json);
/// `evenhand protocol show FILE`: the trial in plain words.
int protocol_show(const std::string& file);

} // namespace evenhand::app
