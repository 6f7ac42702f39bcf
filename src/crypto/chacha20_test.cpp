#include "crypto/chacha20.hpp"

#include <gtest/gtest.h>

namespace evenhand::crypto::chacha20_test {

std::string stream_hex(const Hash256& key, int words)
{
    ChaCha20Words stream(key);
    Bytes bytes;
    for (int i = 0; i < words; ++i) {
        const std::uint32_t word = stream.next();
        for (int shift = 0; shift < 32; shift += 8)
            bytes.push_back(static_cast<std::uint8_t>(word >> shift & 0xFFU));
    }
    return to_hex(bytes);
}

// RFC 8439, appendix A.1, test vectors 1 and 2: zero key, zero nonce, counters 0 and 1.
TEST(ChaCha20Words, ItIsTheStreamOfTheRfcFromBlockToBlock)
{
    EXPECT_EQ(stream_hex(Hash256{}, 32),
              "76b8e0ada0f13d90405d6ae55386bd28bdd219b8a08ded1aa836efcc8b770dc7"
              "da41597c5157488d7724e03fb8d84a376a43b8f41518a11cc387b669b2ee6586"
              "9f07e7be5551387a98ba977c732d080dcb0f29a048e3656912c6533e32ee7aed"
              "29b721769ce64e43d57133b074d839d531ed1f28510afb45ace10a1f4b794d6f");
}

TEST(ChaCha20Words, AnotherKeyIsAnotherStream)
{
    EXPECT_NE(stream_hex(sha256("one"), 4), stream_hex(sha256("other"), 4));
}

} // namespace evenhand::crypto::chacha20_test
