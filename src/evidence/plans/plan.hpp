#pragma once

#include "core/result.hpp"
#include "protocol/errors.hpp"
#include "statistics/data_file.hpp"
#include "statistics/expression.hpp"
#include "statistics/imputation.hpp"
#include "statistics/multiplicity.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// A plan of analysis as it was registered: docs/methods/plan.md tells what each part means.

namespace evenhand::plans {

enum class Method {
    difference_in_means,
    difference_in_proportions,
    least_squares,
    lin,
    logit,
    two_stage,
    survival,
    cox,
    permutation
};
/// How errors are taken; none where the method has but one way.
enum class Errors { none, classical, hc0, hc1, hc2, hc3, cr0, cr1, cr2 };
enum class Role { primary, secondary, sensitivity };
enum class MissingMethod { complete_cases, chained_equations, response_weights };

/// The column of the arms and the two of its values that are compared.
struct Treatment
{
    std::string column;
    std::string treated;
    std::string control;
    std::string treated_name; ///< for people: "support"
    std::string control_name;
    std::vector<std::string> blocks; ///< strata of randomisation, held fixed unless it says not
};

struct MissingRule
{
    MissingMethod method = MissingMethod::complete_cases;
    std::vector<std::string> columns = {}; ///< beside those of the analysis
    int imputations = 20;
    int rounds = 10;
};

struct Subgroup
{
    std::string column;
    std::string name;
};

struct Analysis
{
    int line = 0;
    std::string id;
    Role role = Role::primary;
    std::string estimand;
    std::string group; ///< empty: everyone
    std::string outcome;
    std::string outcome_name;
    std::string event; ///< survival and cox: 1 where the event was seen
    double until = 0;  ///< survival: where the restricted mean ends
    Treatment treatment;
    Method method = Method::difference_in_means;
    Errors errors = Errors::none;
    double level = .95;
    std::vector<std::string> covariates;
    std::vector<std::string> blocks;
    std::string clusters;
    std::string weights;
    std::string instrument_for; ///< what was received; the arm is its instrument
    int draws = 10'000;         ///< permutation
    bool firth = false;         ///< logit: Firth's penalty
    MissingRule missing;
    std::vector<Subgroup> subgroups;
    std::string family;
};

struct Derived
{
    int line = 0;
    std::string name;
    std::string text;
    statistics::Expression as;
};

struct Filter
{
    int line = 0;
    std::string text;
    statistics::Expression keep;
    std::string why;
};

struct Group
{
    int line = 0;
    std::string id;
    std::string name;
    std::string text;
    statistics::Expression where;
};

struct Family
{
    std::string id;
    statistics::Adjustment method = statistics::Adjustment::holm;
};

struct Plan
{
    std::string id;
    std::string version;
    std::string title;
    std::string note; ///< printed beside every result: "reconstructed from reported percentages"
    std::uint64_t seed = 1;
    std::string data_name;
    std::string data_source;
    statistics::ReadRules read;
    int data_line = 0;
    std::string frequency; ///< how many people a row stands for; empty: one each
    std::vector<Derived> derived;
    std::vector<Filter> filters;
    std::vector<Group> groups;
    std::vector<Family> families;
    std::vector<Analysis> analyses;
};

/// Reads a plan. Every mistake is told, with its line.
Result<Plan, protocol::ProtocolErrors> read_plan(std::string_view text);

/// The name of a group, for people; "everyone" where there is none.
std::string group_name(const Plan& plan, std::string_view id);

} // namespace evenhand::plans
