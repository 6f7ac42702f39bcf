// What is permitted where one person has several records.
#include "people/withdrawal/records.hpp"

#include <gtest/gtest.h>

#include <array>

namespace evenhand::withdrawal::records_test {

const LocalDate today = LocalDate::parse("2026-03-02").value();

Standing left(Scope scope)
{
    Standing standing;
    standing.withdrawals.push_back({.id = WithdrawalId::parse(std::string(32, '1')).value(),
                                    .scope = scope,
                                    .effective = today,
                                    .recorded = Instant::from_micros(0)});
    return standing;
}

Standing lives(LifeKind kind, bool ended)
{
    Standing standing;
    standing.life.push_back(
        {.kind = kind, .ended = ended, .effective = today, .recorded = Instant::from_micros(0)});
    return standing;
}

TEST(Records, WhatOneRecordBarsTheOthersBarToo)
{
    const std::array records{Standing{}, left(Scope::surveys), lives(LifeKind::in_prison, false)};
    const auto may = permissions_on(records, today);
    EXPECT_EQ(may.survey_barred_by, "surveys");
    EXPECT_EQ(may.contact_barred_by, "in_prison");
    EXPECT_TRUE(may.link_barred_by.empty());
}

TEST(Records, ThatSomethingEndedInOneRecordEndsNothingInAnother)
{
    const std::array records{lives(LifeKind::died, false), lives(LifeKind::died, true)};
    EXPECT_FALSE(permissions_on(records, today).view().may_contact);
}

TEST(Records, ARecordThatFollowsPermitsNothingOfItsOwn)
{
    EXPECT_EQ(permissions_while_following().view(), PermissionsView{});
}

} // namespace evenhand::withdrawal::records_test
