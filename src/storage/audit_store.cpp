#include "storage/audit_store.hpp"

#include "storage/errors.hpp"
#include "storage/statement.hpp"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

namespace evenhand::storage {

namespace audit_store {

// FOR UPDATE, not an advisory lock: the lock is on what it guards, and it ends with the
// transaction whatever happens to the session. SQLite has one writer, who holds all of it.
constexpr Statement select_head_for_update{
    "audit.lock_head", "SELECT size, last_hash, last_at FROM audit_head WHERE id = 1",
    "SELECT size, last_hash, last_at FROM audit_head WHERE id = 1 FOR UPDATE"};

constexpr Statement select_head{"audit.read_head",
                                "SELECT size, last_hash, last_at FROM audit_head WHERE id = 1"};

// On PostgreSQL leaf and head go in one statement, which saves a round trip under the lock.
constexpr Statement insert_leaf{
    "audit.append_leaf",
    "INSERT INTO audit_leaf (idx, unit, entry, hash) VALUES (:idx, :unit, :entry, :hash)",
    "WITH moved AS (UPDATE audit_head SET size = CAST(:size AS bigint),"
    " last_hash = CAST(:last_hash AS text), last_at = CAST(:last_at AS bigint) WHERE id = 1)"
    " INSERT INTO audit_leaf (idx, unit, entry, hash)"
    " VALUES (CAST(:idx AS bigint), :unit, :entry, :hash)"};

constexpr Statement move_head{
    "audit.move_head",
    "UPDATE audit_head SET size = :size, last_hash = :last_hash, last_at = :last_at WHERE id = 1"};

constexpr Statement insert_opening_row{
    "audit.insert_opening",
    "INSERT INTO audit_opening (unit, entry, object_type, object_id, sealed)"
    " VALUES (:unit, :entry, :object_type, :object_id, :sealed)"};

constexpr Statement select_leaves{"audit.leaves",
                                  "SELECT idx, unit, entry, hash FROM audit_leaf"
                                  " WHERE idx >= :from_idx AND idx < :to_idx ORDER BY idx"};

// Two queries in one, because SQLite answers min and max from the index only when each is alone.
constexpr Statement select_range{
    "audit.leaf_range",
    "SELECT (SELECT min(idx) FROM audit_leaf), (SELECT max(idx) FROM audit_leaf)"};

constexpr Statement select_next{"audit.next_leaf",
                                "SELECT min(idx) FROM audit_leaf WHERE idx >= :from_idx"};

constexpr Statement select_openings{
    "audit.openings", "SELECT l.idx, o.unit, o.entry, o.object_type, o.object_id, o.sealed"
                      " FROM audit_leaf l JOIN audit_opening o ON o.unit = l.unit"
                      " WHERE l.idx >= :from_idx AND l.idx < :to_idx ORDER BY l.idx, o.entry"};

constexpr Statement select_openings_of_type{
    "audit.openings_of_type",
    "SELECT COALESCE((SELECT min(l.idx) FROM audit_leaf l WHERE l.unit = o.unit), -1),"
    " o.unit, o.entry, o.object_type, o.object_id, o.sealed"
    " FROM audit_opening o WHERE o.object_type = :object_type"
    " AND (o.object_id, o.unit, o.entry) > (:object_id, :unit, :entry)"
    " ORDER BY o.object_id, o.unit, o.entry LIMIT :most"};

constexpr Statement count_opening_rows{"audit.count_openings",
                                       "SELECT count(*) FROM audit_opening"};

constexpr Statement select_homeless{
    "audit.homeless_openings",
    "SELECT o.unit, o.entry, o.object_type, o.object_id, o.sealed FROM audit_opening o"
    " WHERE NOT EXISTS (SELECT 1 FROM audit_leaf l WHERE l.unit = o.unit)"
    " ORDER BY o.unit, o.entry LIMIT 10"};

constexpr Statement delete_opening_rows{
    "audit.delete_openings",
    "DELETE FROM audit_opening WHERE object_type = :object_type AND object_id = :object_id"};

constexpr Statement select_checkpoints{
    "audit.checkpoints", "SELECT size, frontier, note FROM audit_checkpoint WHERE size > :size"
                         " ORDER BY size LIMIT 1000"};

constexpr Statement select_checkpoint{"audit.checkpoint",
                                      "SELECT size, frontier, note FROM audit_checkpoint"
                                      " WHERE size = :size"};

constexpr Statement select_checkpoint_at_most{"audit.checkpoint_at_most",
                                              "SELECT size, frontier, note FROM audit_checkpoint"
                                              " WHERE size <= :size ORDER BY size DESC LIMIT 1"};

constexpr Statement select_last_checkpoint{"audit.last_checkpoint",
                                           "SELECT size, frontier, note FROM audit_checkpoint"
                                           " ORDER BY size DESC LIMIT 1"};

constexpr Statement insert_checkpoint_row{"audit.insert_checkpoint",
                                          "INSERT INTO audit_checkpoint (size, frontier, note)"
                                          " VALUES (:size, :frontier, :note)"
                                          " ON CONFLICT (size) DO NOTHING"};

constexpr std::int64_t openings_most = 2'000;

// A forger may have dropped the constraints, so a cell read for checking may be null.
using MaybeText = std::optional<std::string>;
using MaybeNumber = std::optional<std::int64_t>;

std::string text(MaybeText& cell)
{
    return std::move(cell).value_or(std::string());
}

std::int64_t after(std::int64_t from, std::int64_t count)
{
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    return from > most - count ? most : from + count;
}

std::optional<AuditHead> head_of(Connection& sql, const Statement& statement)
{
    auto row = sql.row<MaybeNumber, MaybeText, MaybeNumber>(statement);
    if (!row) return std::nullopt;
    auto& [size, last_hash, last_at] = *row;
    const auto hash = crypto::Hash256::parse(text(last_hash));
    if (!hash || !size || *size < 0 || !last_at) return std::nullopt;
    return AuditHead{*size, *hash, Instant::from_micros(*last_at)};
}

std::vector<PlacedOpening> placed(Connection& sql, const Statement& statement, const Binds& binds)
{
    std::vector<PlacedOpening> openings;
    for (auto& [leaf, unit, entry, type, id, sealed] :
         sql.rows<MaybeNumber, MaybeText, MaybeNumber, MaybeText, MaybeText, MaybeText>(statement,
                                                                                        binds)) {
        openings.push_back({leaf.value_or(-1),
                            {text(unit), entry.value_or(-1), text(type), text(id), text(sealed)}});
    }
    return openings;
}

std::vector<StoredCheckpoint> checkpoints(Connection& sql, const Statement& statement,
                                          const Binds& binds)
{
    std::vector<StoredCheckpoint> found;
    for (auto& [size, frontier, note] :
         sql.rows<std::int64_t, MaybeText, MaybeText>(statement, binds)) {
        found.push_back({size, text(frontier), text(note)});
    }
    return found;
}

std::optional<StoredCheckpoint> first(std::vector<StoredCheckpoint> found)
{
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

} // namespace audit_store

AuditHead lock_head(Connection& sql)
{
    const auto& statement = audit_store::select_head_for_update;
    auto head = audit_store::head_of(sql, statement);
    // Without a head the log cannot go on, and a change without its leaf must not be kept.
    if (!head) throw StorageError(Failure::broken, std::string(statement.name()), "no audit head");
    return *head;
}

std::optional<AuditHead> read_head(Connection& sql)
{
    return audit_store::head_of(sql, audit_store::select_head);
}

void append_leaf(Connection& sql, const StoredLeaf& leaf, Instant at)
{
    const Binds row{
        {"idx", leaf.idx}, {"unit", leaf.unit}, {"entry", leaf.entry}, {"hash", leaf.hash}};
    const Binds head{{"size", leaf.idx + 1}, {"last_hash", leaf.hash}, {"last_at", at.micros()}};
    if (sql.engine() == Engine::sqlite) {
        sql.execute(audit_store::insert_leaf, row);
        sql.execute(audit_store::move_head, head);
    } else {
        Binds both = head;
        both.insert(both.end(), row.begin(), row.end());
        sql.execute(audit_store::insert_leaf, both);
    }
}

void insert_opening(Connection& sql, const StoredOpening& opening)
{
    sql.execute(audit_store::insert_opening_row, {{"unit", opening.unit},
                                                  {"entry", opening.entry},
                                                  {"object_type", opening.object_type},
                                                  {"object_id", opening.object_id},
                                                  {"sealed", opening.sealed}});
}

std::vector<StoredLeaf> leaves_from(Connection& sql, std::int64_t from, std::int64_t count)
{
    std::vector<StoredLeaf> leaves;
    for (auto& [idx, unit, entry, hash] : sql.rows<std::int64_t, audit_store::MaybeText,
                                                   audit_store::MaybeText, audit_store::MaybeText>(
             audit_store::select_leaves,
             {{"from_idx", from}, {"to_idx", audit_store::after(from, count)}})) {
        leaves.push_back(
            {idx, audit_store::text(unit), audit_store::text(entry), audit_store::text(hash)});
    }
    return leaves;
}

std::optional<IndexRange> leaf_range(Connection& sql)
{
    const auto row =
        sql.row<audit_store::MaybeNumber, audit_store::MaybeNumber>(audit_store::select_range);
    if (!row || !std::get<0>(*row)) return std::nullopt;
    return IndexRange{*std::get<0>(*row), *std::get<1>(*row)};
}

std::optional<std::int64_t> next_leaf(Connection& sql, std::int64_t from)
{
    return sql.one<audit_store::MaybeNumber>(audit_store::select_next, {{"from_idx", from}});
}

std::vector<PlacedOpening> openings_from(Connection& sql, std::int64_t from, std::int64_t count)
{
    return audit_store::placed(sql, audit_store::select_openings,
                               {{"from_idx", from}, {"to_idx", audit_store::after(from, count)}});
}

std::vector<PlacedOpening> openings_after(Connection& sql, std::string_view object_type,
                                          const OpeningKey& after)
{
    return audit_store::placed(sql, audit_store::select_openings_of_type,
                               {{"object_type", object_type},
                                {"object_id", after.object_id},
                                {"unit", after.unit},
                                {"entry", after.entry},
                                {"most", audit_store::openings_most}});
}

std::int64_t count_openings(Connection& sql)
{
    return sql.one<std::int64_t>(audit_store::count_opening_rows);
}

std::vector<StoredOpening> homeless_openings(Connection& sql)
{
    std::vector<StoredOpening> openings;
    for (auto& [unit, entry, type, id, sealed] :
         sql.rows<audit_store::MaybeText, audit_store::MaybeNumber, audit_store::MaybeText,
                  audit_store::MaybeText, audit_store::MaybeText>(audit_store::select_homeless)) {
        openings.push_back({audit_store::text(unit), entry.value_or(-1), audit_store::text(type),
                            audit_store::text(id), audit_store::text(sealed)});
    }
    return openings;
}

std::int64_t delete_openings(Connection& sql, std::string_view object_type,
                             std::string_view object_id)
{
    return sql.execute(audit_store::delete_opening_rows,
                       {{"object_type", object_type}, {"object_id", object_id}});
}

std::vector<StoredCheckpoint> checkpoints_after(Connection& sql, std::int64_t size)
{
    return audit_store::checkpoints(sql, audit_store::select_checkpoints, {{"size", size}});
}

std::optional<StoredCheckpoint> checkpoint_of_size(Connection& sql, std::int64_t size)
{
    return audit_store::first(
        audit_store::checkpoints(sql, audit_store::select_checkpoint, {{"size", size}}));
}

std::optional<StoredCheckpoint> checkpoint_at_most(Connection& sql, std::int64_t size)
{
    return audit_store::first(
        audit_store::checkpoints(sql, audit_store::select_checkpoint_at_most, {{"size", size}}));
}

std::optional<StoredCheckpoint> last_checkpoint(Connection& sql)
{
    return audit_store::first(
        audit_store::checkpoints(sql, audit_store::select_last_checkpoint, {}));
}

void insert_checkpoint(Connection& sql, const StoredCheckpoint& checkpoint)
{
    sql.execute(
        audit_store::insert_checkpoint_row,
        {{"size", checkpoint.size}, {"frontier", checkpoint.frontier}, {"note", checkpoint.note}});
}

} // namespace evenhand::storage
