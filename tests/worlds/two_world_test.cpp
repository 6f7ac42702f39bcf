// Nobody who may not know an arm is told it, by a word, a count, a length or an order (design 1.4,
// 8.9; security 3.3, S3).
#include "http/page_routes.hpp"
#include "people/participants/merging.hpp"
#include "tests/matrix/requests.hpp"
#include "tests/worlds/two_worlds.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::worlds::two_world_test {

constexpr std::size_t whole_epoch = epoch_positions;

std::string all_of(const std::vector<std::string>& each)
{
    std::string lines;
    for (const auto& line : each)
        lines += line + "\n";
    return lines;
}

/// Two worlds with so many people in groups, put there by that account.
struct Pair
{
    Pair(storage::Engine engine, Wanted wanted, std::size_t allocated, std::string_view by)
        : one(engine, Seeds{}), other(engine, seeds_of_other_world(wanted))
    {
        for (World* world : {&one, &other}) {
            world->allocate(allocated, by);
            world->go_on();
        }
    }
    World one;
    World other;
};

class TwoWorlds : public testing::TestWithParam<storage::Engine>
{
};
INSTANTIATE_TEST_SUITE_P(Engines, TwoWorlds, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

/// Who is asked of the same two worlds, one after the other: who writes comes after who reads, and
/// who writes most of all has worlds of their own.
using Party = std::vector<const char*>;

void expect_alike(Pair& worlds, const Party& party, std::size_t least_pages = 5)
{
    for (const char* handle : party) {
        const auto compared = compare(worlds.one, worlds.other, handle);
        EXPECT_EQ(all_of(compared.differences), "") << handle;
        EXPECT_EQ(all_of(compared.logged_otherwise), "") << handle;
        EXPECT_GE(compared.requests, 100U);
        EXPECT_GE(compared.pages, least_pages) << handle;
    }
}

TEST_P(TwoWorlds, WhereEverybodyIsInAnotherGroupGiveTheSameBytesToWhoMayNotKnow)
{
    // Nobody who is asked pressed the button, and lead and specialist are of other areas than
    // theirs.
    for (const Party& party :
         {Party{"interviewer", "evaluator", "monitor", "steering", "auditor", "custodian", "data",
                "manager", "safeguarding", "specialist", "admin"},
          Party{"intake"}, Party{"lead"}, Party{"dpo"}}) {
        Pair worlds(GetParam(), Wanted::swapped, whole_epoch, "lead2");
        expect_alike(worlds, party);
    }
}

TEST_P(TwoWorlds, ThatDifferOnlyInWhatIsNextGiveTheSameBytesToWhoRecruits)
{
    // Everybody, since the past is the same: also who drew these people, and who supports them.
    for (const Party& party :
         {Party{"interviewer", "evaluator", "auditor", "manager", "provider", "specialist2"},
          Party{"intake"}, Party{"lead"}, Party{"lead2"}}) {
        Pair worlds(GetParam(), Wanted::alike_but_the_last, whole_epoch - 1, "intake");
        constexpr std::size_t of_the_journey = 20; // the walk reaches the pages of the journey
        expect_alike(worlds, party, of_the_journey);
    }
}

TEST_P(TwoWorlds, WhereTwoRecordsWereMergedTellNothingOfTheGroupsOfTheTwo)
{
    // In one world the two allocations of the person are alike, and in the other they are not. Not
    // asked are those who know the groups of these people: who drew them, and who supports them.
    for (const Party& party :
         {Party{"interviewer", "evaluator", "monitor", "steering", "auditor", "custodian", "data",
                "manager", "safeguarding", "specialist", "admin"},
          Party{"intake"}, Party{"lead"}, Party{"dpo"}}) {
        Pair worlds(GetParam(), Wanted::alike_but_the_last, whole_epoch, "lead2");
        for (World* world : {&worlds.one, &worlds.other}) {
            auto& house = *world->trial.house;
            const storage::Actor lead{storage::ActorKind::staff, world->trial.account_id("lead"),
                                      "team_lead"};
            const auto merged = house.units->write(lead, "test", [&](storage::UnitOfWork& work) {
                return participants::merge(work, house.journeys, world->people[whole_epoch - 2],
                                           world->people[whole_epoch - 1],
                                           identity::MergeGround::documents)
                    .has_value();
            });
            EXPECT_TRUE(merged);
        }
        expect_alike(worlds, party);
    }
}

// Everybody is asked, the unblinded statistician too: who holds the receipts of one epoch learns
// from them nothing of the next (design 8.9).
TEST_P(TwoWorlds, ThatShareAnEpochAndDifferInTheNextGiveTheSameBytesToEverybody)
{
    Pair worlds(GetParam(), Wanted::next_epoch, whole_epoch, "intake");
    expect_alike(worlds, {"interviewer", "evaluator", "monitor", "steering", "statistician",
                          "auditor", "custodian", "data", "manager", "provider", "safeguarding",
                          "specialist", "specialist2", "lead", "lead2", "intake", "dpo", "admin"});
}

// Each page is given to one of those who are compared; or it is not, and why stands here. Of the
// forms most are taken. The others are refused, to people who stand elsewhere or for a sample that
// does not fit, and then the refusals are compared.
TEST_P(TwoWorlds, AreComparedOnEveryPageThatThereIs)
{
    const std::set<std::string_view> elsewhere{
        // Of whoever is not signed in whole.
        "GET /sign-in/code", "GET /sign-in/recovery-code",
        // Of accounts alone, and of what two others decide about them.
        "GET /account/recovery-codes", "GET /staff/{account}/postings/{posting}",
        "GET /staff/{account}/proposals/{proposal}", "GET /staff/{account}/roles/{grant}/revoke",
        // Of who stands, or what was found out, as nobody in these worlds does before the forms are
        // sent; each is walked by a journey of its own.
        "GET /interviews/{unblinding}", "GET /interviews/{unblinding}/in-error",
        "GET /interviews/{unblinding}/taken-over", "GET /participants/{person}/acknowledgement",
        "GET /participants/{person}/allocation/result",
        "GET /participants/{person}/appointment/{appointment}/cancel",
        "GET /participants/{person}/contacts/{contact}/destroy",
        "GET /participants/{person}/decision",
        "GET /participants/{person}/details/{details}/destroy",
        "GET /participants/{person}/eligibility/resolve",
        "GET /participants/{person}/referrals/{referral}/not-theirs",
        "GET /participants/{person}/same-number/{record}", "GET /participants/{person}/two-people"};
    constexpr std::size_t least_forms_taken = 45;
    Pair worlds(GetParam(), Wanted::next_epoch, whole_epoch, "intake");
    std::set<std::string> reached;
    for (const char* handle :
         {"statistician", "auditor", "custodian", "data", "provider", "specialist2", "safeguarding",
          "interviewer", "manager", "lead2", "lead", "intake", "admin", "dpo"})
        reached.merge(compare(worlds.one, worlds.other, handle).reached);
    std::size_t forms = 0;
    for (const auto& route : worlds.one.trial.house->router.routes()) {
        if (route.permission == "public") continue;
        const auto name = matrix::name_of(route);
        if (route.method == http::Method::post)
            forms += reached.count(name);
        else
            EXPECT_NE(reached.contains(name), elsewhere.contains(name)) << name;
    }
    EXPECT_GE(forms, least_forms_taken);
}

// Whoever reads the log, an administrator say, sees what those asked for who know a group: the
// specialist opens the case, the lead prints the list of services. In the other world it is the
// other way round, and the log is the same (http/route.hpp, `of_one_group`).
TEST_P(TwoWorlds, AreNotToldApartByTheLogOfWhatThoseAskForWhoKnowTheGroups)
{
    Pair worlds(GetParam(), Wanted::swapped, whole_epoch, "intake");
    for (const char* handle : {"specialist2", "lead2"}) {
        const auto compared = compare(worlds.one, worlds.other, handle);
        EXPECT_FALSE(compared.differences.empty()) << handle << " knows the groups";
        EXPECT_EQ(all_of(compared.logged_otherwise), "") << handle;
    }
}

TEST_P(TwoWorlds, HoldWhatIsToTellNobodyAnything)
{
    Pair worlds(GetParam(), Wanted::swapped, whole_epoch, "intake");
    for (World* world : {&worlds.one, &worlds.other}) {
        auto& trial = world->trial;
        EXPECT_GT(trial.number({"test.packs", "SELECT count(*) FROM pack_given"}), 0);
        EXPECT_GT(trial.number({"test.cases", "SELECT count(*) FROM case_assignment"}), 0);
        EXPECT_EQ(trial.number({"test.left", "SELECT count(*) FROM withdrawal"}), 2);
        EXPECT_GT(trial.number({"test.sent", "SELECT count(*) FROM outbox"}), 0);
        EXPECT_EQ(trial.number({"test.epochs", "SELECT count(*) FROM allocation_epoch"}), 2);
        const auto waiting = world->people.back().text();
        auto officer = world->signed_in("intake");
        officer.get("/participants/" + waiting + "/allocation");
        EXPECT_NO_THROW((void)officer.page().form("Put into a group by chance"));
        auto evaluator = world->signed_in("evaluator");
        EXPECT_TRUE(evaluator.get("/flow").says("Randomised (n = 4)")) << evaluator.page().text;
    }
}

// Teeth -----------------------------------------------------------------------------------------

/// Whether the first of these people is in the first group.
bool arm_tells_a(const World& world, storage::UnitOfWork& work)
{
    const auto& house = *world.trial.house;
    const auto drawn = house.allocations.allocation_of(work, world.people.front());
    return drawn.value().arm == house.protocol.randomisation.arms.front().id;
}

/// A page of one byte, which says what it is asked of the world.
template <class Ask, class Status>
void leak(World& world, Ask ask, Status status)
{
    world.trial.house->router.add(
        {.method = http::Method::get,
         .path = "/leak",
         .permission = "participants.list",
         .relation = "any",
         .view = http::View::aggregate,
         .audit = http::AuditClass::none,
         .rate = http::RateClass::staff_page,
         .step_up = http::StepUp::no,
         .sample = http::Sample{},
         .handler =
             http::UnitHandler{[&world, ask, status](const http::Request&, const http::Viewer&,
                                                     storage::UnitOfWork& work) {
                 return http::page(status(world, work),
                                   [byte = ask(world, work)] { return std::string(1, byte); });
             }}});
}

template <class Ask>
void leak(World& world, Ask ask)
{
    leak(world, ask, [](World&, storage::UnitOfWork&) { return 200; });
}

/// The only page that tells the worlds apart for who may not know the arms.
void expect_only_the_leak(Pair& worlds)
{
    const auto compared = compare(worlds.one, worlds.other, "intake");
    ASSERT_GE(compared.differences.size(), 1U);
    for (const auto& line : compared.differences)
        EXPECT_EQ(line.rfind("GET /leak", 0), 0U) << all_of(compared.differences);
}

TEST_P(TwoWorlds, AreToldApartByOneByteThatDependsOnAnArm)
{
    Pair worlds(GetParam(), Wanted::swapped, whole_epoch, "lead");
    for (World* world : {&worlds.one, &worlds.other}) {
        leak(*world, [](World& in, storage::UnitOfWork& work) {
            return arm_tells_a(in, work) ? 'a' : 'b';
        });
    }
    expect_only_the_leak(worlds);
}

TEST_P(TwoWorlds, AreToldApartByOneByteOfTheNextEpoch)
{
    Pair worlds(GetParam(), Wanted::next_epoch, whole_epoch, "intake");
    for (World* world : {&worlds.one, &worlds.other}) {
        leak(*world, [](World& in, storage::UnitOfWork& work) {
            const auto stratum = protocol::strata(in.trial.house->protocol).front().label;
            const auto next = in.trial.house->allocations.last_epoch(work, stratum).value();
            // Of a hash, so one letter may be the same by luck: all of them come to one byte.
            char byte = 'a';
            for (const char letter : next.root)
                byte = static_cast<char>('a' + (byte - 'a' + letter) % 26);
            return byte;
        });
    }
    expect_only_the_leak(worlds);
}

TEST_P(TwoWorlds, AreToldApartByAFormThatNoPageShows)
{
    Pair worlds(GetParam(), Wanted::swapped, whole_epoch, "lead");
    for (World* world : {&worlds.one, &worlds.other}) {
        world->trial.house->router.add(http::staff_form(
            http::staff_page("/leak/{person}", {.permission = "participants.list"},
                             http::UnitHandler{[world](const http::Request&, const http::Viewer&,
                                                       storage::UnitOfWork& work) {
                                 work.log({.action = "test.leaked",
                                           .object_type = "person",
                                           .object_id = world->people.front().text(),
                                           .detail = {}});
                                 return http::see_other(arm_tells_a(*world, work) ? "/"
                                                                                  : "/triage");
                             }},
                             {{"person", "@person"}}),
            {}));
    }
    const auto compared = compare(worlds.one, worlds.other, "intake");
    ASSERT_FALSE(compared.differences.empty());
    for (const auto& line : compared.differences)
        EXPECT_EQ(line.rfind("POST /leak", 0), 0U) << all_of(compared.differences);
}

TEST_P(TwoWorlds, AreToldApartByALogThatNamesWhatOneGroupHas)
{
    Pair worlds(GetParam(), Wanted::swapped, whole_epoch, "lead");
    for (World* world : {&worlds.one, &worlds.other}) {
        leak(
            *world, [](World&, storage::UnitOfWork&) { return 'a'; },
            [](World& in, storage::UnitOfWork& work) { return arm_tells_a(in, work) ? 200 : 404; });
    }
    const auto compared = compare(worlds.one, worlds.other, "intake");
    ASSERT_FALSE(compared.logged_otherwise.empty());
    EXPECT_EQ(compared.logged_otherwise.front().rfind("GET /leak", 0), 0U);
}

} // namespace evenhand::worlds::two_world_test
