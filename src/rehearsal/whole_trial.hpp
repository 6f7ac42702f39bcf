#pragma once

#include "rehearsal/agenda.hpp"
#include "rehearsal/appointment_desk.hpp"
#include "rehearsal/fill.hpp"
#include "rehearsal/intake_desk.hpp"
#include "rehearsal/oversight_desks.hpp"
#include "rehearsal/provider_desks.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace evenhand::rehearsal {

/// A whole trial as it happens: people come, and staff see each of them through to where their
/// story leads, at their desks, in working hours.
class WholeTrial
{
public:
    /// Both outlive it.
    WholeTrial(const FillParts& parts, const FillPlan& plan);

    /// Up to the end of the plan.
    FillTally run();

private:
    void plan_arrivals();
    /// Lets staff look at that queue when they next do.
    void look_soon(Occasion queue);
    void happens(const Event& event);
    void look(Occasion queue);
    void with(Participant& participant, Occasion occasion);
    void arrives(std::uint64_t ordinal);
    void look_through_triage();
    void find_out();
    void work_on_caseloads();
    void look_at_the_end();
    void appointment(Participant& participant);
    void goes_on(Participant& participant, std::string_view from);
    void ended(Participant& participant, Ended how);
    void after(Participant& participant);
    void add(const std::optional<Event>& event);
    Participant* find(const std::string& record);

    const FillParts& parts_;
    const FillPlan& plan_;
    const Rng rng_;
    const Stage stage_;
    const OfficeHours hours_;
    const PeopleMaker maker_;
    std::vector<Arrival> arrivals_;
    Desk officer_;
    IntakeDesk intake_;
    AppointmentDesk appointments_;
    LeadDesk lead_;
    SafeguardingDesk safeguarding_;
    ProviderDesks provider_;
    Desk manager_;
    const Instant staff_stop_;
    Agenda agenda_;
    std::map<std::uint64_t, Participant> people_;
    std::map<std::string, std::uint64_t> by_reference_;
    std::uint64_t done_ = 0;
    FillTally tally_;
};

} // namespace evenhand::rehearsal
