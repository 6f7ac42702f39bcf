#include "core/ods_code.hpp"

#include <gtest/gtest.h>

namespace evenhand::ods_code_test {

std::string parsed(std::string_view typed, OdsKind kind)
{
    const auto ods = OdsCode::parse(typed, kind);
    return ods ? ods->text() : std::string(code(ods.error()));
}

TEST(OdsCode, AnyCodeHasThreeToTenLettersAndDigits)
{
    EXPECT_EQ(parsed(" a8jx ", OdsKind::any), "A8JX");
    EXPECT_EQ(parsed("V81999", OdsKind::any), "V81999");
    EXPECT_EQ(parsed("ABC1234567", OdsKind::any), "ABC1234567");
    EXPECT_EQ(parsed("A1", OdsKind::any), "too_short");
    EXPECT_EQ(parsed("ABC12345678", OdsKind::any), "too_long");
    EXPECT_EQ(parsed("A&B", OdsKind::any), "has_symbols");
    EXPECT_EQ(parsed("", OdsKind::any), "empty");
    EXPECT_EQ(parsed("\xFF", OdsKind::any), "not_text");
}

TEST(OdsCode, APracticeHasTheShapeOfItsNation)
{
    EXPECT_EQ(parsed("y99999", OdsKind::gp_practice), "Y99999");
    EXPECT_EQ(parsed("W99999", OdsKind::gp_practice), "W99999");
    EXPECT_EQ(parsed("Z99999", OdsKind::gp_practice), "Z99999");
    EXPECT_EQ(parsed("99999", OdsKind::gp_practice), "99999");
    EXPECT_EQ(parsed("I99999", OdsKind::gp_practice), "wrong_shape");
    EXPECT_EQ(parsed("O99999", OdsKind::gp_practice), "wrong_shape");
    EXPECT_EQ(parsed("999999", OdsKind::gp_practice), "wrong_shape");
    EXPECT_EQ(parsed("Y9999A", OdsKind::gp_practice), "wrong_shape");
    EXPECT_EQ(parsed("Y999", OdsKind::gp_practice), "too_short");
    EXPECT_EQ(parsed("Y999999", OdsKind::gp_practice), "too_long");
}

TEST(OdsCode, EachKindHasItsShape)
{
    EXPECT_EQ(parsed("Y99999001", OdsKind::branch_surgery), "Y99999001");
    EXPECT_EQ(parsed("Y9999900A", OdsKind::branch_surgery), "wrong_shape");
    EXPECT_EQ(parsed("U99999", OdsKind::primary_care_network), "U99999");
    EXPECT_EQ(parsed("Y99999", OdsKind::primary_care_network), "wrong_shape");
    EXPECT_EQ(parsed("RX9", OdsKind::trust), "RX9");
    EXPECT_EQ(parsed("TX9", OdsKind::trust), "TX9");
    EXPECT_EQ(parsed("AX9", OdsKind::trust), "wrong_shape");
    EXPECT_EQ(parsed("RX901", OdsKind::trust_site), "RX901");
    EXPECT_EQ(parsed("AX901", OdsKind::trust_site), "wrong_shape");
    EXPECT_EQ(parsed("QX9", OdsKind::integrated_care_board), "QX9");
    EXPECT_EQ(parsed("RX9", OdsKind::integrated_care_board), "wrong_shape");
    EXPECT_EQ(parsed("99X", OdsKind::sub_icb_location), "99X");
    EXPECT_EQ(parsed("99X9", OdsKind::sub_icb_location), "too_long");
    EXPECT_EQ(parsed("A8JX", OdsKind::non_nhs_provider), "A8JX");
    EXPECT_EQ(parsed("A8J", OdsKind::non_nhs_provider), "too_short");
}

TEST(OdsCode, ThreeCodesAreAnswersRatherThanPractices)
{
    EXPECT_EQ(OdsCode::parse("V81997", OdsKind::gp_practice)->answer(), OdsAnswer::not_registered);
    EXPECT_EQ(OdsCode::parse("V81998", OdsKind::gp_practice)->answer(), OdsAnswer::not_applicable);
    EXPECT_EQ(OdsCode::parse("v81999", OdsKind::gp_practice)->answer(), OdsAnswer::not_known);
    EXPECT_EQ(OdsCode::parse("Y99999", OdsKind::gp_practice)->answer(), std::nullopt);
}

} // namespace evenhand::ods_code_test
