#include "people/identity/in_error_store.hpp"

#include "core/check.hpp"
#include "storage/connection.hpp"

#include <utility>

namespace evenhand::identity {

namespace in_error_store {

using storage::Statement;
using Text = std::string;

constexpr Statement find_row{
    "entered_in_error.row",
    "SELECT id FROM entered_in_error WHERE table_name = :table AND row_id = :row"};
constexpr Statement rows_of_person{
    "entered_in_error.rows",
    "SELECT row_id FROM entered_in_error WHERE person_id = :person AND table_name = :table"};
constexpr Statement list_of_person{
    "entered_in_error.of_person",
    "SELECT id, table_name, row_id, reason, actor, recorded_at FROM entered_in_error "
    "WHERE person_id = :person AND (:only = '' OR id = :only) ORDER BY recorded_at DESC, id DESC"};

/// Before there was a list of reasons, whoever marked a row typed one.
std::string words_of_reason(std::string reason)
{
    const auto because = in_error_because_named(reason);
    return because ? std::string(label_of(*because)) : std::move(reason);
}

std::vector<InError> read(storage::UnitOfWork& work, PersonId person, std::string_view only)
{
    std::vector<InError> all;
    for (auto& [id, table, row, reason, actor, at] :
         work.sql().rows<Text, Text, Text, Text, Text, std::int64_t>(
             list_of_person, {{"person", person.text()}, {"only", only}})) {
        const auto known = InErrorId::parse(id);
        CHECK(known.has_value());
        all.push_back({.id = *known,
                       .table = std::move(table),
                       .row = std::move(row),
                       .reason = words_of_reason(std::move(reason)),
                       .actor = std::move(actor),
                       .at = Instant::from_micros(at)});
    }
    return all;
}

} // namespace in_error_store

bool InErrorStore::is_marked(storage::UnitOfWork& work, std::string_view table,
                             std::string_view row)
{
    return work.sql()
        .row<std::string>(in_error_store::find_row, {{"table", table}, {"row", row}})
        .has_value();
}

bool InErrorStore::mark(storage::UnitOfWork& work, const WrittenRow& row, InErrorBecause because)
{
    if (is_marked(work, row.table, row.row)) return false;
    const auto reason = name_of(because);
    auto fact = storage::fact_columns(work, work.new_id<InErrorId>().text(), reason);
    fact.insert(fact.end(),
                {{"person_id", row.person.text()}, {"table_name", row.table}, {"row_id", row.row}});
    work.append(entered_in_error_table, fact, reason);
    return true;
}

std::set<std::string> InErrorStore::rows(storage::UnitOfWork& work, PersonId person,
                                         std::string_view table)
{
    std::set<std::string> rows;
    for (auto& [row] : work.sql().rows<std::string>(in_error_store::rows_of_person,
                                                    {{"person", person.text()}, {"table", table}}))
        rows.insert(std::move(row));
    return rows;
}

std::vector<InError> InErrorStore::of_person(storage::UnitOfWork& work, PersonId person)
{
    return in_error_store::read(work, person, "");
}

std::optional<InError> InErrorStore::find(storage::UnitOfWork& work, PersonId person, InErrorId id)
{
    auto found = in_error_store::read(work, person, id.text());
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

} // namespace evenhand::identity
