#include "protocol/plain_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace evenhand::protocol {

namespace plain_parts {

std::string heading(std::string_view words)
{
    return fmt::format("\n{}\n", words);
}

/// One line of a part; more words of it stand further in.
std::string line(std::string_view words)
{
    return fmt::format("  {}\n", words);
}

std::string more(std::string_view words)
{
    return words.empty() ? "" : fmt::format("      {}\n", words);
}

std::string count(int number, std::string_view one, std::string_view many)
{
    return fmt::format("{} {}", number, number == 1 ? one : many);
}

std::string within(int working_days)
{
    if (working_days == 0) return "on the same day";
    return "within " + count(working_days, "working day", "working days");
}

std::string days(const std::vector<int>& numbers)
{
    return fmt::format("{}", fmt::join(numbers, ", "));
}

template <class Items>
std::string names(const Items& items)
{
    std::vector<std::string> all;
    for (const auto& item : items)
        all.push_back(item.name);
    return fmt::format("{}", fmt::join(all, ", "));
}

std::string group_name(const Protocol& protocol, std::string_view id)
{
    const auto found = std::ranges::find(protocol.groups, id, &Group::id);
    return found == protocol.groups.end() ? std::string(id) : found->name;
}

std::string how(const Protocol& protocol, const Criterion& criterion)
{
    const Eligibility& eligibility = protocol.eligibility;
    switch (criterion.kind) {
    case CriterionKind::age:
        return eligibility.age_to == 0 ? fmt::format("meets it at {} or over", eligibility.age_from)
                                       : fmt::format("meets it from {} to {}", eligibility.age_from,
                                                     eligibility.age_to);
    case CriterionKind::area:
        return "meets it if the surgery is in one of the areas";
    case CriterionKind::group:
        return "meets it if one of the groups fits";
    case CriterionKind::asked:
        return criterion.meets_when == Said::yes ? "meets it by yes" : "meets it by no";
    case CriterionKind::since:
        break;
    }
    return fmt::format("meets it if that is {} days ago or more", criterion.days_least);
}

std::string whom(const Protocol& protocol, const Criterion& criterion)
{
    if (criterion.groups.empty()) return {};
    std::vector<std::string> all;
    for (const std::string& group : criterion.groups)
        all.push_back(group_name(protocol, group));
    return fmt::format(" Concerns: {}.", fmt::join(all, ", "));
}

std::string_view words(OutcomeRank rank)
{
    switch (rank) {
    case OutcomeRank::primary:
        return "Primary";
    case OutcomeRank::secondary:
        return "Secondary";
    case OutcomeRank::management:
        break;
    }
    return "For management only, never compared between the arms";
}

std::string_view words(OutcomeSource source)
{
    switch (source) {
    case OutcomeSource::government_records:
        return "government records";
    case OutcomeSource::survey:
        return "the survey";
    case OutcomeSource::support_records:
        break;
    }
    return "the records of support, kept for one arm alone";
}

std::string employment_words(const EmploymentRule& rule)
{
    const std::string hours = rule.hours_least == 0
                                  ? "any hours"
                                  : fmt::format("{} hours a week or more", rule.hours_least);
    return fmt::format("Counted: {} weeks or more, {}, {}, gaps up to {}.", rule.weeks_least,
                       rule.consecutive ? "one after the other" : "together or apart", hours,
                       count(rule.gap_days_most, "day", "days"));
}

std::string clock_words(const Protocol& protocol, const SupportClock& clock)
{
    const std::string name = group_name(protocol, clock.group);
    if (clock.search_days == 0) {
        return fmt::format("{}: {} days from allocation, at most {} days.", name,
                           clock.in_work_days, clock.total_days);
    }
    return fmt::format("{}: {} days to find a job, {} days in it, at most {} days from allocation.",
                       name, clock.search_days, clock.in_work_days, clock.total_days);
}

std::string job_lost_words(JobLost lost)
{
    return lost == JobLost::search_goes_on ? "A job that is lost reopens the search."
                                           : "Support ends when a job is lost.";
}

} // namespace plain_parts

std::string words_of_title(const Protocol& protocol)
{
    using plain_parts::line;
    const Governance& governance = protocol.governance;
    return fmt::format("{} ({}), protocol version {}\n{}\n", protocol.name, protocol.prefix,
                       protocol.version, protocol.summary) +
           plain_parts::heading("Title, registration, funding, roles (SPIRIT 1 to 5)") +
           line(governance.title) + line("Registration: " + governance.registration) +
           line("Funder: " + governance.funder) + line("Sponsor: " + governance.sponsor) +
           line("Investigator: " + governance.investigator) +
           line("Ethics (24): " + governance.ethics);
}

std::string words_of_people(const Protocol& protocol)
{
    std::string text = plain_parts::heading("Where and for whom (9)");
    text += plain_parts::line(protocol.organisation);
    if (!protocol.areas.empty())
        text += plain_parts::line("Areas: " + plain_parts::names(protocol.areas));
    for (const Group& group : protocol.groups) {
        text += plain_parts::line(fmt::format("{}: {} Expected share: {} %.", group.name,
                                              group.plain, group.expected_share_percent));
    }
    const Contact& contact = protocol.contact;
    text +=
        plain_parts::line(fmt::format("Telephone {} ({}), e-mail {}, post {}", contact.telephone,
                                      contact.hours, contact.email, contact.post));
    return text;
}

