#include "core/reference.hpp"

#include "core/check.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace evenhand::reference_test {

constexpr std::string_view symbols = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::string_view check_letters = "ABCDEFGHJKLMNPRSTUVWXYZ";

/// Counts upwards: every symbol comes, and the same ones each time.
class CountingSource final : public RandomSource
{
public:
    explicit CountingSource(std::uint8_t first = 0) : next_(first) {}
    void fill(std::span<std::uint8_t> out) override
    {
        for (auto& byte : out)
            byte = next_++;
    }

private:
    std::uint8_t next_;
};

std::string referral(std::string_view typed)
{
    const auto reference = ReferralReference::parse(typed);
    return reference ? reference->text() : std::string(code(reference.error()));
}

std::string study(std::string_view typed)
{
    const auto number = StudyNumber::parse(typed, "WW");
    return number ? number->text() : std::string(code(number.error()));
}

std::string resume(std::string_view typed)
{
    const auto resume = ResumeCode::parse(typed);
    return resume ? resume->reveal() : std::string(code(resume.error()));
}

std::string exchanged(std::string text, std::size_t a, std::size_t b)
{
    std::swap(text[a], text[b]);
    return text;
}

/// All single wrong symbols of `text` at the positions given that are taken for valid.
int wrong_symbols_taken(const std::string& text, const std::vector<std::size_t>& positions,
                        std::string_view alphabet, std::string (*parse)(std::string_view))
{
    int taken = 0;
    for (const std::size_t at : positions)
        for (const char other : alphabet) {
            std::string wrong = text;
            wrong[at] = other;
            if (wrong != text && parse(wrong) == wrong) ++taken;
        }
    return taken;
}

TEST(ReferralReference, ExamplesAreValidHoweverTheyAreTyped)
{
    for (const char* typed :
         {"R-7K3D9-8", "r-7k3d9-8", "R7K3D98", "7k3d98", " R 7K3D9 8 ", "7K3D9-8.",
          "R\xE2\x80\x93"
          "7K3D9\xE2\x80\x93"
          "8"})
        EXPECT_EQ(referral(typed), "R-7K3D9-8") << typed;
    EXPECT_EQ(referral("R-2M4QX-R"), "R-2M4QX-R");
    EXPECT_EQ(referral("R-9TPVB-Y"), "R-9TPVB-Y");
}

TEST(ReferralReference, EachSlipHasItsOwnRefusal)
{
    EXPECT_EQ(referral(""), "empty");
    EXPECT_EQ(referral("R-7K3D-8"), "wrong_check"); // six symbols, of which R may be one
    EXPECT_EQ(referral("7K3D8"), "too_short");
    EXPECT_EQ(referral("R-7K3D95-8"), "too_long");
    EXPECT_EQ(referral("R-7K3D0-8"), "not_in_alphabet");
    EXPECT_EQ(referral("R-7KID9-8"), "not_in_alphabet");
    EXPECT_EQ(referral("R-7K3\xC3\x89"
                       "9-8"),
              "not_in_alphabet");
    EXPECT_EQ(referral("R-7K3D9-9"), "wrong_check");
}

TEST(ReferralReference, EveryWrongSymbolIsFound)
{
    for (const char* text : {"R-7K3D9-8", "R-2M4QX-R", "R-9TPVB-Y"})
        EXPECT_EQ(wrong_symbols_taken(text, {2, 3, 4, 5, 6, 8}, symbols, referral), 0);
}

TEST(ReferralReference, EveryExchangeOfNeighboursIsFoundButThatOf2AndZ)
{
    std::set<std::string> missed;
    for (const char a : symbols)
        for (const char b : symbols)
            for (std::size_t at = 2; at < 6; ++at) {
                std::string text = "R-77777-2";
                text[at] = a;
                text[at + 1] = b;
                const auto is_valid = [&](char check) {
                    text.back() = check;
                    return referral(text) == text;
                };
                ASSERT_TRUE(std::any_of(symbols.begin(), symbols.end(), is_valid)) << text;
                const std::string wrong = exchanged(text, at, at + 1);
                if (wrong != text && referral(wrong) == wrong) missed.insert({a, b});
            }
    EXPECT_EQ(missed, (std::set<std::string>{"2Z", "Z2"}));
}

