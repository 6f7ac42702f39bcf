#include "rehearsal/appointment_desk.hpp"

#include "core/london_time.hpp"
#include "rehearsal/eligibility_answers.hpp"
#include "rehearsal/questionnaire_answers.hpp"

#include <fmt/format.h>

#include <array>

namespace evenhand::rehearsal {

namespace appointment_desk {

/// More pages than any appointment has.
constexpr int most_pages = 80;
constexpr double hears_it_again = 0.12;
/// As records write that somebody has no address.
constexpr std::string_view no_fixed_address = "ZZ99 3VZ";
/// Of what may be agreed to or not, by whoever does not want records linked.
constexpr double agrees_to_other_items = 0.5;

} // namespace appointment_desk

Rng AppointmentDesk::rng_of(const Participant& participant, std::string_view what) const
{
    return stage_.rng.stream(fmt::format("appointment/{}/{}", participant.ordinal, what));
}

/// What stands after the record in the address: "/eligibility/result". Empty: the record itself.
std::string AppointmentDesk::page_of(const Participant& participant) const
{
    const std::string path = officer_.url().substr(0, officer_.url().find('?'));
    if (!path.starts_with(participant.record)) officer_.lose("the way leads to somebody else");
    return path.substr(participant.record.size());
}

Ended AppointmentDesk::go_on(Participant& participant, std::string_view from)
{
    officer_.open(participant.record + std::string(from));
    for (int page = 0; page < appointment_desk::most_pages; ++page) {
        if (const auto ended = do_page(participant, page_of(participant))) return *ended;
    }
    officer_.lose("an appointment has no end");
}

std::optional<Ended> AppointmentDesk::do_page(Participant& participant, const std::string& page)
{
    if (page.empty()) return Ended::record;
    if (page == "/eligibility") return eligibility(participant);
    if (page == "/eligibility/result") return eligibility_result(participant);
    if (page == "/allocation/result") {
        participant.randomised = true;
        return Ended::randomised;
    }
    if (page == "/decision") return decision(participant);
    if (page.starts_with("/information"))
        information(participant, page);
    else if (page.starts_with("/consent"))
        consent(participant, page);
    else if (page == "/linkage-keys")
        linkage_keys(participant);
    else if (page.starts_with("/baseline"))
        baseline(participant);
    else if (page == "/allocation")
        officer_.press("Put into a group by chance");
    else
        officer_.lose("made-up staff have no words for this page");
    return std::nullopt;
}

std::optional<Ended> AppointmentDesk::eligibility(Participant& participant)
{
    officer_.press("Decide", eligibility_answers(stage_.protocol, participant, officer_.page(),
                                                 rng_of(participant, "eligibility")));
    return std::nullopt;
}

std::optional<Ended> AppointmentDesk::eligibility_result(const Participant& participant)
{
    switch (participant.story.eligible) {
    case Story::Eligible::no:
    case Story::Eligible::unsure_then_no:
        if (officer_.has_link("Go on")) officer_.lose("somebody who fails a rule may go on");
        return participant.story.eligible == Story::Eligible::no ? Ended::not_eligible
                                                                 : Ended::unsure;
    case Story::Eligible::unsure_then_yes:
        if (!officer_.has_link("Go on")) return Ended::unsure;
        break;
    case Story::Eligible::yes:
        break;
    }
    officer_.follow("Go on");
    return std::nullopt;
}

/// The sheet they can read best, and then in their own words; some hear it twice.
void AppointmentDesk::information(const Participant& participant, const std::string& page)
{
    if (page == "/information")
        return officer_.press("Continue", {{"sheet", officer_.first_choice("sheet")}});
    if (page == "/information/sheet") return officer_.follow("Continue to the questions");
    if (page != "/information/questions") officer_.lose("everything was understood");
    Rng rng = rng_of(participant, "teach-back");
    Typed typed;
    for (const auto& question : stage_.protocol.consent.teach_back) {
        const bool again = rng.bernoulli(appointment_desk::hears_it_again);
        typed.emplace_back(question.id, again ? "explained_again" : "at_once");
    }
    officer_.press("Continue", typed);
}

std::optional<Ended> AppointmentDesk::decision(Participant& participant)
{
    using Choice = Story::Choice;
    const Choice choice = participant.story.choice;
    const bool declines = choice == Choice::declines ||
                          (choice == Choice::wants_time_then_declines && participant.thinks);
    const bool goes_on =
        choice == Choice::goes_on || (choice == Choice::wants_time && participant.thinks);
    constexpr std::string_view button = "Save what they decide";
    if (goes_on) {
        officer_.press(button, {{"wish", "goes_on"}});
        return std::nullopt;
    }
    if (declines) {
        constexpr std::array<std::string_view, 4> reasons{"randomisation", "time", "health",
                                                          "not_interested"};
        const auto reason = reasons.at(participant.ordinal % reasons.size());
        officer_.press(button, {{"wish", "declines"}, {"reason", std::string(reason)}});
        return Ended::declined;
    }
    const auto day =
        london_date(hours_.days_after(stage_.time.now(), participant.story.days_to_decide, 15, 0));
    officer_.press(button, {{"wish", "wants_time"},
                            {"call-day", std::to_string(day.day())},
                            {"call-month", std::to_string(day.month())},
                            {"call-year", std::to_string(day.year())}});
    participant.thinks = true;
    return Ended::wants_time;
}

/// What can be agreed to and what has to be, in the protocol's own items.
void AppointmentDesk::consent(const Participant& participant, const std::string& page)
{
    const MadeUpPerson& person = participant.person;
    if (page == "/consent") {
        const bool interpreted = !person.language.empty();
        return officer_.press("Continue", {{"capacity", "assumed"},
                                           {"supporter", "nobody"},
                                           {"interpreter", interpreted ? "yes" : "no"},
                                           {"interpreter_language", person.language}});
    }
    if (page == "/consent/statements") {
        Typed typed;
        for (const auto& item : stage_.protocol.consent.items) {
            const bool agrees =
                item.required || participant.story.agrees_to_linkage ||
                rng_of(participant, item.id).bernoulli(appointment_desk::agrees_to_other_items);
            typed.emplace_back("item-" + item.id, agrees ? "yes" : "no");
        }
        return officer_.press("Continue", typed);
    }
    if (page == "/consent/sign") {
        const std::string name = person.name.first == person.name.last
                                     ? person.name.first
                                     : fmt::format("{} {}", person.name.first, person.name.last);
        return officer_.press(
            "Sign", {{"method", "typed-name"}, {"typed_name", name}, {"own_name", "yes"}});
    }
    if (page == "/consent/copy") return officer_.follow("Continue");
    officer_.lose("made-up people sign by typing their name");
}

/// Few have their National Insurance number with them, and no range of it is kept for examples
/// that this program would take for a number.
void AppointmentDesk::linkage_keys(const Participant& participant)
{
    const MadeUpPerson& person = participant.person;
    Rng rng = rng_of(participant, "linkage");
    officer_.press("Save", {{"ni", "dont_know"},
                            {"sex", rng.bernoulli(0.5) ? "female" : "male"},
                            {"address", person.address},
                            {"postcode", person.postcode.empty()
                                             ? std::string(appointment_desk::no_fixed_address)
                                             : person.postcode}});
}

std::string_view AppointmentDesk::go_on_in_baseline() const
{
    for (const std::string_view text : {"Start", "Continue", "Check the answers"})
        if (officer_.has_link(text)) return text;
    officer_.lose("the questions lead nowhere");
}

/// Part after part; the page says itself which questions it asks.
void AppointmentDesk::baseline(const Participant& participant)
{
    const auto page = page_of(participant);
    if (page == "/baseline") return officer_.follow(go_on_in_baseline());
    if (page == "/baseline/check") return officer_.follow("Go on to lock");
    if (page == "/baseline/lock")
        return officer_.press("Lock the answers", {{"mode", "side_by_side"}});
    const QuestionnaireAnswers answers(stage_.protocol.baseline, participant.person,
                                       group_of(stage_.protocol, participant.person),
                                       rng_of(participant, "baseline"));
    officer_.press("Continue", answers.to(officer_.page()));
}

} // namespace evenhand::rehearsal
