// Whoever can write to the whole database, past every guard, but has no keys: whatever they change
// must be found and the first bad leaf named (security.md S16, test 43).
#include "core/check.hpp"
#include "crypto/checkpoint.hpp"
#include "storage/audit_report.hpp"
#include "storage/audit_verify.hpp"
#include "tests/audit/forgeries.hpp"
#include "tests/support/audited_fill.hpp"
#include "tests/support/audited_store.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>

using namespace evenhand;
using namespace evenhand::storage;

namespace tamper_test {

constexpr int leaves = 2'000;
constexpr int tail = 60;

int rounds()
{
    return std::getenv("EVENHAND_LONG") != nullptr ? 1'000 : 200;
}

class AuditTamper : public testing::TestWithParam<Engine>
{
protected:
    tests::AuditedStore store{GetParam()};

    AuditReport verify(tests::Forger& forger, const AuditChecks& checks = {})
    {
        auto subject = store.subject(forger);
        subject.checks = checks;
        return verify_all(subject, tests::all_audited);
    }
};

INSTANTIATE_TEST_SUITE_P(Engines, AuditTamper, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

} // namespace tamper_test

using namespace tamper_test;

TEST_P(AuditTamper, EveryForgeryOfLogOpeningsCheckpointsAndRowsIsFoundAndTheFirstBadLeafNamed)
{
    tests::fill(store, leaves, tail);
    tests::Forger forger(store.release());
    const auto spoils = tests::read_spoils(forger.sql());
    ASSERT_EQ(verify(forger).findings.count(), 0U);

    const auto& all = tests::forgeries();
    for (int round = 0; round < rounds(); ++round) {
        const auto& forgery = all[static_cast<std::size_t>(round) % all.size()];
        Rng rng(static_cast<std::uint64_t>(round) + 20'260'301);
        forger.undo([&](tests::Forger& hand) {
            const auto traces = forgery.commit(hand, spoils, rng);
            const auto report = verify(hand);
            ASSERT_GT(report.findings.count(), 0U) << forgery.name << ", round " << round;
            ASSERT_EQ(report.findings.first_leaf(), traces.first_leaf)
                << forgery.name << ", round " << round << "\n"
                << audit_report_text(report);
        });
    }
    EXPECT_EQ(verify(forger).findings.count(), 0U) << "every forgery was undone";
}

TEST_P(AuditTamper, ATailOfFactsAndLeavesCutTogetherIsFoundOnlyBackToTheLastCheckpointOutside)
{
    tests::fill(store, 300, 20);
    tests::Forger forger(store.release());
    const auto spoils = tests::read_spoils(forger.sql());
    const auto cut = [&](std::uint64_t from) {
        const auto at = std::to_string(from);
        forger.run("DELETE FROM visit WHERE id IN (SELECT o.object_id FROM audit_opening o"
                   " JOIN audit_leaf l ON l.unit = o.unit WHERE l.idx >= " +
                   at + ")");
        forger.run("DELETE FROM worklist WHERE id IN (SELECT o.object_id FROM audit_opening o"
                   " JOIN audit_leaf l ON l.unit = o.unit WHERE l.idx >= " +
                   at + ")");
        forger.run("DELETE FROM audit_opening WHERE unit IN"
                   " (SELECT unit FROM audit_leaf WHERE idx >= " +
                   at + ")");
        forger.run("DELETE FROM audit_leaf WHERE idx >= " + at);
        forger.run("DELETE FROM audit_checkpoint WHERE size > " + at);
        forger.run("UPDATE audit_head SET size = " + at + ", last_hash = '" +
                   spoils.rows[from - 1].hash +
                   "', last_at = " + std::to_string(spoils.leaves[from - 1].at.micros()));
    };
    // Where the tail holds new visits only, nothing in the store contradicts anything.
    std::uint64_t tail_of_visits = spoils.size();
    while (spoils.leaves[tail_of_visits - 1].entries[0].object_type == "visit")
        --tail_of_visits;
    ASSERT_LT(tail_of_visits, spoils.size());
    ASSERT_GE(tail_of_visits, spoils.signed_size());
    forger.undo([&](tests::Forger& hand) {
        cut(tail_of_visits);
        EXPECT_EQ(verify(hand).findings.count(), 0U)
            << "the limit that docs/methods/audit.md states";
    });
    forger.undo([&](tests::Forger& hand) {
        cut(spoils.signed_size() - 1);
        EXPECT_EQ(verify(hand).findings.first_leaf(), spoils.signed_size() - 1);
    });
}

TEST_P(AuditTamper, ARecordChangedPastTheProgramAndThenThroughItIsFound)
{
    const auto worklist = store.open_worklist();
    tests::Forger(store.url()).keep([&](tests::Forger& forger) {
        forger.run("UPDATE worklist SET holder = 'someone else' WHERE id = '" + worklist + "'");
    });
    store.give(worklist, "the right one", 3);
    const auto report = verify_all(store.subject(), tests::all_audited);
    ASSERT_EQ(report.findings.count(), 1U) << audit_report_text(report);
    EXPECT_EQ(report.findings.kept()[0].breach, Breach::history_broken);
    EXPECT_EQ(report.findings.first_leaf(), 1U);

    auto blind = store.subject();
    blind.checks.history = false;
    EXPECT_TRUE(verify_all(blind, tests::all_audited).good()) << "no other check sees it";
}

TEST_P(AuditTamper, ARowOfAnErasedObjectMustStillStandAndItsOpeningMustNot)
{
    const auto gone = store.visit("to be forgotten");
    const auto kept = store.visit("to stay");
    store.erase("visit", gone);
    store.release();
    tests::Forger forger(store.url());
    const auto spoils = tests::read_spoils(forger.sql());
    EXPECT_EQ(verify(forger).findings.count(), 0U);
    forger.undo([&](tests::Forger& hand) {
        hand.run("DELETE FROM visit WHERE id = '" + gone + "'");
        EXPECT_EQ(verify(hand).findings.kept().at(0).breach, Breach::row_missing);
    });
    forger.undo([&](tests::Forger& hand) {
        const auto unit = spoils.rows[0].unit;
        hand.run(
            "INSERT INTO audit_opening (unit, entry, object_type, object_id, sealed) VALUES ('" +
            unit + "', 0, 'visit', '" + gone + "', 'AAAA')");
        const auto report = verify(hand);
        EXPECT_EQ(report.findings.first_leaf(), 0U);
        EXPECT_EQ(report.findings.kept().back().breach, Breach::opening_extra);
    });
    forger.undo([&](tests::Forger& hand) {
        hand.run("DELETE FROM audit_opening WHERE object_id = '" + kept + "'");
        EXPECT_EQ(verify(hand).findings.kept().at(0).breach, Breach::opening_missing);
    });
}

TEST_P(AuditTamper, ATableThatTheProgramDoesNotKnowIsSpokenOf)
{
    store.visit("one");
    const std::array<const Table*, 1> only_one{&tests::worklist_table};
    const auto report = verify_all(store.subject(), only_one);
    ASSERT_EQ(report.findings.count(), 1U);
    EXPECT_EQ(report.findings.kept()[0].breach, Breach::table_unknown);
}

TEST_P(AuditTamper, AFileOutsideThatWasEditedCutShortOrPutBackInAnotherOrderIsFound)
{
    tests::fill(store, 400, 5);
    std::string text;
    {
        std::ifstream in(store.outside(), std::ios::binary);
        text.assign(std::istreambuf_iterator<char>(in), {});
    }
    const auto verdict = [&](const std::string& forged) {
        std::ofstream(store.outside(), std::ios::binary | std::ios::trunc) << forged;
        return verify_audit(store.subject()).findings;
    };
    EXPECT_EQ(verdict(text).count(), 0U);
    std::string edited = text;
    const auto digit = edited.find('\n') + 1;
    edited[digit] = edited[digit] == '9' ? '8' : '9';
    EXPECT_EQ(verdict(edited).kept().at(0).breach, Breach::checkpoint_unreadable);
    const auto first_end = text.find("\n\n", text.find("\n\n") + 1) + 2;
    EXPECT_EQ(verdict(text.substr(first_end) + text.substr(0, first_end)).kept().at(0).breach,
              Breach::checkpoint_misplaced);
}

// Teeth: with one check out of work, the forgery that it alone can see goes unnoticed. So the tests
// above can fail. (The checks of the chain have theirs in audit_chain_test.cpp.)
TEST_P(AuditTamper, WithACheckOutOfWorkItsForgeryGoesUnnoticed)
{
    tests::fill(store, 300, 20);
    tests::Forger forger(store.release());
    const auto spoils = tests::read_spoils(forger.sql());
    const auto goes_unnoticed = [&](bool AuditChecks::*check,
                                    const std::function<void(tests::Forger&)>& forge) {
        forger.undo([&](tests::Forger& hand) {
            forge(hand);
            EXPECT_GT(verify(hand).findings.count(), 0U);
            AuditChecks blind;
            blind.*check = false;
            const auto report = verify(hand, blind);
            EXPECT_EQ(report.findings.count(), 0U) << audit_report_text(report);
        });
    };
    goes_unnoticed(&AuditChecks::roots, [&](tests::Forger& hand) {
        tests::rewrite(hand, spoils, {100, spoils.size(), true},
                       [](Leaf& leaf) { leaf.purpose = "another purpose"; });
    });
    goes_unnoticed(&AuditChecks::signatures, [&](tests::Forger& hand) {
        const auto other = crypto::Keys::for_demo(8, Instant::from_micros(0));
        const auto& row = spoils.checkpoints[1];
        const auto head = crypto::open_checkpoint(
            row.note, checkpoint_verifier(store.keys(), tests::AuditedStore::origin));
        ASSERT_TRUE(head.has_value());
        const auto note =
            crypto::sign_checkpoint(*head, checkpoint_verifier(other, tests::AuditedStore::origin),
                                    other.audit_signing_key());
        hand.run("UPDATE audit_checkpoint SET note = '" + note +
                 "' WHERE size = " + std::to_string(row.size));
    });
    const std::string visit = spoils.visits.front();
    goes_unnoticed(&AuditChecks::rows, [&](tests::Forger& hand) {
        hand.run("UPDATE visit SET minutes = minutes + 1 WHERE id = '" + visit + "'");
    });
    goes_unnoticed(&AuditChecks::openings, [&](tests::Forger& hand) {
        hand.run("DELETE FROM audit_opening WHERE object_id = '" + visit + "'");
    });
    goes_unnoticed(&AuditChecks::commitments, [&](tests::Forger& hand) {
        hand.run("UPDATE audit_opening SET sealed = 'AAAA' WHERE entry = 1");
    });
}
