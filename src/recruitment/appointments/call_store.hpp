#pragma once

#include "people/participants/participants.hpp"
#include "protocol/contact_rules.hpp"
#include "recruitment/appointments/calls.hpp"
#include "storage/rebuild.hpp"
#include "storage/unit_of_work.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace evenhand::appointments {

using identity::PersonId;

/// One line of the work list.
struct Call
{
    PersonId person;
    participants::Stage stage = participants::Stage::referred;
    std::string area;
    Owed owed;
    std::optional<participants::ReferralId> referral = {}; ///< the latest: what they told us
    bool withdrawals = false; ///< there is something of them that may bar contact
};

/// Where a page begins: after the last row of the page before.
struct CallAfter
{
    std::string due; ///< ISO
    std::string person;
};

struct CallPage
{
    std::vector<Call> rows;
    std::optional<CallAfter> next; ///< nothing on the last page
    std::int64_t due_today = 0;    ///< in all pages: due today or earlier
    std::int64_t overdue = 0;      ///< of them, due before today
};

/// Which calls a page shows.
struct CallFilter
{
    std::string area = {}; ///< empty: every area
    LocalDate until;       ///< due on that day or earlier
};

/// Who is owed a call, as journeys and contacts give it, for `evenhand rebuild`. It follows the
/// tables `journey` and `appointment_state`. Borrows both.
storage::DerivedTable derived_calls(const protocol::ContactRules& rules, BankHolidays holidays);

/// The work list of calls. Every function runs in the caller's unit of work.
class CallStore
{
public:
    /// Borrows both.
    CallStore(const protocol::ContactRules& rules, BankHolidays holidays)
        : rules_(rules), holidays_(holidays)
    {
    }

    /// Something happened to that person: what is owed to them is counted anew. Two statements.
    void refresh(storage::UnitOfWork& work, PersonId person) const;
    /// What is owed to one person; nothing where nobody has to reach them.
    std::optional<Owed> owed(storage::UnitOfWork& work, PersonId person) const;
    /// At most `page_size` calls, the most overdue first. Two statements, whatever the length.
    CallPage list(storage::UnitOfWork& work, const CallFilter& filter,
                  const std::optional<CallAfter>& after, LocalDate today) const;
    static constexpr int page_size = 50;

private:
    const protocol::ContactRules& rules_;
    BankHolidays holidays_;
};

} // namespace evenhand::appointments
