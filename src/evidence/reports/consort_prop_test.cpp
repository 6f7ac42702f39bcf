// Issue 3, D5: the flow adds up after any sequence of events, at every date.
#include "evidence/reports/consort.hpp"
#include "evidence/reports/month.hpp"
#include "people/identity/identity_store.hpp"
#include "people/participants/flow_store.hpp"
#include "people/participants/merging.hpp"
#include "people/participants/participants_store.hpp"
#include "tests/support/test_trial.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

namespace evenhand::reports::consort_prop_test {

using namespace std::chrono_literals;
using participants::FlowStore;
using participants::JourneyStore;
using participants::PersonId;
using participants::Step;

/// A trial in which anybody may try any step, and some of what happened is written down days later.
struct Spine
{
    explicit Spine(storage::Engine engine) : trial(engine) {}

    PersonId person()
    {
        return trial.units->write(officer, "test", [&](storage::UnitOfWork& work) {
            return identities.confirm_claim(work, identities.make_claim(work, {}), "new").value();
        });
    }
    /// Whether the step was taken; it happened that long ago.
    bool attempt(PersonId who, Step step, std::chrono::hours ago = 0h)
    {
        return trial.units->write(officer, "test", [&](storage::UnitOfWork& work) {
            const auto details = participants::details_of(step);
            const auto detail =
                details.empty() ? std::string_view() : details[detail_++ % details.size()];
            const auto occurred = work.now() - ago;
            return journeys.take(work, who, {.step = step, .detail = detail, .occurred = occurred})
                .has_value();
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
    /// Whether the two became one; if they are one already, they become two again.
    bool merge_or_undo(PersonId one, PersonId other)
    {
        using identity::MergeGround;
        return trial.units->write(officer, "test", [&](storage::UnitOfWork& work) {
            for (const PersonId who : {one, other}) {
                const auto merge = identity::MergeStore::merge_of(work, who);
                if (!merge) continue;
                participants::undo_merge(work, journeys, *merge, MergeGround::asked_them);
                return false;
            }
            return participants::merge(work, journeys, one, other, MergeGround::documents)
                .has_value();
        });
    }
    /// The records that follow no other.
    std::int64_t people_among(const std::vector<PersonId>& records)
    {
        return trial.units->read(officer, "test", [&](storage::UnitOfWork& work) {
            return std::ranges::count_if(records, [&](PersonId who) {
                return journeys.find(work, who) && !identity::MergeStore::leader_of(work, who);
            });
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

    tests::TestTrial trial;
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

private:
    std::size_t detail_ = 0; ///< of each step another reason than the last time
};

class ConsortOn : public testing::TestWithParam<storage::Engine>
{
};
INSTANTIATE_TEST_SUITE_P(Engines, ConsortOn, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

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

TEST_P(ConsortOn, AddsUpAtEveryDateAfterAnySequenceOfEvents)
{
    std::set<std::size_t> boxes_filled;
    const auto protocol = protocol::load_file("protocols/working-win.toml").value();
    std::size_t merged = 0;
    std::size_t late = 0; // steps that were written down hours after they happened
    const auto once = [&] {
        Spine spine(GetParam());
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
            } else if (luck == 3) {
                const auto other = *rc::gen::inRange<std::size_t>(0, people.size());
                if (spine.merge_or_undo(people[who], people[other])) ++merged;
            } else if (luck <= 2) {
                const auto all = participants::all_steps();
                const std::chrono::hours ago(*rc::gen::inRange(0, 30));
                const auto step = all[*rc::gen::inRange<std::size_t>(0, all.size())];
                if (spine.attempt(people[who], step, ago) && ago > 0h) ++late;
            } else if (spine.attempt(people[who], usual.at(next[who]))) {
                next[who] = (next[who] + 1) % usual.size();
            }
            spine.trial.clock.advance(7h);
            moments.push_back(spine.trial.clock.now());
        }
        // Chance seldom takes anybody to the end, and the last box is looked at in every case.
        people.push_back(spine.person());
        for (const Step step : usual)
            RC_ASSERT(spine.attempt(people.back(), step));
        moments.push_back(spine.trial.clock.now());
        for (const Instant moment : moments) {
            const auto cells = spine.cells(moment);
            const auto flow = consort(protocol, cells);
            RC_ASSERT(adds_up(flow));
            RC_ASSERT(cells_in(text_of(cells)) == cells); // as a closed month is frozen
            const auto other = spine.flow(moment);
            RC_ASSERT(flow.boxes.front().people == other.people);
            RC_ASSERT(flow.boxes.back().people == reached(other, Step::randomised));
            RC_ASSERT(flow.boxes[3].people == reached(other, Step::consented));
            for (std::size_t box = 0; box < flow.boxes.size(); ++box)
                if (flow.boxes[box].people > 0) boxes_filled.insert(box);
        }
        // Each person once, as known now, whatever was merged and undone before.
        const auto last = consort(protocol, spine.cells(moments.back()));
        RC_ASSERT(last.boxes.front().people == spine.people_among(people));
    };
    // Each case has a database of its own, which PostgreSQL takes its time to make.
    const int one_in = GetParam() == storage::Engine::sqlite ? 1 : 5;
    int cases = 0;
    EXPECT_TRUE(rc::check([&] {
        if (++cases % one_in == 0) once();
    }));
    EXPECT_GT(late, 0U);
    EXPECT_GT(merged, 0U);
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

TEST(Consort, OneReasonOfAFewPeopleIsNotToldAloneButWithTheNextSmallest)
{
    using participants::Stage;
    const participants::FlowCells cells{{0, Stage::declined, "time", 30},
                                        {0, Stage::declined, "benefits", 12},
                                        {0, Stage::died, "", 1},
                                        {1, Stage::died, "", 1}};
    const auto flow = consort(protocol::Protocol{}, cells);
    EXPECT_TRUE(adds_up(flow));
    EXPECT_EQ(flow.boxes[0].left,
              (std::vector<Left>{{"Declined: Has no time", 30}, {"Other reasons", 13}}));
    EXPECT_EQ(flow.boxes[1].left, (std::vector<Left>{{"Other reasons", 1}})) << "there is no other";
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
