#pragma once

#include "tests/architecture/tree.hpp"

namespace evenhand::architecture {

/// "tried": a list of what was tried (docs/assurance, a table whose last heading is "tried by") has
/// a row that names no test, or names one that there is not. A test is named as `Suite.Name`, in
/// backticks; a suite alone is no name, since a test of it could go unseen.
Findings check_tried(const Tree& tree);

} // namespace evenhand::architecture
