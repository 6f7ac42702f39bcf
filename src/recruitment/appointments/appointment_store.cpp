#include "recruitment/appointments/appointment_store.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"
#include "recruitment/appointments/appointment_rows_store.hpp"
#include "storage/connection.hpp"
#include "storage/facts.hpp"

#include <array>
#include <utility>

namespace evenhand::appointments {

namespace appointment_store {

using storage::Statement;
using Text = std::string;
using Maybe = std::optional<std::string>;

constexpr std::array<const storage::Table*, 4> tables{&slot_table, &appointment_table,
                                                      &information_table, &letter_table};

// The person is locked before the slot, everywhere, so that nobody waits for each other; on SQLite
// there is one writer anyway.
constexpr Statement lock_person{"appointment.lock_person",
                                "SELECT person_id FROM journey WHERE person_id = :person",
                                "SELECT person_id FROM journey WHERE person_id = :person "
                                "FOR UPDATE"};

constexpr Statement keep{
    "appointment_state.keep",
    "INSERT INTO appointment_state (appointment_id, person_id, slot_id, area, venue_id, venue, "
    "mode, day, starts_at, minutes, staff_id, state, cancel_reason) VALUES (:id, :person, :slot, "
    ":area, :venue_id, :venue, :mode, :day, :starts, :minutes, :staff, :state, :reason) "
    "ON CONFLICT (appointment_id) DO UPDATE SET state = excluded.state, "
    "cancel_reason = excluded.cancel_reason"};
constexpr Statement empty_states{"appointment_state.empty", "DELETE FROM appointment_state"};
constexpr Statement refill_states{
    "appointment_state.refill",
    "INSERT INTO appointment_state (appointment_id, person_id, slot_id, area, venue_id, venue, "
    "mode, day, starts_at, minutes, staff_id, state, cancel_reason) SELECT a.id, a.person_id, "
    "a.slot_id, a.area, a.venue_id, a.venue, a.mode, a.day, a.starts_at, a.minutes, a.staff_id, "
    "coalesce(e.state, a.state), coalesce(e.cancel_reason, a.cancel_reason) FROM appointment a "
    "LEFT JOIN appointment e ON e.supersedes = a.id WHERE a.supersedes IS NULL"};

constexpr Statement find_standing{
    "appointment_state.standing",
    "SELECT appointment_id, person_id, slot_id, area, venue_id, venue, mode, day, starts_at, "
    "minutes, staff_id, state, cancel_reason, '', NULL FROM appointment_state "
    "WHERE person_id = :person AND state = 'booked'"};
// A missed appointment is booked again as often as the protocol lets (most_rebooked), so that
// nobody has fifty.
constexpr Statement list_of_person{
    "appointment_state.of_person",
    "SELECT appointment_id, person_id, slot_id, area, venue_id, venue, mode, day, starts_at, "
    "minutes, staff_id, state, cancel_reason, '', NULL FROM appointment_state "
    "WHERE person_id = :person ORDER BY starts_at DESC, appointment_id DESC LIMIT 50"};
constexpr Statement list_day{
    "appointment_state.day",
    "SELECT a.appointment_id, a.person_id, a.slot_id, a.area, a.venue_id, a.venue, a.mode, a.day, "
    "a.starts_at, a.minutes, a.staff_id, a.state, a.cancel_reason, coalesce(j.study_number, ''), "
    "j.referral_id "
    "FROM appointment_state a JOIN journey j ON j.person_id = a.person_id "
    "WHERE a.day = :day AND a.state <> 'cancelled' AND (:area = '' OR a.area = :area) "
    "AND (a.venue, a.starts_at, a.appointment_id) > (:venue, :starts, :id) "
    "ORDER BY a.venue, a.starts_at, a.appointment_id LIMIT :most"};

std::vector<DayRow> read(storage::Connection& sql, const Statement& statement,
                         const storage::Binds& binds)
{
    std::vector<DayRow> rows;
    for (auto& [id, person, slot, area, venue_id, venue, mode, day, starts, minutes, staff, state,
                reason, number, referral] :
         sql.rows<Text, Text, Maybe, Text, Text, Text, Text, Text, std::int64_t, std::int64_t, Text,
                  Text, Text, Text, Maybe>(statement, binds)) {
        Appointment appointment{.id = id_in<AppointmentId>(id),
                                .person = id_in<PersonId>(person),
                                .slot = {},
                                .where = {std::move(area), std::move(venue_id), std::move(venue),
                                          mode_named(mode).value()},
                                .day = date_in(day),
                                .starts = Instant::from_micros(starts),
                                .minutes = static_cast<int>(minutes),
                                .staff_id = std::move(staff),
                                .state = state_named(state).value(),
                                .cancelled = cancel_reason_named(reason)};
        if (slot) appointment.slot = id_in<SlotId>(*slot);
        rows.push_back({std::move(appointment), std::move(number), {}});
        if (referral) rows.back().referral = id_in<participants::ReferralId>(*referral);
    }
    return rows;
}

std::string_view reason_text(const Appointment& appointment)
{
    return appointment.cancelled ? name_of(*appointment.cancelled) : "";
}

Maybe slot_text(const Appointment& appointment)
{
    if (!appointment.slot) return std::nullopt;
    return appointment.slot->text();
}

/// Appends the fact. `id` is the appointment's own when it is booked, and another when it ends.
void append(storage::UnitOfWork& work, const Text& id, const Appointment& appointment)
{
    auto row = storage::fact_columns(work, id, reason_text(appointment));
    if (id != appointment.id.text()) storage::set(row, "supersedes", appointment.id.text());
    const Where& where = appointment.where;
    row.insert(row.end(), {{"person_id", appointment.person.text()},
                           {"state", name_of(appointment.state)},
                           {"slot_id", slot_text(appointment)},
                           {"area", where.area},
                           {"venue_id", where.venue_id},
                           {"venue", where.venue},
                           {"mode", name_of(where.mode)},
                           {"day", appointment.day.iso()},
                           {"starts_at", appointment.starts.micros()},
                           {"minutes", appointment.minutes},
                           {"staff_id", appointment.staff_id},
                           {"cancel_reason", reason_text(appointment)}});
    work.append(appointment_table, row, reason_text(appointment));
}

void keep_state(storage::UnitOfWork& work, const Appointment& appointment)
{
    const Where& where = appointment.where;
    work.sql().execute(keep, {{"id", appointment.id.text()},
                              {"person", appointment.person.text()},
                              {"slot", slot_text(appointment)},
                              {"area", where.area},
                              {"venue_id", where.venue_id},
                              {"venue", where.venue},
                              {"mode", name_of(where.mode)},
                              {"day", appointment.day.iso()},
                              {"starts", appointment.starts.micros()},
                              {"minutes", appointment.minutes},
                              {"staff", appointment.staff_id},
                              {"state", name_of(appointment.state)},
                              {"reason", reason_text(appointment)}});
}

void write_ending(storage::UnitOfWork& work, Appointment appointment, State state,
                  std::optional<CancelReason> reason)
{
    appointment.state = state;
    appointment.cancelled = reason;
    append(work, work.new_id<AppointmentId>().text(), appointment);
    keep_state(work, appointment);
}

} // namespace appointment_store

std::span<const storage::Table* const> audited_tables()
{
    return appointment_store::tables;
}

storage::DerivedTable derived_appointments()
{
    return {
        .name = "appointment_state",
        .empty = appointment_store::empty_states,
        .refill = [](storage::Connection& sql) { sql.execute(appointment_store::refill_states); }};
}

Result<Appointment, Refusal> AppointmentStore::planned(storage::UnitOfWork& work, PersonId person,
                                                       const NewBooking& wanted) const
{
    if (const auto* own = std::get_if<OwnBooking>(&wanted)) {
        const auto span = span_of(own->time, work.now(), holidays_);
        if (!span) return refuse(span.error());
        return Appointment{.id = work.new_id<AppointmentId>(),
                           .person = person,
                           .where = {.area = own->area, .mode = own->time.mode},
                           .day = own->time.day,
                           .starts = span->from,
                           .minutes = own->time.minutes};
    }
    const auto slot = slots_.lock(work, std::get<SlotId>(wanted));
    if (!slot) return refuse(Refusal::slot_not_there);
    if (slot->taken) return refuse(Refusal::slot_taken);
    if (slot->starts < work.now()) return refuse(Refusal::in_past);
    return Appointment{.id = work.new_id<AppointmentId>(),
                       .person = person,
                       .slot = slot->id,
                       .where = slot->where,
                       .day = slot->day,
                       .starts = slot->starts,
                       .minutes = slot->minutes,
                       .staff_id = slot->staff_id};
}

Result<AppointmentId, Refusal> AppointmentStore::book(storage::UnitOfWork& work, PersonId person,
                                                      const NewBooking& wanted) const
{
    using namespace appointment_store;
    work.sql().rows<Text>(lock_person, {{"person", person.text()}});
    if (standing(work, person)) return refuse(Refusal::already_booked);
    const auto appointment = planned(work, person, wanted);
    if (!appointment) return refuse(appointment.error());
    const participants::NewStep step{.step = participants::Step::booked, .due = appointment->day};
    if (const auto may = journeys_.would_take(work, person, step); !may)
        return refuse(refusal_of(may.error()));
    // The booking stands before the step is taken: what follows the spine must find it.
    append(work, appointment->id.text(), *appointment);
    keep_state(work, *appointment);
    CHECK(journeys_.take(work, person, step).has_value());
    return appointment->id;
}

std::optional<Refusal> AppointmentStore::end(storage::UnitOfWork& work, PersonId person,
                                             AppointmentId appointment, const Ending& ending) const
{
    using namespace appointment_store;
    work.sql().rows<Text>(lock_person, {{"person", person.text()}});
    const auto found = standing(work, person);
    if (!found || found->id != appointment) return Refusal::not_there;
    if (const auto fault = fault_of_ending(*found, ending.state, work.now())) return fault;
    const auto journey = journeys_.find(work, person);
    if (!journey || !keeps_booking(journey->stage)) return Refusal::may_not_follow;
    // The booking ends before the step is taken: what follows the spine must not find it standing.
    write_ending(work, *found, ending.state, ending.reason);
    const auto taken = journeys_.take(work, person, {.step = ending.step, .detail = ending.detail});
    CHECK(taken.has_value()); // where a booking stands, the table has a line for each of them
    return std::nullopt;
}

std::optional<Refusal> AppointmentStore::attend(storage::UnitOfWork& work, PersonId person,
                                                AppointmentId appointment) const
{
    return end(work, person, appointment,
               {.state = State::attended, .step = participants::Step::attended});
}

std::optional<Refusal> AppointmentStore::miss(storage::UnitOfWork& work, PersonId person,
                                              AppointmentId appointment) const
{
    return end(work, person, appointment,
               {.state = State::missed, .step = participants::Step::did_not_attend});
}

std::optional<Refusal> AppointmentStore::cancel(storage::UnitOfWork& work, PersonId person,
                                                AppointmentId appointment,
                                                CancelReason reason) const
{
    return end(work, person, appointment,
               {.state = State::cancelled,
                .reason = reason,
                .step = participants::Step::contacted,
                .detail = "appointment_cancelled"});
}

void AppointmentStore::follow(storage::UnitOfWork& work, const participants::Journey& journey) const
{
    if (keeps_booking(journey.stage)) return;
    const auto found = standing(work, journey.person);
    if (!found) return;
    appointment_store::write_ending(work, *found, State::cancelled, CancelReason::way_ended);
}

std::optional<Appointment> AppointmentStore::standing(storage::UnitOfWork& work,
                                                      PersonId person) const
{
    auto found = appointment_store::read(work.sql(), appointment_store::find_standing,
                                         {{"person", person.text()}});
    CHECK(found.size() <= 1);
    if (found.empty()) return std::nullopt;
    return std::move(found.front().appointment);
}

std::vector<Appointment> AppointmentStore::of_person(storage::UnitOfWork& work,
                                                     PersonId person) const
{
    std::vector<Appointment> all;
    auto rows = appointment_store::read(work.sql(), appointment_store::list_of_person,
                                        {{"person", person.text()}});
    for (DayRow& row : rows)
        all.push_back(std::move(row.appointment));
    return all;
}

DayPage AppointmentStore::day(storage::UnitOfWork& work, const DayFilter& filter,
                              const std::optional<DayAfter>& after) const
{
    DayPage page;
    page.rows = appointment_store::read(work.sql(), appointment_store::list_day,
                                        {{"day", filter.day.iso()},
                                         {"area", filter.area},
                                         {"venue", after ? after->venue : ""},
                                         {"starts", after ? after->starts : 0},
                                         {"id", after ? after->id : ""},
                                         {"most", page_size + 1}});
    // One row more than a page tells whether there is another.
    if (page.rows.size() > page_size) {
        page.rows.pop_back();
        const Appointment& last = page.rows.back().appointment;
        page.next = DayAfter{last.where.venue, last.starts.micros(), last.id.text()};
    }
    return page;
}

} // namespace evenhand::appointments
