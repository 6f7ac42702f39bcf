#include "recruitment/appointments/slot_store.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"
#include "recruitment/appointments/appointment_rows_store.hpp"
#include "storage/connection.hpp"
#include "storage/facts.hpp"

#include <utility>

namespace evenhand::appointments {

namespace slot_store {

using storage::Statement;
using Text = std::string;

// Slots of one member of staff are made one unit after the other; on SQLite there is one writer.
constexpr Statement lock_staff{"slot.lock_staff", "SELECT id FROM staff_account WHERE id = :staff",
                               "SELECT id FROM staff_account WHERE id = :staff FOR UPDATE"};
constexpr Statement busy_on{
    "slot.busy_on",
    "SELECT s.starts_at, s.minutes FROM slot s WHERE s.staff_id = :staff AND s.day = :day "
    "AND s.state = 'offered' AND NOT EXISTS (SELECT 1 FROM slot c WHERE c.supersedes = s.id)"};

constexpr Statement find{
    "slot.find",
    "SELECT s.id, s.area, s.venue_id, s.venue, s.mode, s.day, s.starts_at, s.minutes, s.staff_id, "
    "s.any_day, 0 FROM slot s WHERE s.id = :slot AND s.state = 'offered' "
    "AND NOT EXISTS (SELECT 1 FROM slot c WHERE c.supersedes = s.id)"};
constexpr Statement lock_one{"slot.lock", "SELECT id FROM slot WHERE id = :slot",
                             "SELECT id FROM slot WHERE id = :slot FOR UPDATE"};
constexpr Statement count_taken{"slot.count_taken",
                                "SELECT count(*) FROM appointment_state WHERE slot_id = :slot "
                                "AND state <> 'cancelled'"};

constexpr Statement list_free{
    "slot.free",
    "SELECT s.id, s.area, s.venue_id, s.venue, s.mode, s.day, s.starts_at, s.minutes, s.staff_id, "
    "s.any_day, 0 FROM slot s WHERE (s.starts_at, s.id) > (:starts, :id) AND s.state = 'offered' "
    "AND (:area = '' OR s.area = :area) AND (:mode = '' OR s.mode = :mode) "
    "AND NOT EXISTS (SELECT 1 FROM slot c WHERE c.supersedes = s.id) "
    "AND NOT EXISTS (SELECT 1 FROM appointment_state a WHERE a.slot_id = s.id "
    "AND a.state <> 'cancelled') ORDER BY s.starts_at, s.id LIMIT :most"};
constexpr Statement list_all{
    "slot.from_day",
    "SELECT s.id, s.area, s.venue_id, s.venue, s.mode, s.day, s.starts_at, s.minutes, s.staff_id, "
    "s.any_day, CASE WHEN EXISTS (SELECT 1 FROM appointment_state a WHERE a.slot_id = s.id "
    "AND a.state <> 'cancelled') THEN 1 ELSE 0 END "
    "FROM slot s WHERE (s.starts_at, s.id) > (:starts, :id) AND s.state = 'offered' "
    "AND (:area = '' OR s.area = :area) AND (:mode = '' OR s.mode = :mode) "
    "AND NOT EXISTS (SELECT 1 FROM slot c WHERE c.supersedes = s.id) "
    "ORDER BY s.starts_at, s.id LIMIT :most"};

std::vector<Slot> read(storage::Connection& sql, const Statement& statement,
                       const storage::Binds& binds)
{
    std::vector<Slot> slots;
    for (auto& [id, area, venue_id, venue, mode, day, starts, minutes, staff, any_day, taken] :
         sql.rows<Text, Text, Text, Text, Text, Text, std::int64_t, std::int64_t, Text, bool, bool>(
             statement, binds)) {
        slots.push_back({.id = id_in<SlotId>(id),
                         .where = {std::move(area), std::move(venue_id), std::move(venue),
                                   mode_named(mode).value()},
                         .day = date_in(day),
                         .starts = Instant::from_micros(starts),
                         .minutes = static_cast<int>(minutes),
                         .staff_id = std::move(staff),
                         .any_day = any_day,
                         .taken = taken});
    }
    return slots;
}

struct Row
{
    std::string_view state;
    const Slot& slot;
};

storage::Binds binds_of(storage::UnitOfWork& work, const Text& id, const Row& row,
                        std::string_view reason)
{
    auto binds = storage::fact_columns(work, id, reason);
    const Slot& slot = row.slot;
    binds.insert(binds.end(), {{"state", row.state},
                               {"area", slot.where.area},
                               {"venue_id", slot.where.venue_id},
                               {"venue", slot.where.venue},
                               {"mode", name_of(slot.where.mode)},
                               {"day", slot.day.iso()},
                               {"starts_at", slot.starts.micros()},
                               {"minutes", slot.minutes},
                               {"staff_id", slot.staff_id},
                               {"any_day", slot.any_day}});
    return binds;
}

/// One row more than a page tells whether there is another.
SlotPage page_of(std::vector<Slot> rows)
{
    SlotPage page{.rows = std::move(rows), .next = {}};
    if (page.rows.size() > SlotStore::page_size) {
        page.rows.pop_back();
        page.next = SlotAfter{page.rows.back().starts.micros(), page.rows.back().id.text()};
    }
    return page;
}

storage::Binds binds_of(const SlotFilter& filter, const SlotAfter& after)
{
    return {{"starts", after.starts},
            {"id", after.id},
            {"area", filter.area},
            {"mode", filter.mode ? name_of(*filter.mode) : ""},
            {"most", SlotStore::page_size + 1}};
}

} // namespace slot_store

Result<std::vector<SlotId>, Refusal> SlotStore::make(storage::UnitOfWork& work,
                                                     const NewSlots& wanted) const
{
    using namespace slot_store;
    work.sql().rows<Text>(lock_staff, {{"staff", wanted.staff_id}});
    std::vector<Span> busy;
    for (const auto& [starts, minutes] : work.sql().rows<std::int64_t, std::int64_t>(
             busy_on, {{"staff", wanted.staff_id}, {"day", wanted.plan.day.iso()}})) {
        const Instant from = Instant::from_micros(starts);
        busy.push_back({from, from + std::chrono::minutes(minutes)});
    }
    const auto spans = slots_of(wanted.plan, busy, work.now(), holidays_);
    if (!spans) return refuse(spans.error());
    std::vector<SlotId> made;
    for (const Span& span : *spans) {
        const Slot slot{.id = work.new_id<SlotId>(),
                        .where = wanted.where,
                        .day = wanted.plan.day,
                        .starts = span.from,
                        .minutes = wanted.plan.minutes,
                        .staff_id = wanted.staff_id,
                        .any_day = wanted.plan.any_day};
        work.append(slot_table, binds_of(work, slot.id.text(), {"offered", slot}, {}));
        made.push_back(slot.id);
    }
    return made;
}

std::optional<Slot> SlotStore::lock(storage::UnitOfWork& work, SlotId slot) const
{
    using namespace slot_store;
    const storage::Binds binds{{"slot", slot.text()}};
    // Locked first, and read after: whoever held it may just have cancelled or booked it.
    work.sql().rows<Text>(lock_one, binds);
    auto found = read(work.sql(), find, binds);
    CHECK(found.size() <= 1);
    if (found.empty()) return std::nullopt;
    found.front().taken = work.sql().one<std::int64_t>(count_taken, binds) > 0;
    return std::move(found.front());
}

std::optional<Refusal> SlotStore::cancel(storage::UnitOfWork& work, SlotId slot,
                                         std::string_view reason) const
{
    using namespace slot_store;
    const auto found = lock(work, slot);
    if (!found) return Refusal::slot_not_there;
    if (found->taken) return Refusal::slot_taken;
    auto row = binds_of(work, work.new_id<SlotId>().text(), {"cancelled", *found}, reason);
    storage::set(row, "supersedes", slot.text());
    work.append(slot_table, row, reason);
    return std::nullopt;
}

SlotPage SlotStore::free(storage::UnitOfWork& work, const SlotFilter& filter,
                         const std::optional<SlotAfter>& after) const
{
    using namespace slot_store;
    const SlotAfter from = after.value_or(SlotAfter{work.now().micros(), ""});
    return page_of(read(work.sql(), list_free, binds_of(filter, from)));
}

SlotPage SlotStore::from_day(storage::UnitOfWork& work, const SlotFilter& filter, LocalDate day,
                             const std::optional<SlotAfter>& after) const
{
    using namespace slot_store;
    const SlotAfter from = after.value_or(SlotAfter{start_of_london_day(day).micros(), ""});
    return page_of(read(work.sql(), list_all, binds_of(filter, from)));
}

} // namespace evenhand::appointments
