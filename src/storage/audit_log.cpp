#include "storage/audit_log.hpp"

#include "core/check.hpp"
#include "crypto/merkle.hpp"
#include "storage/audit_leaf.hpp"
#include "storage/audit_opening.hpp"
#include "storage/audit_row.hpp"
#include "storage/audit_store.hpp"

#include <algorithm>
#include <utility>

namespace evenhand::storage {

namespace audit_log {

std::string key_of(const Table& table, const Binds& row)
{
    for (const Bind& bind : row) {
        if (bind.name != table.columns[0].name) continue;
        const std::string* key = bind.value.text();
        CHECK(key != nullptr); // keys are texts: ids, references
        return *key;
    }
    CHECK(false);
}

} // namespace audit_log

AuditEntry audit_appended(const Table& table, const Binds& row, std::string_view reason)
{
    return {AuditEntry::Kind::appended,
            "appended",
            std::string(table.name),
            audit_log::key_of(table, row),
            {},
            canonical_row(table, row),
            std::string(reason)};
}

AuditEntry audit_updated(const Table& table, const Binds& before, const Binds& after,
                         std::string_view reason)
{
    CHECK(table.kind == TableKind::record);
    CHECK(audit_log::key_of(table, before) == audit_log::key_of(table, after));
    return {AuditEntry::Kind::updated,    "updated",
            std::string(table.name),      audit_log::key_of(table, after),
            canonical_row(table, before), canonical_row(table, after),
            std::string(reason)};
}

AuditEntry audit_event(const Event& event)
{
    return {AuditEntry::Kind::event,
            std::string(event.action),
            std::string(event.object_type),
            event.object_id,
            {},
            {},
            event.detail};
}

AuditLog::AuditLog(const crypto::Keys& keys) : mode_(keys.mode()), sealing_key_(opening_key(keys))
{
}

void AuditLog::append(Connection& sql, RandomSource& random, const AuditUnit& unit) const
{
    CHECK(!unit.entries.empty());
    Leaf leaf{0,
              unit.at,
              mode_,
              UnitId::random(random),
              unit.actor.kind,
              unit.actor.id,
              unit.actor.role,
              std::string(unit.purpose),
              {},
              {}};
    for (const AuditEntry& entry : unit.entries) {
        const Opening opening = make_opening(entry, random);
        const auto ordinal = static_cast<std::int64_t>(leaf.entries.size());
        insert_opening(sql, {leaf.unit.text(), ordinal, entry.object_type, entry.object_id,
                             seal_opening(sealing_key_, {leaf.unit, ordinal}, opening, random)});
        leaf.entries.push_back(committed(entry, opening));
    }

    // From here on every other writer waits, so nothing slow may follow.
    const AuditHead head = lock_head(sql);
    leaf.index = static_cast<std::uint64_t>(head.size);
    leaf.at = std::max(unit.at, head.last_at);
    leaf.previous = head.last_hash;
    const Bytes entry = canonical_leaf(leaf);
    const crypto::Hash256 hash = crypto::leaf_hash(entry);
    append_leaf(sql, {head.size, leaf.unit.text(), to_base64url(entry), hash.text()}, leaf.at);
}

} // namespace evenhand::storage
