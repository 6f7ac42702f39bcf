#include "core/check.hpp"
#include "core/keyed_random_source.hpp"
#include "crypto/canonical.hpp"
#include "crypto/hash.hpp"
#include "crypto/sealing.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sodium.h>

#include <set>
#include <type_traits>

namespace evenhand::crypto::sealing_test {

/// A number from 0 to `end` - 1, for choosing among cases.
std::size_t pick(RandomSource& random, std::size_t end)
{
    std::array<std::uint8_t, 2> bytes{};
    random.fill(bytes);
    return (bytes[0] * 256U + bytes[1]) % end;
}

constexpr int rounds = 10'000;
constexpr std::size_t overhead = 1 + 24 + 16;

Bytes hex(std::string_view text)
{
    return from_hex(text).value();
}

const SealContext name_of_person{
    .table = "person", .column = "name", .row = "0a1b", .key_version = 1};
const WrapContext contact_key{.subject = "0a1b", .key_class = "contact", .master_version = 1};

Bytes random_bytes(RandomSource& random, std::size_t size)
{
    Bytes bytes(size);
    random.fill(bytes);
    return bytes;
}

/// Always gives the same bytes, so that a sealed text can be computed twice.
class FixedNonce final : public RandomSource
{
public:
    explicit FixedNonce(Bytes nonce) : nonce_(std::move(nonce)) {}
    void fill(std::span<std::uint8_t> out) override
    {
        ASSERT_EQ(out.size(), nonce_.size());
        std::copy(nonce_.begin(), nonce_.end(), out.begin());
    }

private:
    Bytes nonce_;
};

struct DraftVector
{
    Bytes key = hex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
    Bytes nonce = hex("404142434445464748494a4b4c4d4e4f5051525354555657");
    Bytes bound = hex("50515253c0c1c2c3c4c5c6c7");
    std::string plain = "Ladies and Gentlemen of the class of '99: If I could offer you only one "
                        "tip for the future, sunscreen would be it.";
    std::string sealed = "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb"
                         "731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452"
                         "2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
                         "21f9664c97637da9768812f615c68b13b52e"
                         "c0875924c1c7987947deafd8780acf49";
};

Bytes encrypt_directly(const Bytes& key, const Bytes& nonce, const Bytes& bound, ByteView plain)
{
    Bytes out(plain.size() + 16);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out.data(), nullptr, plain.data(), plain.size(),
                                               bound.data(), bound.size(), nullptr, nonce.data(),
                                               key.data());
    return out;
}

std::size_t sealed_size(std::size_t plain_size)
{
    auto random = KeyedRandomSource::from_seed(1);
    const SecretKey key = SecretKey::random(random);
    const std::string sealed = seal(key, name_of_person, Bytes(plain_size, 'x'), random);
    return from_base64url(sealed)->size() - overhead;
}

// draft-irtf-cfrg-xchacha-03, appendix A.3.1: the cipher that we link is the one we mean.
TEST(XChaCha20Poly1305, GivesTheVectorOfTheDraft)
{
    const DraftVector vector;
    EXPECT_EQ(
        to_hex(encrypt_directly(vector.key, vector.nonce, vector.bound, as_bytes(vector.plain))),
        vector.sealed);
}

TEST(Seal, WritesVersionNonceAndCipherOfThePaddedTextBoundToItsPlace)
{
    const DraftVector vector;
    FixedNonce nonce(vector.nonce);
    const auto key = SecretKey::from_bytes(vector.key).value();

    const std::string sealed = seal(key, name_of_person, "Amina", nonce);

    Bytes padded(32, 0); // ISO/IEC 7816-4: one 0x80, then zeros
    std::copy_n("Amina\x80", 6, padded.begin());
    const Bytes bound = hex("00000005"
                            "666c642f31"
                            "00000006"
                            "706572736f6e"
                            "00000004"
                            "6e616d65"
                            "00000004"
                            "30613162"
                            "00000001");
    Bytes expected{1};
    const Bytes cipher = encrypt_directly(vector.key, vector.nonce, bound, padded);
    expected.insert(expected.end(), vector.nonce.begin(), vector.nonce.end());
    expected.insert(expected.end(), cipher.begin(), cipher.end());
    EXPECT_EQ(sealed, to_base64url(expected));
}

