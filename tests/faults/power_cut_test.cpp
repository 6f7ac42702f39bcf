// What SQLite has acknowledged must be on the disk when the power goes, and a store that forgets
// must be caught (security.md R2, R2t). The load is real: four threads write audited units while
// the power is cut again and again; each time the store is opened from what the disk would still
// hold.
#include "core/keyed_random_source.hpp"
#include "crypto/keys.hpp"
#include "storage/audit_log.hpp"
#include "storage/sqlite_database.hpp"
#include "storage/units.hpp"
#include "tests/support/fault_vfs.hpp"
#include "tests/support/test_trial.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <exception>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace evenhand::storage {
namespace power_cut {

constexpr Migration sample{
    "20990101T0004_power_cut",
    "-- table: cut_fact | class: operations | retention: the test | purpose: a fact | append-only\n"
    "CREATE TABLE cut_fact (id TEXT NOT NULL PRIMARY KEY, said TEXT NOT NULL);\n"};
constexpr auto fact_table = table("cut_fact", TableKind::fact, text("id"), text("said"));
constexpr Statement all_facts("cut: all", "SELECT id FROM cut_fact");
constexpr Statement count_leaves("cut: leaves", "SELECT count(*) FROM audit_leaf");
constexpr Statement integrity("cut: integrity", "PRAGMA integrity_check", "");

const Actor tester{ActorKind::system, "test", ""};

/// A store on the fault layer, and four threads that write as many units as they are allowed to.
class Load
{
public:
    Load(tests::FaultVfs& vfs, SqliteSession::Durability durability)
    {
        vfs.watch(store_.settings().url.target);
        database_ = std::make_unique<SqliteDatabase>(store_.settings(), durability);
        units_ = make_units({*database_, clock_, random_, audit_, "test-1"});
        for (int writer = 0; writer < 4; ++writer) {
            writers_.emplace_back([this] {
                while (const auto id = next())
                    write(*id);
            });
        }
    }
    ~Load()
    {
        {
            const std::lock_guard lock(mutex_);
            stop_ = true;
        }
        changed_.notify_all();
        for (auto& writer : writers_)
            writer.join();
    }
    Load(const Load&) = delete;
    Load& operator=(const Load&) = delete;

    /// Allows `more` units and returns when all but `in_flight` of them are acknowledged, with
    /// all that were until now.
    std::set<std::string> advance(int more, int in_flight)
    {
        std::unique_lock lock(mutex_);
        allowed_ += more;
        changed_.notify_all();
        const auto enough = static_cast<std::size_t>(allowed_ - in_flight);
        changed_.wait(lock, [&] { return acknowledged_.size() >= enough; });
        return acknowledged_;
    }
    [[nodiscard]] const tests::TestStore& store() const { return store_; }

private:
    std::optional<std::string> next()
    {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return stop_ || begun_ < allowed_; });
        if (stop_) return std::nullopt;
        return std::to_string(begun_++) + "-";
    }
    void write(const std::string& id)
    {
        units_->write(tester, "cut", [&](UnitOfWork& work) {
            // Two rows a unit, so that half of one would show; long ones, so that pages fill up.
            for (const char* half : {"a", "b"}) {
                work.append(fact_table, {{"id", id + half}, {"said", std::string(700, 'x')}});
            }
        });
        {
            const std::lock_guard lock(mutex_);
            acknowledged_.insert(id);
        }
        changed_.notify_all();
    }

    tests::TestStore store_{Engine::sqlite, {&sample, 1}};
    tests::FrozenTrialClock clock_;
    KeyedRandomSource random_ = KeyedRandomSource::from_seed(1);
    AuditLog audit_{crypto::Keys::for_demo(1, Instant::from_micros(0))};
    std::unique_ptr<SqliteDatabase> database_;
    std::unique_ptr<Units> units_;
    std::mutex mutex_; ///< guards what follows
    std::condition_variable changed_;
    std::set<std::string> acknowledged_;
    int allowed_ = 0;
    int begun_ = 0;
    bool stop_ = false;
    std::vector<std::thread> writers_;
};

struct Damage
{
    int unreadable = 0; ///< cuts after which the store does not open, or fails its own check
    int lost = 0;       ///< acknowledged units that are not there
    int halves = 0;     ///< units of which a part is there, or whose leaf is not
    [[nodiscard]] bool none() const { return unreadable + lost + halves == 0; }
};

/// Opens what is left as a program that starts again would, and looks.
void inspect(const std::string& file, const std::set<std::string>& acknowledged, Damage& damage)
{
    try {
        SqliteSession session(file, SqliteSession::Use::write);
        if (session.sql().one<std::string>(integrity) != "ok") ++damage.unreadable;
        std::set<std::string> found;
        for (auto& [id] : session.sql().rows<std::string>(all_facts))
            found.insert(std::move(id));
        for (const auto& id : acknowledged) {
            if (!found.contains(id + "a") || !found.contains(id + "b")) ++damage.lost;
        }
        for (const auto& id : found) {
            const auto other = id.substr(0, id.size() - 1) + (id.back() == 'a' ? 'b' : 'a');
            if (!found.contains(other)) ++damage.halves;
        }
        const auto leaves = static_cast<std::size_t>(session.sql().one<std::int64_t>(count_leaves));
        if (leaves * 2 != found.size()) ++damage.halves;
    } catch (const std::exception&) {
        // A broken page may also show as a value that no row can hold, which is a failed CHECK.
        ++damage.unreadable;
    }
}

std::uint32_t below(RandomSource& random, std::uint32_t bound)
{
    std::uint32_t number = 0;
    random.fill({reinterpret_cast<std::uint8_t*>(&number), sizeof number});
    return number % bound; // the bias of a remainder does not matter here
}

enum class Syncs { real, ignored };

Damage damage_of_cuts(SqliteSession::Durability durability, Syncs syncs, int cuts)
{
    tests::FaultVfs vfs;
    if (syncs == Syncs::ignored) vfs.ignore_syncs();
    auto random = KeyedRandomSource::from_seed(20261122);
    Damage damage;
    Load load(vfs, durability);
    for (int cut = 0; cut < cuts; ++cut) {
        // Every cut comes after some progress, and most while something is being written.
        const auto acknowledged = load.advance(8, static_cast<int>(below(random, 5)));
        const auto folder = load.store().folder() + "/cut-" + std::to_string(cut);
        vfs.cut_power(folder, [&](std::uint32_t bound) { return below(random, bound); });
        inspect(folder + "/store.db", acknowledged, damage);
        std::filesystem::remove_all(folder);
    }
    return damage;
}

TEST(PowerCut, LosesNothingThatWasAcknowledged)
{
    const auto damage = damage_of_cuts(SqliteSession::Durability::full, Syncs::real, 200);
    EXPECT_EQ(damage.unreadable, 0);
    EXPECT_EQ(damage.lost, 0);
    EXPECT_EQ(damage.halves, 0);
}

TEST(PowerCut, IsSeenToLoseWritesWhenTheStoreDoesNotAskForSyncs)
{
    EXPECT_FALSE(
        damage_of_cuts(SqliteSession::Durability::off_for_fault_tests, Syncs::real, 20).none());
}

TEST(PowerCut, IsSeenToLoseWritesWhenSyncsDoNothing)
{
    EXPECT_FALSE(damage_of_cuts(SqliteSession::Durability::full, Syncs::ignored, 20).none());
}

} // namespace power_cut
} // namespace evenhand::storage
