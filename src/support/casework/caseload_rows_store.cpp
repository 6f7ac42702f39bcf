#include "support/casework/caseload_rows_store.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"

namespace evenhand::casework {
namespace caseload_rows_store {

using storage::Statement;

constexpr Statement keep_open{
    "caseload.open",
    "INSERT INTO caseload (case_id, person_id, area, group_id, opened_at, contact_due, "
    "meeting_due, contact_late_at, meeting_late_at, search_ends, last_day, place, specialist, "
    "assigned_at) VALUES (:id, :person, :area, :group, :opened, :contact_due, :meeting_due, "
    ":contact_late, :meeting_late, :search_ends, :last_day, 0, :specialist, :assigned)"};
constexpr Statement keep_specialist{"caseload.assign",
                                    "UPDATE caseload SET place = :place, specialist = :specialist, "
                                    "assigned_at = :at WHERE case_id = :id"};

/// What was promised by the end of a day is late from the next one.
std::int64_t late_from(LocalDate due)
{
    return start_of_london_day(due.plus_days(1)).micros();
}

} // namespace caseload_rows_store

std::string text_of(const std::optional<LocalDate>& date)
{
    return date ? date->iso() : std::string();
}

std::optional<LocalDate> date_in(const std::string& text)
{
    if (text.empty()) return std::nullopt;
    const auto date = LocalDate::parse(text);
    CHECK(date.has_value());
    return date;
}

void keep_open_case(storage::Connection& sql, const OpenCase& opened)
{
    using caseload_rows_store::late_from;
    std::optional<std::int64_t> assigned;
    if (!opened.specialist.empty()) assigned = opened.opened.micros();
    sql.execute(caseload_rows_store::keep_open,
                {{"id", opened.id},
                 {"person", opened.person},
                 {"area", opened.area},
                 {"group", opened.group},
                 {"opened", opened.opened.micros()},
                 {"contact_due", opened.clocks.contact_due.iso()},
                 {"meeting_due", opened.clocks.meeting_due.iso()},
                 {"contact_late", late_from(opened.clocks.contact_due)},
                 {"meeting_late", late_from(opened.clocks.meeting_due)},
                 {"search_ends", text_of(opened.clocks.search_ends)},
                 {"last_day", opened.clocks.last_day.iso()},
                 {"specialist", opened.specialist},
                 {"assigned", assigned}});
}

void keep_assignment(storage::Connection& sql, const std::string& case_id, std::int64_t place,
                     const std::string& specialist, Instant at)
{
    const auto changed = sql.execute(
        caseload_rows_store::keep_specialist,
        {{"place", place}, {"specialist", specialist}, {"at", at.micros()}, {"id", case_id}});
    CHECK(changed == 1);
}

} // namespace evenhand::casework
