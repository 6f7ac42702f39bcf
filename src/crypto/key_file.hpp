#pragma once

#include "core/result.hpp"
#include "crypto/keys.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace evenhand::crypto {

// The two keys files, one for each ring: text, owned by whoever runs the program, readable by
// nobody else. The first lines say what it is, its mode and when it was made; the last line binds
// all of it under the first key, so a line that was edited or lost is noticed.

enum class KeyFileFault {
    not_found,
    already_there,  ///< init never overwrites keys
    not_regular,    ///< a folder, a device, a symbolic link
    other_owner,    ///< owned by someone other than who runs the program
    open_to_others, ///< group or others may read, write or run it
    not_readable,   ///< the system refuses to read it
    not_writable,   ///< the system refuses to write it, or its folder
    malformed,      ///< not a keys file of a version we know, or damaged
    wrong_mode,     ///< keys of another mode than the one asked for
};

struct KeyFileRefusal
{
    KeyFileFault fault{};
    std::string sentence; ///< for the person at the terminal; never holds key material
};

/// Writes a new keys file with mode 0600, synced to disk with its folder. Nothing if it was done;
/// an existing file is never touched, and a failed write leaves none.
std::optional<KeyFileRefusal> write_key_file(const std::filesystem::path& file, const Keys& keys);

/// Reads the keys if the file is one that may be trusted, of the wanted mode and ring.
Result<Keys, KeyFileRefusal> load_key_file(const std::filesystem::path& file, Mode wanted,
                                           KeyRing ring = KeyRing::server);

/// Makes two files of one that an earlier Evenhand made: the allocator's key goes to `allocators`,
/// and the rest stays. Nothing if it was done; a try that was cut off is finished by the next.
std::optional<KeyFileRefusal> divide_key_file(const std::filesystem::path& file,
                                              const std::filesystem::path& allocators, Mode wanted);

} // namespace evenhand::crypto
