// A live trial whose protocol is amended: what starts, what draws and what is refused, on the house
// that the server wires and with the verbs of the command line.
#include "app/amendment_commands.hpp"

#include "app/cannot_run.hpp"
#include "app/open_randomisation.hpp"
#include "app/protocol_in_force.hpp"
#include "app/verify_store.hpp"
#include "oversight/amendments/amendments_store.hpp"
#include "protocol/freeze.hpp"
#include "storage/installation.hpp"
#include "storage/store_digest.hpp"
#include "tests/support/house_draw.hpp"
#include "tests/support/live_ceremony.hpp"
#include "tests/support/machine_clock.hpp"
#include "tests/support/protocol_copy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

namespace evenhand::app::amendment_commands_test {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

const std::string officer_id(32, 'a');
const storage::Actor officer{storage::ActorKind::staff, officer_id, "intake_officer"};

/// Live keys, the same each time: they cannot be copied.
crypto::Keys live_keys()
{
    auto source = KeyedRandomSource::from_seed(1);
    return crypto::Keys::random(crypto::Mode::live, Instant::from_micros(0), source);
}
crypto::Keys live_allocator_keys()
{
    auto source = KeyedRandomSource::from_seed(2);
    return crypto::Keys::random(crypto::Mode::live, Instant::from_micros(0), source,
                                crypto::KeyRing::allocator);
}

/// A live installation of a protocol that a test may change, with its admin socket.
class LiveTrial : public testing::TestWithParam<storage::Engine>
{
protected:
    void SetUp() override
    {
        store.open()->write([&](storage::Connection& sql) {
            storage::found_installation(sql, {live_keys(), live_allocator_keys()}, "small",
                                        clock.now());
            return storage::Database::Ending::commit;
        });
    }
    void TearDown() override
    {
        if (!house) return;
        const storage::AuditSubject subject{.database = *house->database,
                                            .keys = house->keys,
                                            .origin = audit_origin(house->protocol),
                                            .checkpoints_file = {},
                                            .on_progress = {}};
        const auto report = verify_store(subject, house->protocol);
        for (const auto& finding : report.findings.kept())
            ADD_FAILURE() << finding.table << " " << finding.id << ": " << finding.what;
    }

    Place place_of(const std::string& name) const
    {
        return {.database = store.settings().url,
                .keys = {},
                .allocator_keys = {},
                .checkpoints = {},
                .admin_socket = copy.folder.path() / "admin",
                .messages = {},
                .protocol = copy.path(name),
                .mode = crypto::Mode::live};
    }
    /// A server that is started with that file; throws CannotRun as `serve` does.
    void start(const std::string& name = "small")
    {
        stop();
        const Place place = place_of(name);
        house =
            std::make_unique<House>(HouseOptions{.place = place,
                                                 .protocol = load_protocol(place),
                                                 .keys = live_keys(),
                                                 .trial_clock = clock,
                                                 .machine_clock = machine_clock,
                                                 .random = random,
                                                 .password_cost = crypto::PasswordCost::standard(),
                                                 .base_url = "http://127.0.0.1:8080",
                                                 .allocator_keys = live_allocator_keys(),
                                                 .fatal = {},
                                                 .log = {}});
        require_in_force(*house, name);
        begin_protocol(*house);
        if (protocol_holds(*house)) open();
        socket = std::make_unique<AdminSocket>(place.admin_socket, [this](const AdminWords& words) {
            EXPECT_TRUE(is_amendment_command(words));
            return answer_amendment_command(*house, words);
        });
    }
    /// The parties have given, as before a trial opens, and the roots stand.
    void open()
    {
        tests::hold_ceremony(*house);
        open_randomisation(*house);
    }
    void stop()
    {
        socket.reset();
        house.reset();
    }
    std::string why_not_started(const std::string& name)
    {
        try {
            start(name);
        } catch (const CannotRun& error) {
            return error.what();
        }
        return "started";
    }

    int amend(const std::string& name, const std::string& day, const std::string& approval = "REC",
              bool replace = false)
    {
        return protocol_amend(place_of("small"), {.file = copy.path(name),
                                                  .approval = approval,
                                                  .reason = "to try it",
                                                  .effective = day,
                                                  .replace = replace});
    }
    amendments::History history()
    {
        return house->units->read(officer, "test", [](storage::UnitOfWork& work) {
            return amendments::AmendmentStore::history(work.sql());
        });
    }

