#include "core/email_address.hpp"
#include "core/nhs_number.hpp"
#include "core/ni_number.hpp"
#include "core/person_name.hpp"
#include "core/phone_number.hpp"
#include "core/postcode.hpp"
#include "core/reference.hpp"
#include "core/secret.hpp"

#include <fmt/format.h>
#include <fmt/ostream.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <array>
#include <concepts>
#include <functional>
#include <ostream>
#include <string>
#include <type_traits>

// What must not compile: each line below is a way in which an identifier or a key could reach a log
// by accident.
namespace evenhand {

namespace personal_test {

template <class T>
concept Streamable = requires(std::ostream& out, const T& value)
{
    out << value;
};
template <class T>
concept Hashable = requires(const T& value)
{
    std::hash<T>{}(value);
};
template <class T>
concept Ordered = requires(const T& a, const T& b)
{
    a < b;
};
template <class T>
concept TextLike = std::convertible_to<T, std::string> || std::convertible_to<T, std::string_view>;
template <class T>
concept MadeFromText = std::constructible_from<T, std::string> ||
    std::constructible_from<T, const char*> || std::default_initializable<T>;

template <class T>
concept CannotLeak = !fmt::is_formattable<T>::value && !Streamable<T> && !Hashable<T> &&
                     !Ordered<T> && !TextLike<T> && std::equality_comparable<T>;

template <class T>
concept Checked = CannotLeak<T> && !MadeFromText<T>;

static_assert(Checked<NhsNumber>);
static_assert(Checked<NiNumber>);
static_assert(Checked<Postcode>);
static_assert(Checked<PhoneNumber>);
static_assert(Checked<EmailAddress>);
static_assert(Checked<PersonName>);
static_assert(Checked<ResumeCode>);

static_assert(CannotLeak<SecretText>);
static_assert(CannotLeak<Secret<std::array<std::uint8_t, 32>>>);
static_assert(!std::is_copy_constructible_v<SecretText>);
static_assert(!std::is_copy_assignable_v<SecretText>);

template <class A, class B>
concept Comparable = requires(const A& a, const B& b)
{
    a == b;
};
static_assert(!Comparable<NhsNumber, NiNumber>);
static_assert(!Comparable<NhsNumber, std::string>);

// The concepts see what they look for.
static_assert(fmt::is_formattable<std::string>::value && Streamable<std::string> &&
              Hashable<std::string> && Ordered<std::string> && TextLike<std::string>);

} // namespace personal_test

TEST(Secret, IsWipedWhenItIsMovedFrom)
{
    SecretText first(std::string("a pass phrase that does not fit in a short string"));
    const SecretText second = std::move(first);
    EXPECT_TRUE(first.reveal().empty());
    EXPECT_EQ(second.reveal(), "a pass phrase that does not fit in a short string");
}

TEST(Secret, WipesTheTextItWasMadeFrom)
{
    // A short string keeps its letters inside itself, where a move leaves them behind.
    std::string typed = "short";
    const char* const letters = typed.data();
    const SecretText secret(std::move(typed));
    EXPECT_EQ(std::string(letters, 5), std::string(5, '\0'));
    EXPECT_EQ(secret.reveal(), "short");
}

TEST(Secret, IsWipedWhenItDies)
{
    alignas(SecretText) std::array<unsigned char, sizeof(SecretText)> room{};
    auto* const secret = new (room.data()) SecretText(std::string("short"));
    const auto* const letters = reinterpret_cast<const unsigned char*>(secret->reveal().data());
    ASSERT_GE(letters, room.data()); // the short string lies inside the object
    ASSERT_LT(letters, room.data() + room.size());
    const auto at = letters - room.data();
    secret->~SecretText();
    EXPECT_EQ(std::string(room.begin() + at, room.begin() + at + 5), std::string(5, '\0'));
}

TEST(Secret, AnArrayIsWipedToo)
{
    std::array<std::uint8_t, 4> key{1, 2, 3, 4};
    Secret<std::array<std::uint8_t, 4>> secret(std::move(key));
    EXPECT_EQ(key, (std::array<std::uint8_t, 4>{}));
    EXPECT_EQ(secret.copy(), secret);
    const auto other = std::move(secret);
    EXPECT_EQ(secret.reveal(), (std::array<std::uint8_t, 4>{}));
    EXPECT_EQ(other.reveal(), (std::array<std::uint8_t, 4>{1, 2, 3, 4}));
}

TEST(Secret, EqualityNeedsEqualLengthAndBytes)
{
    EXPECT_EQ(SecretText(std::string("abc")), SecretText(std::string("abc")));
    EXPECT_FALSE(SecretText(std::string("abc")) == SecretText(std::string("abd")));
    EXPECT_FALSE(SecretText(std::string("abc")) == SecretText(std::string("abcd")));
    EXPECT_EQ(SecretText(std::string()), SecretText(std::string()));
}

} // namespace evenhand
