#include "crypto/signed_note.hpp"

#include "core/check.hpp"
#include "crypto/hash.hpp"

#include <utf8proc.h>

#include <algorithm>

namespace evenhand::crypto {

namespace signed_note {

constexpr std::uint8_t ed25519 = 0x01;
constexpr std::size_t longest_note = std::size_t{64} * 1024;
constexpr std::size_t most_signatures = 64;
constexpr std::string_view line_start = "\u2014 "; // an em dash and a space

bool is_space(utf8proc_int32_t character)
{
    const utf8proc_category_t category = utf8proc_category(character);
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP || character == 0x85;
}

// Whether `text` is UTF-8 and every character of it pleases.
template <class Pleases>
bool every_character(std::string_view text, Pleases&& pleases)
{
    ByteView rest = as_bytes(text);
    while (!rest.empty()) {
        utf8proc_int32_t character = 0;
        const auto used =
            utf8proc_iterate(rest.data(), static_cast<utf8proc_ssize_t>(rest.size()), &character);
        if (used <= 0 || !pleases(character)) return false;
        rest = rest.subspan(static_cast<std::size_t>(used));
    }
    return true;
}

bool may_be_name(std::string_view name)
{
    return !name.empty() && every_character(name, [](utf8proc_int32_t character) {
        return character >= 0x20 && character != '+' && !is_space(character);
    });
}

bool may_be_note(std::string_view text)
{
    return every_character(
        text, [](utf8proc_int32_t character) { return character >= 0x20 || character == '\n'; });
}

KeyId key_id(std::string_view name, const PublicKey& key)
{
    const Hash256 hash =
        Sha256().add(as_bytes(name)).add('\n').add(ed25519).add(key.bytes()).finish();
    KeyId id{};
    std::copy_n(hash.bytes().begin(), id.size(), id.begin());
    return id;
}

std::optional<NoteSignature> parse_line(std::string_view line)
{
    if (!line.starts_with(line_start)) return std::nullopt;
    line.remove_prefix(line_start.size());
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos) return std::nullopt;
    const std::string_view name = line.substr(0, space);
    const auto bytes = from_base64(line.substr(space + 1));
    NoteSignature signature;
    if (!may_be_name(name) || !bytes || bytes->size() <= signature.id.size()) return std::nullopt;
    signature.name = name;
    const auto id_end = bytes->begin() + static_cast<std::ptrdiff_t>(signature.id.size());
    std::copy(bytes->begin(), id_end, signature.id.begin());
    signature.signature.assign(id_end, bytes->end());
    return signature;
}

Result<std::vector<NoteSignature>, NoteRefusal> parse_block(std::string_view block)
{
    std::vector<NoteSignature> signatures;
    while (!block.empty()) {
        const std::size_t end = block.find('\n');
        if (end == std::string_view::npos) return refuse(NoteRefusal::malformed_signature);
        if (signatures.size() == most_signatures) return refuse(NoteRefusal::too_many_signatures);
        auto signature = parse_line(block.substr(0, end));
        if (!signature) return refuse(NoteRefusal::malformed_signature);
        signatures.push_back(std::move(*signature));
        block.remove_prefix(end + 1);
    }
    return signatures;
}

} // namespace signed_note

NoteVerifier::NoteVerifier(std::string_view name, const PublicKey& key)
    : name_(name), key_(key), id_(signed_note::key_id(name, key))
{
}

std::optional<NoteVerifier> NoteVerifier::make(std::string_view name, const PublicKey& key)
{
    if (!signed_note::may_be_name(name)) return std::nullopt;
    return NoteVerifier(name, key);
}

std::optional<NoteVerifier> NoteVerifier::parse(std::string_view vkey)
{
    const std::size_t name_end = vkey.find('+');
    if (name_end == std::string_view::npos) return std::nullopt;
    const std::size_t id_end = vkey.find('+', name_end + 1);
    if (id_end == std::string_view::npos) return std::nullopt;
    const auto bytes = from_base64(vkey.substr(id_end + 1));
    if (!bytes || bytes->empty() || bytes->front() != signed_note::ed25519) return std::nullopt;
    const auto key = PublicKey::from_bytes(ByteView(*bytes).subspan(1));
    if (!key) return std::nullopt;
    auto verifier = make(vkey.substr(0, name_end), *key);
    if (!verifier || verifier->text() != vkey) return std::nullopt;
    return verifier;
}

std::string NoteVerifier::text() const
{
    Bytes key{signed_note::ed25519};
    key.insert(key.end(), key_.bytes().begin(), key_.bytes().end());
    return name_ + '+' + to_hex(id_) + '+' + to_base64(key);
}

std::string note_signature_line(std::string_view text, const NoteVerifier& verifier,
                                const SigningKey& key)
{
    CHECK(signed_note::may_be_note(text) && text.ends_with('\n'));
    CHECK(verifier.key() == key.public_key());
    const Signature signature = key.sign(as_bytes(text));
    Bytes bytes(verifier.id().begin(), verifier.id().end());
    bytes.insert(bytes.end(), signature.begin(), signature.end());
    return std::string(signed_note::line_start) + verifier.name() + ' ' + to_base64(bytes) + '\n';
}

std::string sign_note(std::string_view text, const NoteVerifier& verifier, const SigningKey& key)
{
    return std::string(text) + '\n' + note_signature_line(text, verifier, key);
}

Result<SignedNote, NoteRefusal> parse_note(std::string_view note)
{
    if (note.size() > signed_note::longest_note) return refuse(NoteRefusal::too_long);
    if (!signed_note::may_be_note(note)) return refuse(NoteRefusal::not_text);
    const std::size_t blank = note.rfind("\n\n");
    if (blank == std::string_view::npos || blank + 2 == note.size())
        return refuse(NoteRefusal::no_signature_block);
    SignedNote parsed;
    parsed.text = note.substr(0, blank + 1);
    parsed.signatures = TRY(signed_note::parse_block(note.substr(blank + 2)));
    return parsed;
}

std::optional<NoteRefusal> verify_note(const SignedNote& note, const NoteVerifier& verifier)
{
    bool known = false;
    for (const NoteSignature& signature : note.signatures) {
        if (signature.name != verifier.name() || signature.id != verifier.id()) continue;
        known = true;
        if (!verify(verifier.key(), as_bytes(note.text), signature.signature))
            return NoteRefusal::bad_signature;
    }
    if (!known) return NoteRefusal::no_known_signature;
    return std::nullopt;
}

} // namespace evenhand::crypto
