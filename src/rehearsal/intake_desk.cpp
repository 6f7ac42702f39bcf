#include "rehearsal/intake_desk.hpp"

#include "core/london_time.hpp"

#include <fmt/format.h>

#include <vector>

namespace evenhand::rehearsal {

namespace intake_desk {

constexpr std::string_view row = "Open referral ";
constexpr int most_calls = 3;
/// A letter may be answered for so long (casework 1.3, T2).
constexpr int letter_answered_within = 10;

struct Waiting
{
    std::string reference;
    std::string href;
};

std::vector<Waiting> waiting(const PageParts& page)
{
    std::vector<Waiting> all;
    for (const PageLink& link : page.links)
        if (link.text.starts_with(row)) all.push_back({link.text.substr(row.size()), link.href});
    return all;
}

/// "/participants/ID" of a page about a person.
std::string record_of(const std::string& url)
{
    constexpr std::string_view before = "/participants/";
    const auto end = url.find_first_of("/?", before.size());
    return url.starts_with(before) ? url.substr(0, end) : std::string();
}

/// Spread over the day, so that not everybody comes at nine.
int hour_of(const Participant& participant)
{
    return 9 + static_cast<int>(participant.ordinal % 7);
}

} // namespace intake_desk

void IntakeDesk::look_through_triage(
    const std::function<Participant*(const std::string& reference)>& whose,
    const std::function<void(Participant&)>& decided)
{
    officer_.open("/triage");
    for (const auto& [reference, href] : intake_desk::waiting(officer_.page())) {
        Participant* participant = whose(reference);
        if (participant == nullptr) continue;
        officer_.open(href);
        officer_.open(href + "/identity");
        decide(*participant);
        decided(*participant);
    }
    post_letters();
}

/// Whoever chose letters and no message is told by one that we have their referral (T1).
void IntakeDesk::post_letters()
{
    constexpr std::string_view posted = "Record as posted";
    officer_.open("/calls/letters");
    while (officer_.has_button(posted))
        officer_.press(posted);
}

void IntakeDesk::decide(Participant& participant)
{
    // Whoever was referred before is known by their record.
    const auto known = participant.record.substr(participant.record.rfind('/') + 1);
    officer_.press("Decide", {{"who", known.empty() ? "new" : known}});
    const auto record = intake_desk::record_of(officer_.url());
    if (record.empty()) officer_.lose("a decided referral leads to no person");
    participant.record = record;
}

void IntakeDesk::note_call(const Participant& participant, std::string_view outcome)
{
    officer_.open(participant.record + "/contacts/new");
    officer_.press(
        "Record contact",
        {{"channel", "telephone"}, {"direction", "to_person"}, {"outcome", std::string(outcome)}});
}

Event IntakeDesk::first_call(const Participant& participant) const
{
    return {.due = hours_.days_after(stage_.time.now(), 1, intake_desk::hour_of(participant),
                                     static_cast<int>(participant.ordinal % 60)),
            .occasion = Occasion::call,
            .person = participant.ordinal};
}

Event IntakeDesk::next_call(const Participant& participant) const
{
    // At another time of day than the calls before (T2).
    constexpr int earliest = 9;
    constexpr int hours_of_calls = 7;
    const int hour =
        earliest +
        (intake_desk::hour_of(participant) - earliest + 2 * participant.calls) % hours_of_calls;
    return {.due = hours_.days_after(stage_.time.now(), 3, hour,
                                     static_cast<int>(participant.ordinal % 60)),
            .occasion = Occasion::call,
            .person = participant.ordinal};
}

Event IntakeDesk::book(const Participant& participant)
{
    const Instant at = hours_.days_after(stage_.time.now(), participant.story.days_to_appointment,
                                         intake_desk::hour_of(participant), 15);
    const auto wall = london_time(at);
    constexpr std::array<std::string_view, 3> modes{"telephone", "video", "home_visit"};
    officer_.open(participant.record + "/appointment/new");
    officer_.press("Book", {{"slot", "own"},
                            {"mode", std::string(modes.at(participant.ordinal % modes.size()))},
                            {"on-day", std::to_string(wall.date.day())},
                            {"on-month", std::to_string(wall.date.month())},
                            {"on-year", std::to_string(wall.date.year())},
                            {"at", fmt::format("{}:{:02}", wall.hour, wall.minute)},
                            {"minutes", "60"}});
    return {.due = at, .occasion = Occasion::appointment, .person = participant.ordinal};
}

std::optional<Event> IntakeDesk::call(Participant& participant)
{
    const Story& story = participant.story;
    const bool answers = story.is_reached && participant.calls >= story.calls_missed;
    if (!answers) {
        note_call(participant, "no_answer");
        if (++participant.calls < intake_desk::most_calls) return next_call(participant);
        return Event{.due = hours_.days_after(stage_.time.now(), 1, 16, 0),
                     .occasion = Occasion::letter,
                     .person = participant.ordinal};
    }
    note_call(participant, "spoke");
    if (story.leaves_at_call) {
        record_withdrawal(officer_, participant, "everything");
        participant.ended = true;
        return std::nullopt;
    }
    return book(participant);
}

std::optional<Event> IntakeDesk::send_letter(Participant& participant)
{
    officer_.open(participant.record + "/last-letter");
    officer_.press("Record the letter", {{"by", "letter"}});
    return Event{.due = hours_.days_after(stage_.time.now(),
                                          intake_desk::letter_answered_within + 1, 16, 30),
                 .occasion = Occasion::give_up,
                 .person = participant.ordinal};
}

void IntakeDesk::give_up(Participant& participant)
{
    officer_.open(participant.record + "/could-not-reach");
    officer_.press("Close: could not be reached", {{"why", "attempts_used"}});
    participant.ended = true;
}

bool IntakeDesk::see_whether_they_came(Participant& participant)
{
    const Story& story = participant.story;
    const bool comes = story.comes && participant.missed >= story.appointments_missed;
    officer_.open(participant.record + "/appointment");
    officer_.press(comes ? "They are here" : "They did not come");
    if (!comes) ++participant.missed;
    return comes;
}

void record_withdrawal(Desk& desk, const Participant& participant, std::string_view scope)
{
    desk.open(participant.record + "/withdraw");
    desk.press("Record withdrawal", {{"scope", std::string(scope)},
                                     {"said_by", "person"},
                                     {"said_how", "telephone"},
                                     {"told", "yes"}});
}

} // namespace evenhand::rehearsal
