#include "intake/ceremony/ceremony.hpp"

#include <gtest/gtest.h>

namespace evenhand::ceremony::ceremony_test {

const std::vector<std::string> parties{"custodian", "oversight", "platform"};

Act act(Kind kind, std::string party = {}, std::int64_t ceremony = 1, std::string actor = "staff:a")
{
    return {.ceremony = ceremony,
            .kind = kind,
            .party = std::move(party),
            .value = "value",
            .actor = std::move(actor),
            .reason = "why",
            .at = {}};
}

Standing after(std::vector<Act> acts)
{
    return standing_of(acts);
}

std::vector<Act> all_committed()
{
    return {act(Kind::frozen), act(Kind::committed, "platform"), act(Kind::committed, "custodian"),
            act(Kind::committed, "oversight")};
}

std::vector<Act> whole()
{
    auto acts = all_committed();
    for (const auto& party : parties)
        acts.push_back(act(Kind::revealed, party));
    acts.push_back(act(Kind::published));
    return acts;
}

TEST(Ceremony, NobodyCommitsBeforeTheSpecificationIsFrozenAndNobodyTwice)
{
    EXPECT_EQ(why_not_commit(after({}), parties, "custodian"), Refusal::out_of_order);
    EXPECT_EQ(why_not_commit(after({act(Kind::frozen)}), parties, "custodian"), std::nullopt);
    EXPECT_EQ(why_not_commit(after(all_committed()), parties, "custodian"), Refusal::out_of_order);
}

TEST(Ceremony, NothingIsRevealedBeforeEverybodyHasCommitted)
{
    auto acts = all_committed();
    EXPECT_EQ(why_not_reveal(after(acts), parties, "custodian"), std::nullopt);
    acts.pop_back();
    EXPECT_EQ(why_not_reveal(after(acts), parties, "custodian"), Refusal::out_of_order);
}

TEST(Ceremony, NobodyActsForThePlatformOrForSomebodyTheProtocolDoesNotName)
{
    for (const char* party : {"platform", "sponsor", ""}) {
        EXPECT_EQ(why_not_commit(after({act(Kind::frozen)}), parties, party),
                  Refusal::unknown_party);
        EXPECT_EQ(why_not_reveal(after(all_committed()), parties, party), Refusal::unknown_party);
    }
}

TEST(Ceremony, TheRootsArePublishedOnceAndOnlyAfterEverybodyGave)
{
    auto acts = whole();
    EXPECT_EQ(why_not_publish(after(acts), parties), Refusal::out_of_order);
    acts.pop_back();
    EXPECT_EQ(why_not_publish(after(acts), parties), std::nullopt);
    acts.pop_back();
    EXPECT_EQ(why_not_publish(after(acts), parties), Refusal::out_of_order);
}

TEST(Ceremony, ANewOneIsBegunByAnotherPersonThanTheOneWhoProposedIt)
{
    EXPECT_EQ(why_not_propose(after({}), "staff:a"), Refusal::out_of_order);
    auto acts = whole();
    EXPECT_EQ(why_not_freeze(after(acts), "staff:b"), Refusal::out_of_order);
    EXPECT_EQ(why_not_propose(after(acts), "staff:a"), std::nullopt);
    acts.push_back(act(Kind::proposed, {}, 2, "staff:a"));
    EXPECT_EQ(why_not_freeze(after(acts), "staff:a"), Refusal::same_person);
    EXPECT_EQ(why_not_freeze(after(acts), "staff:b"), std::nullopt);
    EXPECT_EQ(why_not_propose(after(acts), "staff:a"), Refusal::out_of_order);
}

TEST(Ceremony, OneThatWaitsToBeBegunIsTakenUpByAnotherPersonWhoseProposalTheFirstMayBegin)
{
    auto acts = whole();
    acts.push_back(act(Kind::proposed, {}, 2, "staff:a"));
    EXPECT_EQ(why_not_propose(after(acts), "staff:b"), std::nullopt);
    acts.push_back(act(Kind::proposed, {}, 3, "staff:b"));
    EXPECT_EQ(why_not_freeze(after(acts), "staff:b"), Refusal::same_person);
    EXPECT_EQ(why_not_freeze(after(acts), "staff:a"), std::nullopt);
}

TEST(Ceremony, ANewOneBeginsEmptyAndTheOldOneDrawsUntilItIsPublished)
{
    auto acts = whole();
    acts.push_back(act(Kind::proposed, {}, 2));
    acts.push_back(act(Kind::frozen, {}, 2, "staff:b"));
    const Standing standing = after(acts);
    EXPECT_EQ(standing.ceremony, 2);
    EXPECT_TRUE(standing.commitments.empty());
    EXPECT_FALSE(standing.published);
    EXPECT_EQ(standing.last_published, 1);
}

TEST(Ceremony, WaitsForOneThingAtATime)
{
    std::vector<Act> acts;
    std::vector<std::string_view> waited{name_of(next_step(after(acts), parties))};
    for (const Act& one : whole()) {
        acts.push_back(one);
        const auto next = name_of(next_step(after(acts), parties));
        if (next != waited.back()) waited.push_back(next);
    }
    EXPECT_EQ(waited,
              (std::vector<std::string_view>{"freeze", "commit", "reveal", "publish", "propose"}));
}

TEST(Ceremony, TellsWhoHasStillToCommitAndThenWhoHasStillToGive)
{
    auto acts = all_committed();
    acts.pop_back();
    EXPECT_EQ(owing(after(acts), parties), std::vector<std::string>{"oversight"});
    acts = all_committed();
    EXPECT_EQ(owing(after(acts), parties), (std::vector<std::string>{"custodian", "oversight"}));
    acts.push_back(act(Kind::revealed, "oversight"));
    EXPECT_EQ(owing(after(acts), parties), std::vector<std::string>{"custodian"});
    EXPECT_TRUE(owing(after(whole()), parties).empty());
}

TEST(Ceremony, OneWhoseWordsWereLostIsGivenUpByProposingTheNext)
{
    EXPECT_EQ(why_not_propose(after(all_committed()), "staff:a"), std::nullopt);
}

} // namespace evenhand::ceremony::ceremony_test
