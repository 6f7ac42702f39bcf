// The published vector of rct/1 (security.md, Appendix B), and what holds of every sequence.
#include "randomisation/sealed/sequence.hpp"

#include "core/check.hpp"
#include "randomisation/sealed/draws.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace evenhand::sealed::sequence_test {

using schemes::Arm;

constexpr std::string_view published_spec =
    R"({"alg":"blocks/1","arms":["control","support"],"block_sizes":[4,6,8],"capacity":16,)"
    R"("ratio":[1,1],"strata":["site=A|dur=<1y","site=A|dur=>=1y"]})";

schemes::SequenceSpec spec_from(std::string_view json)
{
    const auto spec = schemes::read_sequence_spec(json);
    EXPECT_TRUE(spec) << spec.error();
    return *spec;
}

Contribution contribution(std::string party, std::uint8_t byte)
{
    return {std::move(party), *crypto::SecretKey::from_bytes(Bytes(32, byte))};
}

std::vector<Contribution> published_contributions()
{
    std::vector<Contribution> all;
    all.push_back(contribution("custodian", 0x11));
    all.push_back(contribution("oversight", 0x22));
    all.push_back(contribution("platform", 0x33));
    return all;
}

Public32 published_nonce()
{
    Public32 nonce{};
    nonce.fill(0x44);
    return nonce;
}

crypto::Hash256 published_spec_hash()
{
    return spec_hash(published_nonce(), schemes::canonical_text(spec_from(published_spec)));
}

EpochKeys published_keys()
{
    return EpochKeys::derive(published_contributions(), std::nullopt, published_spec_hash());
}

Sequence published_sequence()
{
    return {"EXAMPLE-1", spec_from(published_spec), published_keys()};
}

Sequence sequence_of(std::string_view json)
{
    return {"EXAMPLE-1", spec_from(json), published_keys()};
}

std::string text_of(const std::vector<Arm>& arms)
{
    std::string text;
    for (const Arm arm : arms)
        text += static_cast<char>('0' + schemes::index_of(arm));
    return text;
}

TEST(PublishedVector, CommitmentsSpecHashAndKeysAreThose)
{
    const auto parties = published_contributions();
    EXPECT_EQ(commitment("EXAMPLE-1", parties[0]).text(),
              "150424537a86812f0cddf63be02d005ffad54f900eaffd1cc5fe27078647456b");
    EXPECT_EQ(commitment("EXAMPLE-1", parties[1]).text(),
              "e928f8483edcfb244d8082c0cbcbaad77170b27e749a2f6e79aedc9c1f031081");
    EXPECT_EQ(commitment("EXAMPLE-1", parties[2]).text(),
              "a39ed1a57084ac1cf4a61055d33c580386ecec5af68b7b04dde7ae1e6aa9ddef");
    EXPECT_EQ(published_spec_hash().text(),
              "8c89b0496c77468a0db6d92b988d85c62fd5c03f87e46478f224d413dcd74c2f");
    EXPECT_EQ(to_hex(published_keys().permutation().bytes()),
              "8ddca9bff0959ac76634aed234686578e594cfba4b8b62430330200e9e6c0f33");
    EXPECT_EQ(to_hex(published_keys().salt().bytes()),
              "16293fdfd038ddd7a7ec163e39cf67046fa3ad9814677aaddd21923b68166cb7");
}

TEST(PublishedVector, ArmsBlocksLeavesAndRootsAreThose)
{
    const Sequence sequence = published_sequence();
    EXPECT_EQ(sequence.block_sizes(0), (std::vector<std::uint32_t>{6, 4, 6}));
    EXPECT_EQ(text_of(sequence.arms(0)), "1101000011001101");
    EXPECT_EQ(leaf_of("EXAMPLE-1", sequence.open({0, 0})).text(),
              "6b63908ddbac1ce0cc2eeff72a06e5607b23b43a5570bc5a5218996643a4d83b");
    EXPECT_EQ(sequence.head(0).root.text(),
              "0771d6bd59f2e6bb09d8900e67055cf81c8da27d8e3eb6936fbffbb54ebad042");
    EXPECT_EQ(sequence.block_sizes(1), (std::vector<std::uint32_t>{4, 4, 8}));
    EXPECT_EQ(text_of(sequence.arms(1)), "1010010100111100");
    EXPECT_EQ(leaf_of("EXAMPLE-1", sequence.open({1, 0})).text(),
              "dbd6baeb5b58d7c70916e7b932fa49cb10bd12f58fce219cb76332abbd5acbbd");
    EXPECT_EQ(sequence.head(1).root.text(),
              "a4bb477114b2f6ac01c10a852d5f525d92533e96f411221814dd13df682091ce");
}

TEST(PublishedVector, TheBigStickWithALimitOfThreeIsThat)
{
    const Sequence sequence = sequence_of(
        R"({"alg":"bigstick/1","arms":["control","support"],"capacity":16,"mti":3,"ratio":[1,1],)"
        R"("strata":["all"]})");
    EXPECT_EQ(text_of(sequence.arms(0)), "1011100011000111");
    EXPECT_TRUE(sequence.block_sizes(0).empty());
}

TEST(Keys, TheOrderInWhichContributionsComeChangesNothing)
{
    auto turned = published_contributions();
    std::ranges::reverse(turned);
    const EpochKeys keys = EpochKeys::derive(turned, std::nullopt, published_spec_hash());
    EXPECT_EQ(to_hex(keys.permutation().bytes()), to_hex(published_keys().permutation().bytes()));
}