    /// Somebody for whom every gate stands open but that of the protocol.
    identity::PersonId somebody()
    {
        return house->units->write(officer, "test", [&](storage::UnitOfWork& work) {
            const auto claim = house->identities.make_claim(work, {});
            const auto who = house->identities.confirm_claim(work, claim, "new_person").value();
            tests::walk_to_draw(work, house->journeys, house->protocol, who);
            return who;
        });
    }
    /// The first step of the draw; empty: they are bound to a position.
    std::string intend(identity::PersonId who)
    {
        allocation::TwoStep draw(parts());
        const auto answer = draw.intend(*house->units, officer,
                                        {.person = who,
                                         .scope = "staff:officer",
                                         .key = fmt::format("{:032x}", ++key),
                                         .digest = who.text(),
                                         .location = "/"});
        if (const auto* refusal = std::get_if<allocation::Refusal>(&answer))
            return std::string(code(*refusal));
        return {};
    }
    bool settle(identity::PersonId who)
    {
        allocation::TwoStep draw(parts());
        return !draw.settle(*house->units, officer, who).has_value();
    }
    std::int64_t position(identity::PersonId who)
    {
        return house->units->read(officer, "test", [&](storage::UnitOfWork& work) {
            return house->allocations.intent_of(work, who).value().position;
        });
    }
    /// What the page of the draw says of the protocol.
    std::string said()
    {
        return house->units->read(officer, "test", [&](storage::UnitOfWork& work) {
            return house->allocation_services.protocol_fault(work);
        });
    }
    /// Why nobody signs now; the same of the lock of the questions.
    std::string why_nothing_is_recorded()
    {
        return house->units->read(officer, "test", [&](storage::UnitOfWork& work) {
            auto why = house->consents.protocol_fault(work);
            EXPECT_EQ(house->baselines.protocol_fault(work), why);
            return why;
        });
    }
    std::vector<storage::TableDigest> everything()
    {
        std::vector<storage::TableDigest> all;
        house->database->read([&](storage::Connection& sql) { all = storage::digest_store(sql); });
        return all;
    }

    tests::ProtocolCopy copy;
    tests::TestStore store{GetParam()};
    tests::FrozenTrialClock clock;
    tests::FrozenMachineClock machine_clock;
    KeyedRandomSource random = KeyedRandomSource::from_seed(20261205);
    std::unique_ptr<House> house;

private:
    allocation::TwoStepParts parts()
    {
        auto all = tests::open_draw(*house);
        all.evidence = under_protocol_in_force(std::move(all.evidence), house->running);
        return all;
    }

