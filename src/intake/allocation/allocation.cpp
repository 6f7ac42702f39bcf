#include "intake/allocation/allocation.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"
#include "protocol/protocol.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace evenhand::allocation {

namespace allocation_rules {

struct Words
{
    Refusal refusal;
    std::string_view code;
    std::string_view sentence;
};

constexpr std::array words{
    Words{Refusal::already_randomised, "already_randomised",
          "They are in a group already. Nobody is put into a group twice."},
    Words{Refusal::died, "died", "They have died, so they cannot be put into a group."},
    Words{Refusal::withdrawn, "withdrawn",
          "They have withdrawn, so they cannot be put into a group."},
    Words{Refusal::not_eligible, "not_eligible",
          "They have not been found eligible. Check eligibility first."},
    Words{Refusal::eligibility_of_elsewhere, "eligibility_of_elsewhere",
          "They were found eligible for another area or group than their record says. Check "
          "eligibility again."},
    Words{Refusal::no_consent, "no_consent",
          "No consent of theirs is in force. Take consent first."},
    Words{Refusal::consent_outdated, "consent_outdated",
          "They agreed under an earlier version of the form or of the information sheet. Take "
          "consent again."},
    Words{Refusal::required_item_refused, "required_item_refused",
          "They did not agree to everything that taking part needs."},
    Words{Refusal::baseline_open, "baseline_open",
          "Their questionnaire is not locked. Finish and lock it first."},
    Words{Refusal::not_at_this_point, "not_at_this_point",
          "Their record is at another point. Open it to see what comes next."},
    Words{Refusal::protocol_not_frozen, "protocol_not_frozen",
          "The protocol of this trial is not the one that was frozen, so nobody can be put into a "
          "group. Tell the trial manager."},
    Words{Refusal::unknown_stratum, "unknown_stratum",
          "The trial does not know their area or group. Check eligibility again."},
};

const Words& words_of(Refusal refusal)
{
    const auto* const found = std::ranges::find(words, refusal, &Words::refusal);
    CHECK(found != words.end());
    return *found;
}

std::optional<Refusal> consent_fault(const protocol::ConsentForm& form,
                                     const std::optional<ConsentShown>& consent)
{
    if (!consent) return Refusal::no_consent;
    const bool current =
        consent->form_version == form.version && consent->sheet_version == form.sheet.version;
    if (!current) return Refusal::consent_outdated;
    const bool complete = protocol::required_but_refused(form, consent->agreed).empty();
    if (!complete) return Refusal::required_item_refused;
    return std::nullopt;
}

} // namespace allocation_rules

std::string_view code(Refusal refusal)
{
    return allocation_rules::words_of(refusal).code;
}

std::string_view sentence(Refusal refusal)
{
    return allocation_rules::words_of(refusal).sentence;
}

Result<protocol::Stratum, Refusal> judge(const protocol::Protocol& protocol,
                                         const Evidence& evidence)
{
    using participants::Stage;
    if (participants::is_randomised(evidence.stage)) return refuse(Refusal::already_randomised);
    if (evidence.died || participants::is_dead(evidence.stage)) return refuse(Refusal::died);
    if (evidence.withdrawn) return refuse(Refusal::withdrawn);
    if (!evidence.eligible) return refuse(Refusal::not_eligible);
    if (evidence.eligible_area != evidence.area || evidence.eligible_group != evidence.group)
        return refuse(Refusal::eligibility_of_elsewhere);
    if (const auto fault = allocation_rules::consent_fault(protocol.consent, evidence.consent))
        return refuse(*fault);
    if (!evidence.baseline) return refuse(Refusal::baseline_open);
    if (evidence.stage != Stage::baseline_locked) return refuse(Refusal::not_at_this_point);
    if (!evidence.protocol_holds) return refuse(Refusal::protocol_not_frozen);
    auto stratum = protocol::stratum_of(protocol, evidence.area, evidence.group);
    if (!stratum) return refuse(Refusal::unknown_stratum);
    return *std::move(stratum);
}

bool Epoch::holds(std::int64_t position) const
{
    return position >= first_position && position < first_position + capacity;
}

std::uint32_t Epoch::index_of(std::int64_t position) const
{
    CHECK(holds(position));
    return static_cast<std::uint32_t>(position - first_position);
}

bool Epoch::is_filling(std::int64_t positions_bound) const
{
    constexpr std::int64_t hundred = 100;
    constexpr std::int64_t warn_at_percent = 80; // design 8.6
    const std::int64_t used = positions_bound - first_position + 1;
    return used * hundred >= std::int64_t{capacity} * warn_at_percent;
}

std::string leaf_trial(const protocol::Protocol& protocol, crypto::Mode mode, std::int64_t epoch)
{
    return fmt::format("{}/{}/epoch-{}", protocol.id, crypto::name_of(mode), epoch);
}

bool is_own_appointment(const Hands& hands, std::string_view actor, Instant now)
{
    const bool own = hands.intended_by == actor || hands.settled_by == actor;
    return own && london_date(hands.settled) == london_date(now);
}

} // namespace evenhand::allocation
