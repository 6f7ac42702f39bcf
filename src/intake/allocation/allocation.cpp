#include "intake/allocation/allocation.hpp"

#include "core/check.hpp"
#include "protocol/amendment.hpp"
#include "protocol/protocol.hpp"

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
    Words{Refusal::duplicate, "duplicate",
          "A team lead found that this person has another record, and that this one goes no "
          "further. Nobody is put into a group twice: go on with the other record."},
    Words{Refusal::same_number, "same_number",
          "Another record has the same National Insurance number. A team lead opens this record "
          "and finds out whether they are one person. Until then nobody with that number is put "
          "into a group."},
    Words{Refusal::likely_match, "likely_match",
          "Another record agrees with theirs in telephone, email, or last name and date of birth, "
          "and nobody has compared the two. A team lead opens this record and says whether they "
          "are one person. Until then they are not put into a group."},
    Words{Refusal::lost_capacity, "lost_capacity",
          "They are no longer able to decide for themselves, so they cannot be put into a group. "
          "Speak to the trial manager about a consultee."},
    Words{Refusal::in_prison, "in_prison",
          "They are in prison, so they cannot be put into a group. This trial has no approval to "
          "take part in prison."},
    Words{Refusal::not_eligible, "not_eligible",
          "They have not been found eligible. Check eligibility first."},
    Words{Refusal::not_of_age, "not_of_age",
          "By the birth date on their record they were not of the age for this trial. Check the "
          "date, and correct who may join."},
    Words{Refusal::eligibility_lapsed, "eligibility_lapsed",
          "They were found eligible too long ago. Check eligibility again."},
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
    Words{Refusal::protocol_amended, "protocol_amended",
          "Another version of the protocol is in force than the one that this program runs under, "
          "so nobody can be put into a group. Tell the trial manager."},
    Words{Refusal::no_ceremony, "no_ceremony",
          "The randomisation has not been opened: the parties have not yet given what it is drawn "
          "from. Tell the trial manager."},
    Words{Refusal::unknown_stratum, "unknown_stratum",
          "The trial does not know their area or group. Check eligibility again."},
    Words{Refusal::earlier_on_paper, "earlier_on_paper",
          "Somebody who was ready before them, on paper too, is put into a group first. The list "
          "of paper intent forms shows who it is."},
    Words{Refusal::stratum_frozen, "stratum_frozen",
          "The database is an older copy than the randomisation knows of, so nobody is put into a "
          "group until that is put right. Tell the trial manager at once. Do not use anything else "
          "in its place."},
    Words{Refusal::drawn_before, "drawn_before",
          "They were put into a group before an older copy of the database was put back, and this "
          "record does not show it. Nobody is put into a group twice. Tell the trial manager at "
          "once."},
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
    const bool outdated = protocol::asks_again({consent->form_version, consent->sheet_version},
                                               protocol::consent_versions(form));
    if (outdated) return Refusal::consent_outdated;
    const bool complete = protocol::required_but_refused(form, consent->agreed).empty();
    if (!complete) return Refusal::required_item_refused;
    return std::nullopt;
}

std::optional<Refusal> protocol_fault(ProtocolStanding standing)
{
    switch (standing) {
    case ProtocolStanding::holds:
        return std::nullopt;
    case ProtocolStanding::not_frozen:
        return Refusal::protocol_not_frozen;
    case ProtocolStanding::amended:
        return Refusal::protocol_amended;
    }
    CHECK(false);
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
    if (evidence.duplicate) return refuse(Refusal::duplicate);
    if (evidence.same_number) return refuse(Refusal::same_number);
    if (evidence.likely_match) return refuse(Refusal::likely_match);
    if (evidence.lost_capacity) return refuse(Refusal::lost_capacity);
    if (evidence.in_prison) return refuse(Refusal::in_prison);
    if (!evidence.eligible) return refuse(Refusal::not_eligible);
    if (!evidence.of_age) return refuse(Refusal::not_of_age);
    if (evidence.eligible_lapsed) return refuse(Refusal::eligibility_lapsed);
    if (evidence.eligible_area != evidence.area || evidence.eligible_group != evidence.group)
        return refuse(Refusal::eligibility_of_elsewhere);
    if (const auto fault = allocation_rules::consent_fault(protocol.consent, evidence.consent))
        return refuse(*fault);
    if (!evidence.baseline) return refuse(Refusal::baseline_open);
    if (evidence.stage != Stage::baseline_locked) return refuse(Refusal::not_at_this_point);
    if (const auto fault = allocation_rules::protocol_fault(evidence.protocol))
        return refuse(*fault);
    auto stratum = protocol::stratum_of(protocol, evidence.area, evidence.group);
    if (!stratum) return refuse(Refusal::unknown_stratum);
    if (evidence.earlier_on_paper) return refuse(Refusal::earlier_on_paper);
    return *std::move(stratum);
}

} // namespace evenhand::allocation