TEST(Seal, PadsTo32_64_128UpTo4096AndThenToWhole4096s)
{
    EXPECT_EQ(sealed_size(0), 32U);
    EXPECT_EQ(sealed_size(31), 32U);
    EXPECT_EQ(sealed_size(32), 64U);
    EXPECT_EQ(sealed_size(63), 64U);
    EXPECT_EQ(sealed_size(64), 128U);
    EXPECT_EQ(sealed_size(2047), 2048U);
    EXPECT_EQ(sealed_size(4095), 4096U);
    EXPECT_EQ(sealed_size(4096), 8192U);
    EXPECT_EQ(sealed_size(8191), 8192U);
    EXPECT_EQ(sealed_size(8192), 12288U);
}

RC_GTEST_PROP(Seal, AnyTextOpensAgainInItsOwnPlace,
              (const std::string& plain, const std::string& table, const std::string& column,
               const std::string& row, std::uint32_t version, std::uint64_t seed))
{
    auto random = KeyedRandomSource::from_seed(seed);
    const SecretKey key = SecretKey::random(random);
    const SealContext place{.table = table, .column = column, .row = row, .key_version = version};
    const auto opened = open(key, place, seal(key, place, plain, random));
    RC_ASSERT(opened.has_value());
    RC_ASSERT(opened->text() == plain);
}

TEST(Open, RefusesTenThousandTextsMovedToAnotherRow)
{
    auto random = KeyedRandomSource::from_seed(2);
    const SecretKey key = SecretKey::random(random);
    int refused = 0;
    for (int round = 0; round < rounds; ++round) {
        const std::string row = to_hex(random_bytes(random, 16));
        const std::string other_row = to_hex(random_bytes(random, 16));
        SealContext place = name_of_person;
        place.row = row;
        const std::string sealed = seal(key, place, random_bytes(random, pick(random, 80)), random);
        ASSERT_TRUE(open(key, place, sealed));
        place.row = other_row;
        const auto opened = open(key, place, sealed);
        refused += !opened && opened.error() == OpenRefusal::not_authentic;
    }
    EXPECT_EQ(refused, rounds);
}

TEST(Open, RefusesTenThousandTextsUnderAWrongPartOfTheirPlace)
{
    auto random = KeyedRandomSource::from_seed(3);
    const SecretKey key = SecretKey::random(random);
    int refused = 0;
    for (int round = 0; round < rounds; ++round) {
        const std::string table = to_hex(random_bytes(random, 1 + pick(random, 4)));
        const std::string column = to_hex(random_bytes(random, 1 + pick(random, 4)));
        const std::string row = to_hex(random_bytes(random, 1 + pick(random, 4)));
        const SealContext place{.table = table, .column = column, .row = row, .key_version = 1};
        const std::string sealed = seal(key, place, "x", random);
        // The last two move a letter over the border between two parts, which only the lengths in
        // front of the parts tell apart.
        const std::string joined = table + column;
        const std::string column_and_row = column + row;
        const std::string_view both = joined;
        const std::string_view both_after = column_and_row;
        const std::array<SealContext, 6> wrong{{
            {.table = "other", .column = column, .row = row, .key_version = 1},
            {.table = table, .column = "other", .row = row, .key_version = 1},
            {.table = table, .column = column, .row = "other", .key_version = 1},
            {.table = table, .column = column, .row = row, .key_version = 2},
            {.table = both.substr(0, table.size() + 1),
             .column = both.substr(table.size() + 1),
             .row = row,
             .key_version = 1},
            {.table = table,
             .column = both_after.substr(0, column.size() - 1),
             .row = both_after.substr(column.size() - 1),
             .key_version = 1},
        }};
        const auto opened = open(key, wrong[pick(random, wrong.size())], sealed);
        refused += !opened && opened.error() == OpenRefusal::not_authentic;
    }
    EXPECT_EQ(refused, rounds);
}

TEST(Open, RefusesTenThousandTextsWithOneBitChanged)
{
    auto random = KeyedRandomSource::from_seed(4);
    const SecretKey key = SecretKey::random(random);
    const auto sealed = from_base64url(seal(key, name_of_person, "Amina Yusuf", random)).value();
    int refused = 0;
    for (int round = 0; round < rounds; ++round) {
        Bytes changed = sealed;
        changed[pick(random, changed.size())] ^= static_cast<std::uint8_t>(1U << pick(random, 8));
        refused += !open(key, name_of_person, to_base64url(changed));
    }
    EXPECT_EQ(refused, rounds);
}

