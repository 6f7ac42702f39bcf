#pragma once

#include "intake/baseline/baseline.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace evenhand::baseline {

/// What a lock seals: the answers as they were written down, under the questionnaire of that day.
struct LockedText
{
    std::string questionnaire;
    std::string version;
    std::map<std::string, std::string, std::less<>> answers; ///< each as protocol::written()
    Confirmed confirmed;
    std::string salt; ///< without it the hash of a short list of answers could be guessed
};

/// In one form of bytes (RFC 8785), which is what the lock's hash is of.
std::string written_out(const LockedText& locked);
/// Nothing unless written_out() gave it.
std::optional<LockedText> read_locked_text(std::string_view text);
/// The answers as values. One to a question that this questionnaire has no more, or that it could
/// not have had, is left out.
QuestionnaireAnswers answers_in(const LockedText& locked, const Questionnaire& all);

} // namespace evenhand::baseline
