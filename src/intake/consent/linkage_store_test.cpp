#include "intake/consent/linkage_store.hpp"

#include "storage/connection.hpp"
#include "tests/support/canaries.hpp"
#include "tests/support/consent_world.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenhand::consent::linkage_store_test {

using participants::Stage;

LinkageKeys keys(const char* number = "QQ 12 34 56 C")
{
    LinkageKeys all{.ni_number = {},
                    .former_names = "Zoë Sample",
                    .sex = RecordSex::female,
                    .address = "1 Example Street",
                    .postcode = Postcode::parse("S1 2HH", PostcodeEntry::staff_screen).value()};
    if (number != nullptr) all.ni_number = NiNumber::parse(number, IdentifierMode::demo).value();
    return all;
}

class Linkage : public ::testing::TestWithParam<storage::Engine>
{
protected:
    Result<LinkageId, LinkageRefusal> give(PersonId who, const LinkageKeys& what)
    {
        return world.as("intake", [&](storage::UnitOfWork& work) {
            return world.linkage.give(work, who, what);
        });
    }
    std::optional<LinkageKeys> opened(PersonId who)
    {
        return world.as("intake",
                        [&](storage::UnitOfWork& work) { return world.linkage.open(work, who); });
    }
    std::int64_t count_index()
    {
        constexpr storage::Statement count{"test.linkage_index",
                                           "SELECT count(*) FROM linkage_index"};
        return world.as("intake", [&](storage::UnitOfWork& work) {
            return work.sql().one<std::int64_t>(count);
        });
    }

    ConsentWorld world{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Engines, Linkage, ::testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(Linkage, IsAskedOnlyOfThoseWhoAgreedToIt)
{
    const auto who = world.person();
    EXPECT_EQ(give(who, keys()).error(), LinkageRefusal::not_now) << "no consent yet";
    ASSERT_TRUE(world.sign("intake", who, world.yes(/*records=*/false)));
    EXPECT_EQ(give(who, keys()).error(), LinkageRefusal::not_agreed);
    EXPECT_FALSE(opened(who));
    ASSERT_TRUE(world.sign("intake", who, world.yes()));
    EXPECT_TRUE(give(who, keys()));
}

TEST_P(Linkage, IsSealedAndOpensAsItWasGivenAndTheLastOneStands)
{
    const auto who = world.person();
    ASSERT_TRUE(world.sign("intake", who, world.yes()));
    ASSERT_TRUE(give(who, keys()));
    EXPECT_EQ(opened(who)->ni_number->reveal(), "QQ123456C");
    EXPECT_EQ(opened(who)->former_names, "Zoë Sample");
    EXPECT_EQ(opened(who)->sex, RecordSex::female);
    EXPECT_EQ(opened(who)->postcode->reveal(), keys().postcode->reveal());
    ASSERT_TRUE(give(who, keys(nullptr)));
    EXPECT_FALSE(opened(who)->ni_number) << "they do not know it after all";
    EXPECT_EQ(count_index(), 0);
    EXPECT_EQ(world.journey(who).stage, Stage::consented);
}

TEST_P(Linkage, CanBeSkippedForAReasonAndGivenLater)
{
    const auto who = world.person();
    ASSERT_TRUE(world.sign("intake", who, world.yes()));
    const auto standing = [&] {
        return world.as(
            "intake", [&](storage::UnitOfWork& work) { return world.linkage.standing(work, who); });
    };
    EXPECT_FALSE(standing());
    world.as("intake", [&](storage::UnitOfWork& work) {
        EXPECT_TRUE(world.linkage.skip(work, who, SkipReason::not_to_hand).has_value());
    });
    EXPECT_EQ(standing()->skipped, SkipReason::not_to_hand);
    ASSERT_TRUE(give(who, keys()));
    EXPECT_FALSE(standing()->skipped);
}

TEST_P(Linkage, OfTwoPeopleWithOneNumberEachIsToldOfTheOther)
{
    const auto one = world.person();
    const auto other = world.person();
    const auto others = [&](PersonId who) {
        return world.as("intake", [&](storage::UnitOfWork& work) {
            return world.linkage.others_with_number(work, who);
        });
    };
    for (const auto who : {one, other}) {
        ASSERT_TRUE(world.sign("intake", who, world.yes()));
        ASSERT_TRUE(give(who, keys()));
    }
    EXPECT_EQ(others(one), std::vector<PersonId>{other});
    EXPECT_EQ(others(other), std::vector<PersonId>{one});
    ASSERT_TRUE(give(other, keys("QQ 12 34 57 C")));
    EXPECT_TRUE(others(one).empty());
}

TEST_P(Linkage, AnErasureLeavesNeitherTheKeysNorTheirHash)
{
    const auto who = world.person();
    ASSERT_TRUE(world.sign("intake", who, world.yes()));
    ASSERT_TRUE(give(who, keys()));
    EXPECT_EQ(count_index(), 1);
    world.as("dpo", [&](storage::UnitOfWork& work) {
        const auto plan = world.identities.plan_erasure(work, who, identity::KeyClass::linkage);
        EXPECT_EQ(plan.rows.size(), 1U);
        world.identities.erase(work, plan, "asked");
    });
    EXPECT_FALSE(opened(who));
    EXPECT_EQ(count_index(), 0);
    EXPECT_EQ(give(who, keys()).error(), LinkageRefusal::erased);
    EXPECT_TRUE(world.in_force(who)) << "the consent is of another class";
}

TEST_P(Linkage, StandsInNoFileOfTheStoreUnsealed)
{
    const auto who = world.person();
    ASSERT_TRUE(world.sign("intake", who, world.yes()));
    ASSERT_TRUE(give(who, keys()));
    tests::Canaries canaries;
    canaries.add("the National Insurance number", "QQ123456C");
    canaries.add("a former name", "Zoë Sample");
    canaries.add("the address", "1 Example Street");
    canaries.add("the name that was typed", "Zoë Example");
    const auto found = canaries.below(world.staff.trial.store.folder());
    EXPECT_THAT(found.findings, ::testing::IsEmpty());
    const bool has_files = GetParam() == storage::Engine::sqlite;
    EXPECT_EQ(found.files > 0, has_files);
}

TEST_P(Linkage, IsNoLongerAskedAfterItWasWithdrawn)
{
    const auto who = world.person();
    ASSERT_TRUE(world.sign("intake", who, world.yes()));
    world.as("intake", [&](storage::UnitOfWork& work) {
        EXPECT_TRUE(world.withdrawals
                        .withdraw(work, who,
                                  {.scope = withdrawal::Scope::linkage,
                                   .effective = LocalDate::parse("2026-03-02").value(),
                                   .told = true})
                        .has_value());
    });
    EXPECT_EQ(give(who, keys()).error(), LinkageRefusal::not_agreed);
}

TEST(LinkageWords, ReadBackWhatTheyName)
{
    for (const RecordSex sex : all_record_sexes())
        EXPECT_EQ(record_sex_named(name_of(sex)), sex);
    for (const SkipReason reason : all_skip_reasons())
        EXPECT_EQ(skip_reason_named(name_of(reason)), reason);
    EXPECT_FALSE(skip_reason_named("because"));
}

} // namespace evenhand::consent::linkage_store_test