TEST(Open, RefusesTenThousandTextsThatWereCutOrLengthened)
{
    auto random = KeyedRandomSource::from_seed(5);
    const SecretKey key = SecretKey::random(random);
    int refused = 0;
    for (int round = 0; round < rounds; ++round) {
        Bytes sealed =
            from_base64url(seal(key, name_of_person, Bytes(pick(random, 200), 'x'), random))
                .value();
        const std::size_t other_size = pick(random, 2 * sealed.size());
        sealed.resize(other_size == sealed.size() ? 0 : other_size);
        refused += !open(key, name_of_person, to_base64url(sealed));
    }
    EXPECT_EQ(refused, rounds);
}

TEST(Open, RefusesTenThousandTextsSealedUnderAnotherKey)
{
    auto random = KeyedRandomSource::from_seed(6);
    int refused = 0;
    for (int round = 0; round < rounds; ++round) {
        const SecretKey one = SecretKey::random(random);
        const SecretKey other = SecretKey::random(random);
        const auto opened = open(other, name_of_person, seal(one, name_of_person, "x", random));
        refused += !opened && opened.error() == OpenRefusal::not_authentic;
    }
    EXPECT_EQ(refused, rounds);
}

TEST(Open, SaysWhyATextCannotBeTried)
{
    auto random = KeyedRandomSource::from_seed(7);
    const SecretKey key = SecretKey::random(random);
    const auto why = [&](std::string_view text) { return open(key, name_of_person, text).error(); };
    EXPECT_EQ(why(""), OpenRefusal::malformed);
    EXPECT_EQ(why("not base64!"), OpenRefusal::malformed);
    EXPECT_EQ(why(to_base64url(Bytes(overhead - 1, 1))), OpenRefusal::malformed);
    EXPECT_EQ(why(to_base64url(Bytes(overhead + 32, 2))), OpenRefusal::unknown_version);
    EXPECT_EQ(why(to_base64url(Bytes(overhead + 32, 1))), OpenRefusal::not_authentic);
}

TEST(Open, RefusesAnAuthenticTextWithoutPadding)
{
    const DraftVector vector;
    const auto key = SecretKey::from_bytes(vector.key).value();
    const Bytes bound =
        CanonicalWriter().field("fld/1").field("person").field("name").field("0a1b").u32(1).bytes();
    for (const std::size_t size : {0U, 32U}) {
        Bytes sealed{1};
        const Bytes cipher = encrypt_directly(vector.key, vector.nonce, bound, Bytes(size, 0));
        sealed.insert(sealed.end(), vector.nonce.begin(), vector.nonce.end());
        sealed.insert(sealed.end(), cipher.begin(), cipher.end());
        const auto opened = open(key, name_of_person, to_base64url(sealed));
        ASSERT_FALSE(opened);
        EXPECT_EQ(opened.error(), OpenRefusal::malformed);
    }
}

TEST(Seal, NeverRepeatsANonce)
{
    SystemRandomSource random;
    const SecretKey key = SecretKey::random(random);
    std::set<Bytes> nonces;
    for (int round = 0; round < rounds; ++round) {
        const auto sealed = from_base64url(seal(key, name_of_person, "same", random)).value();
        nonces.emplace(sealed.begin() + 1, sealed.begin() + 25);
    }
    EXPECT_EQ(nonces.size(), static_cast<std::size_t>(rounds));
}

