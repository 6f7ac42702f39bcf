#include "tests/architecture/sizes.hpp"

namespace evenhand::architecture {

namespace sizes {

/// The most lines a file may have, or 0 where no rule says.
std::size_t most_lines(std::string_view path)
{
    const bool ours = path.starts_with("src/") || path.starts_with("tests/");
    if (!ours) return 0;
    if (path.ends_with(".hpp")) return 150;
    if (path.ends_with(".cpp") || path.ends_with(".mjs")) return 600;
    if (path.starts_with("src/") && path.ends_with("/README.md")) return 40;
    return 0;
}

} // namespace sizes

Findings check_sizes(const Tree& tree, const Layers& layers)
{
    Findings found;
    for (const auto& [path, text] : tree) {
        const auto most = sizes::most_lines(path);
        const auto lines = lines_of(text).size();
        if (most > 0 && lines > most) {
            found.push_back(
                {"size", path, static_cast<int>(lines),
                 "more than " + std::to_string(most) + " lines: split it along a seam"});
        }
    }
    for (const auto& [room, uses] : layers) {
        const std::string readme = "src/" + room + "/README.md";
        if (!tree.contains(readme)) {
            found.push_back(
                {"readme", readme, 0, "each room says what it owns and who may call it"});
        }
    }
    return found;
}

} // namespace evenhand::architecture