std::string words_of_eligibility(const Protocol& protocol)
{
    std::string text = plain_parts::heading("Who can join (10)");
    for (const Criterion& criterion : protocol.eligibility.criteria) {
        text += plain_parts::line(criterion.question);
        const auto reason =
            std::ranges::find(protocol.eligibility.reasons, criterion.reason, &Reason::id);
        text += plain_parts::more(fmt::format("{}. Otherwise: {}.{}",
                                              plain_parts::how(protocol, criterion), reason->label,
                                              plain_parts::whom(protocol, criterion)));
    }
    text += plain_parts::line("Where nobody is sure, a lead settles it with evidence. Nobody "
                              "overrides a failure.");
    text += plain_parts::line(
        fmt::format("Whoever was found eligible more than {} ago is asked again before allocation.",
                    plain_parts::count(protocol.eligibility.stands_days, "day", "days")));
    return text;
}

std::string words_of_arms(const Protocol& protocol)
{
    std::string text = plain_parts::heading("What each arm gets (11)");
    for (const Arm& arm : protocol.randomisation.arms) {
        text += plain_parts::line(fmt::format("{} (\"{}\"): {}", arm.name, arm.plain,
                                              arm.hand_off == HandOff::support_case
                                                  ? "a case for an employment specialist"
                                                  : "information about local services"));
    }
    const SupportRules& support = protocol.support;
    for (const SupportClock& clock : support.clocks) {
        text += plain_parts::line(plain_parts::clock_words(protocol, clock) + " " +
                                  plain_parts::job_lost_words(clock.job_lost));
        text += plain_parts::more("Source: " + clock.source);
    }
    text += plain_parts::line(fmt::format(
        "A full-time specialist has {} people at most ({} for full fidelity); first contact within "
        "{} working days, first meeting within {} days, then every {} days.",
        support.caseload_most, support.caseload_fidelity, support.first_contact_working_days,
        support.first_meeting_days, support.meeting_every_days));
    text += plain_parts::line(
        fmt::format("Notice before a limit: {} days.", plain_parts::days(support.notice_days)));
    return text;
}

std::string words_of_outcomes(const Protocol& protocol)
{
    std::string text = plain_parts::heading("Outcomes (12)");
    for (const OutcomeDefinition& outcome : protocol.outcomes) {
        text += plain_parts::line(fmt::format("{} (version {}). {}.", outcome.name, outcome.version,
                                              plain_parts::words(outcome.rank)));
        text += plain_parts::more(outcome.plain);
        text += plain_parts::more(fmt::format("At {} months, from {}.", outcome.months,
                                              plain_parts::words(outcome.source)));
        if (outcome.employment)
            text += plain_parts::more(plain_parts::employment_words(*outcome.employment));
        text += plain_parts::more("Reference: " + outcome.reference);
    }
    return text;
}

std::string words_of_timeline(const Protocol& protocol)
{
    using plain_parts::count;
    const ContactRules& rules = protocol.contact_rules;
    std::string text = plain_parts::heading("From referral to the last survey (13)");
    text += plain_parts::line(fmt::format(
        "A referral is acknowledged at once. First attempt to reach the person within {}, {} on "
        "different days within {}, then a letter; closed {} after the letter.",
        count(rules.first_attempt_working_days, "working day", "working days"),
        count(rules.attempts, "attempt", "attempts"),
        count(rules.last_attempt_working_days, "working day", "working days"),
        count(rules.close_after_letter_working_days, "working day", "working days")));
    text += plain_parts::line(fmt::format(
        "First appointment within {}; a missed one is rebooked {}.",
        count(rules.intake_working_days, "working day", "working days"),
        rules.missed_appointments == 0
            ? "by a person's decision"
            : fmt::format("up to {}", count(rules.missed_appointments, "time", "times"))));
    text += plain_parts::line(fmt::format(
        "Booked within {} of the first talk; what nobody is sure of is settled within {}; somebody "
        "who wants time is asked again after {}.",
        count(rules.booking_working_days, "working day", "working days"),
        count(rules.decision_working_days, "working day", "working days"),
        count(rules.thinking_working_days, "working day", "working days")));
    const ConcernRules& concerns = protocol.concern_rules;
    text += plain_parts::line(fmt::format(
        "A worry about a person is acted on: safeguarding {}, an adverse event {}, a complaint {}, "
        "an incident {}.",
        plain_parts::within(concerns.safeguarding_working_days),
        plain_parts::within(concerns.adverse_event_working_days),
        plain_parts::within(concerns.complaint_working_days),
        plain_parts::within(concerns.incident_working_days)));
    for (const SurveyWave& wave : protocol.waves) {
        text += plain_parts::line(fmt::format(
            "{}: due {} months after allocation, open from {} days before to {} days after; "
            "reminders after {} days, by telephone after {} days.",
            wave.name, wave.months, wave.opens_days_before, wave.closes_days_after,
            wave.reminder_days.empty() ? "no" : plain_parts::days(wave.reminder_days),
            wave.telephone_days));
    }
    return text;
}