    std::unique_ptr<AdminSocket> socket;
    std::uint64_t key = 0;
};
INSTANTIATE_TEST_SUITE_P(Engines, LiveTrial, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(LiveTrial, StartsUnfrozenAndDrawsNobodyUntilItIsStartedWithAFrozenProtocol)
{
    start();
    EXPECT_TRUE(history().empty());
    const auto who = somebody();
    EXPECT_EQ(intend(who), "protocol_not_frozen");
    EXPECT_EQ(amend("small", "2026-04-01"), 1) << "there is nothing to amend";

    ASSERT_EQ(copy.freeze(), 0);
    start();
    ASSERT_EQ(history().size(), 1U);
    EXPECT_EQ(history()[0].version.version, "1");
    EXPECT_EQ(history()[0].version.hash, protocol::check_freeze(copy.path()).freeze->hash);
    EXPECT_EQ(intend(who), "");
    EXPECT_TRUE(settle(who));
    start();
    EXPECT_EQ(history().size(), 1U) << "it is begun once";
}

TEST_P(LiveTrial, AFileThatWasChangedAfterItsFreezeStartsNoServerAndDrawsNobody)
{
    ASSERT_EQ(copy.freeze(), 0);
    start();
    const auto first = somebody();
    const auto second = somebody();
    ASSERT_EQ(intend(first), "");
    copy.change("age_from = 18", "age_from = 19");
    EXPECT_EQ(intend(second), "") << "what runs is what was loaded";
    ASSERT_TRUE(settle(second));

    const auto why = why_not_started("small");
    EXPECT_THAT(why, HasSubstr("version 1"));
    EXPECT_THAT(why, HasSubstr("is not what was frozen under that name"));
    const auto third = somebody();
    const auto before = everything();
    EXPECT_EQ(intend(third), "protocol_not_frozen") << "nor by a way round the start";
    EXPECT_EQ(everything(), before);

    copy.change("age_from = 19", "age_from = 18");
    start();
    EXPECT_EQ(intend(third), "");
}

TEST_P(LiveTrial, AnAmendmentThatTakesEffectWhileTheServerRunsStopsTheDrawUntilItIsRestarted)
{
    ASSERT_EQ(copy.freeze(), 0);
    copy.amend("small-2", "2");
    ASSERT_EQ(copy.freeze("small-2"), 0);
    start();
    const auto left = somebody();
    const auto later = somebody();
    ASSERT_EQ(amend("small-2", "2026-03-03"), 0);
    EXPECT_THAT(why_not_started("small-2"), HasSubstr("serve the file of version 1 until then"));
    start();
    EXPECT_EQ(intend(left), "") << "version 1 holds to the end of its last day";
    EXPECT_EQ(said(), "");
    EXPECT_EQ(why_nothing_is_recorded(), "");

    clock.advance(24h);
    const auto before = everything();
    EXPECT_EQ(intend(later), "protocol_amended");
    EXPECT_EQ(everything(), before) << "nothing changes, not even the log";
    EXPECT_EQ(said(), "Version 2 of the protocol is in force since 3 March 2026 at midnight, and "
                      "this program still runs under version 1. Nobody can be put into a group "
                      "until it is started again with version 2. Tell the trial manager.");
    EXPECT_THAT(why_nothing_is_recorded(), HasSubstr("must be restarted with version 2"));
    EXPECT_EQ(house->units->read(
                  officer, "test",
                  [&](storage::UnitOfWork& work) { return house->gates(work, later).protocol; }),
              allocation::ProtocolStanding::amended);
    EXPECT_TRUE(settle(left)) << "whoever is bound to a position is given what stands there";

    EXPECT_THAT(why_not_started("small"), HasSubstr("version 2"));
    start("small-2");
    EXPECT_EQ(why_nothing_is_recorded(), "") << "the restart is all that was missing";
    EXPECT_EQ(intend(later), "");
    EXPECT_TRUE(settle(later));
    EXPECT_EQ(position(later), position(left) + 1) << "of the same sequence";
}

TEST_P(LiveTrial, AnAmendmentOfTodayHoldsFromTheMinuteAfterNext)
{
    ASSERT_EQ(copy.freeze(), 0);
    copy.amend("small-2", "2");
    ASSERT_EQ(copy.freeze("small-2"), 0);
    start();
    ASSERT_EQ(amend("small-2", "2026-03-02"), 0);
    EXPECT_EQ(intend(somebody()), "");
    clock.advance(2min);
    EXPECT_EQ(intend(somebody()), "protocol_amended");
}

TEST_P(LiveTrial, WhatIsNoAmendmentIsRefusedAndNothingIsRecorded)
{
    ASSERT_EQ(copy.freeze(), 0);
    copy.amend("small-2", "2");
    start();
    EXPECT_EQ(amend("small-2", "2026-04-01"), 1) << "it is not frozen";
    ASSERT_EQ(copy.freeze("small-2"), 0);
    copy.change("age_from = 19", "age_from = 20", "small-2");
    EXPECT_EQ(amend("small-2", "2026-04-01"), 1) << "it has changed since";
    copy.change("age_from = 20", "age_from = 19", "small-2");
    EXPECT_EQ(amend("small", "2026-04-01"), 1) << "it is what is in force";
    EXPECT_EQ(amend("nothing", "2026-04-01"), 1) << "there is no such file";
    EXPECT_EQ(amend("small-2", "2026-04-01", "  "), 1) << "nobody approved it";
    EXPECT_EQ(amend("small-2", "2026-03-01"), 1) << "yesterday";
    EXPECT_THROW(amend("small-2", "soon"), CannotRun);
    EXPECT_EQ(history().size(), 1U);

    EXPECT_EQ(amend("small-2", "2026-04-01"), 0);
    EXPECT_EQ(amend("small-2", "2026-04-01"), 1) << "sent again, it is recorded already";
    EXPECT_EQ(amend("small-2", "2026-05-01", "REC", /*replace=*/true), 0);
    ASSERT_EQ(history().size(), 2U);
    EXPECT_EQ(history()[1].effective, Instant::parse("2026-04-30T23:00:00Z"));
    EXPECT_EQ(protocol_versions(place_of("small"), /*json=*/true), 0);
}

TEST_P(LiveTrial, AProtocolWithOtherArmsIsNoAmendmentOfThisTrial)
{
    ASSERT_EQ(copy.freeze(), 0);
    copy.amend("small-2", "2");
    copy.change("id = \"new\"", "id = \"newer\"", "small-2");
    ASSERT_EQ(copy.freeze("small-2"), 0);
    start();
    EXPECT_EQ(amend("small-2", "2026-04-01"), 1);
    EXPECT_EQ(history().size(), 1U);
}

TEST_P(LiveTrial, VerifyFindsAPersonWhoWasDrawnUnderAVersionThatWasNotInForce)
{
    ASSERT_EQ(copy.freeze(), 0);
    copy.amend("small-2", "2");
    ASSERT_EQ(copy.freeze("small-2"), 0);
    start();
    ASSERT_EQ(amend("small-2", "2026-03-03"), 0);
    clock.advance(24h);
    const auto found = [&] {
        storage::Findings findings;
        house->database->read(
            [&](storage::Connection& sql) { check_versions_of_draws(sql, findings); });
        return findings.count();
    };
    ASSERT_EQ(intend(somebody()), "protocol_amended");
    EXPECT_EQ(found(), 0U);
    // A draw that goes round the gate.
    tests::leave_at_the_draw(*house, officer_id);
    EXPECT_EQ(found(), 1U);
    stop();
}

} // namespace evenhand::app::amendment_commands_test
