#include "support/casework/hand_off_store.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"
#include "storage/connection.hpp"
#include "support/casework/caseload_rows_store.hpp"

namespace evenhand::casework {
namespace hand_off_store {

using storage::Statement;

// The asker's own of today, or of an area of their posting where they lead: what is neither is not
// found. Who could look up whom they put into which group on past days could guess the next one.
constexpr Statement find_local_services{
    "hand_off.local_services",
    "SELECT h.id, h.area, h.group_id, h.services_version, h.occurred_at, h.actor "
    "FROM hand_off h WHERE h.person_id = :person AND h.kind = 'local_services' "
    "AND (((h.actor = :actor OR :sat_with = 1) AND h.occurred_at >= :since) OR (:leads = 1 AND "
    "EXISTS (SELECT 1 FROM "
    "staff_area a "
    "WHERE a.account_id = :account AND a.area = h.area)))"};

std::string_view name_of(protocol::HandOff kind)
{
    switch (kind) {
    case protocol::HandOff::support_case:
        return "support_case";
    case protocol::HandOff::local_services:
        return "local_services";
    }
    CHECK(false);
}

} // namespace hand_off_store

CaseId HandOffStore::record(storage::UnitOfWork& work, const NewHandOff& wanted) const
{
    const bool opens = wanted.kind == protocol::HandOff::support_case;
    const auto id = work.new_id<CaseId>();
    const auto day = [&](const std::optional<LocalDate>& date) {
        return opens ? text_of(date) : std::string();
    };
    auto row = storage::fact_columns(work, id.text(), {});
    row.insert(row.end(), {{"person_id", wanted.person.text()},
                           {"allocation_id", wanted.allocation},
                           {"kind", hand_off_store::name_of(wanted.kind)},
                           {"area", wanted.area},
                           {"group_id", wanted.group},
                           {"contact_due", day(wanted.clocks.contact_due)},
                           {"meeting_due", day(wanted.clocks.meeting_due)},
                           {"search_ends", day(wanted.clocks.search_ends)},
                           {"last_day", day(wanted.clocks.last_day)},
                           {"services_version", opens ? std::string() : wanted.services_version},
                           {"specialist", opens ? wanted.specialist : std::string()}});
    work.append(hand_off_table, row);
    if (opens) {
        keep_open_case(work.sql(), {.id = id.text(),
                                    .person = wanted.person.text(),
                                    .area = wanted.area,
                                    .group = wanted.group,
                                    .opened = work.now(),
                                    .clocks = wanted.clocks,
                                    .specialist = wanted.specialist});
    }
    return id;
}

std::optional<HandedOff> HandOffStore::local_services(storage::UnitOfWork& work,
                                                      const HandOffAsker& asker,
                                                      PersonId person) const
{
    const auto today = start_of_london_day(london_date(work.now())).micros();
    const auto row =
        work.sql()
            .row<std::string, std::string, std::string, std::string, std::int64_t, std::string>(
                hand_off_store::find_local_services, {{"person", person.text()},
                                                      {"actor", "staff:" + asker.account},
                                                      {"sat_with", asker.sat_with},
                                                      {"since", today},
                                                      {"leads", asker.leads},
                                                      {"account", asker.account}});
    if (!row) return std::nullopt;
    const auto& [id, area, group, version, at, actor] = *row;
    const auto case_id = CaseId::parse(id);
    CHECK(case_id.has_value());
    return HandedOff{.id = *case_id,
                     .person = person,
                     .kind = protocol::HandOff::local_services,
                     .area = area,
                     .group = group,
                     .services_version = version,
                     .at = Instant::from_micros(at),
                     .actor = actor};
}

} // namespace evenhand::casework
