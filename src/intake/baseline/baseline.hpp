#pragma once

#include "core/id.hpp"
#include "core/time.hpp"
#include "people/identity/identity.hpp"
#include "protocol/questionnaire_rules.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The questions before allocation: where a filling of them stands, and what may be locked.

namespace evenhand::baseline {

using identity::PersonId;
using protocol::Question;
using protocol::Questionnaire;
using protocol::QuestionnaireAnswers;
using protocol::Section;
using LockId = Id<struct BaselineLockTag>;

/// How the questions were asked, which may colour the answers (casework 4.3).
enum class Mode { side_by_side, alone, read_aloud };
std::span<const Mode> all_modes();
/// As the table keeps it: "side_by_side".
std::string_view name_of(Mode mode);
std::string_view label_of(Mode mode);
std::optional<Mode> mode_named(std::string_view name);

/// Why locked answers are put right. A closed list: a reason in words could carry an answer.
enum class CorrectionReason { mistyped, misunderstood, told_later };
std::span<const CorrectionReason> all_correction_reasons();
std::string_view name_of(CorrectionReason reason);
std::string_view label_of(CorrectionReason reason);
std::optional<CorrectionReason> correction_reason_named(std::string_view name);

/// Why something is not kept.
enum class Refusal {
    not_open,    ///< the person does not stand where the questions are asked
    unanswered,  ///< hard findings
    unconfirmed, ///< soft findings that nobody confirmed
    erased,      ///< the person's research class: nothing more is written about them
    not_locked,  ///< nothing to correct
    /// Another version of the protocol is in force than the one that this program runs under.
    protocol_amended,
};
std::string_view code(Refusal refusal);

/// By finding: the value that was confirmed, as confirmable_value() gives it.
using Confirmed = std::map<std::string, std::string, std::less<>>;

/// A filling that is not locked.
struct Progress
{
    std::int64_t round = 1;
    QuestionnaireAnswers answers;
    Confirmed confirmed;
    bool erased = false; ///< the research class: nothing opens, and nothing more is asked
};

/// A lock or a correction, without the answers.
struct Locked
{
    LockId id;
    Instant locked_at;
    bool corrected = false;
    std::string reason = {}; ///< of a correction: the name of a CorrectionReason
    Mode mode = Mode::side_by_side;
    std::string questionnaire = {};
    std::string version = {};
    std::int64_t answered = 0;
    std::int64_t declined = 0;
    std::string actor = {};
};

/// The questions that a soft finding, or a check over several answers, looks at.
std::vector<std::string> questions_of(const Questionnaire& all, std::string_view finding);
/// The answers that a soft finding is about, in one text: what is confirmed, and what must still
/// stand for the confirmation to count.
std::string confirmable_value(const Questionnaire& all, std::string_view finding,
                              const QuestionnaireAnswers& answers);
/// The soft findings that nobody confirmed for these very answers.
std::vector<protocol::SoftFinding> unconfirmed(const Questionnaire& all,
                                               const QuestionnaireAnswers& answers,
                                               const Confirmed& confirmed);

/// The part's questions that somebody with these answers is asked, in order.
std::vector<const Question*> asked_in(const Questionnaire& all, const Section& part,
                                      const QuestionnaireAnswers& answers);
/// Those of them that have no answer.
std::vector<const Question*> unanswered_in(const Questionnaire& all, const Section& part,
                                           const QuestionnaireAnswers& answers);
/// The part of that id, or null.
const Section* find_part(const Questionnaire& all, std::string_view id);
/// The part that holds the question, or null.
const Section* part_of(const Questionnaire& all, std::string_view question);

enum class PartState {
    not_started,
    in_progress,
    done,
    nothing_to_ask, ///< every question of it is branched away
};
PartState state_of(const Questionnaire& all, const Section& part, const Progress& progress);
/// The first part, from the one after `part` and round again, that is not done; null if all are.
const Section* next_part(const Questionnaire& all, const Section* part, const Progress& progress);
/// How long the part takes, of what people are told that the whole takes; at least one minute.
int minutes_of(const Questionnaire& all, const Section& part);

/// Whether the answer may tell of harm: it was given, to a question that the protocol marks, and is
/// worth something where its options have a worth ("Not at all" is 0).
bool may_tell_of_harm(const Question& question, const protocol::Answer& answer);

/// One question with those that its answer may open, as if nothing else had been asked: what a page
/// may know of a questionnaire that must not tell what stands locked. A condition or a check that
/// looks at any other answer is left out of it.
Questionnaire on_its_own(const Questionnaire& all, std::string_view question);

/// Nothing: they may be locked.
std::optional<Refusal> fault_of(const Questionnaire& all, const QuestionnaireAnswers& answers,
                                const Confirmed& confirmed);
/// Nothing: with these answers in their place they may be locked again. An unusual answer is asked
/// again only where all that it is about was given: anything else would tell what stands there.
std::optional<Refusal> fault_of_correction(const Questionnaire& all, const Progress& wanted,
                                           const std::vector<std::string>& given);

} // namespace evenhand::baseline
