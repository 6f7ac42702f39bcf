// Models of binary outcomes, missing outcomes, families of tests and survival against R:
// golden families ols_lpm_logit (logit), nonresponse, lee_bounds, multiple_imputation,
// multiple_testing and survival.
#include "statistics/bounds.hpp"
#include "statistics/cluster_errors.hpp"
#include "statistics/design.hpp"
#include "statistics/multiplicity.hpp"
#include "statistics/pooling.hpp"
#include "statistics/raking.hpp"
#include "statistics/response_weights.hpp"
#include "statistics/standardised_risks.hpp"
#include "statistics/survival.hpp"
#include "tests/reference/golden.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace evenhand::reference {

namespace effects_test {

using namespace statistics;
using Names = std::vector<std::string>;
using Values = std::vector<double>;

Values each(const std::vector<Estimate>& estimates, double Estimate::*part)
{
    Values values;
    for (const auto& estimate : estimates)
        values.push_back(estimate.*part);
    return values;
}

DataSet help()
{
    auto data = data_of("data/help_rct/help_rct.csv");
    data.put(indicator(data, "treat", "yes", "t"));
    return data;
}

/// R's glm takes the covariance from the weights of the step before its last, which may leave it
/// 1e-8 from that at the answer: `glm_slack` is how far.
void expect_logit(Golden& golden, const DataSet& data, const std::string& y, const Names& columns,
                  double glm_slack)
{
    const auto design = design_of(data, columns);
    const auto fit = fit_logit(*design, data.column(y).values);
    ASSERT_TRUE(fit);
    const auto model = estimates(*fit, LogitErrors::model, .95);
    const auto robust = estimates(*fit, LogitErrors::robust, .95);
    ASSERT_TRUE(model && robust);
    EXPECT_EQ(fit->basis.kept_names(), golden.values().at("terms").get<Names>());
    golden.expect_all(each(*model, &Estimate::value), "coef");
    golden.expect(fit->log_likelihood, "loglik");
    golden.expect(fit->deviance(), "deviance");
    const auto risks = standardised_risks(*fit, {columns[0]}, LogitErrors::model, .95);
    const auto hc0 = standardised_risks(*fit, {columns[0]}, LogitErrors::robust, .95);
    ASSERT_TRUE(risks && hc0);
    golden.expect(risks->treated, "gcomp_p1");
    golden.expect(risks->control, "gcomp_p0");
    golden.expect(risks->risk_difference.value, "risk_difference");
    golden.expect(risks->log_risk_ratio.value, "log_risk_ratio");
    golden.expect(std::exp(fit->coefficients[1]), "odds_ratio");
    const auto slopes = average_slopes(*fit, .95);
    ASSERT_TRUE(slopes);
    golden.expect_all(each(*slopes, &Estimate::value), "ame_continuous_formula");
    golden.tolerate(glm_slack);
    golden.expect_all(each(*model, &Estimate::se), "se_model");
    golden.expect_all(each(*robust, &Estimate::se), "se_HC0");
    golden.expect(risks->risk_difference.se, "rd_se_delta_model");
    golden.expect(hc0->risk_difference.se, "rd_se_delta_HC0");
    golden.expect(risks->log_risk_ratio.se, "log_rr_se_delta_model");
    golden.expect_all(each(*slopes, &Estimate::se), "ame_se_delta_model");
}

void expect_bounds(const std::string& name, const Values& y, const Values& arm)
{
    Golden golden("lee_bounds/" + name);
    const auto fractional = lee_bounds(y, arm, Trim::fractional);
    const auto whole = lee_bounds(y, arm, Trim::whole_rows);
    ASSERT_TRUE(fractional && whole);
    golden.expect(fractional->response_treated, "response_treated");
    golden.expect(fractional->response_control, "response_control");
    golden.expect(fractional->treated_is_trimmed ? 1 : 0, "trimmed_arm");
    golden.expect(fractional->trim_share, "trim_share");
    golden.expect(static_cast<double>(fractional->observed_in_trimmed_arm),
                  "n_observed_trimmed_arm");
    golden.expect(fractional->difference, "untrimmed_difference");
    golden.expect(fractional->bounds.lower, "lower_fractional");
    golden.expect(fractional->bounds.upper, "upper_fractional");
    golden.expect(whole->bounds.lower, "lower_floor");
    golden.expect(whole->bounds.upper, "upper_floor");
}

/// Those with a dayslink, and their weighted difference in it between the arms.
struct Weighted
{
    Design design;
    Values y;
};

Weighted respondents(const DataSet& data)
{
    const auto kept = complete(data, {"dayslink"});
    return {*design_of(kept, Names{"t"}), kept.column("dayslink").values};
}

void expect_difference(Golden& golden, const Weighted& data, std::span<const double> weights,
                       const std::string& key)
{
    const auto fit = least_squares(data.design, data.y, weights);
    ASSERT_TRUE(fit);
    const auto found = estimates(*fit, ErrorKind::hc2, .95);
    ASSERT_TRUE(found);
    golden.expect((*found)[1].value, key + "/diff");
    golden.expect((*found)[1].se, key + "/se_HC2");
}

void expect_adjusted(Golden& golden)
{
    const auto raw = golden.values().at("raw").get<Values>();
    for (const auto method :
         {Adjustment::bonferroni, Adjustment::holm, Adjustment::hochberg, Adjustment::hommel,
          Adjustment::benjamini_hochberg, Adjustment::benjamini_yekutieli})
        golden.expect_all(adjusted(raw, method), std::string(name(method)));
}

/// Welch's t of each outcome for the rows whose arm is 1 in `arm`.
double welch(std::span<const double> y, const std::vector<bool>& arm)
{
    double n[2] = {0, 0};
    double sum[2] = {0, 0};
    double squares[2] = {0, 0};
    for (std::size_t row = 0; row < arm.size(); ++row) {
        n[arm[row] ? 1 : 0] += 1;
        sum[arm[row] ? 1 : 0] += y[row];
    }
    for (std::size_t row = 0; row < arm.size(); ++row) {
        const int which = arm[row] ? 1 : 0;
        const double left = y[row] - sum[which] / n[which];
        squares[which] += left * left;
    }
    return (sum[1] / n[1] - sum[0] / n[0]) /
           std::sqrt(squares[1] / (n[1] - 1) / n[1] + squares[0] / (n[0] - 1) / n[0]);
}

void expect_curve(Golden& golden, const KaplanMeier& curve, std::size_t arm)
{
    const auto& km = golden.values().at("km");
    const std::size_t per_arm = km.at("time").size() / 2;
    for (std::size_t i = arm * per_arm; i < (arm + 1) * per_arm; ++i) {
        const auto key = [&](const std::string& part) {
            return "km/" + part + "/" + std::to_string(i);
        };
        const double time = km.at("time").at(i);
        const auto log = curve.at(time, SurvivalScale::log, .95);
        const auto log_log = curve.at(time, SurvivalScale::log_log, .95);
        golden.expect(static_cast<double>(log.at_risk), key("n_risk"));
        golden.expect(log.survival, key("surv"));
        golden.expect(log.se, key("se_greenwood"));
        golden.expect(*log.low, key("log_low"));
        golden.expect(*log.high, key("log_high"));
        golden.expect(*log_log.low, key("loglog_low"));
        golden.expect(*log_log.high, key("loglog_high"));
    }
    const std::string place = "/" + std::to_string(arm);
    const auto mean = curve.restricted_mean(golden.number("rmst_tau"));
    golden.expect(mean.value, "rmst" + place);
    golden.expect(mean.se, "rmst_se" + place);
    const auto median = curve.median();
    EXPECT_EQ(median.has_value(), !golden.values().at("median").at(arm).is_null());
    if (median) golden.expect(*median, "median" + place);
}

void expect_survival(Golden& golden, const Values& time, const Values& event, const Values& arm)
{
    std::vector<std::size_t> group;
    for (const double value : arm)
        group.push_back(static_cast<std::size_t>(value));
    for (std::size_t which = 0; which < 2; ++which) {
        Values own_time;
        Values own_event;
        for (std::size_t row = 0; row < time.size(); ++row) {
            if (group[row] != which) continue;
            own_time.push_back(time[row]);
            own_event.push_back(event[row]);
        }
        const auto curve = KaplanMeier::fit(own_time, own_event);
        ASSERT_TRUE(curve);
        expect_curve(golden, *curve, which);
    }
    const auto plain = log_rank(time, event, group);
    const auto early = log_rank(time, event, group, {}, 1);
    ASSERT_TRUE(plain && early);
    golden.expect(plain->chi_squared, "logrank_chisq");
    golden.expect_all(plain->observed, "logrank_obs");
    golden.expect_all(plain->expected, "logrank_exp");
    golden.expect(plain->first_variance, "logrank_var11");
    golden.expect(early->chi_squared, "peto_gehan_rho1_chisq");
}

} // namespace effects_test

