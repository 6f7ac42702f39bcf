#include "tests/architecture/sql.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenhand::architecture {

namespace sql_test {

const Layers rooms =
    parse_layers("storage:\npeople/identity: storage\nrecruitment/referral: storage\n");
const TableRules tables = parse_tables("# who owns what\n"
                                       "person: people/identity recruitment/referral\n"
                                       "secret: people/identity\n"
                                       "referral: recruitment/referral\n");

std::string found_in(const std::string& path, const std::string& text)
{
    std::string rules;
    for (const auto& finding : check_sql({{path, text}}, rooms, tables)) {
        rules += finding.rule + " ";
    }
    return rules;
}

std::string uses(std::string_view sql)
{
    std::string text;
    for (const auto& use : tables_in(sql)) {
        text += use.table + (use.writes ? "! " : " ");
    }
    return text;
}

constexpr auto store = "src/recruitment/referral/referral_store.cpp";

} // namespace sql_test

using namespace sql_test;

TEST(SqlRules, TheTablesOfAStatementAreFound)
{
    EXPECT_EQ(uses("SELECT a FROM referral r JOIN person p ON p.id = r.person"),
              "referral person ");
    EXPECT_EQ(uses("SELECT 1 FROM referral r, arm.allocation a WHERE 1 = 1"),
              "referral arm.allocation ");
    EXPECT_EQ(uses("INSERT INTO referral (id) VALUES (:id) ON CONFLICT DO UPDATE SET id = 1"),
              "referral! ");
    EXPECT_EQ(uses("UPDATE referral SET state = (SELECT max(n) FROM person)"), "referral! person ");
    EXPECT_EQ(uses("DELETE FROM referral WHERE id = :id"), "referral! ");
    EXPECT_EQ(uses("INSERT INTO a SELECT x FROM b"), "a! b ");
    EXPECT_EQ(uses("CREATE TABLE IF NOT EXISTS a (b text REFERENCES c)"), "a! c! ");
}

TEST(SqlRules, WhatIsNoTableIsNotTakenForOne)
{
    EXPECT_EQ(uses("WITH due AS (SELECT id FROM job) SELECT id FROM due FOR UPDATE SKIP LOCKED"),
              "job ");
    EXPECT_EQ(uses("SELECT extract(day FROM at), a IS DISTINCT FROM b FROM referral"), "referral ");
    EXPECT_EQ(uses("SELECT 'from secret' FROM referral -- from secret\n"), "referral ");
    EXPECT_EQ(uses("SELECT value FROM json_each(:ids)"), "");
    EXPECT_EQ(uses("SELECT 1 FROM referral WHERE name = :table ORDER BY at::text"), "referral ");
}

TEST(SqlRules, ProseIsNotSql)
{
    EXPECT_TRUE(looks_like_sql("SELECT id FROM referral"));
    EXPECT_TRUE(looks_like_sql("select id from referral where id = :id"));
    EXPECT_TRUE(looks_like_sql("\n  INSERT INTO a VALUES (1)"));
    EXPECT_FALSE(looks_like_sql("Select a date from the list"));
    EXPECT_FALSE(looks_like_sql("Update your details"));
    EXPECT_FALSE(looks_like_sql("With"));
    EXPECT_FALSE(looks_like_sql(""));
}

TEST(SqlRules, SqlOutsideAStoreIsFound)
{
    EXPECT_EQ(found_in("src/recruitment/referral/referral.cpp", R"(f("SELECT id FROM referral");)"),
              "sql ");
    EXPECT_EQ(found_in(store, R"(f("SELECT id FROM referral");)"), "");
}

TEST(SqlRules, SqlSplitOverNeighbouringLiteralsIsRead)
{
    EXPECT_EQ(found_in(store, "f(\"SELECT id \"\n  \"FROM secret\");"), "table ");
    EXPECT_EQ(found_in(store, "f(R\"sql(\nSELECT id\nFROM secret)sql\");"), "table ");
}

