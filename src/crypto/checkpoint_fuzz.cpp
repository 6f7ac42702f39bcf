// A checkpoint read back from a file, an e-mail or a registry is outside bytes. What must hold of
// any bytes at all: reading them ends, and whatever is read is exactly what writing it again gives.
#include "core/check.hpp"
#include "crypto/checkpoint.hpp"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace evenhand;
    using namespace evenhand::crypto;
    const std::string_view text = as_text({data, size});
    if (const auto read = parse_checkpoint_text(text)) CHECK(checkpoint_text(*read) == text);
    if (const auto verifier = NoteVerifier::parse(text)) CHECK(verifier->text() == text);
    if (const auto note = parse_note(text)) {
        CHECK(!note->signatures.empty() && text.starts_with(note->text));
        (void)parse_checkpoint_text(note->text);
    }
    return 0;
}
