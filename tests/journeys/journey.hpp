#pragma once

// What every journey begins with. A journey is one scenario: its steps are named given_, when_ and
// then_ in its own file, so that it can be read aloud, and it ends with a store in which
// `verify all` finds nothing.

#include "tests/support/test_house.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenhand::tests {

class Journey : public testing::TestWithParam<storage::Engine>
{
protected:
    TestHouse trial{GetParam()};
    /// What was done before anybody came: the lists of the directory were loaded.
    const std::size_t first_leaves = trial.leaves().size();

    void TearDown() override { EXPECT_EQ(trial.what_verify_finds(), ""); }

    std::int64_t referrals() { return trial.number(count_referrals); }
    std::int64_t drafts() { return trial.number(count_drafts); }

private:
    static constexpr storage::Statement count_referrals{"test.referrals",
                                                        "SELECT count(*) FROM referral"};
    static constexpr storage::Statement count_drafts{"test.drafts", "SELECT count(*) FROM draft"};
};

} // namespace evenhand::tests

/// A journey of this name, walked on both engines.
#define EVENHAND_JOURNEY(Name)                                                                     \
    INSTANTIATE_TEST_SUITE_P(Engines, Name,                                                        \
                             testing::ValuesIn(evenhand::tests::engines_under_test()),             \
                             evenhand::tests::engine_name)
