#pragma once

#include "core/result.hpp"

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace evenhand {

/// Which kind of organisation a field asks for. A shape only catches slips of the finger: no
/// meaning may be read from the letters of a code (casework 5.4), so every code is looked up.
enum class OdsKind {
    any,
    gp_practice,
    branch_surgery,
    primary_care_network,
    trust,
    trust_site,
    integrated_care_board,
    sub_icb_location,
    non_nhs_provider,
};

enum class OdsCodeRefusal { empty, not_text, has_symbols, too_short, too_long, wrong_shape };

/// A stable name for messages and tests: "wrong_shape".
std::string_view code(OdsCodeRefusal refusal);

/// The national codes that are an answer rather than a practice.
enum class OdsAnswer { not_registered, not_applicable, not_known };

/// The code of an organisation in the NHS's Organisation Data Service. Not personal: it may be
/// shown, ordered and stored in clear.
class OdsCode
{
public:
    static Result<OdsCode, OdsCodeRefusal> parse(std::string_view typed, OdsKind kind);

    [[nodiscard]] const std::string& text() const { return text_; }
    /// Nothing if the code may name an organisation.
    [[nodiscard]] std::optional<OdsAnswer> answer() const;

    friend auto operator<=>(const OdsCode&, const OdsCode&) = default;

private:
    explicit OdsCode(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

} // namespace evenhand
