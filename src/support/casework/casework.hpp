#pragma once

#include "core/id.hpp"
#include "core/time.hpp"
#include "core/working_days.hpp"
#include "people/identity/identity.hpp"
#include "people/staff/account.hpp"
#include "protocol/support_rules.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// The clocks of a support case and who is offered it. Allocation reads nothing of this: a full
// caseload makes a case that waits, never a later allocation (design 5).

namespace evenhand::casework {

using identity::PersonId;
using CaseId = Id<struct HandOffTag>; ///< a support case has the id of the hand-off that opened it

/// The days that are promised when a case is opened, kept with it: a later protocol moves none.
struct Clocks
{
    LocalDate contact_due;                ///< the first contact, by the end of this day
    LocalDate meeting_due;                ///< the first meeting; the alarm rings from the next day
    std::optional<LocalDate> search_ends; ///< nothing: this group does not search
    LocalDate last_day;                   ///< of support, whatever happens
    friend bool operator==(const Clocks&, const Clocks&) = default;
};
Clocks clocks_of(const protocol::SupportRules& rules, std::string_view group, LocalDate allocated,
                 BankHolidays holidays);

/// What has happened since the case was opened, on London days.
struct Seen
{
    std::optional<LocalDate> first_contact = {}; ///< both sides said something
    std::optional<LocalDate> first_meeting = {}; ///< face to face or by video
    std::optional<LocalDate> last_two_way = {};
};

enum class Owed { first_contact, first_meeting, meeting };
/// As staff read it: "First meeting".
std::string_view label_of(Owed owed);

struct Next
{
    Owed owed = Owed::first_contact;
    LocalDate due;
    friend bool operator==(const Next&, const Next&) = default;
};
/// What is owed next, one thing at a time, in the order of the clocks.
Next next_of(const Clocks& clocks, const Seen& seen, int meeting_every_days);

/// The first meeting did not happen in time.
bool rings(const Clocks& clocks, const Seen& seen, LocalDate today);
/// Days from today to that one, both counted: 1 on the last day, 0 or less when it is over.
std::int64_t days_left(LocalDate last, LocalDate today);
/// The shortest notice that is due, of those that the protocol gives before a limit.
std::optional<int> notice_of(const std::vector<int>& notice_days, std::int64_t left);

/// A specialist who could be given a case, and what they carry.
struct Load
{
    staff::AccountId account;
    std::string name;
    std::int64_t share_percent = 100; ///< of full time
    std::int64_t cases = 0;           ///< in all their areas
};
/// The soft cap of that share of full time: 24 of 30 for four days a week.
std::int64_t cap_of(std::int64_t full_time, std::int64_t share_percent);
/// What is left below the cap; negative above it.
std::int64_t room_of(const Load& load, std::int64_t full_time);
/// In the order in which they are offered: most room, then fewer cases, then the lower id.
void sort_by_room(std::vector<Load>& loads, std::int64_t full_time);
/// Whom to suggest: the first in that order. Null where nobody has any room.
const Load* suggested(std::span<const Load> loads, std::int64_t full_time);

enum class AssignRefusal {
    not_a_specialist_here, ///< nobody of this area's specialists
    has_it_already,
    is_full, ///< soft: who assigns may say that it is meant
    changed_meanwhile,
};
std::string_view code(AssignRefusal refusal);

struct Assign
{
    std::string_view to;       ///< an account's id
    std::string_view has = {}; ///< whose it is now; empty: it waits
    bool above_cap = false;    ///< meant, though they are full
};
/// Nothing: it may be assigned.
std::optional<AssignRefusal> refuse_assignment(const Assign& wanted, std::span<const Load> loads,
                                               std::int64_t full_time);

} // namespace evenhand::casework
