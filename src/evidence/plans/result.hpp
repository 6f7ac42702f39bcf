#pragma once

#include "core/result.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

// What an analysis gives, as values. Nothing here is NaN: what has no value is not there.

namespace evenhand::plans {

/// A coefficient or an effect. A permutation test has no error, only p.
struct Term
{
    std::string name;
    double value = 0;
    std::optional<double> se = {};
    std::optional<double> df = {}; ///< none where the normal distribution is used
    std::optional<double> p = {};
    std::optional<double> low = {};
    std::optional<double> high = {};
};

struct Diagnostic
{
    std::string name;
    double value = 0;
};

struct CurvePoint
{
    double time = 0;
    std::size_t at_risk = 0;
    std::size_t events = 0;
    double survival = 1;
    std::optional<double> low = {};
    std::optional<double> high = {};
};

struct Curve
{
    std::string arm;
    std::optional<double> median;
    std::vector<CurvePoint> points;
};

/// What one method gives on complete rows.
struct Fitted
{
    std::vector<Term> effects; ///< the first answers the question
    std::vector<Term> terms;   ///< of the model behind it
    std::vector<Diagnostic> diagnostics;
    std::vector<Curve> curves = {};
    std::vector<std::string> notes = {};
};

struct ArmCount
{
    std::string name;
    std::size_t n = 0;
    std::optional<double> mean; ///< of the outcome
};

/// The effect in one part of the people.
struct SubgroupEffect
{
    std::string level;
    std::size_t n = 0;
    std::optional<Term> effect;
    std::string problem; ///< where there is no effect
};

/// Whether the effect differs between the parts.
struct Interaction
{
    double chi_squared = 0;
    double df = 0;
    double p = 1;
};

struct Comparison
{
    std::string column;
    std::string name;
    std::vector<SubgroupEffect> levels;
    std::optional<Interaction> interaction;
};

/// One row of the table that shows how alike the arms were.
struct Balance
{
    std::string term;
    std::size_t n_missing = 0;
    double treated = 0;
    double control = 0;
    std::optional<double> difference; ///< in standard deviations; none where nothing varies
};

struct AnalysisResult
{
    std::size_t n = 0;
    std::size_t n_missing = 0; ///< of the group and the arms, left out or filled
    std::size_t n_outside = 0; ///< of the group, in neither arm
    std::vector<ArmCount> arms;
    Fitted fitted;
    std::optional<double> p_adjusted;
    std::vector<Comparison> subgroups;
    std::vector<Balance> balance;
};

/// A result, or one sentence that says why there is none.
using AnalysisOutcome = Result<AnalysisResult, std::string>;

struct FilterCount
{
    std::string why;
    std::size_t left_out = 0;
};

struct PlanResult
{
    std::size_t rows = 0;   ///< of the file
    std::size_t people = 0; ///< that they stand for, before filters
    std::vector<FilterCount> filters;
    std::vector<AnalysisOutcome> analyses; ///< in the order of the plan
};

} // namespace evenhand::plans
