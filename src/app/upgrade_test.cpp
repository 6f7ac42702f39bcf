// A trial that began under an older program and goes on under this one: every row that was written
// then is still what the log says it was.
#include "app/audited_tables.hpp"
#include "people/identity/identity_store.hpp"
#include "storage/audit_report.hpp"
#include "storage/audit_verify.hpp"
#include "storage/facts.hpp"
#include "storage/migrations.hpp"
#include "tests/audit/forger.hpp"
#include "tests/support/test_store.hpp"
#include "tests/support/test_trial.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace evenhand::app::upgrade_test {

using storage::number;
using storage::text;

/// Before anybody kept whether a contact's time is known, and at which case it was made.
std::vector<storage::Migration> earlier_schema()
{
    std::vector<storage::Migration> earlier;
    std::ranges::copy_if(storage::migrations(), std::back_inserter(earlier),
                         [](const auto& step) { return step.name < "20261206T1000"; });
    return earlier;
}

/// A contact as the program of that time declared it.
constexpr auto contact_table =
    storage::table("contact", storage::TableKind::fact, text("id"), text("person_id"),
                   text("state"), text("channel"), text("direction"), text("outcome"),
                   text("sealed_note"), number("occurred_at"), number("recorded_at"), text("actor"),
                   text("reason"), text("protocol_version"), text("supersedes"));

class Upgrade : public testing::TestWithParam<storage::Engine>
{
protected:
    void given_people_who_were_telephoned(int people)
    {
        const auto database = store.open();
        const auto units = storage::make_units({*database, clock, random, audit, "test-1"});
        const identity::IdentityStore identities(vault, {});
        for (int i = 0; i < people; ++i) {
            units->write(officer, "test", [&](storage::UnitOfWork& work) {
                const auto claim = identities.make_claim(work, {});
                const auto who = identities.confirm_claim(work, claim, "new_person").value();
                auto row =
                    storage::fact_columns(work, work.new_id<Id<struct OldContactTag>>().text(), {});
                row.insert(row.end(), {{"person_id", who.text()},
                                       {"state", "made"},
                                       {"channel", "telephone"},
                                       {"direction", "to_person"},
                                       {"outcome", "no_answer"},
                                       {"sealed_note", std::optional<std::string>()}});
                work.append(contact_table, row);
                return 0;
            });
        }
        database->flush();
    }
    storage::AuditReport verified(storage::Database& database)
    {
        return storage::verify_all({.database = database,
                                    .keys = keys,
                                    .origin = "test",
                                    .checkpoints_file = {},
                                    .on_progress = {}},
                                   audited_tables());
    }

    tests::TestStore store{GetParam(), {}, earlier_schema()};
    tests::FrozenTrialClock clock;
    KeyedRandomSource random = KeyedRandomSource::from_seed(20260302);
    crypto::Keys keys = crypto::Keys::for_demo(20260302, Instant::from_micros(0));
    storage::AuditLog audit{keys};
    identity::Vault vault{keys};
    storage::Actor officer{storage::ActorKind::staff, std::string(32, '1'), "intake_officer"};
};
INSTANTIATE_TEST_SUITE_P(Engines, Upgrade, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(Upgrade, LeavesEveryOlderRowWhatTheLogSaysAndAChangedOneIsFound)
{
    given_people_who_were_telephoned(5);
    const auto& url = store.settings().url;
    const auto applied = storage::migrate(url, clock.now());
    EXPECT_THAT(applied, testing::Contains("20261206T1010_contact_of_case"));

    tests::Forger forger(url, {"contact"});
    EXPECT_EQ(verified(forger).findings.count(), 0U) << audit_report_text(verified(forger));
    EXPECT_EQ(verified(forger).leaves, 5U);
    for (const std::string forged : {"case_id = 'x'", "time_known = 1", "outcome = 'spoke'"}) {
        forger.undo([&](tests::Forger& hand) {
            hand.run("UPDATE contact SET " + forged + " WHERE id = (SELECT MIN(id) FROM contact)");
            EXPECT_EQ(verified(hand).findings.count(), 1U) << forged;
        });
    }
}

} // namespace evenhand::app::upgrade_test
