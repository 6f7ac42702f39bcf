#pragma once

// A fact table and a record table of no room, for tests of the audit log.

#include "core/time.hpp"
#include "storage/migrations.hpp"
#include "storage/table.hpp"

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>

namespace evenhand::tests {

inline constexpr storage::Migration audited_tables{
    "20990101T0001_audited",
    "-- table: visit | class: operations | retention: the test | purpose: a fact | append-only\n"
    "-- table: worklist | class: operations | retention: the test | purpose: a record\n"
    "CREATE TABLE visit (id TEXT NOT NULL PRIMARY KEY, recorded_at BIGINT NOT NULL,"
    " note TEXT, minutes BIGINT);\n"
    "CREATE TABLE worklist (id TEXT NOT NULL PRIMARY KEY, holder TEXT NOT NULL,"
    " size BIGINT NOT NULL);\n"};

inline constexpr auto visit_table = storage::table(
    "visit", storage::TableKind::fact, storage::text("id"), storage::number("recorded_at"),
    storage::text("note"), storage::number("minutes"));
inline constexpr auto worklist_table =
    storage::table("worklist", storage::TableKind::record, storage::text("id"),
                   storage::text("holder"), storage::number("size"));
inline constexpr std::array<const storage::Table*, 2> all_audited{&visit_table, &worklist_table};

/// Moves only when told; from any thread.
class StillClock final : public TrialClock
{
public:
    [[nodiscard]] Instant now() const override { return Instant::from_micros(micros_.load()); }
    void advance(std::chrono::microseconds by) { micros_ += by.count(); }

private:
    std::atomic<std::int64_t> micros_{1'772'355'600'000'000}; // 2026-03-01T09:00:00Z
};

} // namespace evenhand::tests
