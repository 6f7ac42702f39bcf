#include "crypto/one_time_code.hpp"

#include "core/check.hpp"
#include "core/keyed_random_source.hpp"

#include <gtest/gtest.h>

#include <set>

namespace evenhand::crypto::one_time_code_test {

using std::chrono::seconds;

TotpSecret rfc_secret()
{
    return TotpSecret::from_bytes(as_bytes("12345678901234567890")).value();
}

Instant at(std::int64_t unix_seconds)
{
    return Instant::from_micros(unix_seconds * 1'000'000);
}

SecretKey key_of(std::uint8_t byte)
{
    return SecretKey::from_bytes(Bytes(32, byte)).value();
}

// RFC 6238 appendix B prints eight digits; six are their last six.
TEST(Totp, GivesTheCodesOfRfc6238)
{
    const TotpSecret secret = rfc_secret();
    const auto code = [&](std::int64_t time) { return totp_code(secret, totp_step(at(time))); };
    EXPECT_EQ(code(59), "287082");
    EXPECT_EQ(code(1111111109), "081804");
    EXPECT_EQ(code(1111111111), "050471");
    EXPECT_EQ(code(1234567890), "005924");
    EXPECT_EQ(code(2000000000), "279037");
    EXPECT_EQ(code(20000000000), "353130");
}

TEST(Totp, ACodeIsTakenWithinOneStepOfNowAndSaysWhichStepItWas)
{
    const TotpSecret secret = rfc_secret();
    const Instant now = at(1'000'000'000);
    const std::int64_t step = totp_step(now);
    for (const std::int64_t offset : {-1, 0, 1})
        EXPECT_EQ(check_totp(secret, totp_code(secret, step + offset), now, std::nullopt).value(),
                  step + offset);
    for (const std::int64_t offset : {-2, 2, 120})
        EXPECT_EQ(check_totp(secret, totp_code(secret, step + offset), now, std::nullopt).error(),
                  CodeRefusal::wrong);
}

TEST(Totp, AStepLastsThirtySeconds)
{
    EXPECT_EQ(totp_step(at(29)), 0);
    EXPECT_EQ(totp_step(at(30)), 1);
    EXPECT_EQ(totp_step(at(30) - std::chrono::microseconds(1)), 0);
}

TEST(Totp, ACodeIsTakenOnceAndNoneBeforeTheLastOneTaken)
{
    const TotpSecret secret = rfc_secret();
    const Instant now = at(1'000'000'000);
    const std::int64_t step = totp_step(now);
    const std::string code = totp_code(secret, step);
    const std::int64_t used = check_totp(secret, code, now, std::nullopt).value();
    EXPECT_EQ(check_totp(secret, code, now, used).error(), CodeRefusal::already_used);
    EXPECT_EQ(check_totp(secret, code, now + seconds(30), used).error(), CodeRefusal::already_used);
    EXPECT_EQ(check_totp(secret, totp_code(secret, step - 1), now, used).error(),
              CodeRefusal::already_used);
    EXPECT_EQ(check_totp(secret, totp_code(secret, step + 1), now, used).value(), step + 1);
}

// The keyed source gives a secret whose code is the same in two steps one apart, so that a replay
// as the later step would be possible if the earlier were taken.
TEST(Totp, ACodeThatFitsTwoStepsCountsAsTheLater)
{
    auto random = KeyedRandomSource::from_seed(11);
    const TotpSecret secret = TotpSecret::random(random);
    std::int64_t step = 1;
    while (totp_code(secret, step) != totp_code(secret, step + 1))
        ++step;
    const Instant now = at(step * 30);
    const std::string code = totp_code(secret, step);
    const std::int64_t used = check_totp(secret, code, now, std::nullopt).value();
    EXPECT_EQ(used, step + 1);
    EXPECT_EQ(check_totp(secret, code, now + seconds(30), used).error(), CodeRefusal::already_used);
}

TEST(Totp, AtTheBeginningOfTimeThereIsNoEarlierStep)
{
    const TotpSecret secret = rfc_secret();
    EXPECT_EQ(check_totp(secret, totp_code(secret, 0), at(0), std::nullopt).value(), 0);
    EXPECT_THROW((void)totp_step(at(-1)), Bug);
    EXPECT_THROW((void)totp_code(secret, -1), Bug);
}

TEST(Totp, SpacesAreForgivenAndAnythingElseIsMalformed)
{
    const TotpSecret secret = rfc_secret();
    EXPECT_TRUE(check_totp(secret, " 287 082 ", at(59), std::nullopt));
    for (const char* typed : {"", "28708", "2870822", "28708a", "-87082", "\u0662\u0668\u0667"})
        EXPECT_EQ(check_totp(secret, typed, at(59), std::nullopt).error(), CodeRefusal::malformed)
            << typed;
}

TEST(Totp, TheSecretIsWrittenInBase32AndCarriedByAnOtpauthAddress)
{
    const TotpSecret secret = rfc_secret();
    EXPECT_EQ(base32_of(secret), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    EXPECT_EQ(otpauth_uri(secret, {.issuer = "Working Win", .account = "amina@example.org"}),
              "otpauth://totp/Working%20Win:amina%40example.org"
              "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Working%20Win"
              "&algorithm=SHA1&digits=6&period=30");
}

TEST(RecoveryCodes, AreTenOfSixteenLettersThatCannotBeMisread)
{
    auto random = KeyedRandomSource::from_seed(1);
    std::set<std::string> seen;
    for (int round = 0; round < 100; ++round)
        for (const std::string& code : make_recovery_codes(random)) {
            ASSERT_EQ(code.size(), 19U);
            ASSERT_EQ(code.find_first_not_of("0123456789ABCDEFGHJKMNPQRSTVWXYZ-"),
                      std::string::npos);
            ASSERT_EQ(code[4], '-');
            ASSERT_EQ(code[9], '-');
            ASSERT_EQ(code[14], '-');
            seen.insert(code);
        }
    EXPECT_EQ(seen.size(), 1000U);
}

TEST(RecoveryCodes, WriteEveryBitOfTheirEightyBits)
{
    struct Pattern final : RandomSource
    {
        std::uint8_t next = 0;
        void fill(std::span<std::uint8_t> out) override
        {
            for (std::uint8_t& byte : out)
                byte = next;
            next = static_cast<std::uint8_t>(next == 0 ? 0xff : next << 1U);
        }
    } pattern;
    const RecoveryCodes codes = make_recovery_codes(pattern);
    EXPECT_EQ(codes[0], "0000-0000-0000-0000");
    EXPECT_EQ(codes[1], "ZZZZ-ZZZZ-ZZZZ-ZZZZ");
    EXPECT_EQ(codes[2], "ZVZF-XZQY-ZVZF-XZQY"); // bytes 0xfe
    EXPECT_EQ(codes[9], codes[0]);
    EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()).size(), 9U);
}

TEST(RecoveryCodes, AreKnownAgainHoweverTheyAreTyped)
{
    const auto hash = [](std::string_view typed) {
        return recovery_code_hash(key_of(1), "amina", typed);
    };
    const auto stored = hash("7K3D-9QX0-1ABC-DEFG");
    ASSERT_TRUE(stored);
    EXPECT_EQ(hash("7k3d9qxoiabcdefg"), stored);
    EXPECT_EQ(hash(" 7K3D 9QXO LABC DEFG"), stored);
    EXPECT_NE(hash("7K3D-9QX0-1ABC-DEFH"), stored);
}

TEST(RecoveryCodes, AHashServesOneAccountUnderOneKey)
{
    const char* code = "7K3D-9QX0-1ABC-DEFG";
    const auto stored = recovery_code_hash(key_of(1), "amina", code);
    EXPECT_NE(recovery_code_hash(key_of(1), "brian", code), stored);
    EXPECT_NE(recovery_code_hash(key_of(2), "amina", code), stored);
}

TEST(RecoveryCodes, WhatCannotBeOneHasNoHash)
{
    for (const char* typed : {"", "7K3D-9QX0-1ABC-DEF", "7K3D-9QX0-1ABC-DEFGH",
                              "7K3D-9QX0-1ABC-DEFU", "7K3D-9QX0-1ABC-DEF!"})
        EXPECT_FALSE(recovery_code_hash(key_of(1), "amina", typed)) << typed;
}

} // namespace evenhand::crypto::one_time_code_test