TEST(ReferralReference, TheCheckSymbolExchangedWithItsNeighbourIsFound)
{
    for (const char* text : {"R-7K3D9-8", "R-2M4QX-R", "R-9TPVB-Y"})
        EXPECT_EQ(referral(exchanged(text, 6, 8)), "wrong_check");
}

TEST(ReferralReference, ARandomOneIsValidAndEverySymbolIsEquallyLikely)
{
    // 256 is not a multiple of 30: the bytes from 240 on, which come first here, would favour the
    // first symbols.
    CountingSource source(240);
    std::map<char, int> used;
    for (int i = 0; i < 48; ++i) {
        const std::string text = ReferralReference::random(source).text();
        EXPECT_EQ(referral(text), text);
        for (const char symbol : text.substr(2, 5))
            ++used[symbol];
    }
    for (const char symbol : symbols)
        EXPECT_EQ(used[symbol], 8) << symbol;
}

TEST(StudyNumber, ExampleIsValidHoweverItIsTyped)
{
    for (const char* typed : {"WW-10427-K", "ww10427k", " ww 10427 k "})
        EXPECT_EQ(study(typed), "WW-10427-K") << typed;
    EXPECT_EQ(StudyNumber::parse("T-10427-K", "T")->text(), "T-10427-K");
}

TEST(StudyNumber, EachSlipHasItsOwnRefusal)
{
    EXPECT_EQ(study(""), "empty");
    EXPECT_EQ(study("TI-10427-K"), "wrong_prefix");
    EXPECT_EQ(study("10427-K"), "wrong_prefix");
    EXPECT_EQ(study("WW-1042-K"), "too_short");
    EXPECT_EQ(study("WW-104277-K"), "too_long");
    EXPECT_EQ(study("WW-1042O-K"), "not_in_alphabet");
    EXPECT_EQ(study("WW-10427-I"), "not_in_alphabet");
    EXPECT_EQ(study("WW-10427-3"), "not_in_alphabet");
    EXPECT_EQ(study("WW-10427-L"), "wrong_check");
}

TEST(StudyNumber, EveryWrongCharacterAndEveryExchangeOfDigitsIsFound)
{
    CountingSource source;
    for (int i = 0; i < 200; ++i) {
        const std::string text = StudyNumber::random(source, "WW").text();
        ASSERT_EQ(study(text), text);
        EXPECT_EQ(wrong_symbols_taken(text, {3, 4, 5, 6, 7}, "0123456789", study), 0) << text;
        EXPECT_EQ(wrong_symbols_taken(text, {9}, check_letters, study), 0) << text;
        for (std::size_t a = 3; a < 7; ++a)
            for (std::size_t b = a + 1; b <= 7; ++b) {
                const std::string wrong = exchanged(text, a, b);
                EXPECT_EQ(study(wrong), wrong == text ? text : "wrong_check");
            }
    }
}

TEST(StudyNumber, APrefixThatTheProtocolCannotHaveIsOurFault)
{
    CountingSource source;
    for (const char* prefix : {"", "ww", "W1", "TOOLONG"})
        EXPECT_THROW(StudyNumber::random(source, prefix), Bug) << prefix;
}

TEST(ResumeCode, ThreeGroupsOfFourHoweverTheyAreTyped)
{
    for (const char* typed : {"7K3D-9WTP-VB2M", "7k3d9wtpvb2m", "7k3d 9wtp vb2m"})
        EXPECT_EQ(resume(typed), "7K3D-9WTP-VB2M") << typed;
    EXPECT_EQ(resume(""), "empty");
    EXPECT_EQ(resume("7K3D-9WTP-VB2"), "too_short");
    EXPECT_EQ(resume("7K3D-9WTP-VB2MM"), "too_long");
    EXPECT_EQ(resume("7K3D-9WTP-VB2O"), "not_in_alphabet");
}

TEST(ResumeCode, ARandomOneIsValid)
{
    CountingSource source;
    const ResumeCode first = ResumeCode::random(source);
    EXPECT_EQ(resume(first.reveal()), first.reveal());
    EXPECT_EQ(first, *ResumeCode::parse(first.reveal()));
    EXPECT_FALSE(first == ResumeCode::random(source));
}

} // namespace evenhand::reference_test