TEST(WrapKey, UnwrapsOnlyForItsPersonClassAndMasterVersion)
{
    auto random = KeyedRandomSource::from_seed(8);
    const SecretKey master = SecretKey::random(random);
    int refused = 0;
    constexpr std::array classes{"contact", "casework", "research", "linkage"};
    for (int round = 0; round < rounds; ++round) {
        const SecretKey key = SecretKey::random(random);
        const std::string person = to_hex(random_bytes(random, 16));
        const WrapContext place{.subject = person, .key_class = classes[pick(random, 4)]};
        const std::string wrapped = wrap_key(master, place, key, random);

        const auto unwrapped = unwrap_key(master, place, wrapped);
        ASSERT_TRUE(unwrapped);
        ASSERT_TRUE(equal_in_constant_time(ByteView(unwrapped->bytes()), key.bytes()));

        const std::array<WrapContext, 3> wrong{{
            {.subject = "someone else", .key_class = place.key_class},
            {.subject = person, .key_class = "another class"},
            {.subject = person, .key_class = place.key_class, .master_version = 2},
        }};
        const auto stolen = unwrap_key(master, wrong[pick(random, wrong.size())], wrapped);
        refused += !stolen && stolen.error() == OpenRefusal::not_authentic;
    }
    EXPECT_EQ(refused, rounds);
}

TEST(UnwrapKey, RefusesASealedFieldAndAnotherLength)
{
    auto random = KeyedRandomSource::from_seed(9);
    const SecretKey master = SecretKey::random(random);
    const auto field = unwrap_key(master, contact_key, seal(master, name_of_person, "x", random));
    ASSERT_FALSE(field);
    EXPECT_EQ(field.error(), OpenRefusal::not_authentic);
    auto longer =
        from_base64url(wrap_key(master, contact_key, SecretKey::random(random), random)).value();
    longer.push_back(0);
    const auto refused = unwrap_key(master, contact_key, to_base64url(longer));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), OpenRefusal::malformed);
    EXPECT_EQ(unwrap_key(master, contact_key, "?").error(), OpenRefusal::malformed);
}

TEST(Secret, CannotBeCopiedAndIsEmptyOnceMovedAway)
{
    static_assert(!std::is_copy_constructible_v<SecretKey>);
    static_assert(!std::is_copy_assignable_v<SecretKey>);
    static_assert(!std::is_copy_constructible_v<Opened>);
    static_assert(!fmt::is_formattable<SecretKey>::value);
    static_assert(!fmt::is_formattable<Opened>::value);
    auto random = KeyedRandomSource::from_seed(10);
    SecretKey key = SecretKey::random(random);
    const SecretKey taken = std::move(key);
    EXPECT_THROW((void)key.bytes(), Bug); // NOLINT(bugprone-use-after-move): that is the test
    EXPECT_NE(Bytes(taken.bytes().begin(), taken.bytes().end()), Bytes(32, 0));
    EXPECT_FALSE(SecretKey::from_bytes(Bytes(31)));
    EXPECT_FALSE(SecretKey::from_bytes(Bytes(33)));
}

TEST(Secret, ItsMemoryIsWipedBeforeAnotherSecretGetsIt)
{
    const std::uint8_t* where = nullptr;
    {
        const SecretKey key = SecretKey::from_bytes(Bytes(32, 0xab)).value();
        where = key.bytes().data();
    }
    const LockedBlock next; // the block given back last is taken first
    ASSERT_EQ(next.bytes().data(), where);
    EXPECT_TRUE(std::all_of(next.bytes().begin(), next.bytes().end(),
                            [](std::uint8_t byte) { return byte == 0; }));
}

TEST(Secret, TakesTheBytesOfTheOneAssignedToIt)
{
    SecretKey key = SecretKey::from_bytes(Bytes(32, 1)).value();
    key = SecretKey::from_bytes(Bytes(32, 2)).value();
    EXPECT_EQ(Bytes(key.bytes().begin(), key.bytes().end()), Bytes(32, 2));
}

TEST(Secret, ManyAtOnceKeepTheirOwnBytes)
{
    std::vector<SecretKey> keys;
    for (std::size_t i = 0; i < 2000; ++i)
        keys.push_back(SecretKey::from_bytes(Bytes(32, static_cast<std::uint8_t>(i))).value());
    std::set<const std::uint8_t*> places;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        places.insert(keys[i].bytes().data());
        EXPECT_EQ(keys[i].bytes()[31], static_cast<std::uint8_t>(i));
    }
    EXPECT_EQ(places.size(), keys.size());
}

TEST(Opened, KeepsItsTextWhenMoved)
{
    Opened one(Bytes{'o', 'n', 'e'});
    Opened two(Bytes{'t', 'w', 'o'});
    two = std::move(one);
    EXPECT_EQ(two.text(), "one");
}

} // namespace evenhand::crypto::sealing_test
