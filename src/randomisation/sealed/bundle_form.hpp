#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

namespace evenhand::sealed::bundle_form {

// What writer and reader of a bundle have in common (docs/methods/rct-bundle-1.md, "The file").

inline constexpr std::string_view first_line = "evenhand-randomisation-bundle/1";
inline constexpr std::string_view open_to_all = "public";
inline constexpr std::string_view full = "full";

inline constexpr std::array<std::string_view, 5> all_parts{
    "ceremony.json", "openings.json", "checkpoints.json", "log.txt", "rows.json"};
inline constexpr std::size_t public_parts = 3;

/// In their order.
inline std::span<const std::string_view> part_names(bool is_full)
{
    return std::span(all_parts).first(is_full ? all_parts.size() : public_parts);
}

/// What stands before a part, so that one which was moved is told by its name.
inline std::string heading(std::string_view name)
{
    return "\n--- " + std::string(name) + "\n";
}

} // namespace evenhand::sealed::bundle_form
