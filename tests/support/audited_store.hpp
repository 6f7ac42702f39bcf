#pragma once

// A store with a fact table, a record table and an audit log, for tests of the log: it is filled
// through units of work as the program would, on a clock that moves only when told.

#include "core/keyed_random_source.hpp"
#include "crypto/keys.hpp"
#include "storage/audit_checkpoints.hpp"
#include "storage/audit_erasure.hpp"
#include "storage/audit_log.hpp"
#include "storage/audit_verify.hpp"
#include "storage/units.hpp"
#include "tests/support/audited_tables.hpp"
#include "tests/support/test_folder.hpp"
#include "tests/support/test_store.hpp"

#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace evenhand::tests {

class AuditedStore
{
public:
    explicit AuditedStore(storage::Engine engine, bool single_threaded = false)
        : files_(engine, {&audited_tables, 1})
    {
        auto settings = files_.settings();
        settings.single_threaded = single_threaded;
        database_ = files_.open(settings);
        units_ = storage::make_units({*database_, clock, random_, audit_, "1"});
    }
    ~AuditedStore() = default;
    AuditedStore(const AuditedStore&) = delete;
    AuditedStore& operator=(const AuditedStore&) = delete;

    [[nodiscard]] storage::Database& database() { return *database_; }
    [[nodiscard]] const crypto::Keys& keys() const { return keys_; }
    [[nodiscard]] std::filesystem::path outside() const
    {
        return folder_.path() / "trial.checkpoints";
    }
    [[nodiscard]] storage::AuditSubject subject() { return subject(*database_); }
    [[nodiscard]] storage::AuditSubject subject(storage::Database& database)
    {
        return {database, keys_, origin, outside(), {}, {}};
    }
    [[nodiscard]] std::unique_ptr<storage::Checkpointer> checkpointer()
    {
        return std::make_unique<storage::Checkpointer>(
            *database_, keys_, storage::CheckpointSettings{origin, outside()});
    }

    [[nodiscard]] std::span<const storage::Migration> schema() const { return files_.schema(); }
    [[nodiscard]] const storage::DatabaseUrl& url() const { return files_.settings().url; }
    /// Lets go of the database, so that a forger may have it.
    const storage::DatabaseUrl& release()
    {
        units_.reset();
        database_.reset();
        return files_.settings().url;
    }

    template <class Work>
    auto write(Work&& work)
    {
        clock.advance(std::chrono::milliseconds(250));
        return units_->write(storage::Actor{storage::ActorKind::staff, "a1b2", "intake_officer"},
                             "a test", std::forward<Work>(work));
    }

    /// Appends a visit and returns its id.
    std::string visit(std::string_view note)
    {
        return write([&](storage::UnitOfWork& work) { return append_visit(work, note); });
    }
    /// The same within a unit that does more.
    static std::string append_visit(storage::UnitOfWork& work, std::string_view note)
    {
        const auto id = new_name(work);
        work.append(visit_table,
                    {{"id", id},
                     {"recorded_at", work.now().micros()},
                     {"note", note},
                     {"minutes", static_cast<std::int64_t>(note.size())}},
                    "came by");
        return id;
    }
    /// Makes a record, or gives one another holder.
    std::string open_worklist()
    {
        return write([&](storage::UnitOfWork& work) {
            const auto id = new_name(work);
            work.append(worklist_table, {{"id", id}, {"holder", "nobody"}, {"size", 0}}, "opened");
            return id;
        });
    }
    void give(const std::string& worklist, std::string_view holder, std::int64_t size)
    {
        write([&](storage::UnitOfWork& work) {
            work.update(worklist_table, {{"id", worklist}, {"holder", holder}, {"size", size}});
        });
    }
    std::int64_t erase(std::string_view type, std::string_view id)
    {
        return write([&](storage::UnitOfWork& work) {
            return storage::erase_openings(work, {type, id}, "asked for");
        });
    }

    static constexpr const char* origin = "evenhand/test";
    StillClock clock;

private:
    static std::string new_name(storage::UnitOfWork& work)
    {
        return work.new_id<Id<struct AuditedRowTag>>().text();
    }

    TestStore files_;
    TestFolder folder_;
    crypto::Keys keys_ = crypto::Keys::for_demo(7, Instant::from_micros(0));
    KeyedRandomSource random_ = KeyedRandomSource::from_seed(11, "audited store");
    storage::AuditLog audit_{keys_};
    std::unique_ptr<storage::Database> database_;
    std::unique_ptr<storage::Units> units_;
};

} // namespace evenhand::tests
