#pragma once

#include "core/time.hpp"

#include <string>

namespace evenhand::app {

/// `evenhand protocol check FILE`: every mistake with its line. 0: none; 1: some.
int protocol_check(const std::string& file, bool json);
/// `evenhand protocol show FILE`: the trial in plain words, and whether it is frozen.
int protocol_show(const std::string& file);
/// `evenhand protocol freeze FILE`: writes the hash and the time beside the file. 0: it is frozen;
/// 1: it has mistakes, or this version was frozen with other content. Throws CannotRun.
int protocol_freeze(const std::string& file, const Clock& clock);

} // namespace evenhand::app
