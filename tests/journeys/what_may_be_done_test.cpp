// What may still be done with somebody who left a part of the trial, or to whom something happened:
// a table that a trial manager signs (docs/spec/permissions.md), each row of which is written here
// by the program's own pages, or for two records by their stores, and then asked of every room that
// heeds it.
#include "app/hand_off.hpp"
#include "core/london_time.hpp"
#include "people/identity/merge_store.hpp"
#include "tests/journeys/journey.hpp"
#include "tests/support/before_working_wins_draw.hpp"
#include "tests/support/golden_file.hpp"
#include "tests/support/spec_table.hpp"
#include "tests/support/supported_person.hpp"

#include <algorithm>
#include <set>

namespace evenhand::tests {
namespace what_may_be_done_test {

using identity::PersonId;

constexpr const char* spec = "permissions.spec";
constexpr std::size_t columns = 7;
constexpr std::string_view from = "withdrew from ";
constexpr std::string_view follows = "follows another record";
constexpr std::string_view elsewhere = " under another record"; // which follows theirs
constexpr std::string_view two_people = "two people after all";

std::string yes_or_no(bool may)
{
    return may ? "yes" : "no";
}

/// The facts of a first cell: "withdrew from surveys + in prison".
std::vector<std::string> facts_in(std::string_view cell)
{
    std::vector<std::string> facts;
    constexpr std::string_view and_also = " + ";
    for (auto at = cell.find(and_also); at != cell.npos; at = cell.find(and_also)) {
        facts.emplace_back(cell.substr(0, at));
        cell.remove_prefix(at + and_also.size());
    }
    facts.emplace_back(cell);
    return facts;
}

/// The name by which the room knows a fact: "surveys", "in_prison".
std::string name_in(const std::string& fact)
{
    std::string name = fact.starts_with(from) ? fact.substr(from.size()) : fact;
    std::ranges::replace(name, ' ', '_');
    return name;
}

class WhatMayBeDone : public Journey
{
protected:
    TestClient officer = trial.signed_in("intake");

    app::House& house() { return *trial.house; }
    template <class Do>
    auto write(Do what)
    {
        return house().units->write(officer_of(trial.account_id("intake")), "test", what);
    }

    /// In Sheffield, with a specialist.
    PersonId given_somebody_with_a_specialist()
    {
        const auto specialist = trial.account_id("specialist");
        return write(
            [&](storage::UnitOfWork& work) { return supported_person(house(), work, specialist); });
    }

    PersonId given_another_record()
    {
        return write([&](storage::UnitOfWork& work) {
            const auto claim = house().identities.make_claim(work, {});
            return house().identities.confirm_claim(work, claim, "new_person").value();
        });
    }
    void when_merged(const identity::Order& order)
    {
        write([&](storage::UnitOfWork& work) {
            return identity::MergeStore::merge(work, order, identity::MergeGround::documents);
        });
    }
    void when_undone(PersonId follower)
    {
        write([&](storage::UnitOfWork& work) {
            const auto merge = identity::MergeStore::merge_of(work, follower);
            identity::MergeStore::undo(work, merge.value(), identity::MergeGround::wrong_record);
            return 0;
        });
    }
    /// "withdrew from surveys under another record"
    void when_withdrawn_elsewhere(PersonId who, std::string_view fact)
    {
        fact.remove_prefix(from.size());
        fact.remove_suffix(elsewhere.size());
        const auto other = given_another_record();
        write([&](storage::UnitOfWork& work) {
            const withdrawal::NewWithdrawal stop{.scope = withdrawal::scope_named(fact).value(),
                                                 .effective = london_date(work.now()),
                                                 .told = true};
            EXPECT_TRUE(house().withdrawals.withdraw(work, other, stop));
            return 0;
        });
        when_merged({.leader = who, .follower = other});
    }

