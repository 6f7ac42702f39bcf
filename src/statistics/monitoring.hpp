#pragma once

#include "statistics/problem.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace evenhand::statistics {

/// How the chance of a false claim is shared out over the looks: classical limits for looks that
/// were fixed beforehand, or spent by the information that there is at each (Lan & DeMets).
enum class LimitKind { obrien_fleming, pocock, obrien_fleming_spending, pocock_spending };
/// As in plans: "obrien-fleming-spending".
std::string_view name(LimitKind kind);
std::optional<LimitKind> limit_kind(std::string_view name);

enum class Sides { one, two };

struct MonitoringPlan
{
    LimitKind kind = LimitKind::obrien_fleming_spending;
    Sides sides = Sides::two;
    double alpha = .05; ///< of all sides together
    /// Shares of the planned information at the looks, rising; with spending the last may be under
    /// one, while the trial goes on.
    std::vector<double> information;
};

/// What may have been spent at a share of the information.
double spent(LimitKind kind, Sides sides, double alpha, double information);

/// The limit of |z| (or of z, one-sided) at each look.
Outcome<std::vector<double>> monitoring_limits(const MonitoringPlan& plan);

/// The chance to stop at each look where the mean of z at full information is `drift`.
struct Stopping
{
    std::vector<double> above;
    std::vector<double> below; ///< two-sided; zeros otherwise
};
Stopping stopping_chances(const MonitoringPlan& plan, std::span<const double> limits, double drift);

/// The drift at which the trial stops above its limits with this chance. Its square over that of a
/// trial with one look, `fixed_drift`, is how much larger the trial must be.
Outcome<double> drift_for_power(const MonitoringPlan& plan, std::span<const double> limits,
                                double power);
double fixed_drift(Sides sides, double alpha, double power);

/// The mean share of the planned information at which the trial ends.
double mean_information(const MonitoringPlan& plan, const Stopping& stopping);

/// An interval that holds at every look together, whether or not the trial stops.
struct RepeatedInterval
{
    double low = 0;
    double high = 0;
};
RepeatedInterval repeated_interval(double estimate, double se, double limit);

/// The chance that z ends over `limit`, from what it is at a share of the information (under one)
/// and if the mean of it at full information is `drift`.
double conditional_power(double z, double information, double drift, double limit);

} // namespace evenhand::statistics