using namespace effects_test;

TEST(EffectsReference, LogisticModelsAndTheirStandardisedRisksEqualGlm)
{
    auto jobs = data_of("data/jobs2/jobs2.csv");
    jobs.put(indicator(jobs, "work1", "psyemp", "emp"));
    Golden employed("ols_lpm_logit/logit_jobs2_employed");
    expect_logit(employed, jobs, "emp", {"treat", "depress1", "econ_hard", "sex", "age"}, 1e-9);
    Golden linked("ols_lpm_logit/logit_help_linkage");
    expect_logit(linked, complete(help(), {"linkstatus"}), "linkstatus",
                 {"t", "age", "female", "cesd", "mcs"}, 3e-8);
}

TEST(EffectsReference, WhereGlmStopsShortTheErrorsEqualThoseOfFortyDigits)
{
    // Newton's steps on the same rows in decimal arithmetic of 40 digits.
    const Values exact = {0.90243552221591339, 0.23715695730899558,  0.014597701673304707,
                          0.27188859634815365, 0.012284146650612187, 0.011948153790721653};
    const auto data = complete(help(), {"linkstatus"});
    const auto design = design_of(data, Names{"t", "age", "female", "cesd", "mcs"});
    const auto fit = fit_logit(*design, data.column("linkstatus").values);
    const auto found = estimates(*fit, LogitErrors::model, .95);
    ASSERT_TRUE(found);
    for (std::size_t i = 0; i < exact.size(); ++i)
        EXPECT_NEAR((*found)[i].se / exact[i], 1, 1e-12);
}

