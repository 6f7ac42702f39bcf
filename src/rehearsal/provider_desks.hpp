#pragma once

#include "rehearsal/desk.hpp"
#include "rehearsal/office_hours.hpp"

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace evenhand::rehearsal {

/// The provider's staff of the demonstration: team leads give away the cases that wait, employment
/// specialists telephone whom they were given and meet them some days later. Who is in which group
/// they know from their own pages alone.
class ProviderDesks
{
public:
    /// Stage, keys and hours outlive it.
    ProviderDesks(const Stage& stage, const crypto::Keys& keys, const OfficeHours& hours);

    /// Each lead gives what waits to whoever has most room; whoever cannot be given to anybody
    /// waits on. Whether a specialist has a new case.
    bool give_cases();
    /// Each specialist telephones the new people of their caseload and meets those whose day has
    /// come, each fortnight. When the next of them is to be met.
    std::optional<Instant> work_on_caseloads();

private:
    struct Meetings
    {
        std::optional<Instant> next; ///< nothing: there were enough of them
        int met = 0;
    };
    struct Specialist
    {
        Desk desk;
        std::map<std::string, Meetings> to_meet; ///< by address of the case
    };
    bool give(Desk& lead, const std::string& href);
    void record(Desk& desk, const std::string& href, std::string_view channel);
    void telephone_new(Specialist& specialist);
    void meet(Specialist& specialist);

    const Stage& stage_;
    const OfficeHours& hours_;
    std::deque<Desk> leads_;
    std::deque<Specialist> specialists_;
    std::set<std::string> no_room_; ///< cases that nobody could take
};

} // namespace evenhand::rehearsal
