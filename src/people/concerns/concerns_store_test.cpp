#include "people/concerns/concerns_store.hpp"

#include "storage/rebuild.hpp"
#include "tests/support/test_trial.hpp"

#include <gtest/gtest.h>

#include <set>

namespace evenhand::concerns::concerns_store_test {

using namespace std::chrono_literals;

constexpr DueRules rules{.safeguarding = 0, .adverse_event = 1, .complaint = 3, .incident = 1};
constexpr const char* me = "0123456789abcdef0123456789abcdef";

TEST(Concerns, HarmIsDueTheSameDayAndTheRestInWorkingDays)
{
    const auto saturday = *LocalDate::parse("2026-03-07");
    EXPECT_EQ(due_of(Kind::safeguarding, saturday, rules, {}), saturday);
    EXPECT_EQ(due_of(Kind::adverse_event, saturday, rules, {}).iso(), "2026-03-09");
    EXPECT_EQ(due_of(Kind::complaint, saturday, rules, {}).iso(), "2026-03-11");
}

State open_state()
{
    return {.id = *ConcernId::parse("00000000000000000000000000000001"),
            .person = *PersonId::parse("00000000000000000000000000000002"),
            .raised = {},
            .due = *LocalDate::parse("2026-03-03")};
}

TEST(Concerns, AreClosedOnlyByAnOutcomeAndOnlyWhileOpen)
{
    const State open = open_state();
    EXPECT_EQ(changed(open, {.change = Change::closed}).error(), Refusal::incomplete);
    const auto closed = changed(open, {.change = Change::closed, .outcome = Outcome::resolved});
    ASSERT_TRUE(closed);
    EXPECT_FALSE(closed->open);
    for (const Change change :
         {Change::taken_on, Change::noted, Change::due_moved, Change::closed}) {
        EXPECT_EQ(changed(*closed, {.change = change, .owner = me, .note = "more"}).error(),
                  Refusal::is_closed);
    }
    EXPECT_EQ(changed(*closed, {.change = Change::reopened}).error(), Refusal::note_needed);
    const auto again = changed(*closed, {.change = Change::reopened, .note = "it came back"});
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->open);
    EXPECT_FALSE(again->outcome);
    EXPECT_EQ(changed(open, {.change = Change::reopened, .note = "?"}).error(), Refusal::is_open);
}

TEST(Concerns, WhoseWriterHasNotReadTheLastChangeTakesANoteAndNothingElse)
{
    State state = open_state();
    state.place = 2;
    const auto taken = [&](std::int64_t seen) {
        return changed(state, {.change = Change::taken_on, .owner = "me", .seen = seen});
    };
    EXPECT_EQ(taken(1).error(), Refusal::moved_on);
    EXPECT_EQ(taken(-1).error(), Refusal::moved_on);
    EXPECT_TRUE(taken(2));
    NewChange whole{
        .due = LocalDate::parse("2026-03-09"), .outcome = Outcome::resolved, .note = "why"};
    for (const Change change : {Change::due_moved, Change::closed}) {
        whole.change = change;
        whole.seen = 1;
        EXPECT_EQ(changed(state, whole).error(), Refusal::moved_on);
        whole.seen = 2;
        EXPECT_TRUE(changed(state, whole));
    }
    EXPECT_TRUE(changed(state, {.change = Change::noted, .note = "Rang them.", .seen = 1}));
    State closed = open_state();
    closed.open = false;
    closed.place = 3;
    const NewChange again{.change = Change::reopened, .note = "Once more.", .seen = 2};
    EXPECT_EQ(changed(closed, again).error(), Refusal::moved_on) << "though it may be opened";
}

TEST(Concerns, ADueDayMovesOnlyWithANoteAndNobodyTakesOnWhatIsTheirs)
{
    const State open = open_state();
    const auto later = LocalDate::parse("2026-03-09");
    EXPECT_EQ(changed(open, {.change = Change::due_moved, .due = later}).error(),
              Refusal::note_needed);
    EXPECT_EQ(changed(open, {.change = Change::due_moved, .note = "why"}).error(),
              Refusal::incomplete);
    EXPECT_EQ(changed(open, {.change = Change::due_moved, .due = later, .note = "why"})->due,
              *later);
    const auto mine = changed(open, {.change = Change::taken_on, .owner = me});
    ASSERT_TRUE(mine);
    EXPECT_EQ(changed(*mine, {.change = Change::taken_on, .owner = me}).error(), Refusal::already);
}

/// A trial on one engine with people to worry about.
struct Desk
{
    explicit Desk(storage::Engine engine) : trial(engine) {}

