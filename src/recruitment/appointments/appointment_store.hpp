#pragma once

#include "people/participants/participants_store.hpp"
#include "recruitment/appointments/appointments.hpp"
#include "recruitment/appointments/slot_store.hpp"
#include "storage/rebuild.hpp"
#include "storage/table.hpp"
#include "storage/unit_of_work.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace evenhand::appointments {

/// The audited tables of this room, for `verify all`.
std::span<const storage::Table* const> audited_tables();
/// How each appointment stands, as the facts give it, for `evenhand rebuild`.
storage::DerivedTable derived_appointments();

/// In a slot, or at a time of its own.
struct OwnBooking
{
    std::string area;
    OwnTime time;
};
using NewBooking = std::variant<SlotId, OwnBooking>;

/// One line of a day's list.
struct DayRow
{
    Appointment appointment;
    std::string study_number;                              ///< empty before consent
    std::optional<participants::ReferralId> referral = {}; ///< the latest: what they told us
};

/// Which appointments a day's list shows.
struct DayFilter
{
    LocalDate day;
    std::string area = {}; ///< empty: every area
};

/// Where a page begins: after that row.
struct DayAfter
{
    std::string venue;
    std::int64_t starts = 0;
    std::string id;
};

struct DayPage
{
    std::vector<DayRow> rows; ///< by venue, then by time
    std::optional<DayAfter> next;
};

/// Bookings and how they end, each with its step on the spine. Every function runs in the caller's
/// unit of work; one that refuses writes nothing.
class AppointmentStore
{
public:
    /// Borrows all three.
    AppointmentStore(const participants::JourneyStore& journeys, const SlotStore& slots,
                     BankHolidays holidays)
        : journeys_(journeys), slots_(slots), holidays_(holidays)
    {
    }

    /// Books the person and takes the step `booked`. The person is locked first and then the slot,
    /// so that of two who book one slot at once, or one person twice, the second is refused.
    Result<AppointmentId, Refusal> book(storage::UnitOfWork& work, PersonId person,
                                        const NewBooking& wanted) const;
    /// They came: takes the step `attended`.
    std::optional<Refusal> attend(storage::UnitOfWork& work, PersonId person,
                                  AppointmentId appointment) const;
    /// They did not come: takes the step `did_not_attend`.
    std::optional<Refusal> miss(storage::UnitOfWork& work, PersonId person,
                                AppointmentId appointment) const;
    /// Cancels it: takes the step `contacted`, and the slot is free again.
    std::optional<Refusal> cancel(storage::UnitOfWork& work, PersonId person,
                                  AppointmentId appointment, CancelReason reason) const;
    /// The person moved on the spine: a booking of somebody who is not booked any more is
    /// cancelled. Takes no step.
    void follow(storage::UnitOfWork& work, const participants::Journey& journey) const;

    /// The booking that stands; nothing where there is none.
    std::optional<Appointment> standing(storage::UnitOfWork& work, PersonId person) const;
    /// The latest first, at most 50.
    std::vector<Appointment> of_person(storage::UnitOfWork& work, PersonId person) const;
    /// Who comes on that day. One statement.
    DayPage day(storage::UnitOfWork& work, const DayFilter& filter,
                const std::optional<DayAfter>& after) const;
    static constexpr int page_size = 50;

private:
    struct Ending
    {
        State state = State::attended;
        std::optional<CancelReason> reason = {};
        participants::Step step = participants::Step::attended;
        std::string_view detail = {};
    };
    std::optional<Refusal> end(storage::UnitOfWork& work, PersonId person,
                               AppointmentId appointment, const Ending& ending) const;
    Result<Appointment, Refusal> planned(storage::UnitOfWork& work, PersonId person,
                                         const NewBooking& wanted) const;

    const participants::JourneyStore& journeys_;
    const SlotStore& slots_;
    BankHolidays holidays_;
};

} // namespace evenhand::appointments