TEST(EffectsReference, LeesBoundsEqualThoseWorkedInR)
{
    const auto depwork = data_of("data/depwork/depwork.csv");
    const auto& arm = depwork.column("treat").values;
    expect_bounds("lee_depwork_V4", depwork.column("V4").values, arm);
    expect_bounds("lee_depwork_V2", depwork.column("V2").values, arm);
    const auto made = data_of("golden/inputs/lee_sim.csv");
    Values y = made.column("y").values;
    for (std::size_t row = 0; row < y.size(); ++row) {
        if (made.column("s").values[row] == 0) y[row] = missing_value();
    }
    expect_bounds("lee_sim_continuous", y, made.column("d").values);
}

TEST(EffectsReference, WeightsForNonResponseEqualGlmEstimatrAndSurvey)
{
    Golden golden("nonresponse/nr_help_dayslink");
    const auto data = help();
    Values answered;
    for (const double value : data.column("dayslink").values)
        answered.push_back(is_missing(value) ? 0 : 1);
    const auto model_design = design_of(data, Names{"t", "age", "female", "cesd", "mcs"});
    const auto model = fit_logit(*model_design, answered);
    ASSERT_TRUE(model);
    golden.expect_all(model->coefficients, "response_model_coef");
    const auto inverse = response_weights(*model, answered, ResponseWeighting::inverse);
    const auto fifths = response_weights(*model, answered, ResponseWeighting::fifths);
    ASSERT_TRUE(inverse && fifths);
    double sum = 0;
    for (const double weight : inverse->weights)
        sum += weight;
    golden.expect(sum, "sum_w");
    golden.expect(inverse->largest, "max_w");
    golden.expect(inverse->design_effect, "kish_deff");
    golden.expect_all(fifths->class_rates, "quintile_class_rates");
    const auto seen = respondents(data);
    expect_difference(golden, seen, {}, "unweighted");
    expect_difference(golden, seen, inverse->weights, "ipw");
    expect_difference(golden, seen, fifths->weights, "class_adjusted");
    const auto fit = least_squares(seen.design, seen.y, inverse->weights);
    golden.expect(std::sqrt((*linearised_covariance(*fit))(1, 1)), "ipw_survey_linearised_se");
}

TEST(EffectsReference, RakedWeightsEqualSurvey)
{
    Golden golden("nonresponse/rake_help");
    const auto data = help();
    const auto kept = complete(data, {"dayslink"});
    std::vector<Margin> margins;
    for (const std::string name : {"sex", "homeless"}) {
        const auto& all = data.column(name);
        Margin margin{name, {}, Values(all.levels.size(), 0)};
        for (const double code : all.values)
            margin.totals[static_cast<std::size_t>(code)] += 1;
        for (const double code : kept.column(name).values)
            margin.level_of_row.push_back(static_cast<std::size_t>(code));
        margins.push_back(margin);
    }
    const auto weights = rake(Values(kept.rows(), 1), margins);
    ASSERT_TRUE(weights);
    double sum = 0;
    Values cells(4, 0);
    for (std::size_t row = 0; row < kept.rows(); ++row) {
        sum += (*weights)[row];
        cells[2 * margins[0].level_of_row[row] + margins[1].level_of_row[row]] = (*weights)[row];
    }
    golden.expect_all(cells, "weight");
    golden.expect(sum, "sum");
}

