#pragma once

#include "core/result.hpp"
#include "core/time.hpp"
#include "protocol/questionnaire.hpp"

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace evenhand::protocol {

/// "Prefer not to say", which is an answer and not a gap.
struct Declined
{
    friend auto operator<=>(const Declined&, const Declined&) = default;
};

/// one_of: the option's id; text: the text; some_of: ids; number and scale: the number.
using Answer =
    std::variant<Declined, std::string, std::vector<std::string>, std::int64_t, LocalDate>;

/// By question. A question that is not here was not answered.
using QuestionnaireAnswers = std::map<std::string, Answer, std::less<>>;

/// Why an answer cannot be taken. Each has one sentence, which sentence() gives.
enum class HardFault {
    missing,
    not_an_option,
    alone_with_others,
    not_a_number,
    too_small,
    too_large,
    too_long,
    not_a_date,
    may_not_decline,
    cross_check,
};

/// What a page posts for one question: the values under its name ("declined" for "Prefer not to
/// say"); a date as day, month, year.
using TypedAnswer = std::vector<std::string>;
constexpr std::string_view declined_value = "declined";

/// The typed answer as a value. `missing` where nothing was typed. Texts are cleaned as lines.
Result<Answer, HardFault> parse_answer(const Question& question, const TypedAnswer& typed);

/// The answer in one text, for storing and for the check page's hidden parts; read_back() gives it
/// again. Both are for this question's kind.
std::string written(const Answer& answer);
/// Nothing unless the text is what written() gives for an answer of that question.
std::optional<Answer> read_back(const Question& question, std::string_view text);

/// The answer as people read it: labels, "3 hours a week", "Prefer not to say".
std::string in_words(const Question& question, const Answer& answer);

/// Whether the question is asked of someone with these answers. Answers to questions that are not
/// asked themselves are passed over.
bool is_asked(const Questionnaire& questionnaire, std::string_view question_id,
              const QuestionnaireAnswers& answers);

/// The answers without those to questions that are not asked (any more): what is kept at the lock.
QuestionnaireAnswers reachable(const Questionnaire& questionnaire,
                               const QuestionnaireAnswers& answers);

struct HardFinding
{
    std::string question; ///< empty: a check over several answers
    HardFault fault = HardFault::missing;
    std::string sentence;
};

/// An answer out of the usual, to be confirmed or changed. `id` is the question's, or the check's.
struct SoftFinding
{
    std::string id;
    std::string sentence;
};

/// What one value is worth: the fault, or nothing.
std::optional<HardFault> fault_of(const Question& question, const Answer& answer);
std::string sentence(const Question& question, HardFault fault);

/// Everything that stands in the way of the lock: required questions that are asked and not
/// answered, answers out of bounds, hard checks. Empty: it may be locked.
std::vector<HardFinding> hard_findings(const Questionnaire& questionnaire,
                                       const QuestionnaireAnswers& answers);
/// Everything to be asked again, in order.
std::vector<SoftFinding> soft_findings(const Questionnaire& questionnaire,
                                       const QuestionnaireAnswers& answers);

/// The answers that the employment specialist may see (design 5: default none).
QuestionnaireAnswers shared_with_support(const Questionnaire& questionnaire,
                                         const QuestionnaireAnswers& answers);

} // namespace evenhand::protocol
