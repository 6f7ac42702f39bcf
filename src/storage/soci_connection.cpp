// The only place where SOCI meets a statement. SOCI's error texts print the statement's bound
// values, which may be sealed or personal, so no soci_error leaves this file: each becomes a
// StorageError of {statement name, code} (design 8.12).
#include "storage/soci_connection.hpp"

#include "storage/engine_errors.hpp"

#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <utf8proc.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace evenhand::storage {
namespace soci_connection {

/// Text that both engines keep as it is. SQLite would keep a NUL and PostgreSQL cut the text there
/// without a word, and PostgreSQL refuses what is not UTF-8 (design 8.10), so the edges refuse both
/// and here it is our bug.
bool alike_on_both_engines(std::string_view text)
{
    const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    auto left = static_cast<utf8proc_ssize_t>(text.size());
    while (left > 0) {
        if (*at == 0) return false;
        if (*at < 0x80) {
            ++at, --left;
            continue;
        }
        utf8proc_int32_t point = 0;
        const auto used = utf8proc_iterate(at, left, &point);
        if (used < 0) return false;
        at += used, left -= used;
    }
    return true;
}

/// The `:name`s of a statement, without those in quotes and the `::` of casts.
std::set<std::string, std::less<>> placeholders(std::string_view sql)
{
    std::set<std::string, std::less<>> names;
    char quote = 0;
    for (std::size_t i = 0; i < sql.size(); ++i) {
        if (quote != 0) {
            if (sql[i] == quote) quote = 0;
        } else if (sql[i] == '\'' || sql[i] == '"') {
            quote = sql[i];
        } else if (sql[i] == ':' && i + 1 < sql.size() && sql[i + 1] == ':') {
            ++i;
        } else if (sql[i] == ':') {
            auto end = i + 1;
            while (end < sql.size() &&
                   (std::isalnum(static_cast<unsigned char>(sql[end])) != 0 || sql[end] == '_'))
                ++end;
            names.emplace(sql.substr(i + 1, end - i - 1));
            i = end - 1;
        }
    }
    return names;
}

std::uint64_t text_mask(const Binds& binds)
{
    CHECK(binds.size() <= 64);
    std::uint64_t mask = 0;
    for (std::size_t i = 0; i < binds.size(); ++i) {
        if (binds[i].value.number() == nullptr) mask |= std::uint64_t{1} << i;
    }
    return mask;
}

std::uint64_t text_mask(std::span<const CellKind> kinds)
{
    CHECK(kinds.size() <= 64);
    std::uint64_t mask = 0;
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        if (kinds[i] == CellKind::text) mask |= std::uint64_t{1} << i;
    }
    return mask;
}

struct Cell
{
    long long number = 0;
    std::string text;
    soci::indicator indicator = soci::i_null;
};

} // namespace soci_connection

/// A SOCI statement with the buffers that it was bound to; deques, so that they never move.
struct SociConnection::Prepared
{
    Prepared(soci::session& session, std::string_view text) : sql(text), statement(session) {}

    std::string sql;
    std::deque<std::string> names;
    std::deque<soci_connection::Cell> inputs;
    std::deque<soci_connection::Cell> outputs;
    std::vector<CellKind> kinds;
    soci::statement statement; // last: it must go before the buffers it points to

    [[nodiscard]] bool names_are(const Binds& binds) const
    {
        return std::equal(
            binds.begin(), binds.end(), names.begin(), names.end(),
            [](const Bind& bind, const std::string& name) { return bind.name == name; });
    }

    void set(std::size_t i, const Bind& bind)
    {
        auto& cell = inputs[i];
        cell.indicator = bind.value.is_null() ? soci::i_null : soci::i_ok;
        if (const auto* number = bind.value.number()) {
            cell.number = *number;
        } else if (const auto* text = bind.value.text()) {
            CHECK(soci_connection::alike_on_both_engines(*text));
            cell.text = *text;
        }
    }

    std::vector<Value> row()
    {
        std::vector<Value> cells;
        cells.reserve(kinds.size());
        for (std::size_t i = 0; i < kinds.size(); ++i) {
            auto& cell = outputs[i];
            if (cell.indicator == soci::i_null) {
                cells.emplace_back();
            } else if (kinds[i] == CellKind::text) {
                cells.emplace_back(cell.text);
            } else {
                cells.emplace_back(cell.number);
            }
        }
        return cells;
    }
};

std::size_t SociConnection::ShapeHash::operator()(const Shape& shape) const noexcept
{
    return std::hash<std::string_view>{}(shape.text) ^ (shape.text_binds * 0x9e3779b97f4a7c15U) ^
           (shape.text_columns * 0xc2b2ae3d27d4eb4fU) ^ shape.columns;
}

SociConnection::SociConnection(Engine engine, soci::session& session)
    : engine_(engine), session_(session)
{
}

SociConnection::~SociConnection() = default;

