#include "crypto/canonical.hpp"
#include "crypto/hash.hpp"

#include <gtest/gtest.h>

#include <set>

namespace evenhand::crypto::hash_test {

Bytes hex(std::string_view text)
{
    return from_hex(text).value();
}

SecretKey key_of(std::uint8_t byte)
{
    return SecretKey::from_bytes(Bytes(SecretKey::size, byte)).value();
}

// FIPS 180-4 examples, as NIST publishes them.
TEST(Sha256, GivesThePublishedDigests)
{
    EXPECT_EQ(sha256("abc").text(),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq").text(),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(sha256("").text(),
              "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Sha256, AddedInPiecesGivesTheDigestOfTheWhole)
{
    Sha256 pieces;
    pieces.add(as_bytes("ab")).add(std::uint8_t{'c'}).add(ByteView{});
    EXPECT_EQ(pieces.finish(), sha256("abc"));
}

// RFC 4231, test cases 1, 2, 3 and 6 (a key longer than a block).
TEST(HmacSha256, GivesTheDigestsOfRfc4231)
{
    EXPECT_EQ(hmac_sha256(Bytes(20, 0x0b), as_bytes("Hi There")).text(),
              "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    EXPECT_EQ(hmac_sha256(as_bytes("Jefe"), as_bytes("what do ya want for nothing?")).text(),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(hmac_sha256(Bytes(20, 0xaa), Bytes(50, 0xdd)).text(),
              "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
    EXPECT_EQ(hmac_sha256(Bytes(131, 0xaa),
                          as_bytes("Test Using Larger Than Block-Size Key - Hash Key First"))
                  .text(),
              "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(HmacSha256, OfASecretKeyIsThatOfItsBytes)
{
    EXPECT_EQ(hmac_sha256(key_of(7), "text"), hmac_sha256(Bytes(32, 7), as_bytes("text")));
}

// RFC 5869, test cases 1 and 3.
TEST(Hkdf, GivesTheKeysOfRfc5869)
{
    Bytes out(42);
    const Bytes secret(22, 0x0b);
    const Bytes salt = hex("000102030405060708090a0b0c");
    const Bytes info = hex("f0f1f2f3f4f5f6f7f8f9");
    hkdf_sha256({.secret = secret, .salt = salt, .info = info}, out);
    EXPECT_EQ(to_hex(out), "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
                           "34007208d5b887185865");
    hkdf_sha256({.secret = secret, .salt = {}, .info = {}}, out);
    EXPECT_EQ(to_hex(out), "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
                           "9d201395faa4b61a96c8");
}

TEST(Derive, AnotherLabelOrMasterGivesAnotherKey)
{
    std::set<std::string> keys;
    for (const auto master : {std::uint8_t{1}, std::uint8_t{2}})
        for (const char* label : {"session/1", "session/2", "csrf/1"})
            keys.insert(to_hex(derive(key_of(master), label).bytes()));
    EXPECT_EQ(keys.size(), 6U);
    EXPECT_EQ(to_hex(derive(key_of(1), "csrf/1").bytes()),
              to_hex(derive(key_of(1), "csrf/1").bytes()));
}

TEST(Hash256, IsReadOnlyFromSixtyFourLowerCaseDigits)
{
    const std::string text = sha256("abc").text();
    EXPECT_EQ(Hash256::parse(text), sha256("abc"));
    EXPECT_FALSE(Hash256::parse("BA" + text.substr(2)));
    EXPECT_FALSE(Hash256::parse(text.substr(2)));
    EXPECT_FALSE(Hash256::parse(text + "00"));
    EXPECT_FALSE(Hash256::parse("zz" + text.substr(2)));
    EXPECT_FALSE(Hash256::from_bytes(Bytes(31)));
}

TEST(ConstantTimeEqual, IsEqualityOfBytesAndLength)
{
    EXPECT_TRUE(equal_in_constant_time("same", "same"));
    EXPECT_FALSE(equal_in_constant_time("same", "sane"));
    EXPECT_FALSE(equal_in_constant_time("same", "sam"));
    EXPECT_TRUE(equal_in_constant_time("", ""));
}

TEST(CanonicalWriter, WritesIntegersBigEndianAndFieldsWithTheirLengthInFront)
{
    const Bytes bytes = CanonicalWriter()
                            .u8(1)
                            .u16(0x0203)
                            .u32(0x04050607)
                            .u64(0x08090a0b0c0d0e0f)
                            .i64(-2)
                            .field("ab")
                            .fixed(Bytes{0xcc})
                            .bytes();
    EXPECT_EQ(to_hex(bytes), "0102030405060708090a0b0c0d0e0ffffffffffffffffe000000026162cc");
}

TEST(LengthPrefix, TwoListsOfFieldsNeverGiveTheSameBytes)
{
    const std::set<Bytes> joined{lp("ab", "c"), lp("a", "bc"), lp("abc", ""),
                                 lp("", "abc"), lp("abc"),     lp("a", "b", "c")};
    EXPECT_EQ(joined.size(), 6U);
}

} // namespace evenhand::crypto::hash_test
