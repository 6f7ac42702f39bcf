// What a unit of work promises, on both engines: one leaf, all or nothing, an answer given once.
#include "core/check.hpp"
#include "storage/errors.hpp"
#include "storage/outbox.hpp"
#include "storage/units.hpp"
#include "tests/support/test_trial.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>

namespace evenhand::storage {
namespace units_test {

constexpr Migration sample{
    "20990101T0001_units",
    "-- table: unit_fact | class: operations | retention: the test | purpose: a fact | "
    "append-only\n"
    "-- table: unit_record | class: operations | retention: the test | purpose: a record\n"
    "CREATE TABLE unit_fact (id TEXT NOT NULL PRIMARY KEY, said TEXT, at BIGINT NOT NULL);\n"
    "CREATE TABLE unit_record (id TEXT NOT NULL PRIMARY KEY, said TEXT NOT NULL);\n"};

constexpr auto fact_table =
    table("unit_fact", TableKind::fact, text("id"), text("said"), number("at"));
constexpr auto record_table = table("unit_record", TableKind::record, text("id"), text("said"));

constexpr Statement count_facts("units: count facts", "SELECT count(*) FROM unit_fact");
constexpr Statement count_leaves("units: count leaves", "SELECT count(*) FROM audit_leaf");
constexpr Statement count_openings("units: count openings", "SELECT count(*) FROM audit_opening");
constexpr Statement count_messages("units: count messages", "SELECT count(*) FROM outbox");
constexpr Statement insert_quietly("units: insert quietly",
                                   "INSERT INTO unit_record (id, said) VALUES (:id, '')");

const Actor somebody{ActorKind::staff, "4f0c2a", "intake-officer"};

struct Counts
{
    std::int64_t facts = 0;
    std::int64_t leaves = 0;
    std::int64_t openings = 0;
    friend bool operator==(const Counts&, const Counts&) = default;
};

class Unit : public testing::TestWithParam<Engine>
{
protected:
    tests::TestTrial trial{GetParam(), {&sample, 1}};

