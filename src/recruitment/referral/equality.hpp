#pragma once

#include "core/time.hpp"
#include "protocol/protocol.hpp"

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

// The optional questions on equality: asked once a referral was sent, by the browser that sent it,
// and kept apart from everything that decides (casework 4.1, page 17).

namespace evenhand::referral {

/// One question that was answered. A question that was left out has none.
struct EqualityAnswer
{
    std::string question;
    std::string choice; ///< of the protocol, or protocol::prefer_not_to_say
    std::string detail; ///< empty: not asked or left out
    friend bool operator==(const EqualityAnswer&, const EqualityAnswer&) = default;
};
using EqualityAnswers = std::vector<EqualityAnswer>;

/// How long after a referral the questions may be answered. Computers are shared, in libraries for
/// one, and whoever sits there next must not answer for somebody else.
inline constexpr std::chrono::hours equality_open{2};

/// The field of a choice's details on the page: "ethnic-group-asian".
std::string detail_field(std::string_view question, std::string_view choice);

/// What was answered, in the order of the questions; `typed` gives what stands in a field. Nothing
/// here is needed, so nothing is ever wrong: what the page never offered counts as left out. A
/// detail counts with its own choice only; where no choice was made it tells which one was meant,
/// for without script every detail is on the page.
EqualityAnswers equality_answers(const std::vector<protocol::EqualityQuestion>& questions,
                                 const std::function<std::string_view(std::string_view)>& typed);

/// As it is sealed, a line a question: "ethnic-group=asian/indian".
std::string text_of(const EqualityAnswers& answers);
/// What text_of() wrote. CHECKs the form.
EqualityAnswers equality_answers_in(std::string_view text);

} // namespace evenhand::referral
