// What store code may rely on, held against both engines from one source (design 8.10). A test here
// never asks which engine it runs on.
#include "core/check.hpp"
#include "storage/connection.hpp"
#include "storage/database.hpp"
#include "storage/errors.hpp"
#include "storage/migrations.hpp"
#include "tests/support/test_store.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <limits>
#include <string>
#include <thread>
#include <vector>

namespace evenhand::storage {
namespace conformance {

constexpr Migration sample{
    "20990101T0000_sample",
    "-- table: sample_fact | class: operations | retention: the test | purpose: a fact | "
    "append-only\n"
    "-- table: sample_record | class: operations | retention: the test | purpose: a record\n"
    "CREATE TABLE sample_fact (id TEXT NOT NULL PRIMARY KEY, said TEXT, counted BIGINT);\n"
    "CREATE TABLE sample_record (id TEXT NOT NULL PRIMARY KEY, said TEXT NOT NULL, "
    "counted BIGINT CHECK (counted >= 0), parent TEXT REFERENCES sample_record (id));\n"};

constexpr Statement
    insert_fact("sample: insert fact",
                "INSERT INTO sample_fact (id, said, counted) VALUES (:id, :said, :counted)");
constexpr Statement
    insert_record("sample: insert record",
                  "INSERT INTO sample_record (id, said, counted) VALUES (:id, :said, :counted)");
constexpr Statement
    insert_child("sample: insert child",
                 "INSERT INTO sample_record (id, said, parent) VALUES (:id, '', :parent)");
constexpr Statement change_record("sample: change record",
                                  "UPDATE sample_record SET counted = :counted WHERE id = :id");
constexpr Statement replace_fact(
    "sample: replace fact", "INSERT OR REPLACE INTO sample_fact (id) VALUES ('a')",
    "INSERT INTO sample_fact (id) VALUES ('a') ON CONFLICT (id) DO UPDATE SET said = 'x'");
constexpr Statement change_fact("sample: change fact", "UPDATE sample_fact SET said = 'other'");
constexpr Statement delete_fact("sample: delete fact", "DELETE FROM sample_fact");
constexpr Statement empty_facts("sample: empty facts", "DELETE FROM sample_fact WHERE 1 = 1",
                                "TRUNCATE sample_fact");
constexpr Statement find_fact("sample: find fact",
                              "SELECT said, counted FROM sample_fact WHERE id = :id");
constexpr Statement all_records("sample: all records",
                                "SELECT id, said, counted FROM sample_record ORDER BY id");
constexpr Statement count_records("sample: count records", "SELECT count(*) FROM sample_record");
constexpr Statement make_table("sample: make table", "CREATE TABLE other (id BIGINT)");

class Store : public testing::TestWithParam<Engine>
{
protected:
    tests::TestStore files{GetParam(), {&sample, 1}};
    std::unique_ptr<Database> database = files.open();