TEST(EffectsReference, PoolingEqualsMice)
{
    Golden golden("multiple_imputation/mi_depwork_rubin");
    const auto imputed = data_of("golden/inputs/depwork_mice20.csv");
    const auto design = design_of(imputed, Names{"treat"});
    Values estimates_of;
    Values variances;
    for (int k = 1; k <= 20; ++k) {
        Values y = imputed.column("imp" + std::to_string(k)).values;
        for (double& value : y)
            value = std::fmod(value, 10); // the last of the three digits is V4
        const auto fit = least_squares(*design, y);
        const auto found = estimates(*fit, ErrorKind::hc2, .95);
        ASSERT_TRUE(found);
        estimates_of.push_back((*found)[1].value);
        variances.push_back((*found)[1].se * (*found)[1].se);
    }
    golden.expect_all(estimates_of, "q");
    golden.expect_all(variances, "u");
    const auto pooled = pool(estimates_of, variances, golden.number("dfcom"), .95);
    ASSERT_TRUE(pooled);
    golden.expect(pooled->estimate.value, "qbar");
    golden.expect(pooled->within, "ubar");
    golden.expect(pooled->between, "b");
    golden.expect(pooled->total, "t");
    golden.expect(pooled->estimate.se, "se");
    golden.expect(pooled->relative_increase, "riv");
    golden.expect(pooled->lambda, "lambda");
    golden.expect(pooled->df_rubin, "df_rubin1987");
    golden.expect(*pooled->estimate.df, "df_barnard_rubin1999");
    golden.expect(pooled->missing_information, "fmi");
    golden.expect(pooled->estimate.p, "p");
    golden.expect(pooled->estimate.low, "ci_low");
    golden.expect(pooled->estimate.high, "ci_high");
}

TEST(EffectsReference, AdjustedPValuesEqualR)
{
    Golden published("multiple_testing/mt_bh1995");
    expect_adjusted(published);
    Golden job_corps("multiple_testing/mt_job_corps12");
    const auto data = data_of("data/job_corps/job_corps.csv");
    Values raw;
    for (const auto& outcome : job_corps.values().at("outcomes").get<Names>()) {
        const auto kept = complete(data, {outcome, "assignment"});
        const auto design = design_of(kept, Names{"assignment"});
        const auto fit = least_squares(*design, kept.column(outcome).values);
        raw.push_back((*estimates(*fit, ErrorKind::hc2, .95))[1].p);
    }
    job_corps.expect_all(raw, "raw");
    expect_adjusted(job_corps);
}

TEST(EffectsReference, RomanoAndWolfsStepsEqualThoseWorkedInR)
{
    Golden golden("multiple_testing/rw_given_nullstats");
    const auto data = data_of("golden/inputs/romano_wolf_nullstats.csv");
    Matrix null(data.rows(), data.columns().size());
    for (std::size_t i = 0; i < null.columns(); ++i)
        std::ranges::copy(data.columns()[i].values, null.column(i).begin());
    const auto observed = golden.values().at("t").get<Values>();
    golden.expect_all(step_down_maximum(observed, null, Draws::sampled), "adjp");
}

TEST(EffectsReference, WestfallAndYoungsStepsOverAllAssignmentsEqualMulttest)
{
    Golden golden("multiple_testing/wy_help14_enumerated");
    const auto data = help();
    std::vector<bool> arm;
    for (std::size_t row = 0; row < 14; ++row)
        arm.push_back(data.column("t").values[row] == 1);
    const Names outcomes = {"cesd", "mcs", "pcs", "indtot", "i1"};
    const auto statistics_of = [&](const std::vector<bool>& assignment) {
        Values statistics;
        for (const auto& name : outcomes)
            statistics.push_back(welch(data.column(name).values, assignment));
        return statistics;
    };
    const Values observed = statistics_of(arm);
    golden.expect_all(observed, "teststat");
    std::vector<Values> draws;
    std::vector<bool> assignment(14, false);
    std::fill(assignment.begin() + 7, assignment.end(), true);
    do
        draws.push_back(statistics_of(assignment));
    while (std::next_permutation(assignment.begin(), assignment.end()));
    ASSERT_EQ(draws.size(), 3432U);
    Matrix null(draws.size(), outcomes.size());
    for (std::size_t row = 0; row < draws.size(); ++row) {
        for (std::size_t i = 0; i < outcomes.size(); ++i)
            null(row, i) = draws[row][i];
    }
    golden.expect_all(step_down_maximum(observed, null, Draws::enumerated), "adjp_maxT");
    golden.expect_all(step_down_minimum_p(observed, null, Draws::enumerated), "adjp_minP");
}

TEST(EffectsReference, SurvivalCurvesAndTheLogRankTestEqualSurvival)
{
    const auto linked = complete(help(), {"dayslink"});
    Golden help_golden("survival/surv_help_linkage");
    expect_survival(help_golden, linked.column("dayslink").values,
                    linked.column("linkstatus").values, linked.column("t").values);
    auto sanad = data_of("data/sanad_uk/sanad_patients.csv");
    sanad.put(indicator(sanad, "treat", "LTG", "ltg"));
    Golden sanad_golden("survival/surv_sanad_withdrawal");
    expect_survival(sanad_golden, sanad.column("with_time").values,
                    sanad.column("with_status").values, sanad.column("ltg").values);
}

} // namespace evenhand::reference
