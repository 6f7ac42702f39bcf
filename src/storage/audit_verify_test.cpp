#include "storage/audit_verify.hpp"

#include "core/check.hpp"
#include "storage/audit_report.hpp"
#include "tests/audit/forger.hpp"
#include "tests/support/audited_fill.hpp"
#include "tests/support/audited_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <thread>
#include <vector>

using namespace evenhand;
using namespace evenhand::storage;

namespace audit_verify_test {

constexpr Statement count_leaves{"test.count_leaves", "SELECT count(*) FROM audit_leaf"};
constexpr Statement count_openings_of{"test.count_openings",
                                      "SELECT count(*) FROM audit_opening WHERE object_id = :id"};

class AuditVerify : public testing::TestWithParam<Engine>
{
protected:
    tests::AuditedStore store{GetParam()};

    AuditReport all() { return verify_all(store.subject(), tests::all_audited); }
    std::int64_t count(const Statement& statement, const Binds& binds = {})
    {
        std::int64_t found = 0;
        store.database().read(
            [&](Connection& sql) { found = sql.one<std::int64_t>(statement, binds); });
        return found;
    }
};

INSTANTIATE_TEST_SUITE_P(Engines, AuditVerify, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

/// A later version of the program, in which a visit has a place.
constexpr Migration with_place{
    "20990101T0002_place", "ALTER TABLE visit ADD COLUMN place TEXT NOT NULL DEFAULT 'office';\n"};
constexpr auto visit_with_place =
    table("visit", TableKind::fact, text("id"), number("recorded_at"), text("note"),
          number("minutes"), added_text("place", "office"));
constexpr std::array<const Table*, 2> audited_later{&visit_with_place, &tests::worklist_table};

} // namespace audit_verify_test

using namespace audit_verify_test;

TEST_P(AuditVerify, ASoundStoreHasNoFindingAndEveryFigureIsRight)
{
    tests::fill(store, 300, 10);
    const auto report = all();
    EXPECT_EQ(report.findings.count(), 0U) << audit_report_text(report);
    EXPECT_EQ(report.leaves, 300U);
    EXPECT_EQ(report.vouched_size, 290U);
    EXPECT_EQ(report.checkpoints_inside, 3U);
    EXPECT_EQ(report.checkpoints_outside, 3U);
    EXPECT_EQ(report.tables, 2U);
    EXPECT_EQ(report.rows, 192U);
    EXPECT_EQ(report.erased, 0U);
    EXPECT_EQ(audit_exit_code(report), 0);
}

TEST_P(AuditVerify, AnEmptyStoreIsSound)
{
    const auto report = all();
    EXPECT_EQ(report.findings.count(), 0U) << audit_report_text(report);
    EXPECT_EQ(report.leaves, 0U);
}

TEST_P(AuditVerify, AUnitOfWorkHasExactlyOneLeafAndOneThatDidNothingHasNone)
{
    store.write([&](UnitOfWork& work) {
        work.log({"one", "", "", ""});
        work.log({"two", "", "", ""});
    });
    EXPECT_EQ(count(count_leaves), 1);
    store.write([](UnitOfWork&) {});
    EXPECT_EQ(count(count_leaves), 1);
    store.write([](UnitOfWork& work) {
        work.log({"three", "", "", ""});
        work.abandon();
    });
    EXPECT_EQ(count(count_leaves), 1);
}

TEST_P(AuditVerify, ALeafIsNeverDatedBeforeTheOneBefore)
{
    store.visit("first");
    store.clock.advance(-std::chrono::hours(1));
    store.visit("second, on a clock that was put back");
    EXPECT_EQ(all().findings.count(), 0U);
}

TEST_P(AuditVerify, ErasingAnObjectLeavesTheLogWholeAndIsCounted)
{
    tests::fill(store, 200, 0);
    const auto visit = store.visit("to be forgotten");
    const auto worklist = store.open_worklist();
    store.give(worklist, "one", 1);
    store.give(worklist, "two", 2);

    EXPECT_EQ(store.erase("visit", visit), 1);
    EXPECT_EQ(store.erase("worklist", worklist), 3);
    store.give(worklist, "three, after the erasure", 3);

    EXPECT_EQ(count(count_openings_of, {{"id", visit}}), 1) << "that of the erasure itself";
    EXPECT_TRUE(verify_audit(store.subject()).good());
    const auto report = all();
    EXPECT_EQ(report.findings.count(), 0U) << audit_report_text(report);
    EXPECT_EQ(report.erased, 4U);
}

TEST_P(AuditVerify, AFilledStoreThatGainedAColumnIsSoundAndAnOlderRowThatWasChangedInItIsFound)
{
    tests::fill(store, 30, 10);
    std::vector<Migration> schema(store.schema().begin(), store.schema().end());
    schema.push_back(with_place);
    const auto& url = store.release();
    migrate(url, store.clock.now(), {}, schema);
    tests::Forger forger(url);
    const auto verified = [&] { return verify_all(store.subject(forger), audited_later); };
    EXPECT_EQ(verified().findings.count(), 0U) << audit_report_text(verified());
    forger.undo([&](tests::Forger& hand) {
        hand.run("UPDATE visit SET place = 'home' WHERE id = (SELECT MIN(id) FROM visit)");
        EXPECT_THAT(audit_report_text(verified()), testing::HasSubstr("place"));
        EXPECT_EQ(verified().findings.count(), 1U);
    });
}

TEST_P(AuditVerify, ACheckpointIsSignedOnlyWhenTheLogGrew)
{
    auto checkpoints = store.checkpointer();
    ASSERT_EQ(checkpoints->reason_not_to_start(store.clock.now()), std::nullopt);
    EXPECT_EQ(checkpoints->sign().value(), std::nullopt);
    store.visit("one");
    const auto head = checkpoints->sign();
    ASSERT_TRUE(head && *head);
    EXPECT_EQ((*head)->size, 1U);
    EXPECT_EQ(checkpoints->sign().value(), std::nullopt);
}

TEST_P(AuditVerify, ACheckpointerThatStartsAgainGoesOnFromTheFileOutside)
{
    tests::fill(store, 50, 5);
    auto again = store.checkpointer();
    ASSERT_EQ(again->reason_not_to_start(store.clock.now()), std::nullopt);
    const auto head = again->sign();
    ASSERT_TRUE(head && *head);
    EXPECT_EQ((*head)->size, 50U);
    EXPECT_EQ(all().vouched_size, 50U);
    EXPECT_EQ(all().findings.count(), 0U);
}

TEST_P(AuditVerify, ATornLastNoteIsCutAwayAndALostFileIsBegunAgain)
{
    tests::fill(store, 50, 5);
    const auto size = std::filesystem::file_size(store.outside());
    std::filesystem::resize_file(store.outside(), size - 7);
    EXPECT_EQ(all().findings.count(), 0U) << "a power cut while the note was added is no forgery";
    auto torn = store.checkpointer();
    ASSERT_EQ(torn->reason_not_to_start(store.clock.now()), std::nullopt);
    ASSERT_TRUE(torn->sign().value());
    EXPECT_EQ(all().findings.count(), 0U);

    std::filesystem::remove(store.outside());
    EXPECT_EQ(all().findings.kept().at(0).breach, Breach::checkpoint_missing);
    auto lost = store.checkpointer();
    ASSERT_EQ(lost->reason_not_to_start(store.clock.now()), std::nullopt);
    EXPECT_EQ(all().findings.count(), 0U);
    EXPECT_EQ(all().checkpoints_outside, 1U);
}

TEST_P(AuditVerify, AServerDoesNotStartOnAnOlderStoreADamagedOneOrABackwardClock)
{
    tests::fill(store, 20, 0);
    EXPECT_NE(
        store.checkpointer()->reason_not_to_start(store.clock.now() - std::chrono::minutes(6)),
        std::nullopt);
    EXPECT_EQ(
        store.checkpointer()->reason_not_to_start(store.clock.now() - std::chrono::minutes(4)),
        std::nullopt);

    tests::AuditedStore older{GetParam()};
    tests::fill(older, 10, 0);
    std::filesystem::copy_file(store.outside(), older.outside(),
                               std::filesystem::copy_options::overwrite_existing);
    const auto reason = older.checkpointer()->reason_not_to_start(store.clock.now());
    ASSERT_TRUE(reason);
    EXPECT_NE(reason->find("10 audit leaves"), std::string::npos) << *reason;

    tests::AuditedStore other{GetParam()};
    for (int i = 0; i < 30; ++i)
        other.visit("another history");
    std::filesystem::copy_file(store.outside(), other.outside());
    const auto contradiction = other.checkpointer()->reason_not_to_start(other.clock.now());
    ASSERT_TRUE(contradiction);
    EXPECT_NE(contradiction->find("do not add up"), std::string::npos) << *contradiction;
}

TEST_P(AuditVerify, WhileOthersWriteEveryCheckpointAndEveryVerificationSeesASoundBeginning)
{
    auto checkpoints = store.checkpointer();
    ASSERT_EQ(checkpoints->reason_not_to_start(store.clock.now()), std::nullopt);
    constexpr int writers = 4;
    constexpr int each = 60;
    std::atomic<int> busy{writers};
    std::vector<std::thread> threads;
    for (int writer = 0; writer < writers; ++writer) {
        threads.emplace_back([this, &busy] {
            const auto worklist = store.open_worklist();
            for (int i = 1; i < each; ++i)
                store.give(worklist, "someone", i);
            --busy;
        });
    }
    int looks = 0;
    while (busy > 0 || looks == 0) {
        EXPECT_TRUE(checkpoints->sign().has_value());
        const auto report = all();
        EXPECT_EQ(report.findings.count(), 0U) << audit_report_text(report);
        ++looks;
    }
    for (auto& thread : threads)
        thread.join();
    EXPECT_TRUE(checkpoints->sign().has_value());
    const auto report = all();
    EXPECT_EQ(report.findings.count(), 0U) << audit_report_text(report);
    EXPECT_EQ(report.leaves, static_cast<std::uint64_t>(writers * each));
    EXPECT_EQ(report.vouched_size, report.leaves);
}

TEST_P(AuditVerify, TwoServersOfOneMachineShareTheFileAndLoseNoCheckpoint)
{
    const auto one = store.checkpointer();
    const auto other = store.checkpointer();
    ASSERT_EQ(one->reason_not_to_start(store.clock.now()), std::nullopt);
    ASSERT_EQ(other->reason_not_to_start(store.clock.now()), std::nullopt);
    for (int i = 0; i < 5; ++i) {
        store.visit("seen by one");
        EXPECT_TRUE(one->sign().value().has_value());
        EXPECT_EQ(other->sign().value(), std::nullopt) << "it is signed already";
        store.visit("seen by the other");
        EXPECT_TRUE(other->sign().value().has_value());
    }
    const auto report = all();
    EXPECT_EQ(report.findings.count(), 0U) << audit_report_text(report);
    EXPECT_EQ(report.checkpoints_outside, 10U);
}

TEST_P(AuditVerify, NothingIsSignedOverADamagedLeaf)
{
    tests::fill(store, 5, 0);
    auto checkpoints = store.checkpointer();
    ASSERT_EQ(checkpoints->reason_not_to_start(store.clock.now()), std::nullopt);
    for (int i = 0; i < 5; ++i)
        store.visit("more");
    tests::Forger(store.url()).keep([](tests::Forger& forger) {
        forger.run("UPDATE audit_leaf SET entry = 'AA' || entry WHERE idx = 7");
    });
    const auto head = checkpoints->sign();
    ASSERT_FALSE(head.has_value());
    EXPECT_NE(head.error().find("leaf 7"), std::string::npos) << head.error();
}

TEST_P(AuditVerify, APersonalTextInAReasonOrARowIsNotInTheLogInPlain)
{
    static constexpr Statement leaves{"test.leaves", "SELECT entry FROM audit_leaf"};
    static constexpr Statement openings{"test.openings", "SELECT sealed FROM audit_opening"};
    const std::string secret = "Canary-Smith";
    store.write([&](UnitOfWork& work) { work.log({"list.viewed", "referral", "ab12", secret}); });
    store.visit(secret);
    store.database().read([&](Connection& sql) {
        for (const auto* statement : {&leaves, &openings}) {
            for (const auto& [text] : sql.rows<std::string>(*statement)) {
                const auto bytes = from_base64url(text);
                ASSERT_TRUE(bytes.has_value());
                EXPECT_EQ(std::string(as_text(*bytes)).find(secret), std::string::npos);
            }
        }
    });
}

TEST_P(AuditVerify, TheReportSaysWhatIsWrongInTextAndInJson)
{
    tests::fill(store, 30, 0);
    AuditReport report = verify_audit(store.subject());
    EXPECT_NE(audit_report_text(report).find("The audit log holds."), std::string::npos);
    EXPECT_NE(audit_report_json(report).find(R"("holds":true)"), std::string::npos);

    report.findings.add({Breach::row_changed, 12, "visit", "\x1b[2J\xff", "a row was changed"});
    const auto text = audit_report_text(report);
    EXPECT_NE(text.find("row_changed: a row was changed [leaf 12]"), std::string::npos) << text;
    EXPECT_EQ(text.find('\x1b'), std::string::npos) << "a forged id must not steer the terminal";
    const auto json = audit_report_json(report);
    EXPECT_NE(json.find(R"("first_bad_leaf":12)"), std::string::npos) << json;
    EXPECT_EQ(audit_exit_code(report), 1);
}
