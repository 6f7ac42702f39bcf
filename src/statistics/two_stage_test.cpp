#include "statistics/simulated_test.hpp"
#include "statistics/two_stage.hpp"

#include "statistics/distributions.hpp"

#include <gtest/gtest.h>

using namespace evenhand;
using namespace evenhand::statistics;
using namespace evenhand::statistics::simulated;

namespace two_stage_test {

struct Made
{
    InstrumentedModel model;
    std::vector<double> y;
};

/// People take support up by will as well as by arm; will moves the outcome too. The effect is 1.
Made with_will(std::uint64_t seed, std::size_t n, double strength)
{
    Rng rng(seed);
    Made made;
    made.model.exogenous = {{"(Intercept)", "x"}, Matrix(n, 2)};
    made.model.treatment_name = "received";
    made.model.instrument_names = {"arm"};
    made.model.instruments.resize(1);
    for (std::size_t row = 0; row < n; ++row) {
        const double will = rng.normal();
        const double arm = rng.bernoulli(.5) ? 1 : 0;
        made.model.exogenous.x(row, 0) = 1;
        made.model.exogenous.x(row, 1) = rng.normal();
        const double received = strength * arm + will > .5 ? 1 : 0;
        made.model.instruments[0].push_back(arm);
        made.model.treatment.push_back(received);
        made.y.push_back(received + .7 * will + .3 * made.model.exogenous.x(row, 1) + rng.normal());
    }
    return made;
}

} // namespace two_stage_test

using namespace two_stage_test;

TEST(TwoStage, EqualsTheInstrumentalEquationsWrittenOut)
{
    const Made made = with_will(1, 200, 1);
    const auto found = two_stage(made.model, made.y);
    ASSERT_TRUE(found);
    // With as many instruments as columns, b = (Z'X)^-1 Z'y.
    Rows x;
    Rows z;
    Rows y;
    for (std::size_t row = 0; row < 200; ++row) {
        const double covariate = made.model.exogenous.x(row, 1);
        x.push_back({1, made.model.treatment[row], covariate});
        z.push_back({1, made.model.instruments[0][row], covariate});
        y.push_back({made.y[row]});
    }
    const Rows undo = inverse(product(transposed(z), x));
    const Rows b = product(undo, product(transposed(z), y));
    Rows scaled = z;
    for (std::size_t row = 0; row < 200; ++row) {
        const double e = made.y[row] - product({x[row]}, b)[0][0];
        for (double& value : scaled[row])
            value *= e;
    }
    const Rows meat = product(transposed(scaled), scaled);
    const Rows covariances = product(product(undo, meat), transposed(undo));
    const auto estimates_of = estimates(*found->fit, ErrorKind::hc0, .95);
    ASSERT_TRUE(estimates_of);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_NEAR((*estimates_of)[i].value, b[i][0], 1e-10);
        EXPECT_NEAR((*estimates_of)[i].se, std::sqrt(covariances[i][i]), 1e-10);
    }
}

TEST(TwoStage, WithWillInBothTheEffectIsFoundAndTheEndogeneityTold)
{
    const Made made = with_will(2, 20000, 1.2);
    const auto found = two_stage(made.model, made.y);
    ASSERT_TRUE(found);
    const auto estimates_of = estimates(*found->fit, ErrorKind::hc2, .95);
    EXPECT_NEAR((*estimates_of)[1].value, 1, 4 * (*estimates_of)[1].se);
    EXPECT_LT(found->endogeneity_p, 1e-6);
    EXPECT_GT(found->first_stage_f, 1000);
}

TEST(AndersonRubin, EachEndOfTheSetIsJustNotRejected)
{
    const Made made = with_will(3, 400, 1);
    const auto set = anderson_rubin(made.model, made.y, .95);
    ASSERT_TRUE(set);
    ASSERT_EQ(set->shape, WeakInstrumentSet::Shape::interval);
    Design whole = made.model.exogenous;
    add_column(whole, "arm", made.model.instruments[0]);
    for (const double effect : {set->low, set->high}) {
        std::vector<double> left = made.y;
        for (std::size_t row = 0; row < left.size(); ++row)
            left[row] -= effect * made.model.treatment[row];
        const auto fit = least_squares(whole, left);
        EXPECT_NEAR((*estimates(*fit, ErrorKind::hc2, .95))[2].p, .05, 1e-9);
    }
    const auto found = two_stage(made.model, made.y);
    EXPECT_LT(set->low, found->fit->coefficients[1]);
    EXPECT_GT(set->high, found->fit->coefficients[1]);
}

TEST(AndersonRubin, AnInstrumentThatSaysNothingLeavesNoBound)
{
    const auto weak = with_will(4, 300, 0);
    const auto set = anderson_rubin(weak.model, weak.y, .95);
    ASSERT_TRUE(set);
    EXPECT_NE(set->shape, WeakInstrumentSet::Shape::interval);
}

TEST(TwoStage, AnInstrumentThatNeverVariesIsAProblem)
{
    Made made = with_will(5, 50, 1);
    std::ranges::fill(made.model.instruments[0], 1.0);
    EXPECT_EQ(two_stage(made.model, made.y).error(), (Problem{Fault::no_variation, "arm"}));
}
