#include "people/identity/in_error_store.hpp"

#include "people/identity/identity_store.hpp"
#include "tests/support/test_trial.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace evenhand::identity::in_error_store_test {

class InErrorRows : public ::testing::TestWithParam<storage::Engine>
{
protected:
    template <class Do>
    auto write(Do what)
    {
        return trial.units->write({storage::ActorKind::system, "test", {}}, "test", what);
    }
    PersonId person()
    {
        return write([&](storage::UnitOfWork& work) {
            return identities.confirm_claim(work, identities.make_claim(work, {}), "new").value();
        });
    }

    tests::TestTrial trial{GetParam()};
    Vault vault{trial.keys};
    IdentityStore identities{vault, {}};
};
INSTANTIATE_TEST_SUITE_P(Engines, InErrorRows, ::testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(InErrorRows, AreMarkedOnceAndKnownByTheirPersonAndTable)
{
    const PersonId who = person();
    const PersonId another = person();
    const std::string row(32, 'a');
    write([&](storage::UnitOfWork& work) {
        EXPECT_FALSE(InErrorStore::is_marked(work, "note", row));
        EXPECT_TRUE(InErrorStore::mark(work, {who, "note", row}, InErrorBecause::other_person));
        EXPECT_FALSE(InErrorStore::mark(work, {who, "note", row}, InErrorBecause::twice))
            << "said once";
        EXPECT_TRUE(InErrorStore::mark(work, {who, "concern", row}, InErrorBecause::not_so));
        EXPECT_TRUE(InErrorStore::is_marked(work, "note", row));
        EXPECT_EQ(InErrorStore::rows(work, who, "note"), std::set{row});
        EXPECT_TRUE(InErrorStore::rows(work, another, "note").empty());
        const auto all = InErrorStore::of_person(work, who);
        EXPECT_EQ(all.size(), 2U);
        EXPECT_EQ(std::ranges::count(all, "It is about somebody else", &InError::reason), 1);
        EXPECT_TRUE(InErrorStore::find(work, who, all.front().id));
        EXPECT_FALSE(InErrorStore::find(work, another, all.front().id))
            << "under another person's path it is not there";
        return 0;
    });
}

} // namespace evenhand::identity::in_error_store_test
