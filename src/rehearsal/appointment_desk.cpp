#include "rehearsal/appointment_desk.hpp"

#include "rehearsal/eligibility_answers.hpp"
#include "rehearsal/questionnaire_answers.hpp"

#include <fmt/format.h>

namespace evenhand::rehearsal {

namespace appointment_desk {

/// More pages than any appointment has.
constexpr int most_pages = 80;

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
    if (page.starts_with("/baseline")) {
        baseline(participant);
        return std::nullopt;
    }
    if (page == "/allocation") {
        officer_.press("Put into a group by chance");
        return std::nullopt;
    }
    if (page == "/allocation/result") {
        participant.randomised = true;
        return Ended::randomised;
    }
    officer_.lose("made-up staff have no words for this page");
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

/// Part after part; the page says itself which questions it asks.
void AppointmentDesk::baseline(const Participant& participant)
{
    const auto page = page_of(participant);
    if (page == "/baseline")
        return officer_.follow(officer_.has_link("Start") ? "Start" : "Continue");
    if (page == "/baseline/check") return officer_.follow("Go on to lock");
    if (page == "/baseline/lock")
        return officer_.press("Lock the answers", {{"mode", "side_by_side"}});
    const QuestionnaireAnswers answers(stage_.protocol.baseline, participant.person,
                                       group_of(stage_.protocol, participant.person),
                                       rng_of(participant, "baseline"));
    officer_.press("Continue", answers.to(officer_.page()));
}

} // namespace evenhand::rehearsal
