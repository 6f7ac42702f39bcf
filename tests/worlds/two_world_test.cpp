// Nobody who may not know an arm is told it, by a word, a count, a length or an order (design 1.4,
// 8.9; security 3.3, S3).
#include "tests/worlds/two_worlds.hpp"

#include <gtest/gtest.h>

namespace evenhand::worlds::two_world_test {

constexpr std::size_t people = 4;
constexpr std::uint64_t first_seed = 1;

std::string all_of(const Compared& compared)
{
    std::string lines;
    for (const auto& line : compared.differences)
        lines += line + "\n";
    return lines;
}

/// Two worlds with these people in groups, put there by that account.
struct Pair
{
    Pair(storage::Engine engine, Wanted wanted, std::size_t allocated, std::string_view by)
        : one(engine, first_seed),
          other(engine, seed_of_other_world(first_arms(first_seed, people), wanted))
    {
        one.allocate(allocated, by);
        other.allocate(allocated, by);
    }
    World one;
    World other;
};

class TwoWorlds : public testing::TestWithParam<storage::Engine>
{
};
INSTANTIATE_TEST_SUITE_P(Engines, TwoWorlds, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(TwoWorlds, WhereEverybodyIsInAnotherGroupGiveTheSameBytesToWhoMayNotKnow)
{
    // Nobody who is asked sat with these people, and the lead is of other areas than theirs.
    for (const char* handle : {"intake", "lead", "interviewer", "evaluator", "manager", "data",
                               "steering", "safeguarding", "monitor", "admin"}) {
        Pair worlds(GetParam(), Wanted::swapped, people, "dpo");
        const auto compared = compare(worlds.one, worlds.other, handle);
        EXPECT_EQ(all_of(compared), "") << handle;
        EXPECT_GE(compared.requests, 100U);
    }
}

TEST_P(TwoWorlds, ThatDifferOnlyInWhatIsNextGiveTheSameBytesToWhoRecruits)
{
    for (const char* handle : {"intake", "lead"}) {
        Pair worlds(GetParam(), Wanted::alike_but_the_last, people - 1, "dpo");
        const auto compared = compare(worlds.one, worlds.other, handle);
        EXPECT_EQ(all_of(compared), "") << handle;
        EXPECT_GE(compared.pages, 20U) << "the walk reaches the pages of the journey";
    }
}

TEST_P(TwoWorlds, AreToldApartByOneByteThatDependsOnAnArm)
{
    Pair worlds(GetParam(), Wanted::swapped, people, "lead");
    for (World* world : {&worlds.one, &worlds.other}) {
        auto& house = *world->trial.house;
        house.router.add(
            {.method = http::Method::get,
             .path = "/leak",
             .permission = "participants.list",
             .relation = "any",
             .view = http::View::aggregate,
             .audit = http::AuditClass::none,
             .rate = http::RateClass::staff_page,
             .step_up = http::StepUp::no,
             .sample = http::Sample{},
             .handler = http::UnitHandler{[&house, world](const http::Request&, const http::Viewer&,
                                                          storage::UnitOfWork& work) {
                 const auto drawn = house.allocations.allocation_of(work, world->people.front());
                 const auto& arms = house.protocol.randomisation.arms;
                 return http::page(200, [first = drawn.value().arm == arms.front().id] {
                     return std::string(first ? "<p>a</p>" : "<p>b</p>");
                 });
             }}});
    }
    const auto compared = compare(worlds.one, worlds.other, "intake");
    ASSERT_GE(compared.differences.size(), 1U);
    EXPECT_EQ(compared.differences.front().rfind("GET /leak", 0), 0U) << all_of(compared);
}

} // namespace evenhand::worlds::two_world_test