TEST(Keys, EachContributionTheBeaconAndTheSpecDecide)
{
    const std::string published = to_hex(published_keys().permutation().bytes());
    auto other = published_contributions();
    other[1] = contribution("oversight", 0x23);
    const auto spec = published_spec_hash();
    EXPECT_NE(to_hex(EpochKeys::derive(other, std::nullopt, spec).permutation().bytes()),
              published);
    Public32 beacon{};
    beacon[31] = 1;
    EXPECT_NE(
        to_hex(EpochKeys::derive(published_contributions(), beacon, spec).permutation().bytes()),
        published);
    EXPECT_NE(to_hex(EpochKeys::derive(published_contributions(), std::nullopt, crypto::sha256("x"))
                         .permutation()
                         .bytes()),
              published);
}

TEST(Sequence, AnArmAskedForAloneIsTheArmOfTheWhole)
{
    const Sequence blocks = published_sequence();
    const Sequence stick = sequence_of(
        R"({"alg":"bigstick/1","arms":["a","b","c"],"capacity":40,"mti":2,"ratio":[2,1,1],)"
        R"("strata":["x","y","z"]})");
    for (const Sequence* sequence : {&blocks, &stick}) {
        for (std::uint32_t stratum = 0; stratum < sequence->spec().strata.size(); ++stratum) {
            const auto all = sequence->arms(stratum);
            for (std::uint32_t position = 0; position < all.size(); ++position)
                ASSERT_EQ(sequence->arm_at({stratum, position}), all[position]);
        }
    }
}

TEST(Sequence, ASlotBeyondTheSpecIsABug)
{
    const Sequence sequence = published_sequence();
    EXPECT_THROW(static_cast<void>(sequence.arm_at({0, 16})), Bug);
    EXPECT_THROW(static_cast<void>(sequence.arm_at({2, 0})), Bug);
    EXPECT_THROW(static_cast<void>(sequence.receipt({0, 16})), Bug);
}

TEST(Sequence, SimpleRandomisationIsTheCoinOfTheBigStickWithoutALimit)
{
    const Sequence simple = sequence_of(
        R"({"alg":"simple/1","arms":["a","b"],"capacity":60,"ratio":[2,2],"strata":["all"]})");
    const Sequence stick = sequence_of(
        R"({"alg":"bigstick/1","arms":["a","b"],"capacity":60,"mti":60,"ratio":[1,1],"strata":["all"]})");
    EXPECT_EQ(text_of(simple.arms(0)), text_of(stick.arms(0)));
}

TEST(Receipt, EverySlotsReceiptProvesItsOwnArmAndNoOther)
{
    const Sequence sequence = published_sequence();
    for (std::uint32_t position = 0; position < 16; ++position) {
        const Receipt receipt = sequence.receipt({1, position});
        ASSERT_TRUE(proves(receipt, sequence.head(1)));
        ASSERT_FALSE(proves(receipt, sequence.head(0)));

        Receipt other_arm = receipt;
        other_arm.opening.arm = schemes::arm_number(1 - schemes::index_of(receipt.opening.arm));
        ASSERT_FALSE(proves(other_arm, sequence.head(1)));
        Receipt other_place = receipt;
        other_place.opening.slot.position = (position + 1) % 16;
        ASSERT_FALSE(proves(other_place, sequence.head(1)));
        Receipt other_stratum = receipt;
        other_stratum.opening.slot.stratum = 0;
        ASSERT_FALSE(proves(other_stratum, sequence.head(1)));
        Receipt other_trial = receipt;
        other_trial.trial = "EXAMPLE-2";
        ASSERT_FALSE(proves(other_trial, sequence.head(1)));
    }
}

TEST(Receipt, ItsOwnRootIsNotBelieved)
{
    const Sequence sequence = published_sequence();
    Receipt made_up = sequence.receipt({0, 3});
    made_up.opening.arm = schemes::arm_number(1 - schemes::index_of(made_up.opening.arm));
    made_up.path.clear();
    made_up.capacity = 1;
    made_up.opening.slot.position = 0;
    made_up.root = leaf_of(made_up.trial, made_up.opening);
    EXPECT_TRUE(proves(made_up, {1, made_up.root}));
    EXPECT_FALSE(proves(made_up, sequence.head(0)));
}

TEST(Receipt, ItsTextReadsBackAndEveryChangedByteIsNoticed)
{
    const Sequence sequence = published_sequence();
    const Receipt receipt = sequence.receipt({0, 5});
    const std::string text = text_of(receipt);
    const auto back = read_receipt(text);
    ASSERT_TRUE(back) << back.error();
    EXPECT_EQ(*back, receipt);
    for (std::size_t at = 0; at < text.size(); ++at) {
        for (const char other : {'0', '1', 'f', ' ', '}'}) {
            std::string changed = text;
            if (changed[at] == other) continue;
            changed[at] = other;
            const auto read = read_receipt(changed);
            ASSERT_FALSE(read && proves(*read, sequence.head(0))) << changed;
        }
    }
}

// A draw that runs out of its first HMAC goes on with the next, and never repeats.
TEST(CoinDraws, ALongDrawGoesOnWithoutRepeating)
{
    const EpochKeys keys = published_keys();
    MacWords words(keys.permutation(), "test");
    std::vector<std::uint32_t> seen;
    for (int i = 0; i < 40; ++i)
        seen.push_back(words.next());
    std::ranges::sort(seen);
    EXPECT_EQ(std::ranges::adjacent_find(seen), seen.end());
}

} // namespace evenhand::sealed::sequence_test