TEST(SqlRules, AListedReaderMayReadAndMayNotWrite)
{
    EXPECT_EQ(found_in(store, R"(f("SELECT id FROM person");)"), "");
    EXPECT_EQ(found_in(store, R"(f("UPDATE person SET id = :id");)"), "table ");
    EXPECT_EQ(found_in(store, R"(f("SELECT id FROM secret");)"), "table ");
}

TEST(SqlRules, ATableNobodyOwnsIsFound)
{
    EXPECT_EQ(found_in(store, R"(f("SELECT id FROM elsewhere");)"), "table ");
    EXPECT_EQ(found_in(store, R"(f("SELECT name FROM sqlite_master");)"), "table ");
}

TEST(SqlRules, DeclaringAnotherRoomsTableIsFound)
{
    EXPECT_EQ(found_in(store, R"(constexpr auto t = storage::table("referral", kind);)"), "");
    EXPECT_EQ(found_in(store, R"(constexpr auto t = storage::table("person", kind);)"), "table ");
    EXPECT_EQ(found_in(store, R"(constexpr auto t = storage::fact_table("person", id);)"),
              "table ");
}

TEST(SqlRules, AStatementBuiltAtRunTimeIsFound)
{
    EXPECT_EQ(found_in(store, R"(f("SELECT id FROM referral ORDER BY " + order);)"), "built ");
    EXPECT_EQ(found_in(store, R"(fmt::format("SELECT id FROM referral WHERE id = {}", id);)"),
              "built ");
}

TEST(MigrationRules, TwoAtOneTimeAreFoundButNotTheTwoDialectsOfOne)
{
    const std::string create = "CREATE TABLE referral (id text);";
    Tree tree{{"src/recruitment/referral/20261122T0900_referral.sql", create},
              {"src/recruitment/referral/20261122T0900_referral.postgres.sql", create}};
    const auto only = parse_tables("referral: recruitment/referral\n");
    EXPECT_EQ(text_of(check_migrations(tree, rooms, only)), "");
    tree["src/people/identity/20261122T0900_person.sql"] = "";
    EXPECT_EQ(check_migrations(tree, rooms, only).size(), 1U);
}

TEST(MigrationRules, ATableThatStoragesOwnCodeMakesCounts)
{
    const Tree tree{
        {"src/storage/migrations.cpp",
         "f(\"-- table: schema_migration\\nCREATE TABLE schema_migration (name text)\");"}};
    EXPECT_EQ(text_of(check_migrations(tree, rooms, parse_tables("schema_migration: storage\n"))),
              "");
}

TEST(MigrationRules, AnUntimedNameIsFound)
{
    EXPECT_EQ(check_migrations({{"src/storage/create.sql", ""}}, rooms, {}).size(), 1U);
}

TEST(MigrationRules, TheListOfTablesAndTheMigrationsMustAgree)
{
    const Tree tree{{"src/people/identity/20261122T0900_person.sql",
                     "-- a comment\ncreate table if not exists person (id text);\nCREATE VIEW "
                     "names AS SELECT 1;"}};
    const auto agreed = parse_tables("person: people/identity\nnames: people/identity\n");
    EXPECT_EQ(text_of(check_migrations(tree, rooms, agreed)), "");
    const auto unlisted = parse_tables("person: people/identity\n");
    EXPECT_EQ(check_migrations(tree, rooms, unlisted).size(), 1U);
    const auto unmade =
        parse_tables("person: people/identity\nnames: people/identity\ngone: storage\n");
    EXPECT_EQ(check_migrations(tree, rooms, unmade).size(), 1U);
    const auto of_another = parse_tables("person: recruitment/referral\nnames: people/identity\n");
    EXPECT_EQ(check_migrations(tree, rooms, of_another).size(), 1U);
}

} // namespace evenhand::architecture
