// A proof comes by e-mail from anyone: reading it may neither read outside it nor throw, and no
// bytes that we did not sign may prove anything.
#include "core/check.hpp"
#include "storage/audit_checkpoints.hpp"
#include "storage/audit_proof.hpp"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace evenhand;
    static const auto log = storage::checkpoint_verifier(
        crypto::Keys::for_demo(7, Instant::from_micros(0)), "evenhand/test");
    CHECK(!storage::proves(as_text({data, size}), as_bytes("a leaf that was never signed"), log));
    return 0;
}
