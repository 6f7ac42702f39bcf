#include "crypto/checkpoint.hpp"

#include "core/check.hpp"

#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace evenhand::crypto {

namespace checkpoint {

std::vector<std::string_view> lines_of(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos) return {}; // the last line has no end
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end + 1);
    }
    return lines;
}

std::optional<std::uint64_t> parse_size(std::string_view text)
{
    std::int64_t size = 0; // our databases hold no unsigned 64-bit numbers
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
    if (error != std::errc() || std::to_string(size) != text || size < 0) return std::nullopt;
    return static_cast<std::uint64_t>(size);
}

CheckpointRefusal refusal_of(NoteRefusal refusal)
{
    switch (refusal) {
    case NoteRefusal::no_known_signature:
        return CheckpointRefusal::not_signed;
    case NoteRefusal::bad_signature:
        return CheckpointRefusal::bad_signature;
    case NoteRefusal::too_long:
    case NoteRefusal::not_text:
    case NoteRefusal::no_signature_block:
    case NoteRefusal::malformed_signature:
    case NoteRefusal::too_many_signatures:
        return CheckpointRefusal::not_a_note;
    }
    CHECK(!"a refusal outside the enum");
    return CheckpointRefusal::not_a_note;
}

} // namespace checkpoint

std::string checkpoint_text(const Checkpoint& checkpoint)
{
    CHECK(checkpoint.head.size <=
          static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()));
    return checkpoint.origin + '\n' + std::to_string(checkpoint.head.size) + '\n' +
           to_base64(checkpoint.head.root.bytes()) + '\n';
}

std::string sign_checkpoint(const Checkpoint& checkpoint, const NoteVerifier& verifier,
                            const SigningKey& key)
{
    CHECK(checkpoint.origin == verifier.name());
    return sign_note(checkpoint_text(checkpoint), verifier, key);
}

Result<Checkpoint, CheckpointRefusal> parse_checkpoint_text(std::string_view text)
{
    const auto lines = checkpoint::lines_of(text);
    if (lines.size() < 3) return refuse(CheckpointRefusal::malformed);
    for (const std::string_view line : lines)
        if (line.empty()) return refuse(CheckpointRefusal::malformed);
    const auto size = checkpoint::parse_size(lines[1]);
    const auto root_bytes = from_base64(lines[2]);
    if (!size || !root_bytes) return refuse(CheckpointRefusal::malformed);
    const auto root = Hash256::from_bytes(*root_bytes);
    if (!root) return refuse(CheckpointRefusal::malformed);
    if (lines.size() > 3) return refuse(CheckpointRefusal::extension_lines);
    return Checkpoint{std::string(lines[0]), {*size, *root}};
}

Result<Checkpoint, CheckpointRefusal> open_checkpoint(std::string_view note,
                                                      const NoteVerifier& log)
{
    const auto parsed = parse_note(note);
    if (!parsed) return refuse(checkpoint::refusal_of(parsed.error()));
    if (const auto refusal = verify_note(*parsed, log))
        return refuse(checkpoint::refusal_of(*refusal));
    auto opened = TRY(parse_checkpoint_text(parsed->text));
    if (opened.origin != log.name()) return refuse(CheckpointRefusal::other_origin);
    return opened;
}

} // namespace evenhand::crypto
