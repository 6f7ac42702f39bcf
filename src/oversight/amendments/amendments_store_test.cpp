#include "oversight/amendments/amendments_store.hpp"

#include "core/london_time.hpp"
#include "protocol/protocol.hpp"
#include "storage/errors.hpp"
#include "tests/support/test_trial.hpp"

#include <gtest/gtest.h>

namespace evenhand::amendments::amendments_store_test {

using namespace std::chrono_literals;

Version version(const std::string& name)
{
    return {.protocol = "small",
            .version = name,
            .hash = std::string(63, '0') + name,
            .draw_hash = "draw",
            .consent = {.form = "1", .sheet = name}};
}

class Amendments : public testing::TestWithParam<storage::Engine>
{
protected:
    History history()
    {
        return trial.units->read(operator_, "test", [](storage::UnitOfWork& work) {
            return AmendmentStore::history(work.sql());
        });
    }
    void begin(const std::string& name)
    {
        trial.units->write(operator_, "test", [&](storage::UnitOfWork& work) {
            AmendmentStore::begin(work, version(name), "root");
        });
    }
    Result<Entry, Refusal> amend(const std::string& name, int in_days,
                                 Replace replace = Replace::no)
    {
        return trial.units->write(operator_, "test", [&](storage::UnitOfWork& work) {
            return AmendmentStore::amend(
                work, {.version = version(name),
                       .approval = "REC " + name,
                       .reason = "to try",
                       .effective_on = london_date(work.now()).plus_days(in_days),
                       .recorded_by = "root",
                       .replace = replace});
        });
    }

    tests::TestTrial trial{GetParam()};
    storage::Actor operator_{storage::ActorKind::system, "protocol", {}};
};
INSTANTIATE_TEST_SUITE_P(Engines, Amendments, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(Amendments, AreReadBackAsTheyWereRecordedInTheOrderOfTheirEffect)
{
    EXPECT_TRUE(history().empty());
    begin("1");
    begin("9");
    const auto begun = trial.clock.now();
    trial.clock.advance(24h);
    const auto made = amend("2", 10);
    ASSERT_TRUE(made);

    const auto all = history();
    ASSERT_EQ(all.size(), 2U) << "a history is begun once";
    EXPECT_EQ(all[0].version, version("1"));
    EXPECT_EQ(all[0].effective, begun);
    EXPECT_EQ(all[0].from_version, "");
    EXPECT_EQ(all[1].id, made->id);
    EXPECT_EQ(all[1].version, version("2"));
    EXPECT_EQ(all[1].from_version, "1");
    EXPECT_EQ(all[1].from_hash, version("1").hash);
    EXPECT_EQ(all[1].approval, "REC 2");
    EXPECT_EQ(all[1].reason, "to try");
    EXPECT_EQ(all[1].effective, made->effective);
    EXPECT_EQ(all[1].recorded, trial.clock.now());
    EXPECT_EQ(all[1].recorded_by, "root");
}

TEST_P(Amendments, OneThatWasReplacedIsKeptAndCountsNoMore)
{
    begin("1");
    ASSERT_TRUE(amend("2", 10));
    EXPECT_EQ(amend("3", 20).error(), Refusal::another_waits);
    ASSERT_TRUE(amend("3", 20, Replace::yes));
    ASSERT_TRUE(amend("3", 5, Replace::yes)) << "and that one again, by itself on an earlier day";

    const auto all = history();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[1].version, version("3"));
    EXPECT_EQ(all[1].from_version, "1");
    trial.clock.advance(24h * 6);
    EXPECT_EQ(in_force(history(), trial.clock.now())->version.version, "3");
    const auto kept = trial.units->read(operator_, "test", [](storage::UnitOfWork& work) {
        return work.sql().one<std::int64_t>({"test.kept", "SELECT count(*) FROM amendment"});
    });
    EXPECT_EQ(kept, 4);
}

TEST_P(Amendments, AreOneChainAlsoWhereTheRulesAreGoneRound)
{
    begin("1");
    ASSERT_TRUE(amend("2", 10));
    const auto copy = [&] {
        trial.database->write([](storage::Connection& sql) {
            sql.execute({"test.fork",
                         "INSERT INTO amendment SELECT 'ffffffffffffffffffffffffffffffff', "
                         "protocol, 'x', hash, draw_hash, form_version, sheet_version, "
                         "from_version, from_hash, approval, effective_at, recorded_by, "
                         "occurred_at, recorded_at, actor, reason, protocol_version, NULL "
                         "FROM amendment WHERE from_version = '1'"});
            return storage::Database::Ending::commit;
        });
    };
    EXPECT_THROW(copy(), storage::StorageError);
    EXPECT_EQ(history().size(), 2U);
}

TEST_P(Amendments, AreNeverChangedOrTakenAway)
{
    begin("1");
    const auto forge = [&](const storage::Statement& statement) {
        trial.database->write([&](storage::Connection& sql) {
            sql.execute(statement);
            return storage::Database::Ending::commit;
        });
    };
    EXPECT_THROW(forge({"test.update", "UPDATE amendment SET hash = 'other'"}),
                 storage::StorageError);
    EXPECT_THROW(forge({"test.delete", "DELETE FROM amendment"}), storage::StorageError);
    EXPECT_EQ(history().front().version, version("1"));
}

} // namespace evenhand::amendments::amendments_store_test
