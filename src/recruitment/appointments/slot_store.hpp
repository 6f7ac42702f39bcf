#pragma once

#include "recruitment/appointments/appointments.hpp"
#include "storage/unit_of_work.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::appointments {

/// A time that is kept free, and whether somebody has it.
struct Slot
{
    SlotId id;
    Where where;
    LocalDate day;
    Instant starts;
    int minutes = 60;
    std::string staff_id = {};
    bool any_day = false;
    bool taken = false;
};

/// What a lead or an intake officer asks for.
struct NewSlots
{
    Where where;
    SlotPlan plan;
    std::string staff_id; ///< the account of who keeps them free
};

/// Which free slots a list shows. Empty: all.
struct SlotFilter
{
    std::string area = {};
    std::optional<Mode> mode = {};
};

/// Where a page begins: after that slot.
struct SlotAfter
{
    std::int64_t starts = 0;
    std::string id = {};
};

struct SlotPage
{
    std::vector<Slot> rows;
    std::optional<SlotAfter> next; ///< nothing on the last page
};

/// Slots. Every function runs in the caller's unit of work.
class SlotStore
{
public:
    /// Borrows the holidays.
    explicit SlotStore(BankHolidays holidays) : holidays_(holidays) {}

    /// One fact a slot. Two units that make slots for one member of staff at once run one after
    /// the other.
    Result<std::vector<SlotId>, Refusal> make(storage::UnitOfWork& work,
                                              const NewSlots& wanted) const;
    /// `slot_taken` if somebody has it, `slot_not_there` if it is none or was cancelled.
    std::optional<Refusal> cancel(storage::UnitOfWork& work, SlotId slot,
                                  std::string_view reason) const;
    /// The slot that was not cancelled, its row locked: nobody else books or cancels it until this
    /// unit ends.
    std::optional<Slot> lock(storage::UnitOfWork& work, SlotId slot) const;
    /// At most `page_size` that begin after now and that nobody has, the earliest first. One
    /// statement.
    SlotPage free(storage::UnitOfWork& work, const SlotFilter& filter,
                  const std::optional<SlotAfter>& after) const;
    /// At most `page_size` from the beginning of that day on that were not cancelled, taken or not.
    SlotPage from_day(storage::UnitOfWork& work, const SlotFilter& filter, LocalDate day,
                      const std::optional<SlotAfter>& after) const;
    static constexpr int page_size = 50;

private:
    BankHolidays holidays_;
};

} // namespace evenhand::appointments
