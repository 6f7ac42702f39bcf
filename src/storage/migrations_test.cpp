// The schema's own rules: what a migration must declare, what the runner makes of it on each
// engine, and what it refuses. The last test holds schema/*.sql against what all rooms' migrations
// make.
#include "core/check.hpp"
#include "storage/connection.hpp"
#include "storage/database.hpp"
#include "storage/errors.hpp"
#include "storage/lock_file.hpp"
#include "storage/migration_text.hpp"
#include "storage/migrations.hpp"
#include "storage/statement.hpp"
#include "tests/support/golden_file.hpp"
#include "tests/support/test_store.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace evenhand::storage {
namespace migrations_test {

constexpr const char* head = "-- table: t | class: contact | retention: a year | purpose: a test";

std::string refusal_of(const std::string& sql)
{
    const auto found = declarations({"m", sql});
    return found ? "" : found.error();
}

TEST(MigrationText, AsksOfEveryTableItsClassRetentionAndPurpose)
{
    const std::string create = "\nCREATE TABLE t (id TEXT NOT NULL PRIMARY KEY);";
    EXPECT_EQ(refusal_of(head + create), "");
    EXPECT_NE(refusal_of(create), "");
    EXPECT_NE(refusal_of("-- table: t | class: contact | retention: a year" + create), "");
    EXPECT_NE(refusal_of("-- table: t | class: contact | purpose: a test" + create), "");
    EXPECT_NE(refusal_of("-- table: t | retention: a year | purpose: a test" + create), "");
    EXPECT_NE(
        refusal_of("-- table: t | class: private | retention: a year | purpose: a test" + create),
        "");
    EXPECT_EQ(
        refusal_of("-- table: t | class: contact, casework | retention: a | purpose: b" + create),
        "");
    EXPECT_NE(
        refusal_of("-- table: t | class: contact, other | retention: a | purpose: b" + create), "");
}

TEST(MigrationText, RefusesADeclarationOfATableThatItDoesNotMake)
{
    EXPECT_NE(refusal_of(std::string(head) + "\nCREATE INDEX i ON t (id);"), "");
}

TEST(MigrationText, RefusesColumnTypesThatTheEnginesReadDifferently)
{
    for (const char* type :
         {"INTEGER", "REAL", "BOOLEAN", "TIMESTAMP", "BLOB", "VARCHAR", "SERIAL"}) {
        EXPECT_NE(refusal_of(std::string(head) + "\nCREATE TABLE t (id TEXT PRIMARY KEY, c " +
                             type + ");"),
                  "")
            << type;
        EXPECT_NE(refusal_of(std::string("ALTER TABLE t ADD COLUMN c ") + type + ";"), "") << type;
    }
}

TEST(MigrationText, ReadsTypesThroughRulesQuotesAndComments)
{
    const std::string sql =
        std::string(head) +
        "\nCREATE TABLE t ( -- REAL, (BLOB\n"
        "  id TEXT NOT NULL, n bigint CHECK (n IN (1, 2) AND said <> 'REAL, (x'),\n"
        "  said TEXT /* , c REAL */ DEFAULT 'it''s, (', CONSTRAINT c UNIQUE (n),\n"
        "  PRIMARY KEY (id), FOREIGN KEY (said) REFERENCES t (id));\n"
        "CREATE INDEX i ON t (n);";
    EXPECT_EQ(refusal_of(sql), "");
    const auto sqlite = for_engine(Engine::sqlite, {"m", sql});
    EXPECT_NE(sqlite.find("n INTEGER CHECK (n IN (1, 2)"), std::string::npos) << sqlite;
    EXPECT_NE(sqlite.find("REFERENCES t (id)) STRICT;"), std::string::npos) << sqlite;
    const auto postgres = for_engine(Engine::postgresql, {"m", sql});
    EXPECT_NE(postgres.find("id TEXT COLLATE \"C\" NOT NULL, n bigint"), std::string::npos)
        << postgres;
    EXPECT_EQ(postgres.find("STRICT"), std::string::npos);
}

TEST(MigrationText, TakesTheTextBesideItOnPostgresql)
{
    const Migration migration{"m", "SELECT 1;", "SELECT 2;"};
    EXPECT_EQ(for_engine(Engine::sqlite, migration), "SELECT 1;");
    EXPECT_EQ(for_engine(Engine::postgresql, migration), "SELECT 2;");
}

TEST(MigrationText, OfEveryRoomIsDeclaredInFull)
{
    EXPECT_GE(declared_tables(migrations()).size(), 10U);
    EXPECT_TRUE(std::is_sorted(migrations().begin(), migrations().end(),
                               [](const auto& a, const auto& b) { return a.name < b.name; }));
}

constexpr Migration first{
    "20990101T0100_first",
    "-- table: first | class: operations | retention: the test | purpose: a test\n"
    "CREATE TABLE first (id TEXT NOT NULL PRIMARY KEY);\n"};
constexpr Migration second{
    "20990101T0200_second",
    "-- table: second | class: operations | retention: the test | purpose: a test\n"
    "CREATE TABLE second (id TEXT NOT NULL PRIMARY KEY);\n"
    "INSERT INTO first (id) VALUES ('by the second');\n"};
constexpr Migration third{"20990101T0300_third", "ALTER TABLE first ADD COLUMN said TEXT;\n"};
constexpr Migration changed{
    "20990101T0100_first",
    "-- table: first | class: operations | retention: the test | purpose: a test\n"
    "CREATE TABLE first (id TEXT NOT NULL PRIMARY KEY );\n"};
constexpr Migration failing{"20990101T0200_second", "INSERT INTO first (id) VALUES ('half done');\n"
                                                    "INSERT INTO nowhere (id) VALUES ('x');\n"};
constexpr Statement count_first("test: count first", "SELECT count(*) FROM first");

class Migrate : public testing::TestWithParam<Engine>
{
protected:
    tests::TestStore files{GetParam(), {&first, 1}};

