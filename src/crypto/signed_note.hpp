#pragma once

#include "core/result.hpp"
#include "crypto/signing.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::crypto {

// The signed note of C2SP (c2sp.org/signed-note): a text, a blank line, and a line for each
// signature: "— NAME base64(key id | signature)".

/// The first four bytes of SHA-256(name | 0x0A | 0x01 | public key).
using KeyId = std::array<std::uint8_t, 4>;

/// A public key with the name it signs under.
class NoteVerifier
{
public:
    /// Nothing unless the name may be a key name: not empty, UTF-8, no space, no "+", no control
    /// character.
    static std::optional<NoteVerifier> make(std::string_view name, const PublicKey& key);
    /// Reads the text form "NAME+HEXID+base64(0x01 | key)"; nothing if it is not exactly that, or
    /// if the id is not the key's.
    static std::optional<NoteVerifier> parse(std::string_view vkey);
    /// The text form, for publishing.
    [[nodiscard]] std::string text() const;

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] const KeyId& id() const { return id_; }
    [[nodiscard]] const PublicKey& key() const { return key_; }

private:
    NoteVerifier(std::string_view name, const PublicKey& key);

    std::string name_;
    PublicKey key_;
    KeyId id_;
};

struct NoteSignature
{
    std::string name;
    KeyId id{};
    Bytes signature;
};

/// A note as read: nothing of it may be believed until verify_note has said yes.
struct SignedNote
{
    std::string text; ///< with its final newline, without the blank line
    std::vector<NoteSignature> signatures;
};

enum class NoteRefusal {
    too_long,            ///< over 64 KiB
    not_text,            ///< not UTF-8, or holds a control character other than the newline
    no_signature_block,  ///< no blank line with signature lines after it
    malformed_signature, ///< a line of the block is not a signature line
    too_many_signatures, ///< more than 64
    no_known_signature,  ///< none by the key asked for
    bad_signature,       ///< one by that key that does not hold
};

/// The signature line of `key` under `text`, with its newline. CHECKs that the text may be a
/// note's and ends in a newline, and that the verifier is the key's.
std::string note_signature_line(std::string_view text, const NoteVerifier& verifier,
                                const SigningKey& key);
/// The whole note with one signature.
std::string sign_note(std::string_view text, const NoteVerifier& verifier, const SigningKey& key);

Result<SignedNote, NoteRefusal> parse_note(std::string_view note);
/// Nothing if the note carries this key's good signature and no bad one of it. Signatures by other
/// keys are passed over, as the form demands.
std::optional<NoteRefusal> verify_note(const SignedNote& note, const NoteVerifier& verifier);

} // namespace evenhand::crypto
