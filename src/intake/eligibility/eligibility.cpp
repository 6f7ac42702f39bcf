#include "intake/eligibility/eligibility.hpp"

#include "core/check.hpp"
#include "core/words.hpp"
#include "protocol/protocol.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace evenhand::eligibility {

namespace eligibility_words {

constexpr std::array causes{Words{Cause::asked, "asked", ""},
                            Words{Cause::resolved, "resolved", ""},
                            Words{Cause::corrected, "corrected", ""}};
constexpr std::array outcomes{
    Words{EligibilityOutcome::unfinished, "unfinished", "Not finished"},
    Words{EligibilityOutcome::not_eligible, "not_eligible", "Not eligible"},
    Words{EligibilityOutcome::unsure, "unsure", "Not sure: a team lead finds it out"},
    Words{EligibilityOutcome::eligible, "eligible", "Eligible"}};
constexpr std::array flags{
    Words{Flag::none, "", ""},
    Words{Flag::wrong_stratum, "wrong_stratum",
          "Found after randomisation: the area or the group was another"},
    Words{Flag::not_eligible, "not_eligible", "Found after randomisation: was not eligible"},
    Words{Flag::in_doubt, "in_doubt",
          "Found after randomisation: it is not sure they were eligible"}};
constexpr std::array reasons{
    Words{CorrectionReason::written_wrongly, "written_wrongly", "It was written down wrongly"},
    Words{CorrectionReason::found_out, "found_out",
          "We found out that it was otherwise on that day"}};
constexpr auto all_reasons = values_of(reasons);

template <class Item>
std::string known(const protocol::Membership& membership, const std::vector<Item>& items)
{
    const bool is_one = membership.known == protocol::Membership::Known::one &&
                        std::ranges::find(items, membership.id, &Item::id) != items.end();
    return is_one ? membership.id : std::string();
}

} // namespace eligibility_words

std::span<const CorrectionReason> all_correction_reasons()
{
    return eligibility_words::all_reasons;
}

std::string_view name_of(Cause cause)
{
    return words_of(eligibility_words::causes, cause).name;
}

std::string_view name_of(EligibilityOutcome outcome)
{
    return words_of(eligibility_words::outcomes, outcome).name;
}

std::string_view name_of(CorrectionReason reason)
{
    return words_of(eligibility_words::reasons, reason).name;
}

std::optional<Cause> cause_named(std::string_view name)
{
    return value_named(eligibility_words::causes, name);
}

std::optional<EligibilityOutcome> outcome_named(std::string_view name)
{
    return value_named(eligibility_words::outcomes, name);
}

std::optional<CorrectionReason> correction_reason_named(std::string_view name)
{
    return value_named(eligibility_words::reasons, name);
}

std::string_view label_of(EligibilityOutcome outcome)
{
    return words_of(eligibility_words::outcomes, outcome).label;
}

std::string_view label_of(Flag flag)
{
    return words_of(eligibility_words::flags, flag).label;
}

std::string_view label_of(CorrectionReason reason)
{
    return words_of(eligibility_words::reasons, reason).label;
}

std::vector<std::string> Decided::with(protocol::Finding finding) const
{
    std::vector<std::string> all;
    for (const auto& each : findings)
        if (each.finding == finding) all.push_back(each.criterion);
    return all;
}

Decided decide(const protocol::Protocol& protocol, const Answers& answers,
               const std::optional<LocalDate>& born)
{
    auto facts = answers.facts;
    facts.born = born;
    auto decision = protocol::evaluate(protocol, facts);
    return {.outcome = decision.outcome,
            .reason = std::move(decision.reason),
            .area = eligibility_words::known(facts.area, protocol.areas),
            .group = eligibility_words::known(facts.group, protocol.groups),
            .findings = std::move(decision.findings)};
}

std::string_view code(Refusal refusal)
{
    switch (refusal) {
    case Refusal::not_now:
        return "not_now";
    case Refusal::unfinished:
        return "unfinished";
    case Refusal::no_reason:
        return "no_reason";
    case Refusal::unchanged:
        return "unchanged";
    case Refusal::erased:
        return "erased";
    case Refusal::not_unsure:
        return "not_unsure";
    case Refusal::no_such_criterion:
        return "no_such_criterion";
    case Refusal::no_evidence:
        return "no_evidence";
    case Refusal::not_settled:
        return "not_settled";
    }
    CHECK(false);
}

Refusal refusal_of(protocol::ResolutionRefusal refusal)
{
    switch (refusal) {
    case protocol::ResolutionRefusal::no_such_criterion:
        return Refusal::no_such_criterion;
    case protocol::ResolutionRefusal::not_unsure:
        return Refusal::not_unsure;
    case protocol::ResolutionRefusal::no_evidence:
        return Refusal::no_evidence;
    case protocol::ResolutionRefusal::not_settled:
        return Refusal::not_settled;
    }
    CHECK(false);
}

std::optional<Occasion> occasion_at(participants::Stage stage, bool lapsed)
{
    using participants::Stage;
    switch (stage) {
    case Stage::attended:
        return Occasion::appointment;
    case Stage::eligible:
    case Stage::taught:
    case Stage::wants_time:
    case Stage::goes_on:
    case Stage::consented:
    case Stage::baseline_locked:
        return lapsed ? Occasion::appointment : Occasion::correction;
    case Stage::randomised:
    case Stage::randomised_withdrew:
    case Stage::randomised_died:
        return Occasion::after_draw;
    // Of what nobody is sure a lead finds out, and whoever is not eligible comes back the long way.
    case Stage::unsure:
    case Stage::not_eligible:
    case Stage::intended:
    case Stage::referred:
    case Stage::contacted:
    case Stage::booked:
    case Stage::did_not_attend:
    case Stage::could_not_reach:
    case Stage::declined:
    case Stage::closed:
    case Stage::withdrew:
    case Stage::died:
        break;
    }
    return std::nullopt;
}

Flag flag_of(std::string_view area, std::string_view group, const Decided& decided)
{
    if (decided.outcome == EligibilityOutcome::not_eligible) return Flag::not_eligible;
    if (decided.outcome != EligibilityOutcome::eligible) return Flag::in_doubt;
    return decided.area == area && decided.group == group ? Flag::none : Flag::wrong_stratum;
}

Flag flag_of(const participants::Journey& journey, const Standing& standing)
{
    if (!participants::is_randomised(journey.stage)) return Flag::none;
    Decided decided;
    decided.outcome = standing.outcome;
    decided.area = standing.area;
    decided.group = standing.group;
    return flag_of(journey.area, journey.group, decided);
}

} // namespace evenhand::eligibility