    /// What is known after the program's own and `first`.
    std::vector<Migration> with(std::initializer_list<Migration> more)
    {
        std::vector<Migration> all(migrations().begin(), migrations().end());
        all.insert(all.end(), more.begin(), more.end());
        return all;
    }
    std::vector<std::string> run(const std::vector<Migration>& schema, MigrateOptions options = {})
    {
        return migrate(files.settings().url, Instant::from_micros(1), options, schema);
    }
    std::string code_of(const std::function<void()>& work)
    {
        try {
            work();
        } catch (const StorageError& error) {
            EXPECT_GT(std::string(error.what()).size(), 20U);
            return error.code();
        }
        return "";
    }
    /// The same, once PostgreSQL has seen that whoever held the lock is gone.
    std::string code_when_free(const std::function<void()>& work)
    {
        std::string code = "locked";
        for (int tries = 0; code == "locked" && tries < 1000; ++tries)
            code = code_of(work);
        return code;
    }
    void open(const std::vector<Migration>& schema) { Database::open(files.settings(), schema); }
    std::int64_t firsts(const std::vector<Migration>& schema)
    {
        std::int64_t count = 0;
        Database::open(files.settings(), schema)->read([&](Connection& sql) {
            count = sql.one<std::int64_t>(count_first);
        });
        return count;
    }
};

INSTANTIATE_TEST_SUITE_P(Engines, Migrate, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(Migrate, AppliesWhatIsMissingInOrderAndThenNothing)
{
    const auto schema = with({first, second, third});
    EXPECT_EQ(run(schema),
              (std::vector<std::string>{"20990101T0200_second", "20990101T0300_third"}));
    EXPECT_EQ(run(schema), std::vector<std::string>());
    EXPECT_EQ(firsts(schema), 1);
}

TEST_P(Migrate, IsNeededBeforeAnOlderStoreIsOpened)
{
    EXPECT_EQ(code_of([&] { open(with({first, second})); }), "older");
}

TEST_P(Migrate, RefusesAStoreThatANewerProgramMade)
{
    run(with({first, second}));
    EXPECT_EQ(code_of([&] { open(with({first})); }), "newer");
    EXPECT_EQ(code_of([&] { run(with({first})); }), "newer");
}

TEST_P(Migrate, RefusesAnAppliedMigrationWhoseTextWasChanged)
{
    EXPECT_EQ(code_of([&] { open(with({changed})); }), "changed");
    EXPECT_EQ(code_of([&] { run(with({changed})); }), "changed");
}

TEST_P(Migrate, LeavesNothingOfAMigrationThatFailed)
{
    EXPECT_NE(code_of([&] { run(with({first, failing})); }), "");
    EXPECT_EQ(firsts(with({first})), 0);
    EXPECT_EQ(run(with({first, second})).size(), 1U);
}

TEST_P(Migrate, RefusesToRunBesideAServer)
{
    const auto server = files.open();
    EXPECT_EQ(code_of([&] { run(with({first, second})); }), "locked");
}

TEST_P(Migrate, IsFinishedByRunningItAgainAfterItWasKilledAtAnyStep)
{
    const auto schema = with({first, second, third});
    for (const std::string_view step : {second.name, third.name}) {
        const auto child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            static_cast<void>(code_when_free([&] {
                run(schema, {IfAbsent::refuse, [&](std::string_view name) {
                                 if (name == step) ::raise(SIGKILL);
                             }});
            }));
            ::_exit(0);
        }
        int status = 0;
        ASSERT_EQ(::waitpid(child, &status, 0), child);
        ASSERT_TRUE(WIFSIGNALED(status));
    }
    EXPECT_EQ(code_when_free([&] { run(schema); }), "");
    EXPECT_EQ(firsts(schema), 1);
}

TEST_P(Migrate, MakesNoStoreWhereNoneWasAskedFor)
{
    auto elsewhere = files.settings();
    if (GetParam() == Engine::sqlite) {
        elsewhere.url.target = files.folder() + "/other.db";
    } else {
        tests::TestPostgres server;
        server.make_once("evenhand_empty", [](const std::string&) {});
        elsewhere.url.target = server.dsn("evenhand_empty");
    }
    EXPECT_EQ(code_of([&] { migrate(elsewhere.url, Instant::from_micros(1)); }), "no store");
    EXPECT_EQ(code_of([&] { Database::open(elsewhere); }), "no store");
}

TEST(SqliteFile, OfAStoreBelongsToItsOwnerAndToOneProcess)
{
    const tests::TestStore files(Engine::sqlite);
    const auto other = files.folder() + "/made.db";
    migrate({Engine::sqlite, other}, Instant::from_micros(1), {IfAbsent::create, {}}, {});
    EXPECT_EQ(std::filesystem::status(other).permissions() & std::filesystem::perms::mask,
              static_cast<std::filesystem::perms>(0600));
    const LockFile held(files.settings().url.target);
    EXPECT_THROW(static_cast<void>(files.open()), StorageError);
}

TEST(SqliteFile, ThatIsNoDatabaseIsRefusedAsBroken)
{
    const tests::TestStore files(Engine::sqlite);
    std::ofstream(files.settings().url.target) << std::string(8192, 'x');
    try {
        static_cast<void>(files.open());
        FAIL() << "it was opened";
    } catch (const StorageError& error) {
        EXPECT_EQ(error.failure(), Failure::broken);
    }
}

TEST(DatabaseUrl, IsASqlitePathOrAPostgresqlAddress)
{
    EXPECT_EQ(DatabaseUrl::parse("sqlite:/a b/c.db")->target, "/a b/c.db");
    EXPECT_EQ(DatabaseUrl::parse("postgresql://u@h/d")->engine, Engine::postgresql);
    for (const char* wrong : {"", "sqlite:", "/a/b.db", "mysql://h", "sqlite:a\"b"}) {
        EXPECT_FALSE(DatabaseUrl::parse(wrong)) << wrong;
    }
}

constexpr Statement
    sqlite_objects("test: objects",
                   "SELECT sql || ';' FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name",
                   "");
// What pg_dump would say, without what differs from one release of it to the next.
constexpr Statement postgres_objects(
    "test: objects", "",
    "SELECT line FROM ("
    "SELECT 'table ' || table_name || ' column ' || column_name || ' ' || data_type || "
    "coalesce(' collate ' || collation_name, '') || CASE is_nullable WHEN 'NO' THEN ' not null' "
    "ELSE '' END || "
    "coalesce(' default ' || column_default, '') AS line FROM information_schema.columns "
    "WHERE table_schema = current_schema() UNION ALL "
    "SELECT 'table ' || conrelid::regclass || ' constraint ' || conname || ' ' || "
    "pg_get_constraintdef(oid) "
    "FROM pg_constraint WHERE connamespace = current_schema()::regnamespace UNION ALL "
    "SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = current_schema() UNION ALL "
    "SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal UNION ALL "
    "SELECT 'function ' || pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = "
    "current_schema()::regnamespace"
    ") AS objects ORDER BY line COLLATE \"C\"");

std::string snapshot(Engine engine)
{
    const tests::TestStore files(engine);
    std::string text =
        "-- What the migrations of all rooms make on an empty database. Made by a test; bin/bless "
        "writes it anew.\n";
    files.open()->read([&](Connection& sql) {
        for (const auto& [line] :
             sql.rows<std::string>(engine == Engine::sqlite ? sqlite_objects : postgres_objects)) {
            text += line + "\n";
        }
    });
    return text;
}

TEST(SchemaSnapshot, OfSqliteIsWhatTheMigrationsMake)
{
    tests::expect_golden("schema/sqlite.sql", snapshot(Engine::sqlite));
}

TEST(SchemaSnapshot, OfPostgresqlIsWhatTheMigrationsMake)
{
    const auto engines = tests::engines_under_test();
    if (engines.size() == 1) GTEST_SKIP() << "EVENHAND_TEST_ENGINES leaves PostgreSQL out";
    tests::expect_golden("schema/postgresql.sql", snapshot(Engine::postgresql));
}

} // namespace migrations_test
} // namespace evenhand::storage
