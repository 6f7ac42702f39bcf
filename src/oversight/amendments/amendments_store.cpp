#include "oversight/amendments/amendments_store.hpp"

#include "core/check.hpp"
#include "storage/connection.hpp"
#include "storage/facts.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace evenhand::amendments {

namespace amendments_store {

using storage::number;
using storage::Statement;
using storage::text;
using Text = std::string;
using Number = std::int64_t;

constexpr auto amendment_table = storage::fact_table(
    "amendment", text("protocol"), text("version"), text("hash"), text("draw_hash"),
    text("form_version"), text("sheet_version"), text("from_version"), text("from_hash"),
    text("approval"), number("effective_at"), text("recorded_by"));
constexpr std::array<const storage::Table*, 1> tables{&amendment_table};

constexpr std::size_t most = 1000;

constexpr Statement all{
    "amendment.history",
    "SELECT a.id, a.protocol, a.version, a.hash, a.draw_hash, a.form_version, a.sheet_version, "
    "a.from_version, a.from_hash, a.approval, a.reason, a.effective_at, a.recorded_at, "
    "a.recorded_by FROM amendment a WHERE NOT EXISTS (SELECT 1 FROM amendment later "
    "WHERE later.supersedes = a.id) ORDER BY a.effective_at, a.recorded_at LIMIT 1000"};

void append(storage::UnitOfWork& work, const Entry& entry,
            const std::optional<AmendmentId>& supersedes)
{
    auto row = storage::fact_columns(work, entry.id.text(), entry.reason);
    // What is recorded here happens under the version that it gives way to, whatever file the
    // command was pointed at.
    const bool first = entry.from_version.empty();
    storage::set(row, "protocol_version", first ? entry.version.version : entry.from_version);
    if (supersedes) storage::set(row, "supersedes", supersedes->text());
    row.insert(row.end(), {{"protocol", entry.version.protocol},
                           {"version", entry.version.version},
                           {"hash", entry.version.hash},
                           {"draw_hash", entry.version.draw_hash},
                           {"form_version", entry.version.consent.form},
                           {"sheet_version", entry.version.consent.sheet},
                           {"from_version", entry.from_version},
                           {"from_hash", entry.from_hash},
                           {"approval", entry.approval},
                           {"effective_at", entry.effective.micros()},
                           {"recorded_by", entry.recorded_by}});
    work.append(amendment_table, row);
}

} // namespace amendments_store

std::span<const storage::Table* const> audited_tables()
{
    return amendments_store::tables;
}

History AmendmentStore::history(storage::Connection& sql)
{
    using amendments_store::Number;
    using amendments_store::Text;
    History entries;
    for (auto& [id, protocol, version, hash, draw_hash, form, sheet, from_version, from_hash,
                approval, reason, effective, recorded, recorded_by] :
         sql.rows<Text, Text, Text, Text, Text, Text, Text, Text, Text, Text, Text, Number, Number,
                  Text>(amendments_store::all)) {
        entries.push_back({.id = AmendmentId::parse(id).value(),
                           .version = {.protocol = std::move(protocol),
                                       .version = std::move(version),
                                       .hash = std::move(hash),
                                       .draw_hash = std::move(draw_hash),
                                       .consent = {std::move(form), std::move(sheet)}},
                           .from_version = std::move(from_version),
                           .from_hash = std::move(from_hash),
                           .approval = std::move(approval),
                           .reason = std::move(reason),
                           .effective = Instant::from_micros(effective),
                           .recorded = Instant::from_micros(recorded),
                           .recorded_by = std::move(recorded_by)});
    }
    CHECK(entries.size() < amendments_store::most);
    return entries;
}

void AmendmentStore::begin(storage::UnitOfWork& work, const Version& version,
                           std::string_view recorded_by)
{
    if (!history(work.sql()).empty()) return;
    amendments_store::append(work,
                             {.id = work.new_id<AmendmentId>(),
                              .version = version,
                              .from_version = {},
                              .from_hash = {},
                              .approval = {},
                              .reason = "The database was begun under this version.",
                              .effective = work.now(),
                              .recorded = work.now(),
                              .recorded_by = std::string(recorded_by)},
                             std::nullopt);
}

Result<Entry, Refusal> AmendmentStore::amend(storage::UnitOfWork& work, const Wanted& wanted)
{
    const auto accepted = TRY(amendments::amend(history(work.sql()), wanted, work.now()));
    Entry entry{.id = work.new_id<AmendmentId>(),
                .version = wanted.version,
                .from_version = accepted.from_version,
                .from_hash = accepted.from_hash,
                .approval = wanted.approval,
                .reason = wanted.reason,
                .effective = accepted.effective,
                .recorded = work.now(),
                .recorded_by = wanted.recorded_by};
    amendments_store::append(work, entry, accepted.supersedes);
    return entry;
}

} // namespace evenhand::amendments
