#pragma once

#include <optional>
#include <string>

namespace evenhand::protocol {

/// The text of a file; nothing if it cannot be read or is empty.
std::optional<std::string> read_file(const std::string& path);

/// The same for a file in the folder of the protocol at `protocol_path`.
std::optional<std::string> read_beside(const std::string& protocol_path, const std::string& name);

/// "protocols/x.toml" and ".freeze.json" give "protocols/x.freeze.json".
std::string with_ending(const std::string& path, const std::string& ending);

} // namespace evenhand::protocol
