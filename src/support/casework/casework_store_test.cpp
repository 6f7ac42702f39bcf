#include "support/casework/casework_store.hpp"

#include "core/encoding.hpp"
#include "core/london_time.hpp"
#include "people/identity/merge_store.hpp"
#include "storage/audit_leaf.hpp"
#include "storage/connection.hpp"
#include "tests/support/casework_world.hpp"

#include <gtest/gtest.h>

#include <set>
#include <utility>

namespace evenhand::casework::casework_store_test {

using namespace std::chrono_literals;
using contacts::Channel;
using contacts::Outcome;

class Cases : public ::testing::TestWithParam<storage::Engine>
{
protected:
    tests::CaseworkWorld team{GetParam()};
    const std::string tom = team.account("specialist");
    const std::string samir = team.account("specialist3");
    const std::string bronagh = team.account("specialist2");
    const std::string priya = team.account("lead");
    const std::string judith = team.account("lead2");

    std::vector<std::string> caseload(const std::string& specialist)
    {
        return ids(team.write([&](storage::UnitOfWork& work) {
            return team.cases.caseload(work, specialist, std::nullopt);
        }));
    }
    std::vector<std::string> waiting(const std::string& lead)
    {
        return ids(team.write([&](storage::UnitOfWork& work) {
            return team.cases.waiting(work, lead, std::nullopt);
        }));
    }
    std::int64_t caseload_at(const std::string& specialist, Instant at)
    {
        return team.write([&](storage::UnitOfWork& work) {
            return team.cases.caseload_at(work, specialist, at);
        });
    }
    Instant now()
    {
        return team.write([](storage::UnitOfWork& work) { return work.now(); });
    }
    static std::vector<std::string> ids(const CasePage& page)
    {
        std::vector<std::string> all;
        for (const SupportCase& row : page.rows)
            all.push_back(row.id.text());
        return all;
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, Cases, ::testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(Cases, WaitInTheLeadsQueueUntilALeadAssignsThem)
{
    const CaseId id = team.open_case("sheffield");
    EXPECT_EQ(waiting(priya), std::vector{id.text()});
    EXPECT_TRUE(caseload(tom).empty());

    EXPECT_FALSE(team.assign(id, priya, tom));
    EXPECT_TRUE(waiting(priya).empty());
    EXPECT_EQ(caseload(tom), std::vector{id.text()});
    const auto found = team.find({tom, false}, id).value();
    EXPECT_EQ(found.specialist, tom);
    EXPECT_EQ(found.clocks.meeting_due.iso(), "2026-03-09");
    EXPECT_FALSE(found.study_number.empty());
}

TEST_P(Cases, OfAnotherOrOfAnotherAreaAreNotThere)
{
    const CaseId sheffield = team.open_case("sheffield");
    const CaseId barnsley = team.open_case("barnsley");
    EXPECT_FALSE(team.assign(sheffield, priya, tom));
    EXPECT_FALSE(team.assign(barnsley, judith, bronagh));
    EXPECT_TRUE(team.find({tom, false}, sheffield));
    EXPECT_FALSE(team.find({tom, false}, barnsley));
    EXPECT_FALSE(team.find({samir, false}, sheffield)) << "who works there but has not this case";
    EXPECT_FALSE(team.find({bronagh, false}, sheffield));
    EXPECT_TRUE(team.find({priya, true}, sheffield));
    EXPECT_FALSE(team.find({priya, true}, barnsley)) << "a lead of other areas";
    EXPECT_FALSE(team.find({priya, false}, sheffield)) << "an area is nothing without leading";
    const auto of_specialist = [&](const std::string& lead) {
        return ids(team.write([&](storage::UnitOfWork& work) {
            return team.cases.of_specialist(work, lead, tom, std::nullopt);
        }));
    };
    EXPECT_EQ(of_specialist(priya).size(), 1U);
    EXPECT_TRUE(of_specialist(judith).empty());
    EXPECT_TRUE(waiting(tom).empty());
}

TEST_P(Cases, AreAssignedToASpecialistOfTheAreaOnceAndNotPastWhatALeadSaw)
{
    const CaseId id = team.open_case("sheffield");
    EXPECT_EQ(team.assign(id, priya, bronagh), AssignRefusal::not_a_specialist_here);
    EXPECT_EQ(team.assign(id, priya, priya), AssignRefusal::not_a_specialist_here);
    const auto as_seen = team.find({priya, true}, id).value();
    EXPECT_FALSE(team.assign(id, priya, tom));
    EXPECT_EQ(team.assign(id, priya, tom), AssignRefusal::has_it_already);
    const auto late = team.write([&](storage::UnitOfWork& work) {
        return team.cases.assign(work, as_seen, {.to = samir}, as_seen.place, std::nullopt);
    });
    EXPECT_EQ(late, AssignRefusal::changed_meanwhile);
    EXPECT_EQ(caseload(tom).size(), 1U);
}

TEST_P(Cases, KeepWhoseTheyWereSoThatACaseloadIsKnownOnAnyPastDay)
{
    const CaseId id = team.open_case("sheffield");
    const Instant opened = now();
    team.world.trial.clock.advance(24h);
    EXPECT_FALSE(team.assign(id, priya, tom));
    const Instant assigned = now();
    team.world.trial.clock.advance(24h);
    EXPECT_FALSE(team.assign(id, priya, samir, TransferReason::leave));
    const Instant transferred = now();
    EXPECT_EQ(caseload_at(tom, opened), 0);
    EXPECT_EQ(caseload_at(tom, assigned), 1);
    EXPECT_EQ(caseload_at(tom, transferred), 0);
    EXPECT_EQ(caseload_at(samir, assigned), 0);
    EXPECT_EQ(caseload_at(samir, transferred), 1);
    const auto history =
        team.write([&](storage::UnitOfWork& work) { return team.cases.history(work, id); });
    ASSERT_EQ(history.size(), 2U);
    EXPECT_EQ(history[0].specialist, samir);
    EXPECT_EQ(history[0].reason, "leave");
    EXPECT_EQ(history[1].specialist, tom);
    EXPECT_EQ(history[1].reason, "");
    EXPECT_TRUE(caseload(tom).empty());
    EXPECT_EQ(caseload(samir).size(), 1U);
}

TEST_P(Cases, AboveTheCapAreGivenOnlyWhereALeadSaysSo)
{
    // 60 % of full time has room for 18 of 30.
    for (int i = 0; i < 18; ++i)
        EXPECT_FALSE(team.assign(team.open_case("barnsley"), judith, samir));
    const CaseId one_more = team.open_case("barnsley");
    EXPECT_EQ(team.assign(one_more, judith, samir), AssignRefusal::is_full);
    EXPECT_FALSE(team.assign(one_more, judith, samir, {}, /*above_cap=*/true));
    const auto history =
        team.write([&](storage::UnitOfWork& work) { return team.cases.history(work, one_more); });
    EXPECT_TRUE(history.at(0).above_cap);
}

TEST_P(Cases, ThatRestTakeNobodysRoom)
{
    const auto who = team.person("sheffield");
    const CaseId id = team.hand_off(who, "sheffield", protocol::HandOff::support_case);
    EXPECT_FALSE(team.assign(id, priya, tom));
    const auto cases_of_tom = [&] {
        return team.write([&](storage::UnitOfWork& work) {
            for (const Load& load : team.cases.loads(work, "sheffield"))
                if (load.account.text() == tom) return load.cases;
            return std::int64_t{-1};
        });
    };
    EXPECT_EQ(cases_of_tom(), 1);
    team.write([&](storage::UnitOfWork& work) {
        const withdrawal::NewWithdrawal stop{.scope = withdrawal::Scope::support,
                                             .effective = london_date(work.now()),
                                             .told = true};
        EXPECT_TRUE(team.withdrawals.withdraw(work, who, stop));
        return 0;
    });
    EXPECT_EQ(cases_of_tom(), 0);
    EXPECT_TRUE(team.find({tom, false}, id)->rests);
}

TEST_P(Cases, OfARecordThatFollowsRestsUntilTheyAreTwoPeopleAfterAll)
{
    using identity::MergeStore;
    const auto leader = team.person("sheffield");
    const auto follower = team.person("sheffield");
    const CaseId leads = team.hand_off(leader, "sheffield", protocol::HandOff::support_case);
    const CaseId follows = team.hand_off(follower, "sheffield", protocol::HandOff::support_case);
    EXPECT_FALSE(team.assign(follows, priya, tom));
    const auto load_and_open = [&] {
        return team.write([&](storage::UnitOfWork& work) {
            std::int64_t open = 0;
            const auto areas = team.cases.counts(work);
            for (const AreaCount& area : areas)
                open += area.open;
            return std::pair(team.cases.load_of(work, tom), open);
        });
    };
    EXPECT_EQ(load_and_open(), std::pair(std::int64_t{1}, std::int64_t{2}));
    team.write([&](storage::UnitOfWork& work) {
        return MergeStore::merge(work, {.leader = leader, .follower = follower},
                                 identity::MergeGround::documents);
    });
    EXPECT_TRUE(team.find({tom, false}, follows)->rests);
    EXPECT_FALSE(team.find({priya, true}, leads)->rests);
    EXPECT_EQ(load_and_open(), std::pair(std::int64_t{0}, std::int64_t{1}));
    team.write([&](storage::UnitOfWork& work) {
        MergeStore::undo(work, MergeStore::merge_of(work, follower).value(),
                         identity::MergeGround::wrong_record);
        return 0;
    });
    EXPECT_FALSE(team.find({tom, false}, follows)->rests);
}

TEST_P(Cases, OfTheRecordThatLeadsRestWhereSupportWasLeftOrSomebodyDiedUnderTheOther)
{
    using participants::Step;
    const auto rests_after = [&](auto what) {
        const auto leader = team.person("sheffield");
        const auto follower = team.person("sheffield");
        const CaseId id = team.hand_off(leader, "sheffield", protocol::HandOff::support_case);
        team.write([&](storage::UnitOfWork& work) {
            what(work, follower);
            return identity::MergeStore::merge(work, {.leader = leader, .follower = follower},
                                               identity::MergeGround::documents);
        });
        return team.find({priya, true}, id)->rests;
    };
    const auto withdraws = [&](withdrawal::Scope scope) {
        return [&team = team, scope](storage::UnitOfWork& work, identity::PersonId who) {
            const withdrawal::NewWithdrawal stop{
                .scope = scope, .effective = london_date(work.now()), .told = true};
            EXPECT_TRUE(team.withdrawals.withdraw(work, who, stop));
        };
    };
    EXPECT_TRUE(rests_after(withdraws(withdrawal::Scope::support)));
    EXPECT_FALSE(rests_after(withdraws(withdrawal::Scope::surveys)));
    EXPECT_TRUE(rests_after([&](storage::UnitOfWork& work, identity::PersonId who) {
        EXPECT_TRUE(team.journeys.take(work, who, {.step = Step::died}));
    }));
}

// What SQL counts as a contact and a meeting is what the contact log and the README say.
TEST_P(Cases, StopAClockByWhatCountsAndByNothingElse)
{
    for (const Channel channel : contacts::all_channels()) {
        for (const Outcome outcome : contacts::all_outcomes()) {
            const auto direction = outcome == Outcome::received ? contacts::Direction::from_person
                                                                : contacts::Direction::to_person;
            if (!contacts::fits(channel, direction, outcome)) continue;
            const auto who = team.person("sheffield");
            const CaseId id = team.hand_off(who, "sheffield", protocol::HandOff::support_case);
            team.spoke(who, channel, outcome);
            const auto seen = team.find({priya, true}, id)->seen;
            const bool met = outcome == Outcome::spoke &&
                             (channel == Channel::face_to_face || channel == Channel::video);
            EXPECT_EQ(seen.first_contact.has_value(), contacts::is_two_way(outcome))
                << name_of(channel) << ' ' << name_of(outcome);
            EXPECT_EQ(seen.first_meeting.has_value(), met);
            EXPECT_EQ(seen.last_two_way, seen.first_contact);
        }
    }
}

TEST_P(Cases, CountNoContactFromBeforeTheyWereOpenedOrInError)
{
    const auto who = team.person("sheffield");
    team.spoke(who, Channel::face_to_face, Outcome::spoke);
    team.world.trial.clock.advance(1h);
    const CaseId id = team.hand_off(who, "sheffield", protocol::HandOff::support_case);
    EXPECT_FALSE(team.find({priya, true}, id)->seen.first_contact);
    team.world.trial.clock.advance(1h);
    team.spoke(who, Channel::telephone, Outcome::spoke);
    EXPECT_TRUE(team.find({priya, true}, id)->seen.first_contact);
    team.write([&](storage::UnitOfWork& work) {
        const auto page = team.log.page(work, who, {.of_cases = contacts::OfCases::shown});
        const auto& latest = page.rows.front();
        EXPECT_TRUE(
            team.log.mark_in_error(work, who, latest.id, identity::InErrorBecause::other_person));
        return 0;
    });
    EXPECT_FALSE(team.find({priya, true}, id)->seen.first_contact);
}

TEST_P(Cases, AreListedInTheOrderInWhichTheyAreOwedAndPagedWithoutAGap)
{
    std::vector<std::string> expected;
    for (int i = 0; i < CaseStore::page_size + 3; ++i) {
        const CaseId id = team.open_case("sheffield");
        EXPECT_FALSE(team.assign(id, priya, tom, {}, true));
        expected.push_back(id.text());
        team.world.trial.clock.advance(24h);
    }
    const auto page = [&](const std::optional<After>& after) {
        return team.write(
            [&](storage::UnitOfWork& work) { return team.cases.caseload(work, tom, after); });
    };
    const auto first = page(std::nullopt);
    ASSERT_EQ(first.rows.size(), std::size_t{CaseStore::page_size});
    ASSERT_TRUE(first.next);
    const auto second = page(first.next);
    EXPECT_EQ(second.rows.size(), 3U);
    EXPECT_FALSE(second.next);
    std::set<std::string> seen;
    std::optional<LocalDate> before;
    for (const auto& all : {first, second}) {
        for (const SupportCase& row : all.rows) {
            seen.insert(row.id.text());
            const auto due = next_of(row.clocks, row.seen, 14).due;
            EXPECT_TRUE(!before || *before <= due) << "as the rule orders them";
            before = due;
        }
    }
    EXPECT_EQ(seen.size(), expected.size());
}

TEST_P(Cases, FollowFromTheFactsAlone)
{
    const CaseId kept = team.open_case("sheffield");
    team.open_case("barnsley");
    team.hand_off(team.person("barnsley"), "barnsley", protocol::HandOff::local_services);
    EXPECT_FALSE(team.assign(kept, priya, tom));
    team.world.trial.clock.advance(1h);
    EXPECT_FALSE(team.assign(kept, priya, samir, TransferReason::workload));
    const auto found = storage::rebuild(*team.world.trial.database, {derived_caseload()},
                                        storage::Rebuild::compare);
    EXPECT_TRUE(found.at(0).equal);
    EXPECT_EQ(found.at(0).rows, 2);
}

TEST_P(Cases, TheLeadsTeamShowsThoseWhoLeftAsLongAsTheyHaveCases)
{
    EXPECT_FALSE(team.assign(team.open_case("sheffield"), priya, tom));
    team.write([&](storage::UnitOfWork& work) {
        team.world.services.accounts.set_state(work, *staff::AccountId::parse(tom),
                                               staff::AccountState::ended, "left");
        return 0;
    });
    const auto rows = team.write([&](storage::UnitOfWork& work) {
        return team.cases.team(work, team.world.services.accounts, priya);
    });
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0].load.name, "Samir Haddad");
    EXPECT_TRUE(rows[0].works_here);
    EXPECT_EQ(rows[1].load.name, "Tom Hallam");
    EXPECT_FALSE(rows[1].works_here);
    EXPECT_EQ(rows[1].here, 1);
}

/// What a stranger who reads the audit log learns of the last unit of work.
std::string shape_of(const storage::Leaf& leaf)
{
    std::string shape = leaf.purpose;
    for (const auto& entry : leaf.entries)
        shape += '|' + entry.action + ' ' + entry.object_type + ' ' +
                 std::to_string(entry.object_id.size());
    return shape;
}

TEST_P(Cases, AHandOffIsOneRowAndOneEntryOfOneTableInEitherArm)
{
    constexpr storage::Statement last_leaf{
        "test.last_leaf", "SELECT entry FROM audit_leaf ORDER BY idx DESC LIMIT 1"};
    constexpr storage::Statement count_rows{"test.hand_offs", "SELECT count(*) FROM hand_off"};
    std::vector<std::string> shapes;
    for (const auto kind : {protocol::HandOff::support_case, protocol::HandOff::local_services}) {
        const auto who = team.person("sheffield");
        team.hand_off(who, "sheffield", kind);
        const auto leaf = team.write(
            [&](storage::UnitOfWork& work) { return work.sql().one<std::string>(last_leaf); });
        const auto bytes = from_base64url(leaf);
        const auto parsed = storage::parse_leaf(bytes.value());
        ASSERT_TRUE(parsed);
        EXPECT_EQ(parsed->entries.size(), 1U);
        shapes.push_back(shape_of(*parsed));
    }
    EXPECT_EQ(shapes[0], shapes[1]);
    EXPECT_EQ(team.write([&](storage::UnitOfWork& work) {
        return work.sql().one<std::int64_t>(count_rows);
    }),
              2);
}

TEST_P(Cases, AHandOffToTheLocalServicesIsForWhoMadeItAndForTheLeadOfItsArea)
{
    const auto control = team.person("sheffield");
    team.hand_off(control, "sheffield", protocol::HandOff::local_services);
    const auto supported = team.person("sheffield");
    team.hand_off(supported, "sheffield", protocol::HandOff::support_case);
    const auto found = [&](const std::string& account, bool leads, PersonId who) {
        return team.write([&](storage::UnitOfWork& work) {
            return team.hand_offs.local_services(work, {account, leads}, who).has_value();
        });
    };
    EXPECT_TRUE(found(team.officer.id, false, control));
    EXPECT_FALSE(found(team.officer.id, false, supported)) << "nobody is told by a page";
    EXPECT_TRUE(found(priya, true, control));
    EXPECT_FALSE(found(judith, true, control));
    EXPECT_FALSE(found(team.account("intake"), false, control)) << "another officer's";
    EXPECT_FALSE(found(tom, false, control));
    team.world.trial.clock.advance(24h);
    EXPECT_FALSE(found(team.officer.id, false, control))
        << "who knew the past could guess the next";
    EXPECT_TRUE(found(priya, true, control));
}

TEST_P(Cases, SupportActuallyReceivedIsKeptInEitherArmAndItsNoteIsSealed)
{
    const auto control = team.person("sheffield");
    team.hand_off(control, "sheffield", protocol::HandOff::local_services);
    team.write([&](storage::UnitOfWork& work) {
        EXPECT_TRUE(team.deviations.may_record(work, priya, false, control));
        EXPECT_FALSE(team.deviations.may_record(work, judith, false, control));
        EXPECT_TRUE(team.deviations.may_record(work, judith, true, control));
        const LocalDate today = london_date(work.now());
        EXPECT_TRUE(team.deviations.record(
            work, control,
            {.received = Received::trial_support, .from = today, .note = "Came with a friend."}));
        EXPECT_EQ(team.deviations.record(work, control, {.from = today.plus_days(1)}).error(),
                  DeviationRefusal::in_future);
        const auto kept = team.deviations.of_person(work, control);
        EXPECT_EQ(kept.size(), 1U);
        EXPECT_EQ(kept.at(0).note, "Came with a friend.");
        const auto plan = team.identities.plan_erasure(work, control, identity::KeyClass::casework);
        EXPECT_EQ(plan.rows.size(), 1U);
        team.identities.erase(work, plan, "asked");
        EXPECT_FALSE(team.deviations.of_person(work, control).at(0).note);
        EXPECT_EQ(team.deviations.record(work, control, {.from = today, .note = "more"}).error(),
                  DeviationRefusal::erased);
        return 0;
    });
    // Nobody who was not put into a group has received other support than theirs.
    const auto referred = team.write([&](storage::UnitOfWork& work) {
        const auto who =
            team.identities.confirm_claim(work, team.identities.make_claim(work, {}), "new")
                .value();
        EXPECT_TRUE(team.journeys.take(work, who, {.step = participants::Step::referred}));
        EXPECT_FALSE(team.deviations.may_record(work, priya, true, who));
        return who;
    });
    EXPECT_NE(referred, control);
}

TEST_P(Cases, ACopyOfThePackKeepsItsVersionFormAndWay)
{
    const auto who = team.person("sheffield");
    team.hand_off(who, "sheffield", protocol::HandOff::local_services);
    team.write([&](storage::UnitOfWork& work) {
        const auto to = team.hand_offs.local_services(work, {priya, true}, who).value();
        EXPECT_EQ(to.services_version, "2026-01-01-000000000000");
        EXPECT_TRUE(team.packs.given(work, to.id).empty());
        team.packs.give(work, to,
                        {.services_version = "2026-02-01-111111111111",
                         .format = PackFormat::large_print,
                         .way = PackWay::post});
        const auto given = team.packs.given(work, to.id);
        EXPECT_EQ(given.size(), 1U);
        EXPECT_EQ(given.at(0).services_version, "2026-02-01-111111111111");
        EXPECT_EQ(given.at(0).format, PackFormat::large_print);
        EXPECT_EQ(given.at(0).way, PackWay::post);
        return 0;
    });
}

} // namespace evenhand::casework::casework_store_test
