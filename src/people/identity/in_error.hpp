#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace evenhand::identity {

/// Why something that was written about a person does not stand. A closed list: words of the
/// writer's own would be about a person too, and nothing would hide those.
enum class InErrorBecause { other_person, not_so, twice, mistyped };

std::span<const InErrorBecause> all_in_error_because();
/// As the fact keeps it: "other_person".
std::string_view name_of(InErrorBecause because);
std::optional<InErrorBecause> in_error_because_named(std::string_view name);
/// As staff read it: "It is about somebody else".
std::string_view label_of(InErrorBecause because);

} // namespace evenhand::identity
