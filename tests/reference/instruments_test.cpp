// Two-stage least squares against estimatr and AER (golden family iv_cace).
#include "statistics/two_stage.hpp"
#include "tests/reference/golden.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace evenhand::reference {

namespace instruments_test {

using namespace statistics;
using Names = std::vector<std::string>;

/// `covariates` with the treatment as received and the arm that stands in for it.
struct Roles
{
    std::string y;
    std::string received;
    std::string arm;
    Names covariates;
};

void expect_two_stage(Golden& golden, const DataSet& whole, const Roles& roles)
{
    Names used = roles.covariates;
    used.insert(used.end(), {roles.y, roles.received, roles.arm});
    const auto data = complete(whole, used);
    const InstrumentedModel model{*design_of(data, roles.covariates),
                                  roles.received,
                                  data.column(roles.received).values,
                                  {roles.arm},
                                  {data.column(roles.arm).values}};
    const auto found = two_stage(model, data.column(roles.y).values);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->fit->basis.kept_names(), golden.values().at("terms").get<Names>());
    golden.expect_all(found->fit->coefficients, "coef");
    if (golden.values().contains("first_stage_F_classical")) {
        golden.expect(found->first_stage_f, "first_stage_F_classical");
        golden.expect(found->endogeneity_f, "wu_hausman");
        golden.expect(found->endogeneity_p, "wu_hausman_p");
    }
    for (const auto kind :
         {ErrorKind::classical, ErrorKind::hc0, ErrorKind::hc1, ErrorKind::hc2, ErrorKind::hc3}) {
        const auto each = estimates(*found->fit, kind, .95);
        ASSERT_TRUE(each);
        std::vector<double> se;
        std::vector<double> p;
        for (const auto& estimate : *each) {
            se.push_back(estimate.se);
            p.push_back(estimate.p);
        }
        golden.expect_all(se, "se_" + std::string(name(kind)));
        golden.expect_all(p, "p_" + std::string(name(kind)));
    }
}

} // namespace instruments_test

using namespace instruments_test;

TEST(InstrumentsReference, TheEffectOnThoseWhoComplyEqualsEstimatr)
{
    const auto jobs = data_of("data/jobs2/jobs2.csv");
    Golden plain("iv_cace/iv_jobs2_cace");
    expect_two_stage(plain, jobs, {"depress2", "comply", "treat", {}});
    Golden adjusted("iv_cace/iv_jobs2_cace_adj");
    expect_two_stage(adjusted, jobs, {"depress2", "comply", "treat", {"depress1", "econ_hard"}});
}

TEST(InstrumentsReference, TheFiguresOfAbadieAngristAndImbensAreFound)
{
    auto jtpa = data_of("data/jtpa/jtpa.csv");
    std::vector<std::size_t> women;
    for (std::size_t row = 0; row < jtpa.rows(); ++row) {
        if (jtpa.column("sex").values[row] == 0) women.push_back(row);
    }
    jtpa = jtpa.take(women);
    Golden golden("iv_cace/iv_jtpa_women");
    const Names covariates = {"hsorged", "black",    "hispanic", "married", "wkless13",
                              "afdc",    "age2225",  "age2629",  "age3035", "age3644",
                              "age4554", "class_tr", "ojt_jsa",  "f2sms"};
    expect_two_stage(golden, jtpa, {"earnings", "training", "assignmt", covariates});
    // Their table I prints 1,780 (532), which our own fit above equals to 1e-9.
    EXPECT_EQ(std::round(golden.values().at("coef").at(1).get<double>()), 1780);
    EXPECT_EQ(std::round(golden.values().at("se_HC1").at(1).get<double>()), 532);
}

} // namespace evenhand::reference
