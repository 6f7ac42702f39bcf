#pragma once

#include "core/id.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "people/participants/participants.hpp"
#include "protocol/eligibility.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::eligibility {

using identity::PersonId;
using EvaluationId = Id<struct EvaluationIdTag>;
using ResolutionId = Id<struct ResolutionIdTag>;
using protocol::EligibilityOutcome;

/// Why an evaluation was written.
enum class Cause {
    asked,     ///< at an appointment
    resolved,  ///< a lead settled what nobody was sure of
    corrected, ///< an answer was wrong
};

/// What a correction found of somebody who was randomised already. Randomised means counted: it is
/// told and nothing is undone (design 1.3).
enum class Flag { none, wrong_stratum, not_eligible, in_doubt };

/// Why an answer is corrected. That something has changed since is none: the day of the
/// appointment decides.
enum class CorrectionReason { written_wrongly, found_out };

std::span<const CorrectionReason> all_correction_reasons();
/// As the tables keep it: "wrong_stratum"; empty for none.
std::string_view name_of(Cause cause);
std::string_view name_of(EligibilityOutcome outcome);
std::string_view name_of(CorrectionReason reason);
std::optional<Cause> cause_named(std::string_view name);
std::optional<EligibilityOutcome> outcome_named(std::string_view name);
std::optional<CorrectionReason> correction_reason_named(std::string_view name);
/// As staff read it: "Not eligible".
std::string_view label_of(EligibilityOutcome outcome);
std::string_view label_of(Flag flag);
std::string_view label_of(CorrectionReason reason);

/// What was answered on one day. The birth date is not among it: it stays in the vault.
struct Answers
{
    protocol::EligibilityFacts facts; ///< `born` is empty
    std::string practice = {};        ///< the surgery's code; empty where it was not given
    std::optional<int> age = {};      ///< in completed years on the day
};
/// Nothing answered yet, on that day.
Answers answers_on(LocalDate day);
/// One line a fact, of codes and days alone: what is sealed.
std::string text_of(const Answers& answers);
/// What text_of() wrote; nothing for any other text.
std::optional<Answers> read_answers(std::string_view text);

/// What the protocol makes of the answers.
struct Decided
{
    EligibilityOutcome outcome = EligibilityOutcome::unfinished;
    std::string reason = {}; ///< of the first criterion that fails
    std::string area = {};   ///< where they are known and among the trial's
    std::string group = {};
    std::vector<protocol::CriterionFinding> findings = {};
    /// The criteria with that finding, in the protocol's order.
    [[nodiscard]] std::vector<std::string> with(protocol::Finding finding) const;
};
Decided decide(const protocol::Protocol& protocol, const Answers& answers,
               const std::optional<LocalDate>& born);

/// The decision that stands: what every later gate asks for.
struct Standing
{
    EvaluationId id;
    EligibilityOutcome outcome = EligibilityOutcome::unsure;
    std::string reason; ///< of the protocol, where not eligible
    std::string area;
    std::string group;
    LocalDate on; ///< the day of evaluation
};

/// Why nothing is decided.
enum class Refusal {
    not_now,    ///< not at this stage
    unfinished, ///< something was not asked, and nothing fails
    no_reason,  ///< a correction says why
    unchanged,  ///< a correction that corrects nothing
    erased,
    not_unsure,
    no_such_criterion,
    no_evidence,
    not_settled,
};
std::string_view code(Refusal refusal);
Refusal refusal_of(protocol::ResolutionRefusal refusal);

/// What may be written of somebody who stands there.
enum class Occasion {
    appointment, ///< they are asked
    correction,  ///< before the draw: the step that follows moves them
    after_draw,  ///< a correction that flags
};
/// `lapsed`: the decision that stands is too old, so before the draw they are asked anew.
std::optional<Occasion> occasion_at(participants::Stage stage, bool lapsed = false);

/// What a correction means for somebody randomised as of that area and group.
Flag flag_of(std::string_view area, std::string_view group, const Decided& decided);
/// The same of the decision that stands; none before the draw.
Flag flag_of(const participants::Journey& journey, const Standing& standing);

} // namespace evenhand::eligibility
