#include "evidence/reports/frozen_store.hpp"

#include "core/check.hpp"
#include "storage/connection.hpp"
#include "storage/facts.hpp"

#include <array>
#include <utility>

namespace evenhand::reports {

namespace frozen_store {

using storage::Statement;
using storage::text;

constexpr auto frozen_table =
    storage::fact_table("frozen_figures", text("kind"), text("month"), text("figures"));
constexpr std::array<const storage::Table*, 1> tables{&frozen_table};

constexpr Statement find_one{
    "frozen_figures.find",
    "SELECT f.recorded_at, f.figures FROM frozen_figures f WHERE f.kind = :kind "
    "AND f.month = :month AND NOT EXISTS (SELECT 1 FROM frozen_figures later "
    "WHERE later.supersedes = f.id)"};

constexpr Statement all_months{
    "frozen_figures.months",
    "SELECT month FROM frozen_figures WHERE kind = :kind AND supersedes IS NULL "
    "ORDER BY month DESC LIMIT 120"};

} // namespace frozen_store

std::span<const storage::Table* const> audited_tables()
{
    return frozen_store::tables;
}

std::string_view name_of(Kind kind)
{
    switch (kind) {
    case Kind::flow:
        return "flow";
    case Kind::recruitment:
        break;
    }
    return "recruitment";
}

void FrozenStore::freeze(storage::UnitOfWork& work, Kind kind, Month month,
                         std::string_view figures)
{
    if (find(work, kind, month)) return;
    auto row = storage::fact_columns(work, work.new_id<Id<struct FrozenTag>>().text(), "");
    row.insert(row.end(), {{"kind", name_of(kind)}, {"month", month.text()}, {"figures", figures}});
    work.append(frozen_store::frozen_table, row);
}

std::optional<Frozen> FrozenStore::find(storage::UnitOfWork& work, Kind kind, Month month)
{
    auto row = work.sql().row<std::int64_t, std::string>(
        frozen_store::find_one, {{"kind", name_of(kind)}, {"month", month.text()}});
    if (!row) return std::nullopt;
    return Frozen{month, Instant::from_micros(std::get<0>(*row)), std::move(std::get<1>(*row))};
}

std::vector<Month> FrozenStore::months(storage::UnitOfWork& work, Kind kind)
{
    std::vector<Month> months;
    for (const auto& [text] :
         work.sql().rows<std::string>(frozen_store::all_months, {{"kind", name_of(kind)}}))
        months.push_back(Month::parse(text).value());
    return months;
}

} // namespace evenhand::reports
