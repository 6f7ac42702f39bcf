#include "storage/open_unit.hpp"

#include "core/check.hpp"
#include "storage/idempotency_store.hpp"
#include "storage/outbox.hpp"

#include <utility>

namespace evenhand::storage {
namespace open_unit {

const Value& key_of(const Table& table, const Binds& row)
{
    for (const auto& bind : row) {
        if (bind.name == table.columns[0].name) return bind.value;
    }
    CHECK(false);
}

/// The row as it stands, kept from other transactions until this one ends.
Binds read_row(Connection& sql, const TableStatements::Set& statements, const Table& table,
               const Value& key)
{
    auto found = sql.fetch(statements.lock(), {{table.columns[0].name, key}}, column_kinds(table));
    CHECK(found.size() == 1); // a store updates what it has read
    Binds row;
    for (std::size_t i = 0; i < table.column_count; ++i) {
        row.push_back({table.columns[i].name, std::move(found.front()[i])});
    }
    return row;
}

} // namespace open_unit

OpenUnit::OpenUnit(Connection& sql, const Parts& parts, const Who& who)
    : sql_(sql), parts_(parts), who_(who)
{
}

void OpenUnit::append(const Table& table, const Binds& row, std::string_view reason)
{
    CHECK(who_.access == Access::write);
    // First, because it checks the row against the table's columns.
    auto entry = audit_appended(table, row, reason);
    const auto inserted = sql_.execute(parts_.statements.of(table, sql_.engine()).insert(), row);
    CHECK(inserted == 1);
    entries_.push_back(std::move(entry));
}

void OpenUnit::update(const Table& table, const Binds& row, std::string_view reason)
{
    CHECK(who_.access == Access::write);
    CHECK(table.kind == TableKind::record);
    const auto& statements = parts_.statements.of(table, sql_.engine());
    const auto before = open_unit::read_row(sql_, statements, table, open_unit::key_of(table, row));
    auto entry = audit_updated(table, before, row, reason);
    const auto updated = sql_.execute(statements.update(), row);
    CHECK(updated == 1);
    entries_.push_back(std::move(entry));
}

void OpenUnit::log(Event event)
{
    CHECK(who_.access == Access::write);
    entries_.push_back(audit_event(event));
}

void OpenUnit::send(const OutboxMessage& message)
{
    CHECK(who_.access == Access::write);
    queue_message(*this, message);
}

std::variant<KeyState, Replay> OpenUnit::recall(std::string_view scope, std::string_view key,
                                                std::string_view digest)
{
    return recall_answer(sql_, {scope, key, digest});
}

void OpenUnit::remember(std::string_view scope, std::string_view key, std::string_view digest,
                        const Replay& answer)
{
    CHECK(who_.access == Access::write);
    remember_answer(sql_, {scope, key, digest}, answer, who_.now);
}

bool OpenUnit::close()
{
    if (abandoned_) return false;
    if (!entries_.empty()) {
        parts_.audit.append(sql_, parts_.random, {who_.now, who_.actor, who_.purpose, entries_});
    }
    return true;
}

} // namespace evenhand::storage
