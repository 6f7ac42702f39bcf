#include "http/tokens.hpp"

#include "html/form.hpp"

#include <gtest/gtest.h>

namespace evenhand::http {
namespace tokens_test {

/// Counts upwards: every draw differs, and every run is the same.
class Counting final : public RandomSource
{
public:
    void fill(std::span<std::uint8_t> out) override
    {
        for (auto& byte : out)
            byte = next_++;
    }

private:
    std::uint8_t next_ = 0;
};

Tokens tokens_of(std::uint8_t seed)
{
    const Bytes csrf(32, seed);
    const Bytes journey(32, static_cast<std::uint8_t>(seed + 1));
    return {*crypto::SecretKey::from_bytes(csrf), *crypto::SecretKey::from_bytes(journey)};
}

Viewer on_journey(std::string id)
{
    Viewer viewer;
    viewer.journey_id = std::move(id);
    return viewer;
}

TEST(FormToken, HoldsForItsOwnViewerAndForNobodyElse)
{
    const auto tokens = tokens_of(1);
    const auto token = tokens.form_token(on_journey("one"));
    EXPECT_EQ(token.size(), 64U) << "256 bits, not an encoding of fewer";
    EXPECT_TRUE(tokens.holds(on_journey("one"), token));
    EXPECT_FALSE(tokens.holds(on_journey("two"), token));
    EXPECT_FALSE(tokens.holds(on_journey("one"), token.substr(1)));
    EXPECT_FALSE(tokens.holds(on_journey("one"), ""));
    EXPECT_FALSE(tokens_of(7).holds(on_journey("one"), token));
}

TEST(FormToken, OfAJourneyDoesNotHoldForASessionOfTheSameName)
{
    const auto tokens = tokens_of(1);
    Viewer signed_in;
    signed_in.session_id = "one";
    EXPECT_FALSE(tokens.holds(signed_in, tokens.form_token(on_journey("one"))));
    signed_in.journey_id = "two";
    EXPECT_FALSE(tokens.holds(signed_in, tokens.form_token(on_journey("two"))))
        << "a session is bound to itself, whatever journey the browser also holds";
}

TEST(FormToken, NoneHoldsForAViewerWithoutSessionOrJourney)
{
    const auto tokens = tokens_of(1);
    EXPECT_EQ(tokens.form_token(Viewer{}), "");
    EXPECT_FALSE(tokens.holds(Viewer{}, ""));
}

TEST(Journey, IsKnownByAKeyedHashOfItsCookie)
{
    Counting random;
    const auto tokens = tokens_of(1);
    const auto cookie = Tokens::new_journey_cookie(random);
    EXPECT_EQ(tokens.journey_id(cookie).size(), 32U);
    EXPECT_NE(tokens.journey_id(cookie), tokens.journey_id(Tokens::new_journey_cookie(random)));
    EXPECT_NE(tokens.journey_id(cookie), tokens_of(7).journey_id(cookie));
    EXPECT_EQ(tokens.journey_id("short"), "");
    EXPECT_EQ(tokens.journey_id(""), "");
}

TEST(RequestDigest, IsOfWhatWasAskedAndNotOfTheHiddenFields)
{
    const auto tokens = tokens_of(1);
    Request request;
    request.method = Method::post;
    request.path = "/refer";
    request.form.add("name", "Amina");
    const auto digest = tokens.digest(request);

    auto same = request;
    same.form.add(std::string(html::csrf_field), "abc");
    same.form.add(std::string(html::idempotency_field), "def");
    EXPECT_EQ(tokens.digest(same), digest);

    auto other = request;
    other.form.add("name", "Ben");
    EXPECT_NE(tokens.digest(other), digest);
    other = request;
    other.path = "/refer/2";
    EXPECT_NE(tokens.digest(other), digest);
    other = request;
    other.query.add("name", "Amina");
    EXPECT_NE(tokens.digest(other), digest);
}

TEST(RequestDigest, FieldsThatRunTogetherAlikeAreStillTwo)
{
    const auto tokens = tokens_of(1);
    Request one;
    one.form.add("ab", "c");
    Request other;
    other.form.add("a", "bc");
    EXPECT_NE(tokens.digest(one), tokens.digest(other));
}

TEST(IdempotencyKey, IsThirtyTwoLowerHexadecimalDigits)
{
    Counting random;
    EXPECT_TRUE(Tokens::is_idempotency_key(Tokens::new_idempotency_key(random)));
    EXPECT_FALSE(Tokens::is_idempotency_key(""));
    EXPECT_FALSE(Tokens::is_idempotency_key(std::string(31, 'a')));
    EXPECT_FALSE(Tokens::is_idempotency_key(std::string(32, 'A')));
}

TEST(Provenance, ABrowserThatTellsItsSiteIsBelievedOnThatAlone)
{
    const std::string ours = "http://127.0.0.1:8080";
    EXPECT_TRUE(is_from_our_page({ours, "same-origin"}, ours, /*has_session=*/true));
    EXPECT_TRUE(is_from_our_page({"null", "same-origin"}, ours, true))
        << "our own Referrer-Policy makes browsers say null";
    EXPECT_TRUE(is_from_our_page({"", "same-origin"}, ours, true));
    EXPECT_FALSE(is_from_our_page({ours, "cross-site"}, ours, true));
    EXPECT_FALSE(is_from_our_page({ours, "same-site"}, ours, true));
    EXPECT_FALSE(is_from_our_page({ours, "none"}, ours, true));
    EXPECT_FALSE(is_from_our_page({"http://evil.example", "same-origin"}, ours, true));
}

TEST(Provenance, AnOlderBrowserMustNameOurOriginUnlessThereIsNoSessionToRideOn)
{
    const std::string ours = "http://127.0.0.1:8080";
    EXPECT_TRUE(is_from_our_page({ours, ""}, ours, true));
    EXPECT_FALSE(is_from_our_page({"http://127.0.0.1:8081", ""}, ours, true));
    EXPECT_FALSE(is_from_our_page({"https://127.0.0.1:8080", ""}, ours, true));
    EXPECT_FALSE(is_from_our_page({"", ""}, ours, false));
    EXPECT_FALSE(is_from_our_page({"null", ""}, ours, /*has_session=*/true));
    EXPECT_TRUE(is_from_our_page({"null", ""}, ours, /*has_session=*/false));
}

} // namespace tokens_test
} // namespace evenhand::http
