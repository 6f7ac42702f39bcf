#include "crypto/password.hpp"

#include "core/check.hpp"
#include "core/encoding.hpp"
#include "core/keyed_random_source.hpp"
#include "crypto/password_text.hpp"
#include "crypto/sealing.hpp"

#include <gtest/gtest.h>
#include <sodium.h>

#include <array>
#include <atomic>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

namespace evenhand::crypto::password_test {

constexpr std::string_view right = "lantern-orbit-42-fern";

PasswordCost cheap()
{
    return PasswordCost::fast_for_made_up_people(Mode::demo);
}

SecretKey pepper(std::uint8_t byte = 1)
{
    return SecretKey::from_bytes(Bytes(32, byte)).value();
}

/// What stands in a sealed hash, to look at.
std::string opened_hash(std::string_view stored, std::string_view account)
{
    const auto opened =
        open(pepper(), {.table = "password", .column = "argon2id", .row = account}, stored);
    return std::string(opened.value().text());
}

TEST(PasswordHasher, TheRightPasswordIsRightAndAnyOtherIsWrong)
{
    auto random = KeyedRandomSource::from_seed(1);
    PasswordHasher hasher(pepper(), cheap(), random);
    const std::string stored = hasher.hash(right, "amina", random).value();
    EXPECT_EQ(hasher.verify(right, "amina", stored).value(), PasswordVerdict::right);
    for (const char* other : {"", "lantern-orbit-42-feRn", "lantern-orbit-42-fern ", "\xff"})
        EXPECT_EQ(hasher.verify(other, "amina", stored).value(), PasswordVerdict::wrong) << other;
}

TEST(PasswordHasher, AnUnknownAccountIsWrongWhateverIsTyped)
{
    auto random = KeyedRandomSource::from_seed(2);
    PasswordHasher hasher(pepper(), cheap(), random);
    EXPECT_EQ(hasher.verify(right, "nobody", std::nullopt).value(), PasswordVerdict::wrong);
    EXPECT_EQ(hasher.verify("", "nobody", std::nullopt).value(), PasswordVerdict::wrong);
}

TEST(PasswordHasher, TheSamePasswordTypedInAnotherUnicodeFormIsRight)
{
    auto random = KeyedRandomSource::from_seed(3);
    PasswordHasher hasher(pepper(), cheap(), random);
    const std::string stored = hasher.hash("caf\u00e9 \ufb01eld lantern", "amina", random).value();
    EXPECT_EQ(hasher.verify("cafe\u0301 field lantern", "amina", stored).value(),
              PasswordVerdict::right);
}

TEST(PasswordHasher, OneAccountsHashDoesNotServeAnother)
{
    auto random = KeyedRandomSource::from_seed(4);
    PasswordHasher hasher(pepper(), cheap(), random);
    const std::string stored = hasher.hash(right, "amina", random).value();
    EXPECT_THROW((void)hasher.verify(right, "brian", stored), std::runtime_error);
}

TEST(PasswordHasher, AHashUnderAnotherPepperOrDamagedIsAFaultAndNotAWrongPassword)
{
    auto random = KeyedRandomSource::from_seed(5);
    PasswordHasher hasher(pepper(), cheap(), random);
    PasswordHasher other(pepper(2), cheap(), random);
    const std::string stored = hasher.hash(right, "amina", random).value();
    EXPECT_THROW((void)other.verify(right, "amina", stored), std::runtime_error);
    EXPECT_THROW((void)hasher.verify(right, "amina", "damaged"), std::runtime_error);
    // Sealed by us for that place, but no hash: what is stored there must never be taken as one.
    const SealContext place{.table = "password", .column = "argon2id", .row = "amina"};
    EXPECT_THROW((void)hasher.verify(right, "amina", seal(pepper(), place, "no hash", random)),
                 std::runtime_error);
    EXPECT_THROW(
        (void)hasher.verify(right, "amina", seal(pepper(), place, Bytes(300, 'x'), random)),
        std::runtime_error);
}

TEST(PasswordHasher, AHashMadeAtAnotherCostAsksToBeMadeAnew)
{
    auto random = KeyedRandomSource::from_seed(6);
    PasswordHasher cheap_hasher(pepper(), cheap(), random);
    PasswordHasher standard_hasher(pepper(), PasswordCost::standard(), random);
    const std::string cheap_hash = cheap_hasher.hash(right, "amina", random).value();
    EXPECT_EQ(standard_hasher.verify(right, "amina", cheap_hash).value(),
              PasswordVerdict::right_but_rehash);
    EXPECT_EQ(standard_hasher.verify("wrong-orbit-42-fern", "amina", cheap_hash).value(),
              PasswordVerdict::wrong);
    const std::string hash = standard_hasher.hash(right, "amina", random).value();
    EXPECT_EQ(standard_hasher.verify(right, "amina", hash).value(), PasswordVerdict::right);
    EXPECT_TRUE(opened_hash(hash, "amina").starts_with("$argon2id$v=19$m=65536,t=3,p=1$"));
}

TEST(PasswordHasher, WritesTheTextFormThatLibsodiumReads)
{
    auto random = KeyedRandomSource::from_seed(7);
    PasswordHasher hasher(pepper(), cheap(), random);
    const std::string text = opened_hash(hasher.hash(right, "amina", random).value(), "amina");
    std::array<char, crypto_pwhash_STRBYTES> buffer{};
    std::copy(text.begin(), text.end(), buffer.begin());
    EXPECT_EQ(crypto_pwhash_str_verify(buffer.data(), right.data(), right.size()), 0);
    EXPECT_EQ(text.size(), std::string_view("$argon2id$v=19$m=8,t=1,p=1$").size() + 22 + 1 + 43);
}

TEST(PasswordHasher, EqualPasswordsHaveUnequalHashes)
{
    auto random = KeyedRandomSource::from_seed(8);
    PasswordHasher hasher(pepper(), cheap(), random);
    std::set<std::string> salts;
    for (int i = 0; i < 100; ++i)
        salts.insert(opened_hash(hasher.hash(right, "amina", random).value(), "amina"));
    EXPECT_EQ(salts.size(), 100U);
}

TEST(PasswordHasher, TheSameSeedGivesTheSameStoredText)
{
    const auto stored = [] {
        auto random = KeyedRandomSource::from_seed(9);
        return PasswordHasher(pepper(), cheap(), random).hash(right, "amina", random).value();
    };
    EXPECT_EQ(stored(), stored());
}

TEST(PasswordCost, TheFastProfileExistsInADemoOnly)
{
    EXPECT_THROW((void)PasswordCost::fast_for_made_up_people(Mode::live), Bug);
    EXPECT_THROW((void)PasswordCost::fast_for_made_up_people(Mode::training), Bug);
    EXPECT_EQ(PasswordCost::standard().memory_bytes(), 64U * 1024 * 1024);
    EXPECT_EQ(PasswordCost::standard().passes(), 3U);
}

TEST(Gate, LetsFourInKeepsThirtyTwoWaitingAndTurnsTheRestAway)
{
    Gate gate(4, 32);
    std::vector<Gate::Ticket> inside;
    for (int i = 0; i < 4; ++i)
        inside.push_back(gate.enter().value());
    std::atomic<int> let_in{0};
    std::vector<std::thread> queue;
    for (int i = 0; i < 32; ++i)
        queue.emplace_back([&] { let_in += gate.enter().has_value(); });
    while (gate.waiting() < 32)
        std::this_thread::yield();

    EXPECT_EQ(gate.running(), 4U);
    EXPECT_FALSE(gate.enter());

    inside.clear();
    for (std::thread& waiting : queue)
        waiting.join();
    EXPECT_EQ(let_in, 32);
    EXPECT_EQ(gate.running(), 0U);
    EXPECT_EQ(gate.waiting(), 0U);
}

TEST(Gate, NeverHoldsMoreThanItsNumber)
{
    Gate gate(3, 100);
    std::atomic<int> inside{0};
    std::atomic<int> most{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 16; ++i)
        threads.emplace_back([&] {
            for (int round = 0; round < 200; ++round) {
                const auto ticket = gate.enter();
                const int now = ++inside;
                int seen = most;
                while (now > seen && !most.compare_exchange_weak(seen, now)) {
                }
                --inside;
            }
        });
    for (std::thread& thread : threads)
        thread.join();
    EXPECT_LE(most, 3);
    EXPECT_GE(most, 1);
}

TEST(PasswordText, OnlyTextWithoutControlCharactersIsOne)
{
    EXPECT_TRUE(normal_password("a b\u00e9"));
    for (const std::string_view text :
         {std::string_view("a\0b", 3), std::string_view("a\tb"), std::string_view("\x7f"),
          std::string_view("\xc3"), std::string_view("\xed\xa0\x80")})
        EXPECT_FALSE(normal_password(text));
    EXPECT_TRUE(normal_password(std::string(1024, 'a')));
    EXPECT_FALSE(normal_password(std::string(1025, 'a')));
}

} // namespace evenhand::crypto::password_test
