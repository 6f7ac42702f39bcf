// Who somebody is, corrected forward: what was entered in error is gone from every screen but one,
// and can be destroyed alone.
#include "people/identity/details_store.hpp"

#include "people/identity/identity_store.hpp"
#include "storage/audit_report.hpp"
#include "storage/audit_verify.hpp"
#include "tests/support/test_trial.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace evenhand;
using namespace evenhand::identity;

namespace details_store_test {

const storage::Actor officer{storage::ActorKind::staff, "4f0c2a", "intake_officer"};

Details named(std::string_view family, std::string_view nhs_number)
{
    Details said;
    said.family_name = PersonName::parse(family).value();
    said.phone = PhoneNumber::parse("07700 900123").value();
    if (!nhs_number.empty())
        said.nhs_number = NhsNumber::parse(nhs_number, IdentifierMode::demo).value();
    return said;
}

class DetailsChanges : public testing::TestWithParam<storage::Engine>
{
protected:
    template <class Work>
    auto write(Work&& work)
    {
        return trial.units->write(officer, "test", std::forward<Work>(work));
    }
    PersonId person(const Details& said)
    {
        return write([&](storage::UnitOfWork& work) {
            return identities.confirm_claim(work, identities.make_claim(work, said), "new").value();
        });
    }
    Result<DetailsId, DetailsRefusal> replace(PersonId who, const Details& now,
                                              DetailsChange why = DetailsChange::changed)
    {
        return write([&](storage::UnitOfWork& work) { return store.replace(work, who, now, why); });
    }
    std::string family_name(PersonId who)
    {
        return write([&](storage::UnitOfWork& work) {
            return identities.open_person(work, who).value().family_name;
        });
    }
    std::vector<EarlierDetails> earlier(PersonId who)
    {
        return write([&](storage::UnitOfWork& work) { return store.earlier(work, who); });
    }
    bool destroy(PersonId who, DetailsId version)
    {
        return write([&](storage::UnitOfWork& work) {
            return store.destroy(work, who, version, "entered_in_error");
        });
    }
    std::size_t found_by(std::string_view nhs_number)
    {
        return write([&](storage::UnitOfWork& work) {
            return identities
                .search(work, NhsNumber::parse(nhs_number, IdentifierMode::demo).value())
                .size();
        });
    }
    void TearDown() override
    {
        const auto report = storage::verify_all({.database = *trial.database,
                                                 .keys = trial.keys,
                                                 .origin = "test",
                                                 .checkpoints_file = {},
                                                 .on_progress = {}},
                                                audited_tables());
        EXPECT_TRUE(report.good()) << "the log answers for every version";
    }

