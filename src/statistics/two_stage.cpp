// Two-stage least squares: Angrist, Imbens & Rubin (1996) on what it estimates; leverages of the
// projected columns as in estimatr. Endogeneity by the residual of the first stage (Hausman 1978 in
// the form of Wu 1973). Anderson & Rubin (1949): the effects b for which the instrument has no
// effect on y - b d; with one instrument that is a quadratic inequality in b.
#include "statistics/two_stage.hpp"

#include "core/check.hpp"
#include "statistics/distributions.hpp"

#include <cmath>

namespace evenhand::statistics {

namespace two_stage_fit {

using Values = std::vector<double>;

/// Intercept, one column, then the rest of the exogenous ones.
Design with_second(const Design& exogenous, const std::string& name, std::span<const double> values)
{
    Design design{{exogenous.names[0]}, Matrix(values.size(), 1), exogenous.intercept};
    std::ranges::copy(exogenous.x.column(0), design.x.column(0).begin());
    add_column(design, name, values);
    for (std::size_t i = 1; i < exogenous.names.size(); ++i)
        add_column(design, exogenous.names[i], exogenous.x.column(i));
    return design;
}

Design with_instruments(const InstrumentedModel& model)
{
    Design design = model.exogenous;
    for (std::size_t i = 0; i < model.instruments.size(); ++i)
        add_column(design, model.instrument_names[i], model.instruments[i]);
    return design;
}

struct Tested
{
    double f = 0;
    double p = 1;
};

/// How much better the larger of two nested fits is.
Tested compare(const LeastSquares& smaller, const LeastSquares& larger)
{
    const auto added = static_cast<double>(larger.rank() - smaller.rank());
    const double gained = std::max(smaller.residual_squares - larger.residual_squares, 0.0);
    const double f = gained / added / (larger.residual_squares / larger.residual_df());
    return {f, f_upper(f, added, larger.residual_df())};
}

/// The residuals that count are those of the treatment as it was received.
void use_received(LeastSquares& fit, const Values& received, const Values& predicted, double effect)
{
    const double left = 1 - fit.r_squared;
    const double total = left > 0 ? fit.residual_squares / left : 0;
    fit.residual_squares = 0;
    for (std::size_t row = 0; row < received.size(); ++row) {
        fit.residuals[row] -= (received[row] - predicted[row]) * effect;
        fit.residual_squares += fit.residuals[row] * fit.residuals[row];
    }
    fit.r_squared = total > 0 ? 1 - fit.residual_squares / total : 0;
}

} // namespace two_stage_fit

Outcome<TwoStage> two_stage(const InstrumentedModel& model, std::span<const double> y)
{
    CHECK(!model.instruments.empty() && model.exogenous.intercept == Intercept::first);
    CHECK(model.treatment.size() == y.size());
    const Design whole = two_stage_fit::with_instruments(model);
    const auto first = TRY(least_squares(whole, model.treatment));
    const auto without = TRY(least_squares(model.exogenous, model.treatment));
    if (first.rank() == without.rank())
        return refuse(Problem{Fault::no_variation, model.instrument_names[0]});
    std::vector<double> predicted = model.treatment;
    for (std::size_t row = 0; row < predicted.size(); ++row)
        predicted[row] -= first.residuals[row];
    TwoStage result{std::make_unique<Design>(two_stage_fit::with_second(
                        model.exogenous, model.treatment_name, predicted)),
                    std::nullopt};
    auto fit = TRY(least_squares(*result.second_stage, y));
    const std::size_t place = TRY(place_of(fit, model.treatment_name));
    two_stage_fit::use_received(fit, model.treatment, predicted, fit.coefficients[place]);
    result.fit = std::move(fit);
    // An instrument that gives the treatment without error leaves nothing to be tested.
    const double kept = first.residual_squares / without.residual_squares;
    if (kept < 1e-20) return result;
    const auto strength = two_stage_fit::compare(without, first);
    result.first_stage_f = strength.f;
    result.first_stage_p = strength.p;
    Design plain =
        two_stage_fit::with_second(model.exogenous, model.treatment_name, model.treatment);
    const auto naive = TRY(least_squares(plain, y));
    Design larger = plain;
    add_column(larger, "first-stage residual", first.residuals);
    const auto corrected = TRY(least_squares(larger, y));
    if (corrected.rank() == naive.rank()) return result;
    const auto hausman = two_stage_fit::compare(naive, corrected);
    result.endogeneity_f = hausman.f;
    result.endogeneity_p = hausman.p;
    return result;
}

Outcome<WeakInstrumentSet> anderson_rubin(const InstrumentedModel& model, std::span<const double> y,
                                          double level)
{
    CHECK(model.instruments.size() == 1 && level > 0 && level < 1);
    const Design whole = two_stage_fit::with_instruments(model);
    const auto on_y = TRY(least_squares(whole, y));
    const auto on_d = TRY(least_squares(whole, model.treatment));
    const std::size_t place = TRY(place_of(on_y, model.instrument_names[0]));
    // The instrument's coefficients are sums of a_i y_i and a_i d_i.
    double yy = 0;
    double yd = 0;
    double dd = 0;
    on_y.basis.for_blocks([&](std::size_t first, std::size_t count, const Matrix& block) {
        for (std::size_t row = 0; row < count; ++row) {
            double a = 0;
            for (std::size_t j = 0; j < on_y.rank(); ++j)
                a += on_y.basis.root()(place, j) * block(row, j);
            const double weight = a * a / (1 - on_y.leverages[first + row]);
            yy += weight * on_y.residuals[first + row] * on_y.residuals[first + row];
            yd += weight * on_y.residuals[first + row] * on_d.residuals[first + row];
            dd += weight * on_d.residuals[first + row] * on_d.residuals[first + row];
        }
    });
    if (!std::isfinite(yy + yd + dd)) return refuse(Problem{Fault::lone_row});
    const double t = t_quantile((1 + level) / 2, on_y.residual_df());
    const double limit = t * t;
    // (p_y - b p_d)^2 <= limit (yy - 2 b yd + b^2 dd).
    const double p_y = on_y.coefficients[place];
    const double p_d = on_d.coefficients[place];
    const double square = p_d * p_d - limit * dd;
    const double half = p_y * p_d - limit * yd;
    const double constant = p_y * p_y - limit * yy;
    const double inner = half * half - square * constant;
    WeakInstrumentSet set;
    if (square == 0 || (square < 0 && inner <= 0)) return set;
    const double root = std::sqrt(std::max(inner, 0.0));
    set.shape =
        square > 0 ? WeakInstrumentSet::Shape::interval : WeakInstrumentSet::Shape::two_rays;
    set.low = (half - root) / square;
    set.high = (half + root) / square;
    if (set.low > set.high) std::swap(set.low, set.high);
    return set;
}

} // namespace evenhand::statistics
