#pragma once

#include <optional>
#include <string_view>

namespace evenhand::crypto {

/// What an installation is for. The three differ by construction (design 4, modes): a mode is
/// written into the keys file and bound to its keys, so keys of one mode never open another's data.
enum class Mode { demo, training, live };

/// "demo", "training" or "live".
std::string_view name_of(Mode mode);
/// Nothing unless the text is exactly one of the three names.
std::optional<Mode> mode_named(std::string_view name);

} // namespace evenhand::crypto
