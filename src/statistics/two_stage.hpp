#pragma once

#include "statistics/robust_errors.hpp"

#include <memory>
#include <optional>

namespace evenhand::statistics {

/// A model with one column that was not decided by chance, such as support received, and what
/// stands in for it, such as the arm.
struct InstrumentedModel
{
    Design exogenous; ///< intercept and covariates
    std::string treatment_name;
    std::vector<double> treatment;
    std::vector<std::string> instrument_names;
    std::vector<std::vector<double>> instruments;
};

/// A fit by two-stage least squares, with the treatment after the intercept. Its errors come from
/// `covariance` and `estimates` of the fit, whose residuals are those of the treatment as received
/// and whose leverages are those of the second stage, as in estimatr.
struct TwoStage
{
    std::unique_ptr<Design> second_stage; ///< with the treatment as predicted
    std::optional<LeastSquares> fit;
    double first_stage_f = 0; ///< of the instruments, classical
    double first_stage_p = 1;
    double endogeneity_f = 0; ///< Wu and Hausman's
    double endogeneity_p = 1;
};

/// A Problem if the instruments do not move the treatment at all.
Outcome<TwoStage> two_stage(const InstrumentedModel& model, std::span<const double> y);

/// The effects that a test of the instrument does not reject: right however weak it is. It may be a
/// stretch, all but a stretch, everything, or nothing but an end.
struct WeakInstrumentSet
{
    enum class Shape { interval, two_rays, everything };
    Shape shape = Shape::everything;
    double low = 0; ///< where an interval begins, or the lower ray ends
    double high = 0;
};

/// Anderson and Rubin's set for one instrument, with HC2 errors.
Outcome<WeakInstrumentSet> anderson_rubin(const InstrumentedModel& model, std::span<const double> y,
                                          double level);

} // namespace evenhand::statistics
