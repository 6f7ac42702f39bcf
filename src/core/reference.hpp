#pragma once

#include "core/random_source.hpp"
#include "core/result.hpp"
#include "core/secret.hpp"

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace evenhand {

/// Why what was typed is not one of our own codes.
enum class ReferenceRefusal {
    empty,
    too_short,
    too_long,
    wrong_prefix,
    not_in_alphabet, ///< a character that our codes never hold: 0, 1, I, L, O, U, or a symbol
    wrong_check,     ///< a slip in typing
};

/// A stable name for messages and tests: "wrong_check".
std::string_view code(ReferenceRefusal refusal);

/// What a referral is called on paper and on the telephone: "R-7K3D9-8". Five random symbols that
/// cannot be mistaken for each other and a check symbol (Luhn modulus 30). It tells neither order
/// nor number. The check finds every wrong symbol and every exchange of two neighbours but that of
/// 2 and Z.
class ReferralReference
{
public:
    static ReferralReference random(RandomSource& source);
    /// Any case; spaces, hyphens and the R may be left out.
    static Result<ReferralReference, ReferenceRefusal> parse(std::string_view typed);

    /// "R-7K3D9-8".
    [[nodiscard]] const std::string& text() const { return text_; }

    friend auto operator<=>(const ReferralReference&, const ReferralReference&) = default;

private:
    explicit ReferralReference(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

/// The name of a person in research data and on forms, from consent on: "WW-10427-K". The prefix is
/// the protocol's; five random digits and a check letter follow (weights 1 to 5, modulus 23, over
/// the letters without I, O and Q: remainder 1 is A, 0 is Z). The check finds every wrong character
/// and every exchange of two digits, neighbours or not.
class StudyNumber
{
public:
    /// `prefix` is 1 to 6 letters A-Z. Whether the number is taken is for the store to say.
    static StudyNumber random(RandomSource& source, std::string_view prefix);
    /// Any case; spaces and hyphens may be left out.
    static Result<StudyNumber, ReferenceRefusal> parse(std::string_view typed,
                                                       std::string_view prefix);

    /// "WW-10427-K".
    [[nodiscard]] const std::string& text() const { return text_; }

    friend auto operator<=>(const StudyNumber&, const StudyNumber&) = default;

private:
    explicit StudyNumber(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

/// What a person types to go on with a saved form or a survey: "7K3D-9WTP-VB2M", 58 bits. Whoever
/// has it sees what was saved, so it is kept as a hash only, and tries are limited.
class ResumeCode
{
public:
    static ResumeCode random(RandomSource& source);
    /// Any case; spaces and hyphens anywhere.
    static Result<ResumeCode, ReferenceRefusal> parse(std::string_view typed);

    /// In clear, in three groups, for the one page that shows it.
    [[nodiscard]] const std::string& reveal() const { return text_.reveal(); }

    friend bool operator==(const ResumeCode&, const ResumeCode&) = default;

private:
    explicit ResumeCode(std::string&& text) : text_(std::move(text)) {}
    SecretText text_;
};

} // namespace evenhand
