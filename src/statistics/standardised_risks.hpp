#pragma once

#include "statistics/logit.hpp"

#include <string>

namespace evenhand::statistics {

/// What the model says would happen if every row of the data were in one arm, and then in the
/// other.
struct StandardisedRisks
{
    double treated = 0;
    double control = 0;
    Estimate risk_difference;
    Estimate log_risk_ratio;
    Estimate log_odds_ratio; ///< of the two risks; not the coefficient, which is conditional
};

/// The column of 0 and 1 that is set, and columns made from it, which are set too.
struct TreatmentColumn
{
    struct Product
    {
        std::string column; ///< "treat:age"
        std::string factor; ///< "age"
    };
    std::string name;
    std::vector<Product> products = {};
};

/// Errors are by the delta method with the covariates held as they are: the interval is for these
/// people, not for a population they were drawn from.
Outcome<StandardisedRisks> standardised_risks(const Logit& fit, const TreatmentColumn& treatment,
                                              LogitErrors errors, double level);

/// For each kept column, the average change of the risk with that column's value.
Outcome<std::vector<Estimate>> average_slopes(const Logit& fit, double level);

} // namespace evenhand::statistics