std::string words_of_recruitment(const Protocol& protocol)
{
    const Targets& targets = protocol.targets;
    std::string text = plain_parts::heading("How many, and by when (14 and 15)");
    text += plain_parts::line(fmt::format("{} people randomised from {} to {}.", targets.randomised,
                                          targets.opens.plain(), targets.closes.plain()));
    text += plain_parts::line("Month by month: " + plain_parts::days(targets.by_month));
    for (const AreaShare& share : targets.areas) {
        const auto area = std::ranges::find(protocol.areas, share.area, &Area::id);
        text += plain_parts::line(fmt::format("{}: {} %", area->name, share.percent));
    }
    if (targets.practices > 0)
        text += plain_parts::line(fmt::format("Practices that refer: {}", targets.practices));
    for (const std::string& id : targets.characteristics)
        text += plain_parts::line(fmt::format("Counted by: {}", protocol.baseline.find(id)->text));
    return text;
}

std::string words_of_allocation(const Protocol& protocol)
{
    const RandomisationSpec& spec = protocol.randomisation;
    std::vector<std::string> shares;
    for (const Arm& arm : spec.arms)
        shares.push_back(fmt::format("{}", arm.share));
    std::string text = plain_parts::heading("Allocation (16 and 17)");
    text += plain_parts::line(fmt::format(
        "Each person by themselves, {}, in {}:", fmt::join(shares, " : "),
        plain_parts::count(static_cast<int>(strata(protocol).size()), "stratum", "strata")));
    for (const Stratum& stratum : strata(protocol))
        text += plain_parts::more(stratum.label);
    // The restriction is told to nobody who recruits (16a), and this page is for everybody.
    text +=
        plain_parts::line("How the sequence is drawn is kept from everybody who recruits; it is "
                          "fixed by this hash:");
    text += plain_parts::more(spec.scheme_hash);
    if (!spec.beacon.empty())
        text += plain_parts::line("The sequence also follows from a public random beacon: " +
                                  spec.beacon);
    text += plain_parts::line("The program allocates when eligibility, consent and baseline are "
                              "locked. Nobody can choose, change or undo it.");
    text += plain_parts::line("Interviewers and evaluators do not know who is in which arm.");
    return text;
}

std::string words_of_baseline(const Protocol& protocol)
{
    const Questionnaire& baseline = protocol.baseline;
    const auto all = baseline.questions();
    const auto shared = std::ranges::count(all, true, &Question::shared_with_support);
    std::string text = plain_parts::heading("What is asked before allocation (18)");
    text += plain_parts::line(fmt::format(
        "{} (version {}): {} questions, about {} minutes; {} of them are shared with the "
        "employment specialist.",
        baseline.title, baseline.version, all.size(), baseline.minutes, shared));
    for (const Instrument& instrument : baseline.instruments)
        text += plain_parts::line(
            fmt::format("{}: {} ({})", instrument.name, instrument.source, instrument.licence));
    if (protocol.safety.duty_rota.empty()) {
        text += plain_parts::line("No answer can tell of harm.");
    } else {
        text += plain_parts::line("Answers that tell of harm go to: " + protocol.safety.duty_rota);
    }
    return text;
}

std::string words_of_consent(const Protocol& protocol)
{
    const ConsentForm& form = protocol.consent;
    std::string text = plain_parts::heading("Consent (26)");
    text += plain_parts::line(fmt::format(
        "Form version {}, information sheet version {}. Taken only by somebody trained: {}.",
        form.version, form.sheet.version, form.training));
    for (const ConsentItem& item : form.items) {
        text += plain_parts::line(
            fmt::format("{}: {}", item.required ? "Required" : "Optional", item.statement));
        text += plain_parts::more("If no: " + item.if_no);
    }
    text += plain_parts::line("Explained until it is understood:");
    for (const TeachBack& point : form.teach_back)
        text += plain_parts::more(point.ask);
    return text;
}

std::string words_of_texts(const Protocol& protocol)
{
    std::string text = plain_parts::heading("Texts and reference data");
    for (const Notice& notice : protocol.notices)
        text += plain_parts::line(
            fmt::format("{} version {}: {}", notice.id, notice.version, notice.file));
    for (const TextFile& sheet : protocol.consent.sheet.texts)
        text += plain_parts::line(
            fmt::format("information sheet, {}, {}: {}", sheet.format, sheet.language, sheet.file));
    for (const ReferenceFile& file : protocol.reference)
        text += plain_parts::line(
            fmt::format("{} as of {}: {}", file.id, file.as_of.plain(), file.file));
    for (const EqualityQuestion& question : protocol.referral.equality)
        text += plain_parts::line("Asked after a referral, if they like: " + question.label);
    text += plain_parts::line(
        fmt::format("An unsent referral is kept {} days.", protocol.referral.draft_days));
    return text;
}

} // namespace evenhand::protocol
