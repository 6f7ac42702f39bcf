#pragma once

#include "statistics/data_set.hpp"
#include "statistics/problem.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace evenhand::statistics {

/// How a column's missing values are drawn: from people with like predictions, from a normal
/// distribution about the prediction, or as 0 or 1 with the predicted chance.
enum class ImputationMethod { predictive_mean_matching, normal, logistic };
/// As in plans: "pmm".
std::string_view name(ImputationMethod method);
std::optional<ImputationMethod> imputation_method(std::string_view name);

struct ImputationRules
{
    std::size_t imputations = 20;
    std::size_t rounds = 10;
    std::uint64_t seed = 1;
    /// Which columns take part; each predicts the others. Those with gaps are filled.
    std::vector<std::string> columns;
    /// For a column with gaps; without one, logistic where it holds 0 and 1 alone, else matching.
    struct Method
    {
        std::string column;
        ImputationMethod method;
    };
    std::vector<Method> methods = {};
    /// Each of its values is imputed by itself, so that effects may differ by it: the arm.
    std::optional<std::string> by = {};
    std::size_t donors = 5;
};

/// The mean of what was drawn for one column, by imputation and round: chains that have settled
/// mix.
struct ChainMeans
{
    std::string column;
    std::vector<std::vector<double>> means;
};

struct Imputations
{
    std::vector<DataSet> completed;
    std::vector<ChainMeans> chains; ///< of the first value of `by`, if there is one
};

/// Fills gaps by chained equations. The same rules and data give the same numbers to the last bit,
/// whichever of the imputations are used.
Outcome<Imputations> impute(const DataSet& data, const ImputationRules& rules);

/// Gelman and Rubin's (1992) ratio over the second half of the rounds: near one where the chains
/// have mixed. Nothing with fewer than two chains or four rounds, or where nothing moves.
std::optional<double> mixing_ratio(const ChainMeans& chain);

} // namespace evenhand::statistics