    template <class Do>
    auto write(Do what)
    {
        return trial.units->write(officer, "test", what);
    }
    PersonId person()
    {
        return write([&](storage::UnitOfWork& work) {
            return identities.confirm_claim(work, identities.make_claim(work, {}), "new").value();
        });
    }
    ConcernId raise(PersonId who, Kind kind = Kind::complaint)
    {
        return write([&](storage::UnitOfWork& work) {
            return store.raise(work, who, kind, "They waited an hour.").value();
        });
    }
    Result<State, Refusal> change(ConcernId concern, const NewChange& wanted)
    {
        return write(
            [&](storage::UnitOfWork& work) { return store.change(work, concern, wanted); });
    }
    QueuePage queue(const std::optional<After>& after = {}, const char* today = "2026-03-02")
    {
        return write([&](storage::UnitOfWork& work) {
            return store.queue(work, after, *LocalDate::parse(today));
        });
    }
    bool agrees()
    {
        return storage::rebuild(*trial.database, {derived_states()}, storage::Rebuild::compare)
            .front()
            .equal;
    }

    tests::TestTrial trial;
    identity::Vault vault{trial.keys};
    identity::IdentityStore identities{vault, {sealed_rows}};
    identity::NoteStore notes{vault};
    ConcernStore store{notes, rules, {}};
    storage::Actor officer{storage::ActorKind::staff, me, ""};
};

class ConcernLog : public ::testing::TestWithParam<storage::Engine>
{
};
INSTANTIATE_TEST_SUITE_P(Engines, ConcernLog, ::testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(ConcernLog, OpensWithWhatWasSaidAndAllThatWasDone)
{
    Desk desk(GetParam());
    const ConcernId id = desk.raise(desk.person());
    ASSERT_TRUE(desk.change(id, {.change = Change::taken_on, .owner = me}));
    ASSERT_TRUE(desk.change(id, {.change = Change::noted, .note = "Telephoned them."}));
    ASSERT_TRUE(desk.change(id, {.change = Change::closed, .outcome = Outcome::resolved}));
    EXPECT_EQ(desk.change(id, {.change = Change::noted, .note = "late"}).error(),
              Refusal::is_closed);
    const auto concern =
        desk.write([&](storage::UnitOfWork& work) { return desk.store.open(work, id).value(); });
    EXPECT_EQ(concern.text, "They waited an hour.");
    ASSERT_EQ(concern.events.size(), 3U);
    EXPECT_EQ(concern.events[1].note, "Telephoned them.");
    EXPECT_EQ(concern.state.outcome, Outcome::resolved);
    EXPECT_TRUE(desk.queue().rows.empty());
    EXPECT_TRUE(desk.agrees());
}

TEST_P(ConcernLog, QueuesNobodysFirstThenTheMostOverdueEachOnce)
{
    Desk desk(GetParam());
    const PersonId who = desk.person();
    std::set<std::string> raised;
    for (int i = 0; i < ConcernStore::page_size + 9; ++i) {
        const ConcernId id = desk.raise(who, i % 2 == 0 ? Kind::safeguarding : Kind::complaint);
        raised.insert(id.text());
        if (i % 3 == 0) {
            ASSERT_TRUE(desk.change(id, {.change = Change::taken_on, .owner = me}));
        }
    }
    std::set<std::string> seen;
    std::vector<std::pair<bool, LocalDate>> order;
    std::optional<After> after;
    do {
        const auto page = desk.queue(after, "2026-03-03");
        EXPECT_EQ(page.open, static_cast<std::int64_t>(raised.size()));
        EXPECT_GT(page.overdue, 0);
        EXPECT_LT(page.unowned, page.open);
        for (const State& state : page.rows) {
            EXPECT_TRUE(seen.insert(state.id.text()).second);
            order.emplace_back(!state.owner.empty(), state.due);
        }
        after = page.next;
    } while (after);
    EXPECT_EQ(seen, raised);
    EXPECT_TRUE(std::ranges::is_sorted(order));
    EXPECT_TRUE(desk.agrees());
}

TEST_P(ConcernLog, AnErasedPersonsConcernsAreCountedAndNeverReadAgain)
{
    Desk desk(GetParam());
    const PersonId who = desk.person();
    const ConcernId id = desk.raise(who);
    ASSERT_TRUE(desk.change(id, {.change = Change::noted, .note = "Telephoned them."}));
    desk.write([&](storage::UnitOfWork& work) {
        const auto plan = desk.identities.plan_erasure(work, who, identity::KeyClass::casework);
        EXPECT_EQ(plan.rows.size(), 2U);
        desk.identities.erase(work, plan, "asked");
        const auto concern = desk.store.open(work, id).value();
        EXPECT_FALSE(concern.text);
        EXPECT_FALSE(concern.events[0].note);
        EXPECT_FALSE(desk.store.raise(work, who, Kind::incident, "more"));
        return 0;
    });
    EXPECT_EQ(desk.change(id, {.change = Change::noted, .note = "more"}).error(), Refusal::erased);
    EXPECT_EQ(desk.queue().open, 1);
}

} // namespace evenhand::concerns::concerns_store_test
