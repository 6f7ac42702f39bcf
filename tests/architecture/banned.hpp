#pragma once

#include "tests/architecture/tree.hpp"

namespace evenhand::architecture {

/// What no code here may say, but for the files that exceptions.txt names: "clock", "chance",
/// "environment", "terminal", "process", "memory", "parse", "sleep", "namespace", "catch",
/// "default". Why each is banned stands beside it in banned.cpp.
Findings check_banned(const Tree& tree);

} // namespace evenhand::architecture
