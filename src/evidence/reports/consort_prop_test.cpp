// Issue 3, D5: the flow adds up after any sequence of events, at every date.
#include "evidence/reports/consort.hpp"
#include "evidence/reports/month.hpp"
#include "people/identity/identity_store.hpp"
#include "people/participants/flow_store.hpp"
#include "people/participants/participants_store.hpp"
#include "tests/support/test_trial.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace evenhand::reports::consort_prop_test {

using namespace std::chrono_literals;
using participants::FlowStore;
using participants::JourneyStore;
using participants::PersonId;
using participants::Step;

/// A trial on SQLite in which anybody may try any step.
struct Spine
{
    PersonId person()
    {
        return trial.units->write(officer, "test", [&](storage::UnitOfWork& work) {
            return identities.confirm_claim(work, identities.make_claim(work, {}), "new").value();
        });
    }
    /// Whether the step was taken.
    bool attempt(PersonId who, Step step)
    {
        return trial.units->write(officer, "test", [&](storage::UnitOfWork& work) {
            const auto details = participants::details_of(step);
            const auto detail = details.empty() ? std::string_view() : details.front();
            return journeys.take(work, who, {.step = step, .detail = detail}).has_value();
        });
    }
    bool take_back(PersonId who)
    {
        return trial.units->write(officer, "test", [&](storage::UnitOfWork& work) {
            const auto steps = journeys.steps(work, who);
            if (steps.empty()) return false;
            return journeys.take_back(work, who, steps.back().id, "wrong_person").has_value();
        });
    }
    participants::FlowCells cells(Instant at)
    {
        return trial.units->read(officer, "test", [&](storage::UnitOfWork& work) {
            return FlowStore::cells_at(work, at);
        });
    }
    participants::Flow flow(Instant at)
    {
        return trial.units->read(
            officer, "test", [&](storage::UnitOfWork& work) { return journeys.flow_at(work, at); });
    }

    tests::TestTrial trial{storage::Engine::sqlite};
    identity::Vault vault{trial.keys};
    identity::IdentityStore identities{vault};
    JourneyStore journeys{{.first_contact = 2,
                           .booking = 2,
                           .intake = 10,
                           .decision = 5,
                           .thinking = 5,
                           .most_rebooked = 2},
                          {}};
    storage::Actor officer{storage::ActorKind::staff, "0123456789abcdef0123456789abcdef",
                           "intake_officer"};
};

/// What reached a step by then, whoever it was: the other count of the same facts.
std::int64_t reached(const participants::Flow& flow, Step step)
{
    const auto found = flow.reached.find(step);
    return found == flow.reached.end() ? 0 : found->second;
}

// The usual way through, so that sequences get far, with any step of the table between.
constexpr std::array usual{Step::referred,        Step::contacted, Step::booked,    Step::attended,
                           Step::eligible,        Step::taught,    Step::goes_on,   Step::consented,
                           Step::baseline_locked, Step::intended,  Step::randomised};

TEST(Consort, AddsUpAtEveryDateAfterAnySequenceOfEvents)
{
    std::set<std::size_t> boxes_filled;
    EXPECT_TRUE(rc::check([&] {
        Spine spine;
        std::vector<PersonId> people;
        for (int i = 0; i < 5; ++i)
            people.push_back(spine.person());
        std::vector<Instant> moments{spine.trial.clock.now()};
        std::vector<std::size_t> next(people.size(), 0);
        const auto events = *rc::gen::inRange(20, 120);
        for (int i = 0; i < events; ++i) {
            const auto who = *rc::gen::inRange<std::size_t>(0, people.size());
            const auto luck = *rc::gen::inRange(0, 10);
            if (luck == 0) {
                spine.take_back(people[who]);
            } else if (luck <= 2) {
                const auto all = participants::all_steps();
                spine.attempt(people[who], all[*rc::gen::inRange<std::size_t>(0, all.size())]);
            } else if (spine.attempt(people[who], usual.at(next[who]))) {
                next[who] = (next[who] + 1) % usual.size();
            }
            spine.trial.clock.advance(7h);
            moments.push_back(spine.trial.clock.now());
        }
        const auto protocol = protocol::Protocol{};
        for (const Instant moment : moments) {
            const auto flow = consort(protocol, spine.cells(moment));
            RC_ASSERT(adds_up(flow));
            const auto other = spine.flow(moment);
            RC_ASSERT(flow.boxes.front().people == other.people);
            RC_ASSERT(flow.boxes.back().people == reached(other, Step::randomised));
            RC_ASSERT(flow.boxes[3].people == reached(other, Step::consented));
            for (std::size_t box = 0; box < flow.boxes.size(); ++box)
                if (flow.boxes[box].people > 0) boxes_filled.insert(box);
        }
    }));
    EXPECT_EQ(boxes_filled.size(), participants::milestones.size());
}

TEST(Consort, ReasonsOfAFewPeopleAreCountedTogetherAndStillAddUp)
{
    using participants::Stage;
    const participants::FlowCells cells{
        {0, Stage::declined, "time", 9}, {0, Stage::declined, "benefits", 2},
        {0, Stage::died, "", 1},         {1, Stage::unsure, "", 3},
        {5, Stage::randomised, "", 40},  {5, Stage::randomised_died, "", 2}};
    const auto flow = consort(protocol::Protocol{}, cells);
    EXPECT_TRUE(adds_up(flow));
    ASSERT_EQ(flow.boxes[0].left.size(), 2U);
    EXPECT_EQ(flow.boxes[0].left[0], (Left{"Declined: Has no time", 9}));
    EXPECT_EQ(flow.boxes[0].left[1].people, 3);
    EXPECT_EQ(flow.boxes[1].waits, (std::vector<Waits>{{Stage::unsure, 3}}));
    EXPECT_EQ(flow.boxes[5].people, 42);
    EXPECT_EQ(flow.died_after, 2);
}

TEST(Consort, FrozenCellsReadBackAsTheyWere)
{
    using participants::Stage;
    const participants::FlowCells cells{{0, Stage::declined, "time", 9},
                                        {5, Stage::randomised, "", 40}};
    EXPECT_EQ(cells_in(text_of(cells)), cells);
}

TEST(Months, AMonthBeginsAndEndsInLondonAndNamesItself)
{
    const auto month = Month::parse("2026-03").value();
    EXPECT_EQ(month.plain(), "March 2026");
    EXPECT_EQ(month.brief(), "Mar 2026");
    EXPECT_EQ(month.last_day().iso(), "2026-03-31");
    EXPECT_EQ(month.next().begins().iso(), "2026-03-31T23:00:00.000000Z");
    EXPECT_EQ(month.plus(10).text(), "2027-01");
    EXPECT_EQ(month.plus(10).since(month), 10);
    EXPECT_EQ(Month::parse("2026-12")->next().text(), "2027-01");
    EXPECT_FALSE(Month::parse("2026-13"));
    // Half past midnight in London on 1 July is still June in UTC.
    EXPECT_EQ(last_closed(*Instant::parse("2026-06-30T23:30:00Z")).text(), "2026-06");
}

} // namespace evenhand::reports::consort_prop_test
