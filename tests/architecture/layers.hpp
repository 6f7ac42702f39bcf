#pragma once

#include "tests/architecture/tree.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace evenhand::architecture {

/// layers.txt: each room and the rooms it may use.
using Layers = std::map<std::string, std::set<std::string>, std::less<>>;

Layers parse_layers(std::string_view text);

/// The room a path under src/ belongs to, or nothing where no room of layers.txt holds it.
std::string room_of(const Layers& layers, std::string_view path);

/// "layer": an include that goes up or across; a file in no room; a link that no include needs.
Findings check_layers(const Tree& tree, const Layers& layers);

/// "order": a room that uses one listed after it, so that the wings would not stand on each other.
Findings check_order(std::string_view layers_text);

/// "blind": a room that must not know the arm and can reach the allocation, over whatever rooms lie
/// between (design 2: blinding is a link error).
Findings check_blinding(const Layers& layers);

/// "suffix": rules that reach for storage, http or a clock (style 1.2); "cycle": headers that
/// include each other; "heavy": an include confined to a few files (design 8.12, 8.14) that is
/// elsewhere.
Findings check_includes(const Tree& tree, const Layers& layers);

} // namespace evenhand::architecture