    void write(const std::function<void(Connection&)>& work)
    {
        database->write([&](Connection& sql) { return work(sql), Database::Ending::commit; });
    }
    std::int64_t records()
    {
        std::int64_t count = 0;
        database->read([&](Connection& sql) { count = sql.one<std::int64_t>(count_records); });
        return count;
    }
    void add_record(const std::string& id)
    {
        write([&](Connection& sql) {
            sql.execute(insert_record, {{"id", id}, {"said", ""}, {"counted", 1}});
        });
    }
    /// How the work failed, or nothing.
    std::optional<Failure> failure_of(const std::function<void(Connection&)>& work)
    {
        try {
            write(work);
        } catch (const StorageError& error) {
            return error.failure();
        }
        return std::nullopt;
    }
};

INSTANTIATE_TEST_SUITE_P(Engines, Store, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(Store, KeepsTextNumbersAndNothingExactlyAsGiven)
{
    const std::string unicode = "Zoë O’Brien 李 🧭 \u00e9 e\u0301 \t'\"; -- :id";
    const auto smallest = std::numeric_limits<std::int64_t>::min();
    const auto largest = std::numeric_limits<std::int64_t>::max();
    write([&](Connection& sql) {
        sql.execute(insert_fact, {{"id", "a"}, {"said", unicode}, {"counted", smallest}});
        sql.execute(insert_fact, {{"id", "b"}, {"said", ""}, {"counted", largest}});
        sql.execute(insert_fact, {{"id", "c"}, {"said", std::nullopt}, {"counted", std::nullopt}});
    });
    using Found = std::tuple<std::optional<std::string>, std::optional<std::int64_t>>;
    database->read([&](Connection& sql) {
        const auto find = [&](const char* id) {
            return *sql.row<std::optional<std::string>, std::optional<std::int64_t>>(find_fact,
                                                                                     {{"id", id}});
        };
        EXPECT_EQ(find("a"), (Found{unicode, smallest}));
        EXPECT_EQ(find("b"), (Found{"", largest}));
        EXPECT_EQ(find("c"), (Found{std::nullopt, std::nullopt}));
    });
}

TEST_P(Store, GivesNoRowForWhatIsNotThere)
{
    database->read([&](Connection& sql) {
        EXPECT_FALSE((sql.row<std::optional<std::string>, std::optional<std::int64_t>>(
            find_fact, {{"id", "none"}})));
        EXPECT_TRUE(
            (sql.rows<std::string, std::string, std::optional<std::int64_t>>(all_records).empty()));
    });
}

TEST_P(Store, OrdersTextByByte)
{
    for (const char* id : {"b", "B", "a", "é", "_", "Z"})
        add_record(id);
    std::string order;
    database->read([&](Connection& sql) {
        for (const auto& [id, said, counted] :
             sql.rows<std::string, std::string, std::int64_t>(all_records))
            order += id;
    });
    EXPECT_EQ(order, "BZ_abé");
}

TEST_P(Store, RefusesTextThatTheEnginesWouldKeepDifferently)
{
    const auto say = [&](std::string said) {
        write([&](Connection& sql) {
            sql.execute(insert_record, {{"id", "a"}, {"said", said}, {"counted", 1}});
        });
    };
    EXPECT_THROW(say(std::string("a\0b", 3)), Bug);
    EXPECT_THROW(say("\xff\xfe"), Bug);
    EXPECT_THROW(say("\xed\xa0\x80"), Bug); // half of a surrogate pair
    EXPECT_EQ(records(), 0);
}

TEST_P(Store, RefusesBindsThatTheStatementDoesNotName)
{
    EXPECT_THROW(write([](Connection& sql) { sql.execute(change_fact, {{"id", "a"}}); }), Bug);
    EXPECT_THROW(write([](Connection& sql) { sql.execute(change_record, {{"id", "a"}}); }), Bug);
}

TEST_P(Store, SaysHowManyRowsChanged)
{
    add_record("a");
    write([](Connection& sql) {
        EXPECT_EQ(sql.execute(change_record, {{"counted", 5}, {"id", "a"}}), 1);
        EXPECT_EQ(sql.execute(change_record, {{"counted", 5}, {"id", "none"}}), 0);
        // The same statement with its binds in another order, and with another kind of value.
        EXPECT_EQ(sql.execute(change_record, {{"id", "a"}, {"counted", std::nullopt}}), 1);
    });
}

TEST_P(Store, DropsAllThatAnAbandonedTransactionDid)
{
    database->write([](Connection& sql) {
        sql.execute(insert_record, {{"id", "a"}, {"said", ""}, {"counted", 1}});
        return Database::Ending::roll_back;
    });
    EXPECT_EQ(records(), 0);
}

TEST_P(Store, DropsAllThatAThrowingClosureDidAndPassesItsExceptionOn)
{
    struct Ours
    {
    };
    EXPECT_THROW(write([](Connection& sql) {
                     sql.execute(insert_record, {{"id", "a"}, {"said", ""}, {"counted", 1}});
                     throw Ours();
                 }),
                 Ours);
    EXPECT_EQ(records(), 0);
    add_record("b");
    EXPECT_EQ(records(), 1);
}

TEST_P(Store, ReportsEveryBrokenRuleOfTheSchemaAsAConstraint)
{
    add_record("a");
    const auto insert = [](Value id, Value said, Value counted) {
        return [=](Connection& sql) {
            sql.execute(insert_record, {{"id", id}, {"said", said}, {"counted", counted}});
        };
    };
    EXPECT_EQ(failure_of(insert("a", "", 1)), Failure::constraint);           // primary key
    EXPECT_EQ(failure_of(insert("b", std::nullopt, 1)), Failure::constraint); // NOT NULL
    EXPECT_EQ(failure_of(insert("b", "", -1)), Failure::constraint);          // CHECK
    EXPECT_EQ(failure_of([](Connection& sql) {
                  sql.execute(insert_child, {{"id", "b"}, {"parent", "none"}});
              }),
              Failure::constraint); // foreign key
    EXPECT_EQ(records(), 1);
}

TEST_P(Store, KeepsNoValueOfAStatementThatFailedForItsNextUse)
{
    const auto insert = [](Connection& sql, const char* id, Value counted) {
        sql.execute(insert_record, {{"id", id}, {"said", "kept"}, {"counted", counted}});
    };
    add_record("a");
    // A null is bound like a text, so the failed use and the next one share a prepared statement.
    EXPECT_TRUE(failure_of([&](Connection& sql) { insert(sql, "a", "7x"); }));
    write([&](Connection& sql) { insert(sql, "b", std::nullopt); });
    database->read([](Connection& sql) {
        const auto rows =
            sql.rows<std::string, std::string, std::optional<std::int64_t>>(all_records);
        EXPECT_EQ(std::get<2>(rows.at(1)), std::nullopt);
    });
}

TEST_P(Store, RefusesEveryChangeOfAnAppendOnlyTable)
{
    write([](Connection& sql) {
        sql.execute(insert_fact, {{"id", "a"}, {"said", "first"}, {"counted", 1}});
    });
    for (const auto& statement : {change_fact, delete_fact, empty_facts, replace_fact}) {
        EXPECT_EQ(failure_of([&](Connection& sql) { sql.execute(statement); }), Failure::refused)
            << statement.name();
    }
    database->read([](Connection& sql) {
        EXPECT_EQ(std::get<0>(*sql.row<std::string, std::int64_t>(find_fact, {{"id", "a"}})),
                  "first");
    });
}

TEST_P(Store, RefusesAWriteInAReadTransaction)
{
    try {
        database->read([](Connection& sql) {
            sql.execute(insert_record, {{"id", "a"}, {"said", ""}, {"counted", 1}});
        });
        FAIL() << "it was let through";
    } catch (const StorageError& error) {
        EXPECT_EQ(error.failure(), Failure::refused);
    }
    EXPECT_EQ(records(), 0);
}

TEST_P(Store, KeepsNothingOfATransactionInWhichAStatementFailed)
{
    add_record("a");
    // A store that catches the failure and goes on is stopped on both engines alike.
    const auto careless = [](Connection& sql) {
        sql.execute(insert_record, {{"id", "b"}, {"said", ""}, {"counted", 1}});
        try {
            sql.execute(insert_record, {{"id", "a"}, {"said", ""}, {"counted", 1}});
        } catch (const StorageError&) {
            EXPECT_THROW(sql.one<std::int64_t>(count_records), StorageError);
        }
    };
    EXPECT_EQ(failure_of(careless), Failure::other);
    EXPECT_EQ(records(), 1);
}

TEST_P(Store, ReadsOneMomentHoweverMuchIsWrittenMeanwhile)
{
    add_record("a");
    database->read([&](Connection& sql) {
        EXPECT_EQ(sql.one<std::int64_t>(count_records), 1);
        add_record("b");
        EXPECT_EQ(sql.one<std::int64_t>(count_records), 1);
    });
    EXPECT_EQ(records(), 2);
}

TEST_P(Store, AnswersASecondReaderWhatTheFirstWriterWasToldIsDurable)
{
    std::atomic<int> wrong{0};
    std::vector<std::thread> writers;
    for (int writer = 0; writer < 8; ++writer) {
        writers.emplace_back([&, writer] {
            for (int i = 0; i < 20; ++i) {
                const auto id = std::to_string(writer) + "-" + std::to_string(i);
                try {
                    add_record(id);
                    bool found = false;
                    database->read([&](Connection& sql) {
                        for (const auto& [key, said, counted] :
                             sql.rows<std::string, std::string, std::int64_t>(all_records)) {
                            found |= key == id;
                        }
                    });
                    wrong += found ? 0 : 1;
                } catch (const StorageError&) {
                    ++wrong;
                }
            }
        });
    }
    for (auto& writer : writers)
        writer.join();
    EXPECT_EQ(wrong, 0);
    EXPECT_EQ(records(), 160);
}

TEST_P(Store, SparesTheOtherClosuresOfABatchWhenSomeOfThemFail)
{
    std::vector<std::thread> writers;
    std::atomic<int> thrown{0};
    for (int writer = 0; writer < 16; ++writer) {
        writers.emplace_back([&, writer] {
            for (int i = 0; i < 10; ++i) {
                const auto id = std::to_string(writer) + "-" + std::to_string(i);
                try {
                    write([&](Connection& sql) {
                        sql.execute(insert_record, {{"id", id}, {"said", ""}, {"counted", 1}});
                        if (writer % 2 == 1) throw std::runtime_error("a closure of its own");
                    });
                } catch (const std::runtime_error&) {
                    ++thrown;
                }
            }
        });
    }
    for (auto& writer : writers)
        writer.join();
    EXPECT_EQ(thrown, 80);
    EXPECT_EQ(records(), 80);
}

TEST_P(Store, KeepsWhatWasWrittenWhenItIsOpenedAgain)
{
    add_record("a");
    database.reset();
    database = files.open();
    EXPECT_EQ(records(), 1);
}

} // namespace conformance
} // namespace evenhand::storage
