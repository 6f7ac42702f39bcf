#pragma once

#include "core/result.hpp"
#include "crypto/merkle.hpp"
#include "crypto/signed_note.hpp"

#include <string>
#include <string_view>

namespace evenhand::crypto {

// A log's signed head in the C2SP tlog-checkpoint form (c2sp.org/tlog-checkpoint), byte for byte,
// so that any witness or verifier of that world can read ours: origin, size in decimal and root in
// base64, a line each, in a signed note. The origin is also the name that the log signs under.

struct Checkpoint
{
    std::string origin;
    TreeHead head;

    friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

enum class CheckpointRefusal {
    not_a_note,      ///< parse_note refuses it
    malformed,       ///< not three lines of the right form
    extension_lines, ///< more than three lines: we write none, and nobody could check them
    other_origin,    ///< a checkpoint of another log
    not_signed,      ///< no signature by the log's key
    bad_signature,   ///< the log's signature does not hold
};

/// The note text: three lines.
std::string checkpoint_text(const Checkpoint& checkpoint);
/// The signed checkpoint. CHECKs that the origin is the verifier's name.
std::string sign_checkpoint(const Checkpoint& checkpoint, const NoteVerifier& verifier,
                            const SigningKey& key);

/// Reads the three lines of a note's text. Says nothing about who wrote them.
Result<Checkpoint, CheckpointRefusal> parse_checkpoint_text(std::string_view text);
/// Reads a signed checkpoint of this log and believes it only if the log signed it.
Result<Checkpoint, CheckpointRefusal> open_checkpoint(std::string_view note,
                                                      const NoteVerifier& log);

} // namespace evenhand::crypto
