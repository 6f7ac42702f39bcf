#include "intake/eligibility/deciding.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"

#include <utility>

namespace evenhand::eligibility {

namespace deciding {

using participants::Step;

Step step_of(EligibilityOutcome outcome)
{
    switch (outcome) {
    case EligibilityOutcome::eligible:
        return Step::eligible;
    case EligibilityOutcome::not_eligible:
        return Step::not_eligible;
    case EligibilityOutcome::unsure:
        return Step::unsure;
    case EligibilityOutcome::unfinished:
        break;
    }
    CHECK(false);
}

/// The protocol's own code: why not, or of what nobody is sure.
std::string detail_of(const Decided& decided)
{
    if (decided.outcome != EligibilityOutcome::unsure) return decided.reason;
    return decided.with(protocol::Finding::unsure).front();
}

participants::Facts facts_of(const Decided& decided)
{
    participants::Facts facts;
    if (decided.outcome != EligibilityOutcome::eligible) return facts;
    if (!decided.area.empty()) facts.area = decided.area;
    if (!decided.group.empty()) facts.group = decided.group;
    return facts;
}

/// A correction of nothing would only move the reason about.
bool changes(const std::optional<Evaluation>& before, const Answers& answers,
             const Decided& decided)
{
    if (!before->answers || before->standing.outcome != decided.outcome) return true;
    auto was = *before->answers;
    was.facts.resolutions.clear();
    return text_of(was) != text_of(answers);
}

/// Nobody is sure again of what a resolution had settled.
void unsettle(const protocol::Protocol& protocol, protocol::EligibilityFacts& facts,
              const std::string& criterion)
{
    const auto* asked = protocol::find_criterion(protocol.eligibility, criterion);
    if (asked == nullptr) return;
    if (asked->kind == protocol::CriterionKind::area) facts.area = protocol::Membership::unsure();
    if (asked->kind == protocol::CriterionKind::group) facts.group = protocol::Membership::unsure();
}

} // namespace deciding

std::optional<LocalDate> Deciding::born(storage::UnitOfWork& work, PersonId person) const
{
    const auto who = identities_.open_person(work, person);
    return who ? who->birth_date : std::nullopt;
}

Result<participants::Stage, Refusal> Deciding::step(storage::UnitOfWork& work, PersonId person,
                                                    const Decided& decided) const
{
    const auto detail = deciding::detail_of(decided);
    const auto taken = journeys_.take(work, person,
                                      {.step = deciding::step_of(decided.outcome),
                                       .detail = detail,
                                       .occurred = {},
                                       .due = {},
                                       .facts = deciding::facts_of(decided)});
    if (!taken) return refuse(Refusal::not_now);
    return *taken;
}

Result<participants::Stage, Refusal> Deciding::evaluate(storage::UnitOfWork& work, PersonId person,
                                                        const Asked& asked) const
{
    const auto journey = journeys_.find(work, person);
    if (!journey) return refuse(Refusal::not_now);
    const auto before = store_.latest(work, person);
    const LocalDate today = london_date(work.now());
    const bool lapsed =
        before && protocol::has_lapsed(protocol_.eligibility, before->standing.on, today);
    const auto occasion = occasion_at(journey->stage, lapsed);
    if (!occasion) return refuse(Refusal::not_now);
    const bool corrects = *occasion != Occasion::appointment;
    if (corrects && !before) return refuse(Refusal::not_now);
    if (corrects && !asked.because) return refuse(Refusal::no_reason);

    auto answers = asked.answers;
    answers.facts.on = corrects ? before->standing.on : today;
    answers.facts.resolutions.clear(); // what a lead found out was of other answers
    const auto birth = born(work, person);
    if (birth) answers.age = age_on(*birth, answers.facts.on);
    const auto decided = decide(protocol_, answers, birth);
    if (decided.outcome == EligibilityOutcome::unfinished) return refuse(Refusal::unfinished);
    if (corrects && !deciding::changes(before, answers, decided)) return refuse(Refusal::unchanged);

    NewEvaluation fact{.cause = Cause::asked, .answers = answers, .decided = decided};
    if (corrects) {
        fact.cause = Cause::corrected;
        fact.reason = name_of(*asked.because);
        fact.supersedes = before->standing.id;
    }
    return follow(work, {*journey, occasion, asked.because}, fact);
}

Result<participants::Stage, Refusal> Deciding::follow(storage::UnitOfWork& work,
                                                      const Correction& correction,
                                                      const NewEvaluation& fact) const
{
    const auto& journey = correction.journey;
    const bool drawn = correction.occasion == Occasion::after_draw;
    auto stage = journey.stage;
    if (correction.occasion && !drawn) stage = TRY(step(work, journey.person, fact.decided));
    if (!store_.record(work, journey.person, fact)) return refuse(Refusal::erased);
    if (!drawn || !found_misfit_) return stage;
    const Decided& decided = fact.decided;
    const Flag flag = flag_of(journey.area, journey.group, decided);
    if (flag != Flag::none)
        found_misfit_(work, journey.person,
                      {flag, decided.area, decided.group, *correction.because});
    return stage;
}

std::optional<Refusal> Deciding::decide_without(storage::UnitOfWork& work, PersonId person,
                                                const std::string& criterion) const
{
    using participants::Stage;
    const auto journey = journeys_.find(work, person);
    if (!journey) return std::nullopt;
    if (journey->stage == Stage::intended) return Refusal::not_now;
    const auto before = store_.latest(work, person);
    if (!before || !before->answers) return std::nullopt;
    const auto occasion = occasion_at(journey->stage);
    const bool goes_on = occasion && *occasion != Occasion::appointment;
    if (!goes_on && journey->stage != Stage::unsure) return std::nullopt;

    auto answers = *before->answers;
    const auto rested =
        std::erase_if(answers.facts.resolutions, [&](const protocol::Resolution& each) {
            return each.criterion == criterion;
        });
    if (rested == 0) return std::nullopt;
    deciding::unsettle(protocol_, answers.facts, criterion);
    const auto decided = decide(protocol_, answers, born(work, person));
    if (decided.outcome == EligibilityOutcome::unfinished) return Refusal::erased;
    const auto because = CorrectionReason::written_wrongly;
    const auto followed = follow(work, {*journey, goes_on ? occasion : std::nullopt, because},
                                 {.cause = Cause::corrected,
                                  .answers = answers,
                                  .decided = decided,
                                  .reason = name_of(because),
                                  .supersedes = before->standing.id});
    return followed ? std::nullopt : std::optional(followed.error());
}

Result<participants::Stage, Refusal> Deciding::resolve(storage::UnitOfWork& work, PersonId person,
                                                       const protocol::Resolution& found) const
{
    const auto journey = journeys_.find(work, person);
    if (!journey || journey->stage != participants::Stage::unsure) return refuse(Refusal::not_now);
    const auto before = store_.latest(work, person);
    if (!before || before->standing.outcome != EligibilityOutcome::unsure)
        return refuse(Refusal::not_now);
    if (!before->answers) return refuse(Refusal::erased);

    auto facts = before->answers->facts;
    facts.born = born(work, person);
    auto resolved = protocol::resolve(protocol_, std::move(facts), found);
    if (!resolved) return refuse(refusal_of(resolved.error()));
    auto answers = *before->answers;
    answers.facts = *std::move(resolved);
    const auto birth = std::exchange(answers.facts.born, std::nullopt);
    const auto decided = decide(protocol_, answers, birth);
    // The birth date was erased since.
    if (decided.outcome == EligibilityOutcome::unfinished) return refuse(Refusal::erased);

    auto stage = journey->stage;
    if (decided.outcome != EligibilityOutcome::unsure) stage = TRY(step(work, person, decided));
    const NewEvaluation fact{.cause = Cause::resolved,
                             .answers = answers,
                             .decided = decided,
                             .supersedes = before->standing.id};
    const bool kept = store_.keep(work, person, {before->standing.id, found}) &&
                      store_.record(work, person, fact).has_value();
    if (!kept) return refuse(Refusal::erased);
    return stage;
}

} // namespace evenhand::eligibility