    Counts counts()
    {
        return trial.units->read(somebody, "count", [](UnitOfWork& work) {
            return Counts{work.sql().one<std::int64_t>(count_facts),
                          work.sql().one<std::int64_t>(count_leaves),
                          work.sql().one<std::int64_t>(count_openings)};
        });
    }
    static Binds fact(UnitOfWork& work, std::string id)
    {
        return {{"id", std::move(id)}, {"said", "yes"}, {"at", work.now().micros()}};
    }
};

INSTANTIATE_TEST_SUITE_P(Engines, Unit, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(Unit, WritesOneLeafHoweverMuchItDid)
{
    trial.units->write(somebody, "test", [](UnitOfWork& work) {
        work.append(fact_table, fact(work, "a"));
        work.append(fact_table, fact(work, "b"));
        work.append(record_table, {{"id", "r"}, {"said", "first"}});
        work.update(record_table, {{"id", "r"}, {"said", "second"}}, "it was wrong");
        work.log({"list.viewed", "unit_record", "r", "two rows"});
    });
    EXPECT_EQ(counts(), (Counts{2, 1, 5}));
}

TEST_P(Unit, WritesNoLeafWhenItOnlyReadOrOnlyWroteUnauditedRows)
{
    trial.units->write(somebody, "test", [](UnitOfWork& work) {
        work.sql().one<std::int64_t>(count_facts);
        work.sql().execute(insert_quietly, {{"id", "q"}});
    });
    EXPECT_EQ(counts(), Counts{});
}

TEST_P(Unit, LeavesNothingBehindWhenItIsAbandonedOrThrows)
{
    trial.units->write(somebody, "test", [](UnitOfWork& work) {
        work.append(fact_table, fact(work, "a"));
        work.abandon();
    });
    EXPECT_THROW(trial.units->write(somebody, "test",
                                    [](UnitOfWork& work) {
                                        work.append(fact_table, fact(work, "b"));
                                        throw std::runtime_error("the world failed");
                                    }),
                 std::runtime_error);
    EXPECT_EQ(counts(), Counts{});
}

TEST_P(Unit, KeepsAJournalThroughARefusal)
{
    trial.units->write(somebody, "refused", [](UnitOfWork& work) {
        work.append(fact_table, fact(work, "a"));
        work.abandon();
    });
    trial.units->write(somebody, "journal", [](UnitOfWork& work) {
        work.log({"refused", "", "", ""});
    });
    EXPECT_EQ(counts(), (Counts{0, 1, 1}));
}

TEST_P(Unit, GivesBackWhatTheWorkReturnsAndOneMomentThroughout)
{
    const auto at = trial.units->write(somebody, "test", [&](UnitOfWork& work) {
        const auto first = work.now();
        trial.clock.advance(std::chrono::hours(1));
        EXPECT_EQ(work.now(), first);
        EXPECT_EQ(work.actor().id, somebody.id);
        EXPECT_EQ(work.protocol_version(), "test-1");
        return first;
    });
    EXPECT_EQ(trial.clock.now() - at, std::chrono::hours(1));
}

TEST_P(Unit, RefusesToWriteInAReadUnit)
{
    const auto in_read = [&](auto&& work) { trial.units->read(somebody, "test", work); };
    EXPECT_THROW(in_read([](UnitOfWork& work) { work.append(fact_table, fact(work, "a")); }), Bug);
    EXPECT_THROW(in_read([](UnitOfWork& work) { work.log({"seen", "", "", ""}); }), Bug);
    EXPECT_THROW(in_read([](UnitOfWork& work) {
                     work.send({"email", "t", "p", "x", work.now()});
                 }),
                 Bug);
    EXPECT_THROW(in_read([](UnitOfWork& work) { work.remember("s", "k", "d", {303, "/"}); }), Bug);
    EXPECT_EQ(counts(), Counts{});
}

TEST_P(Unit, RefusesARowThatLacksAColumnOrUpdatesOneThatIsNotThere)
{
    const auto write = [&](auto&& work) { trial.units->write(somebody, "test", work); };
    EXPECT_THROW(write([](UnitOfWork& work) {
                     work.append(fact_table, {{"id", "a"}, {"said", "x"}});
                 }),
                 Bug);
    EXPECT_THROW(write([](UnitOfWork& work) {
                     work.update(record_table, {{"id", "none"}, {"said", "x"}});
                 }),
                 Bug);
    EXPECT_THROW(write([](UnitOfWork& work) { work.update(fact_table, fact(work, "a")); }), Bug);
    EXPECT_EQ(counts(), Counts{});
}

TEST_P(Unit, AnswersARepeatedRequestAsBeforeAndRefusesAnotherBodyUnderItsKey)
{
    const auto send = [&](std::string_view digest) {
        return trial.units->write(somebody, "test", [&](UnitOfWork& work) {
            auto known = work.recall("staff:4f0c2a", "key-1", digest);
            if (std::holds_alternative<Replay>(known) ||
                std::get<KeyState>(known) != KeyState::fresh)
                return known;
            work.append(fact_table, fact(work, work.new_id<Id<struct AnyTag>>().text()));
            work.remember("staff:4f0c2a", "key-1", digest, {303, "/done"});
            return known;
        });
    };
    EXPECT_EQ(std::get<KeyState>(send("d1")), KeyState::fresh);
    const auto again = std::get<Replay>(send("d1"));
    EXPECT_EQ(again.status, 303);
    EXPECT_EQ(again.location, "/done");
    EXPECT_EQ(std::get<KeyState>(send("d2")), KeyState::other_body);
    EXPECT_EQ(counts().facts, 1);
}

TEST_P(Unit, TakesTheSameKeyOfAnotherScopeForAnotherRequest)
{
    for (const char* scope : {"staff:a", "staff:b"}) {
        trial.units->write(somebody, "test", [&](UnitOfWork& work) {
            EXPECT_EQ(std::get<KeyState>(work.recall(scope, "key", "d")), KeyState::fresh);
            work.remember(scope, "key", "d", {303, "/"});
        });
    }
}

TEST_P(Unit, ForgetsAKeyWhoseEffectWasRolledBack)
{
    for (int i = 0; i < 2; ++i) {
        trial.units->write(somebody, "test", [](UnitOfWork& work) {
            EXPECT_EQ(std::get<KeyState>(work.recall("s", "k", "d")), KeyState::fresh);
            work.remember("s", "k", "d", {303, "/"});
            work.abandon();
        });
    }
}

TEST_P(Unit, HasOneEffectAndOneAnswerUnderAStormOfSixtyFourEqualRequests)
{
    std::atomic<int> failed{0};
    std::mutex mutex;
    std::set<std::string> locations;
    const auto send = [&] {
        try {
            const auto location = trial.units->write(somebody, "storm", [&](UnitOfWork& work) {
                const auto known = work.recall("visitor:1", "storm", "d");
                if (const auto* before = std::get_if<Replay>(&known)) return before->location;
                CHECK(std::get<KeyState>(known) == KeyState::fresh);
                const auto id = work.new_id<Id<struct AnyTag>>().text();
                work.append(fact_table, fact(work, id));
                work.remember("visitor:1", "storm", "d", {303, "/referral/" + id});
                return "/referral/" + id;
            });
            const std::lock_guard lock(mutex);
            locations.insert(location);
        } catch (const std::exception&) {
            ++failed;
        }
    };
    std::vector<std::thread> senders;
    for (int i = 0; i < 64; ++i)
        senders.emplace_back(send);
    for (auto& sender : senders)
        sender.join();
    EXPECT_EQ(failed, 0);
    EXPECT_EQ(locations.size(), 1U);
    EXPECT_EQ(counts(), (Counts{1, 1, 1}));
}

TEST_P(Unit, CountsEveryLeafOfManyWritersAtOnce)
{
    std::atomic<int> failed{0};
    std::vector<std::thread> writers;
    for (int writer = 0; writer < 16; ++writer) {
        writers.emplace_back([&, writer] {
            for (int i = 0; i < 10; ++i) {
                try {
                    trial.units->write(somebody, "test", [&](UnitOfWork& work) {
                        work.append(fact_table, fact(work, std::to_string(writer * 100 + i)));
                        if (i % 5 == 4) work.abandon();
                    });
                } catch (const StorageError&) {
                    ++failed;
                }
            }
        });
    }
    for (auto& writer : writers)
        writer.join();
    EXPECT_EQ(failed, 0);
    EXPECT_EQ(counts(), (Counts{128, 128, 128}));
}

TEST_P(Unit, SendsOnlyWhatItsEffectWasCommittedWith)
{
    for (const bool refused : {true, false}) {
        trial.units->write(somebody, "test", [&](UnitOfWork& work) {
            work.append(fact_table, fact(work, refused ? "a" : "b"));
            work.send({"email", "welcome", "person-1", "c2VhbGVk", work.now()});
            if (refused) work.abandon();
        });
    }
    const auto waiting = trial.units->read(somebody, "test", [](UnitOfWork& work) {
        return work.sql().one<std::int64_t>(count_messages);
    });
    EXPECT_EQ(waiting, 1);
}

} // namespace units_test
} // namespace evenhand::storage
