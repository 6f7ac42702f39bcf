#pragma once

#include "tests/architecture/layers.hpp"
#include "tests/architecture/tree.hpp"

namespace evenhand::architecture {

/// "size": a header over 150 lines, a file over 600, a room's README over 40 (style 1 and 3);
/// "readme": a room without one.
Findings check_sizes(const Tree& tree, const Layers& layers);

} // namespace evenhand::architecture
