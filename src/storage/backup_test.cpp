// The drill: a backup taken while the store is written, restored, and proved equal table by table;
// and what a restore refuses. With the digests and the rebuild, which both engines share.
#include "storage/backup.hpp"
#include "storage/connection.hpp"
#include "storage/errors.hpp"
#include "storage/rebuild.hpp"
#include "storage/store_digest.hpp"
#include "tests/support/test_trial.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

namespace evenhand::storage {
namespace backup_test {

constexpr Migration sample{
    "20990101T0003_backup",
    "-- table: drill_fact | class: operations | retention: the test | purpose: a fact | "
    "append-only\n"
    "-- table: drill_total | class: operations | retention: the test | purpose: follows from "
    "facts\n"
    "CREATE TABLE drill_fact (id TEXT NOT NULL PRIMARY KEY, said TEXT, at BIGINT NOT NULL);\n"
    "CREATE TABLE drill_total (said TEXT NOT NULL, day BIGINT NOT NULL, facts BIGINT NOT NULL, "
    "PRIMARY KEY (day, said));\n"};

constexpr auto fact_table =
    table("drill_fact", TableKind::fact, text("id"), text("said"), number("at"));
constexpr Statement count_facts("drill: count", "SELECT count(*) FROM drill_fact");
constexpr Statement empty_totals("drill: empty", "DELETE FROM drill_total");
constexpr Statement
    fill_totals("drill: fill",
                "INSERT INTO drill_total (said, day, facts) "
                "SELECT coalesce(said, ''), at / 10, count(*) FROM drill_fact GROUP BY 1, 2");
constexpr Statement spoil_totals("drill: spoil",
                                 "UPDATE drill_total SET facts = facts + 1 WHERE day = 0");
constexpr Statement late_key("drill: many",
                             "INSERT INTO drill_total (said, day, facts) VALUES (:said, :day, 1)");

const Actor tester{ActorKind::system, "test", ""};

void add_facts(tests::TestTrial& trial, int from, int to)
{
    for (int i = from; i < to; ++i) {
        trial.units->write(tester, "test", [&](UnitOfWork& work) {
            const Value said = i % 3 == 0 ? Value() : Value("fact " + std::to_string(i % 2) + " é");
            work.append(
                fact_table,
                {{"id", work.new_id<Id<struct FactTag>>().text()}, {"said", said}, {"at", i}});
        });
    }
}

std::vector<TableDigest> digests(Database& database, const std::vector<std::string>& left_out = {})
{
    std::vector<TableDigest> found;
    database.read([&](Connection& sql) { found = digest_store(sql, left_out); });
    return found;
}

DatabaseUrl file(const std::string& path)
{
    return {Engine::sqlite, path};
}

TEST(Backup, TakenWhileTheStoreIsWrittenIsRestoredEqualTableByTable)
{
    tests::TestTrial trial(Engine::sqlite, {&sample, 1});
    add_facts(trial, 0, 300);
    std::atomic<bool> stop{false};
    std::thread writer([&] {
        for (int i = 1000; !stop; ++i)
            add_facts(trial, i, i + 1);
    });
    const auto to = trial.store.folder() + "/copy.db";
    int told = 0;
    const auto made =
        back_up(trial.store.settings().url, to, trial.clock.now(), [&](double) { ++told; });
    stop = true;
    writer.join();
    ASSERT_TRUE(made) << made.error();
    EXPECT_GT(told, 0);

    const auto restored = restore(to, file(trial.store.folder() + "/restored.db"));
    ASSERT_TRUE(restored) << restored.error();
    auto settings = trial.store.settings();
    settings.url.target = trial.store.folder() + "/restored.db";
    const auto database = trial.store.open(settings);
    EXPECT_EQ(digests(*database), made->tables);
    // One leaf a fact: the copy is one moment, not a mixture.
    database->read(
        [&](Connection& sql) { EXPECT_EQ(sql.one<std::int64_t>(count_facts), made->leaves); });
    EXPECT_GE(made->leaves, 300);
}

TEST(Backup, HoldsAllThatAStoreHeldWhenNothingIsWrittenMeanwhile)
{
    tests::TestTrial trial(Engine::sqlite, {&sample, 1});
    add_facts(trial, 0, 20);
    const auto to = trial.store.folder() + "/copy.db";
    const auto made = back_up(trial.store.settings().url, to, trial.clock.now());
    ASSERT_TRUE(made) << made.error();
    EXPECT_EQ(digests(*trial.database), made->tables);
    EXPECT_EQ(std::filesystem::status(to).permissions() & std::filesystem::perms::others_read,
              std::filesystem::perms::none);
    EXPECT_FALSE(std::filesystem::exists(to + ".draft"));
}

TEST(Backup, NeverWritesOverAnything)
{
    tests::TestTrial trial(Engine::sqlite);
    const auto to = trial.store.folder() + "/copy.db";
    ASSERT_TRUE(back_up(trial.store.settings().url, to, trial.clock.now()));
    EXPECT_FALSE(back_up(trial.store.settings().url, to, trial.clock.now()));
    EXPECT_FALSE(restore(to, trial.store.settings().url));
    EXPECT_FALSE(restore(to, file(to)));
}

TEST(Restore, RefusesABackupWithAnyByteChangedOrMissing)
{
    tests::TestTrial trial(Engine::sqlite, {&sample, 1});
    add_facts(trial, 0, 5);
    const auto good = trial.store.folder() + "/copy.db";
    ASSERT_TRUE(back_up(trial.store.settings().url, good, trial.clock.now()));
    const auto size = static_cast<std::streamoff>(std::filesystem::file_size(good));
    const auto bad = trial.store.folder() + "/bad.db";
    const auto to = file(trial.store.folder() + "/restored.db");
    for (std::streamoff at : {std::streamoff{0}, size / 3, size / 2, size - 1}) {
        std::filesystem::copy_file(good, bad, std::filesystem::copy_options::overwrite_existing);
        std::filesystem::copy_file(good + ".manifest.json", bad + ".manifest.json",
                                   std::filesystem::copy_options::overwrite_existing);
        std::fstream bytes(bad, std::ios::in | std::ios::out | std::ios::binary);
        bytes.seekg(at);
        const auto was = static_cast<char>(bytes.get());
        bytes.seekp(at);
        bytes.put(static_cast<char>(was ^ 1));
        bytes.close();
        EXPECT_FALSE(restore(bad, to)) << at;
    }
    std::filesystem::copy_file(good, bad, std::filesystem::copy_options::overwrite_existing);
    std::filesystem::resize_file(bad, static_cast<std::uintmax_t>(size) - 4096);
    EXPECT_FALSE(restore(bad, to));
    std::ofstream(bad + ".manifest.json") << "{}";
    EXPECT_FALSE(restore(bad, to));
    std::filesystem::remove(bad + ".manifest.json");
    EXPECT_FALSE(restore(bad, to));
    EXPECT_FALSE(std::filesystem::exists(to.target));
}

TEST(Backup, OfPostgresqlPointsToItsOwnTools)
{
    const auto made =
        back_up({Engine::postgresql, "postgresql://h/d"}, "/nowhere", Instant::from_micros(0));
    ASSERT_FALSE(made);
    EXPECT_NE(made.error().find("pgBackRest"), std::string::npos);
}

TEST(Manifest, IsReadBackAsItWasWritten)
{
    const BackupManifest manifest{
        Instant::from_micros(1'772'443'800'000'000), "m", 7, 4096, "ab", {{"t", 3, "cd"}}};
    const auto again = parse_manifest(manifest_text(manifest));
    ASSERT_TRUE(again);
    EXPECT_EQ(manifest_text(*again), manifest_text(manifest));
    for (const char* wrong :
         {"", "[]", "{}", R"({"version":"evenhand-backup/1"})", R"({"version":7})"}) {
        EXPECT_FALSE(parse_manifest(wrong)) << wrong;
    }
}

class Digest : public testing::TestWithParam<Engine>
{
protected:
    tests::TestTrial trial{GetParam(), {&sample, 1}};
};

INSTANTIATE_TEST_SUITE_P(Engines, Digest, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(Digest, ChangesWithEveryChangeOfARowAndWithNothingElse)
{
    const auto before = digests(*trial.database);
    EXPECT_EQ(digests(*trial.database), before);
    add_facts(trial, 0, 1);
    const auto after = digests(*trial.database);
    int changed = 0;
    for (std::size_t i = 0; i < before.size(); ++i)
        changed += before[i] == after[i] ? 0 : 1;
    EXPECT_EQ(changed, 4); // the fact, its leaf, its opening, the head
}

TEST_P(Digest, PassesOverTablesAndColumnsThatAreLeftOut)
{
    const std::vector<std::string> left_out{"audit_leaf",    "audit_opening",   "audit_head",
                                            "drill_fact.at", "drill_fact.said", "drill_fact.id"};
    const auto before = digests(*trial.database, left_out);
    add_facts(trial, 0, 1);
    auto after = digests(*trial.database, left_out);
    const auto fact = std::find_if(after.begin(), after.end(),
                                   [](const auto& table) { return table.table == "drill_fact"; });
    ASSERT_NE(fact, after.end());
    EXPECT_EQ(fact->rows, 1);
    EXPECT_EQ(before.size(), after.size());
    EXPECT_EQ(before.size() + 3, digests(*trial.database).size());
}

TEST_P(Digest, IsTheSameOfTablesLongerThanOneRead)
{
    trial.database->write([](Connection& sql) {
        for (int i = 0; i < 10'001; ++i)
            sql.execute(late_key, {{"said", std::to_string(i)}, {"day", i % 7}});
        return Database::Ending::commit;
    });
    trial.database->read([](Connection& sql) {
        const auto digest = digest_table(sql, "drill_total");
        EXPECT_EQ(digest.rows, 10'001);
        // Computed by a few lines of Python from the form in store_digest.hpp.
        EXPECT_EQ(digest.sha256,
                  "90d3c9ea44d70dd90aa5874ca600865cbe3f753d2fd631b2ca1ad64b6270a380");
    });
}

TEST_P(Digest, ComparesAndRefillsWhatFollowsFromFacts)
{
    add_facts(trial, 0, 30);
    const std::vector<DerivedTable> derived{
        {"drill_total", empty_totals, [](Connection& sql) { sql.execute(fill_totals); }}};
    EXPECT_FALSE(rebuild(*trial.database, derived, Rebuild::compare).at(0).equal);
    EXPECT_FALSE(rebuild(*trial.database, derived, Rebuild::refill).at(0).equal);
    const auto good = rebuild(*trial.database, derived, Rebuild::compare).at(0);
    EXPECT_TRUE(good.equal);
    EXPECT_EQ(good.rows, 9);
    trial.database->write([](Connection& sql) {
        EXPECT_GT(sql.execute(spoil_totals), 0);
        return Database::Ending::commit;
    });
    EXPECT_FALSE(rebuild(*trial.database, derived, Rebuild::compare).at(0).equal);
    EXPECT_FALSE(rebuild(*trial.database, derived, Rebuild::refill).at(0).equal);
    EXPECT_TRUE(rebuild(*trial.database, derived, Rebuild::compare).at(0).equal);
}

} // namespace backup_test
} // namespace evenhand::storage
