#pragma once

#include "rehearsal/desk.hpp"
#include "rehearsal/participant.hpp"

#include <functional>
#include <set>
#include <string>

namespace evenhand::rehearsal {

/// Whose record that path is.
using WhoseRecord = std::function<Participant*(const std::string& record)>;

/// The team lead: finds out what nobody was sure of, and ends what was missed too often.
class LeadDesk
{
public:
    LeadDesk(const Stage& stage, const crypto::Keys& keys)
        : stage_(stage), desk_(stage, keys, staff::Role::team_lead)
    {
    }

    /// Settles each who waits; `settled` is told of each.
    void find_out(const WhoseRecord& whose, const std::function<void(Participant&)>& settled);
    /// Somebody missed more appointments than may be booked again.
    void end_missed(Participant& participant);

private:
    const Stage& stage_;
    Desk desk_;
};

/// The safeguarding lead: takes each concern on, and closes it when they next look.
class SafeguardingDesk
{
public:
    SafeguardingDesk(const Stage& stage, const crypto::Keys& keys)
        : desk_(stage, keys, staff::Role::safeguarding_lead)
    {
    }

    /// Whether one of them is to be closed when they look again.
    bool look_through();

private:
    Desk desk_;
    std::set<std::string> taken_on_;
};

/// Raises a concern about them, as whoever sat with them would.
void raise_concern(Desk& desk, const Participant& participant);
/// What became of them: the day is the day on which it was heard.
void record_death(Desk& desk, const Participant& participant);

} // namespace evenhand::rehearsal
