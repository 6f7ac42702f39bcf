#pragma once

// A migrated store with all that units of work are made of: demo keys, an audit log, a clock that
// stands still until it is told to move, and randomness that is the same each time.

#include "core/keyed_random_source.hpp"
#include "core/time.hpp"
#include "crypto/keys.hpp"
#include "storage/audit_log.hpp"
#include "storage/units.hpp"
#include "tests/support/test_store.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <span>

namespace evenhand::tests {

/// 2 March 2026, 09:30 UTC, until it is moved. Safe from any thread.
class FrozenTrialClock final : public TrialClock
{
public:
    [[nodiscard]] Instant now() const override { return Instant::from_micros(micros_); }
    void advance(std::chrono::microseconds by) { micros_ += by.count(); }

private:
    std::atomic<std::int64_t> micros_{1'772'443'800'000'000};
};

class TestTrial
{
public:
    explicit TestTrial(storage::Engine engine, std::span<const storage::Migration> extra = {})
        : store(engine, extra), database(store.open()),
          units(storage::make_units({*database, clock, random, audit, "test-1"}))
    {
    }

    /// As after a restart: everything but the files is made anew.
    void reopen()
    {
        units.reset();
        database.reset();
        database = store.open();
        units = storage::make_units({*database, clock, random, audit, "test-1"});
    }

    FrozenTrialClock clock;
    KeyedRandomSource random = KeyedRandomSource::from_seed(20260302);
    crypto::Keys keys = crypto::Keys::for_demo(20260302, Instant::from_micros(0));
    storage::AuditLog audit{keys};
    TestStore store;
    std::unique_ptr<storage::Database> database;
    std::unique_ptr<storage::Units> units;
};

} // namespace evenhand::tests
