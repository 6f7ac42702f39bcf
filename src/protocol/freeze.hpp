#pragma once

#include "core/result.hpp"
#include "core/time.hpp"
#include "protocol/errors.hpp"

#include <optional>
#include <string>

namespace evenhand::protocol {

/// What a freeze file says: NAME.freeze.json, beside NAME.toml.
struct Freeze
{
    std::string protocol; ///< its id
    std::string version;
    std::string hash; ///< SHA-256 of the core, 64 hexadecimal digits
    Instant frozen_at;
};

/// The core of the protocol at `path` as one canonical JSON (RFC 8785): the TOML without its
/// sections `contact` and `reference`, which change outside the hash, and every text it names. The
/// errors of load_file where it is no good protocol.
Result<std::string, ProtocolErrors> canonical_core(const std::string& path);

/// SHA-256 of the core, 64 hexadecimal digits.
Result<std::string, ProtocolErrors> core_hash(const std::string& path);

/// "protocols/x.toml" gives "protocols/x.freeze.json".
std::string freeze_path(const std::string& path);

enum class FreezeState {
    not_frozen, ///< there is no freeze file, or it cannot be read as one
    frozen,
    changed, ///< the protocol, or a text it names, is not what was frozen
};

struct FreezeCheck
{
    FreezeState state = FreezeState::not_frozen;
    std::optional<Freeze> freeze;
    std::string hash_now; ///< empty where the protocol cannot be loaded
};

/// Whether the core of that hash, as a server loaded it, is what the freeze file beside `path`
/// names now, whatever has been written to the protocol's file since.
bool is_frozen(const std::string& path, const std::string& loaded_hash);

/// Holds the protocol at `path` against its freeze file. A live server randomises only under a
/// protocol that is `frozen` (issue A).
FreezeCheck check_freeze(const std::string& path);

/// The text of a freeze file.
std::string freeze_text(const Freeze& freeze);
/// Nothing unless the text is that of a freeze file.
std::optional<Freeze> parse_freeze(const std::string& text);

} // namespace evenhand::protocol