    void when_written(PersonId who, const std::string& fact)
    {
        if (fact == follows)
            return when_merged({.leader = given_another_record(), .follower = who});
        if (fact.ends_with(elsewhere)) return when_withdrawn_elsewhere(who, fact);
        const std::string record = "/participants/" + who.text();
        if (fact.starts_with(from)) {
            officer.get(record + "/withdraw");
            officer.submit({{"scope", name_in(fact)},
                            {"said_by", "person"},
                            {"said_how", "telephone"},
                            {"told", "yes"}},
                           "Record withdrawal");
        } else {
            officer.get(record + "/life");
            officer.submit({{"kind", name_in(fact)}, {"change", "began"}}, "Record");
        }
        EXPECT_EQ(officer.page().url, record) << officer.page().text;
    }
    void when_over(PersonId who, const std::string& fact, const std::string& how)
    {
        if (how == two_people) return when_undone(who);
        const std::string record = "/participants/" + who.text();
        if (how == "taken back") {
            officer.get(record);
            officer.follow("Take it back");
            officer.submit(
                {{"because", "changed_mind"}, {"said_by", "person"}, {"said_how", "telephone"}},
                "Take the withdrawal back");
        } else {
            ASSERT_EQ(how, "ended");
            officer.get(record + "/life");
            officer.submit({{"kind", name_in(fact)}, {"change", "ended"}}, "Record");
        }
        EXPECT_EQ(officer.page().url, record) << officer.page().text;
    }

    /// Whether they may be contacted, surveyed and linked, as blind rooms see it.
    std::vector<std::string> permissions_of(PersonId who)
    {
        return write([&](storage::UnitOfWork& work) {
            const auto may = house().withdrawals.permissions(work, who).view();
            return std::vector{yes_or_no(may.may_contact), yes_or_no(may.may_survey),
                               yes_or_no(may.may_link)};
        });
    }
    std::string group_of(PersonId who)
    {
        return write([&](storage::UnitOfWork& work) {
            const auto judged = allocation::judge(house().protocol, house().gates(work, who));
            return judged ? std::string("yes") : std::string(code(judged.error()));
        });
    }
    std::string support_of(PersonId who)
    {
        const auto specialist = trial.account_id("specialist");
        return write([&](storage::UnitOfWork& work) {
            const auto own = house().cases.of_person(work, {specialist, false}, who);
            return std::string(own.value().rests ? "rests" : "goes on");
        });
    }
};
EVENHAND_JOURNEY(WhatMayBeDone);

TEST_P(WhatMayBeDone, IsInEveryRoomWhatTheTrialManagerReadsInEachRow)
{
    for (const auto& row : support::read_spec(spec, columns)) {
        SCOPED_TRACE(std::string(spec) + " line " + std::to_string(row.line));
        const auto before =
            somebody_before_the_draw(house(), trial.account_id("intake"), "sheffield");
        const auto supported = given_somebody_with_a_specialist();
        const auto& cells = row.cells;
        for (const PersonId who : {before, supported}) {
            if (cells[0] == "nothing") continue;
            for (const std::string& fact : facts_in(cells[0])) {
                when_written(who, fact);
                trial.trial_clock.advance(std::chrono::minutes(1));
                if (cells[1] != "-") when_over(who, fact, cells[1]);
            }
        }
        const std::vector<std::string> may(cells.begin() + 2, cells.begin() + 5);
        EXPECT_EQ(permissions_of(before), may);
        EXPECT_EQ(permissions_of(supported), may) << "the group changes nothing of it";
        EXPECT_EQ(group_of(before), cells[5]);
        EXPECT_EQ(support_of(supported), cells[6]);
    }
}

TEST(WhatMayBeDoneTable, HasARowForEachScopeAndEachLifeEvent)
{
    std::set<std::string> names;
    for (const auto& row : support::read_spec(spec, columns))
        if (row.cells[1] == "-") names.insert(name_in(row.cells[0]));
    for (const auto scope : withdrawal::all_scopes())
        EXPECT_TRUE(names.contains(std::string(name_of(scope)))) << name_of(scope);
    for (const auto kind : withdrawal::all_life_kinds())
        EXPECT_TRUE(names.contains(std::string(name_of(kind)))) << name_of(kind);
}

TEST(WhatMayBeDoneTable, IsPrintedForThoseWhoSignForIt)
{
    expect_golden("docs/spec/permissions.md",
                  support::printed_spec(spec, "What may still be done with somebody"));
}

} // namespace what_may_be_done_test
} // namespace evenhand::tests