    tests::TestTrial trial{GetParam()};
    Vault vault{trial.keys};
    IdentityStore identities{vault};
    DetailsStore store{vault};
};

INSTANTIATE_TEST_SUITE_P(Engines, DetailsChanges, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

} // namespace details_store_test

using namespace details_store_test;

TEST_P(DetailsChanges, TheNewVersionIsShownAndFoundAndTheOldOneIsNot)
{
    const auto who = person(named("Hallam", "9990000018"));
    ASSERT_TRUE(replace(who, named("Okafor", "9990000026")));
    EXPECT_EQ(family_name(who), "Okafor");
    EXPECT_EQ(found_by("9990000018"), 0U);
    EXPECT_EQ(found_by("9990000026"), 1U);
    ASSERT_EQ(earlier(who).size(), 1U);
    EXPECT_EQ(earlier(who)[0].said.value().family_name, "Hallam");
    EXPECT_EQ(earlier(who)[0].why, DetailsChange::changed);
}

TEST_P(DetailsChanges, ABirthDateAloneIsCorrectedAndTheyAreFoundByItAndNoLongerByTheOldOne)
{
    auto hallam = named("Hallam", "9990000018");
    const auto old = LocalDate::parse("1987-03-27").value();
    const auto right = LocalDate::parse("1987-03-28").value();
    hallam.birth_date = old;
    const auto who = person(hallam);
    const auto set = [&](LocalDate day) {
        return write([&](storage::UnitOfWork& work) {
            return store.set_birth_date(work, who, day, DetailsChange::entered_in_error);
        });
    };
    EXPECT_EQ(set(old).error(), DetailsRefusal::nothing_changed);
    ASSERT_TRUE(set(right));
    const auto people_born = [&](LocalDate day) {
        const auto all = write([&](storage::UnitOfWork& work) {
            return identities.search(work, NameAndBirth{PersonName::parse("Hallam").value(), day});
        });
        return std::ranges::count_if(
            all, [](const auto& one) { return std::holds_alternative<PersonId>(one.who); });
    };
    EXPECT_EQ(people_born(right), 1);
    EXPECT_EQ(people_born(old), 0);
    EXPECT_EQ(family_name(who), "Hallam") << "the rest stays as it is";
    EXPECT_GE(found_by("9990000018"), 1U);
    EXPECT_EQ(earlier(who).at(0).said->birth_date, old);
}

TEST_P(DetailsChanges, TheSameDetailsAreNoNewVersion)
{
    const auto who = person(named("Hallam", "9990000018"));
    const auto again = replace(who, named("Hallam", "9990000018"));
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error(), DetailsRefusal::nothing_changed);
    EXPECT_TRUE(earlier(who).empty());
}

TEST_P(DetailsChanges, AnotherPersonsNumberIsRefusedAndNothingIsLost)
{
    const auto who = person(named("Hallam", "9990000018"));
    person(named("Okafor", "9990000026"));
    const auto taken = replace(who, named("Hallam", "9990000026"));
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error(), DetailsRefusal::number_is_taken);
    EXPECT_EQ(family_name(who), "Hallam");
    EXPECT_GE(found_by("9990000018"), 1U) << "the index stands as it was";
}

TEST_P(DetailsChanges, OnlyAVersionThatWasEnteredInErrorIsDestroyedAndOnlyOnce)
{
    const auto who = person(named("Hallam", ""));
    ASSERT_TRUE(replace(who, named("Okafor", ""), DetailsChange::entered_in_error));
    ASSERT_TRUE(replace(who, named("Marsh", "")));
    const auto versions = earlier(who);
    ASSERT_EQ(versions.size(), 2U);
    for (const auto& version : versions) {
        const bool in_error = version.why == DetailsChange::entered_in_error;
        EXPECT_EQ(destroy(who, version.id), in_error);
        EXPECT_FALSE(destroy(who, version.id));
    }
    for (const auto& version : earlier(who))
        EXPECT_EQ(version.said.has_value(), version.why == DetailsChange::changed);
    EXPECT_EQ(family_name(who), "Marsh") << "what holds now is not touched";
}

TEST_P(DetailsChanges, AVersionOfSomebodyElseIsNotDestroyed)
{
    const auto who = person(named("Hallam", ""));
    const auto other = person(named("Okafor", ""));
    ASSERT_TRUE(replace(who, named("Marsh", ""), DetailsChange::entered_in_error));
    EXPECT_FALSE(destroy(other, earlier(who).front().id));
    EXPECT_TRUE(earlier(who).front().said.has_value());
}

TEST_P(DetailsChanges, AnErasedPersonHasNoVersionsAndGetsNone)
{
    const auto who = person(named("Hallam", ""));
    ASSERT_TRUE(replace(who, named("Marsh", ""), DetailsChange::entered_in_error));
    write([&](storage::UnitOfWork& work) {
        identities.erase(work, identities.plan_erasure(work, who, KeyClass::contact), "asked");
    });
    EXPECT_TRUE(earlier(who).empty());
    const auto refused = replace(who, named("Okafor", ""));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), DetailsRefusal::erased);
}