std::unique_ptr<SociConnection::Prepared>
SociConnection::prepare(std::string_view sql, const Binds& binds, std::span<const CellKind> kinds)
{
    // SQLite refuses a bind that the text does not have, PostgreSQL's backend ignores it: a bug of
    // the caller on both.
    const auto wanted = soci_connection::placeholders(sql);
    CHECK(wanted.size() == binds.size());
    auto made = std::make_unique<Prepared>(session_, sql);
    made->statement.alloc();
    for (const auto& bind : binds) {
        CHECK(wanted.contains(bind.name));
        const auto& name = made->names.emplace_back(bind.name);
        auto& cell = made->inputs.emplace_back();
        if (bind.value.number() != nullptr) {
            made->statement.exchange(soci::use(std::as_const(cell.number), cell.indicator, name));
        } else {
            made->statement.exchange(soci::use(std::as_const(cell.text), cell.indicator, name));
        }
    }
    for (const auto kind : kinds) {
        auto& cell = made->outputs.emplace_back();
        made->kinds.push_back(kind);
        if (kind == CellKind::number) {
            made->statement.exchange(soci::into(cell.number, cell.indicator));
        } else {
            made->statement.exchange(soci::into(cell.text, cell.indicator));
        }
    }
    made->statement.prepare(std::string(sql));
    made->statement.define_and_bind();
    return made;
}

SociConnection::Prepared& SociConnection::prepared(const Statement& statement, const Binds& binds,
                                                   std::span<const CellKind> kinds)
{
    const auto sql = statement.sql(engine_);
    Shape shape{sql, soci_connection::text_mask(binds), soci_connection::text_mask(kinds),
                kinds.size()};
    auto found = cache_.find(shape);
    // One statement may be used with its binds in another order.
    if (found != cache_.end() && !found->second->names_are(binds)) {
        cache_.erase(found);
        found = cache_.end();
    }
    if (found == cache_.end()) {
        auto made = prepare(sql, binds, kinds);
        shape.text = made->sql;
        found = cache_.emplace(shape, std::move(made)).first;
    }
    auto& entry = found->second;
    for (std::size_t i = 0; i < binds.size(); ++i)
        entry->set(i, binds[i]);
    return *entry;
}

template <class Work>
auto SociConnection::guarded(const Statement& statement, Work&& work)
{
    if (failed_)
        throw StorageError(Failure::other, std::string(statement.name()), "after a failure");
    std::optional<StorageError> failed;
    try {
        return work();
    } catch (const soci::soci_error&) {
        failed = describe(statement.name());
        // Used again, a statement that failed half-way would hold a read position on SQLite, and on
        // PostgreSQL would put the last value where the next bind is null, because SOCI empties its
        // buffers only after a success. So it is prepared afresh.
        std::erase_if(
            cache_, [&](const auto& entry) { return entry.first.text == statement.sql(engine_); });
    }
    failed_ = true;
    note(failed->failure());
    throw *std::move(failed);
}

std::int64_t SociConnection::execute(const Statement& statement, const Binds& binds)
{
    return guarded(statement, [&] {
        auto& ready = prepared(statement, binds, {});
        ready.statement.execute(true);
        return static_cast<std::int64_t>(ready.statement.get_affected_rows());
    });
}

std::vector<std::vector<Value>> SociConnection::fetch(const Statement& statement,
                                                      const Binds& binds,
                                                      std::span<const CellKind> kinds)
{
    CHECK(!kinds.empty());
    return guarded(statement, [&] {
        auto& ready = prepared(statement, binds, kinds);
        std::vector<std::vector<Value>> rows;
        // To the end, always: a SQLite statement left on a row would hold its snapshot.
        for (bool more = ready.statement.execute(true); more; more = ready.statement.fetch()) {
            rows.push_back(ready.row());
        }
        return rows;
    });
}

StorageError SociConnection::describe(std::string_view name)
{
    auto failure = Failure::other;
    std::string code = "SOCI";
    try {
        throw;
    } catch (const soci::sqlite3_soci_error& error) {
        auto* backend = static_cast<soci::sqlite3_session_backend*>(session_.get_backend());
        const int system = sqlite_api::sqlite3_system_errno(backend->conn_);
        failure = sqlite_failure(error.result(), system == ENOSPC || system == EDQUOT);
        code = sqlite_code_name(error.result());
    } catch (const soci::postgresql_soci_error& error) {
        auto* backend = static_cast<soci::postgresql_session_backend*>(session_.get_backend());
        failure = postgres_failure(error.sqlstate());
        code = error.sqlstate();
        if (PQstatus(backend->conn_) == CONNECTION_BAD || is_no_sqlstate(code)) {
            note_lost();
            failure = Failure::unavailable;
            code = "connection lost";
        }
    } catch (const soci::soci_error&) {
        code = "SOCI";
    }
    return StorageError(failure, std::string(name), code);
}

} // namespace evenhand::storage
