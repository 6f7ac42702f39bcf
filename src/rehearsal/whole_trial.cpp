#include "rehearsal/whole_trial.hpp"

#include "core/london_time.hpp"
#include "rehearsal/front_door.hpp"
#include "storage/job_runner.hpp"

#include <algorithm>

namespace evenhand::rehearsal {

namespace whole_trial {

/// Runs what is due before the moment, each at its time.
void run_jobs(const FillParts& parts, Instant until)
{
    for (auto due = parts.jobs.next_due(); due && *due <= until; due = parts.jobs.next_due()) {
        parts.time.reach(*due);
        if (!parts.jobs.run_one()) return;
    }
}

struct Look
{
    int hour;
    int minute;
    Occasion queue;
};
// When staff look at their queues if something came to them. The officer reads triage four times a
// day, so that nobody waits long.
constexpr std::array looks{
    Look{9, 5, Occasion::triage},   Look{9, 30, Occasion::caseload},
    Look{10, 0, Occasion::lead},    Look{10, 30, Occasion::cases},
    Look{11, 20, Occasion::triage}, Look{13, 30, Occasion::concerns},
    Look{14, 10, Occasion::triage}, Look{15, 40, Occasion::cases},
    Look{16, 10, Occasion::triage},
};

/// From when on nobody works any more: noon, two working days before the story stops.
Instant staff_stop(const FillPlan& plan, BankHolidays holidays)
{
    return in_london(plus_working_days(plan.on_day, -2, holidays), 12, 0);
}

void count(FillTally& tally, Outcome outcome)
{
    switch (outcome) {
    case Outcome::sent:
        ++tally.sent;
        return;
    case Outcome::called:
        ++tally.called;
        return;
    case Outcome::saved:
        ++tally.saved;
        return;
    case Outcome::stopped:
        ++tally.stopped;
        return;
    }
}

} // namespace whole_trial

WholeTrial::WholeTrial(const FillParts& parts, const FillPlan& plan)
    : parts_(parts), plan_(plan),
      rng_(plan.seed), stage_{parts.service, parts.time, parts.protocol, rng_, parts.host},
      hours_(parts.holidays), maker_(people_of(plan, rng_, parts.protocol)),
      arrivals_(arrivals(
          rng_.stream("arrivals"),
          {.people = plan.people, .last_day = plan.on_day.plus_days(-1), .days = plan.days})),
      officer_(stage_, parts.keys, staff::Role::intake_officer), intake_(stage_, officer_, hours_),
      appointments_(stage_, officer_, hours_), lead_(stage_, parts.keys),
      safeguarding_(stage_, parts.keys), provider_(stage_, parts.keys, hours_),
      manager_(stage_, parts.keys, staff::Role::trial_manager),
      staff_stop_(whole_trial::staff_stop(plan, parts.holidays))
{
    plan_arrivals();
}

void WholeTrial::plan_arrivals()
{
    for (std::size_t i = 0; i < arrivals_.size(); ++i)
        agenda_.add({.due = arrivals_[i].at, .occasion = Occasion::arrival, .person = i});
}

void WholeTrial::look_soon(Occasion queue)
{
    const Instant now = stage_.time.now();
    LocalDate day = plus_working_days(london_date(now), 0, parts_.holidays);
    for (;; day = plus_working_days(day, 1, parts_.holidays)) {
        for (const auto& look : whole_trial::looks) {
            const Instant at = in_london(day, look.hour, look.minute);
            if (look.queue == queue && at > now) return agenda_.add({.due = at, .occasion = queue});
        }
    }
}

FillTally WholeTrial::run()
{
    const Instant end = end_of(plan_);
    while (const auto event = agenda_.next_before(end)) {
        whole_trial::run_jobs(parts_, event->due);
        parts_.time.reach(event->due);
        happens(*event);
    }
    whole_trial::run_jobs(parts_, end);
    parts_.time.reach(end);
    look_at_the_end();
    return tally_;
}

void WholeTrial::add(const std::optional<Event>& event)
{
    if (event) agenda_.add(*event);
}

Participant* WholeTrial::find(const std::string& record)
{
    const auto found = std::ranges::find_if(
        people_, [&](const auto& entry) { return entry.second.record == record; });
    return found == people_.end() ? nullptr : &found->second;
}

void WholeTrial::happens(const Event& event)
{
    if (event.occasion == Occasion::arrival) return arrives(event.person);
    if (!(event.due < staff_stop_)) return;
    switch (event.occasion) {
    case Occasion::triage:
    case Occasion::lead:
    case Occasion::cases:
    case Occasion::caseload:
    case Occasion::concerns:
        return look(event.occasion);
    case Occasion::arrival:
    case Occasion::call:
    case Occasion::letter:
    case Occasion::give_up:
    case Occasion::appointment:
    case Occasion::decision:
    case Occasion::missed_too_often:
    case Occasion::concern:
    case Occasion::after:
        return with(people_.at(event.person), event.occasion);
    }
}

/// At a queue.
void WholeTrial::look(Occasion queue)
{
    if (queue == Occasion::triage) return look_through_triage();
    if (queue == Occasion::lead) return find_out();
    if (queue == Occasion::caseload) return work_on_caseloads();
    if (queue == Occasion::cases) {
        if (provider_.give_cases()) look_soon(Occasion::caseload);
        return;
    }
    if (safeguarding_.look_through()) look_soon(Occasion::concerns);
}

/// The lead settles what nobody was sure of; whoever may take part after all is called again.
void WholeTrial::find_out()
{
    lead_.find_out([this](const std::string& record) { return find(record); },
                   [this](Participant& who) {
                       if (who.story.eligible != Story::Eligible::unsure_then_yes) {
                           who.ended = true;
                           return;
                       }
                       agenda_.add({.due = hours_.days_after(stage_.time.now(), 1, 15, 0),
                                    .occasion = Occasion::decision,
                                    .person = who.ordinal});
                   });
}

void WholeTrial::work_on_caseloads()
{
    const auto next = provider_.work_on_caseloads();
    if (next) agenda_.add({.due = *next, .occasion = Occasion::caseload});
}

/// The story stops with the manager's look at who is stuck.
void WholeTrial::look_at_the_end()
{
    manager_.open("/stuck");
}

void WholeTrial::with(Participant& participant, Occasion occasion)
{
    if (participant.ended) return;
    switch (occasion) {
    case Occasion::call:
        return add(intake_.call(participant));
    case Occasion::letter:
        return add(intake_.send_letter(participant));
    case Occasion::give_up:
        return intake_.give_up(participant);
    case Occasion::appointment:
        return appointment(participant);
    case Occasion::decision:
        return goes_on(participant, participant.thinks ? "/decision" : "/information");
    case Occasion::missed_too_often:
        return lead_.end_missed(participant);
    case Occasion::concern:
        ++tally_.concerns;
        look_soon(Occasion::concerns);
        return raise_concern(officer_, participant);
    case Occasion::after:
        return after(participant);
    case Occasion::arrival:
    case Occasion::triage:
    case Occasion::lead:
    case Occasion::cases:
    case Occasion::caseload:
    case Occasion::concerns:
        return;
    }
}

void WholeTrial::arrives(std::uint64_t which)
{
    const Arrival& arrival = arrivals_.at(which);
    const auto made =
        people_.try_emplace(arrival.person, Participant{.ordinal = arrival.person,
                                                        .person = maker_.make(arrival.person),
                                                        .story = story_of(rng_, arrival.person)});
    const auto came = come_to_front_door(stage_, arrival, made.first->second.person);
    whole_trial::count(tally_, came.outcome);
    if (!came.reference.empty()) {
        by_reference_[came.reference] = arrival.person;
        look_soon(Occasion::triage);
    }
    if (parts_.on_progress) parts_.on_progress(++done_, plan_.people);
}

void WholeTrial::look_through_triage()
{
    intake_.look_through_triage(
        [this](const std::string& reference) -> Participant* {
            const auto found = by_reference_.find(reference);
            return found == by_reference_.end() ? nullptr : &people_.at(found->second);
        },
        [this](Participant& who) {
            ++tally_.referred;
            agenda_.add(intake_.first_call(who));
        });
}

void WholeTrial::appointment(Participant& participant)
{
    if (intake_.see_whether_they_came(participant)) {
        if (participant.story.has_concern)
            agenda_.add({.due = hours_.days_after(stage_.time.now(),
                                                  participant.story.days_until_concern, 15, 30),
                         .occasion = Occasion::concern,
                         .person = participant.ordinal});
        return goes_on(participant, "/eligibility");
    }
    const bool too_often = participant.missed > parts_.protocol.contact_rules.missed_appointments;
    if (!too_often) return agenda_.add(intake_.next_call(participant));
    agenda_.add({.due = hours_.days_after(stage_.time.now(), 1, 10, 30),
                 .occasion = Occasion::missed_too_often,
                 .person = participant.ordinal});
}

void WholeTrial::goes_on(Participant& participant, std::string_view from)
{
    ended(participant, appointments_.go_on(participant, from));
}

void WholeTrial::ended(Participant& participant, Ended how)
{
    const Story& story = participant.story;
    switch (how) {
    case Ended::randomised:
        ++tally_.randomised;
        // Whichever group it was: a case is on a caseload at once, or waits for a lead.
        look_soon(Occasion::cases);
        look_soon(Occasion::caseload);
        if (story.after != Story::After::nothing)
            agenda_.add({.due = hours_.days_after(stage_.time.now(), story.days_until_after, 12, 0),
                         .occasion = Occasion::after,
                         .person = participant.ordinal});
        return;
    case Ended::wants_time:
        agenda_.add({.due = hours_.days_after(stage_.time.now(), story.days_to_decide, 15, 0),
                     .occasion = Occasion::decision,
                     .person = participant.ordinal});
        return;
    case Ended::not_eligible:
    case Ended::declined:
        participant.ended = true;
        return;
    case Ended::unsure:
        return look_soon(Occasion::lead);
    case Ended::record:
        return;
    }
}

void WholeTrial::after(Participant& participant)
{
    constexpr std::array<std::string_view, 3> scopes{"surveys", "contact", "everything"};
    if (participant.story.after == Story::After::dies) {
        ++tally_.died;
        record_death(officer_, participant);
        participant.ended = true;
        return;
    }
    ++tally_.withdrew;
    record_withdrawal(officer_, participant, scopes.at(participant.ordinal % scopes.size()));
}

} // namespace evenhand::rehearsal
