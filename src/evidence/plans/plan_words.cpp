#include "evidence/plans/plan_words.hpp"

#include "core/check.hpp"

#include <algorithm>
#include <array>

namespace evenhand::plans {

namespace plan_words {

using statistics::Adjustment;

constexpr std::array methods{
    std::pair{std::string_view{"difference-in-means"}, Method::difference_in_means},
    std::pair{std::string_view{"difference-in-proportions"}, Method::difference_in_proportions},
    std::pair{std::string_view{"ols"}, Method::least_squares},
    std::pair{std::string_view{"lin"}, Method::lin},
    std::pair{std::string_view{"logit"}, Method::logit},
    std::pair{std::string_view{"two-stage"}, Method::two_stage},
    std::pair{std::string_view{"survival"}, Method::survival},
    std::pair{std::string_view{"cox"}, Method::cox},
    std::pair{std::string_view{"permutation"}, Method::permutation}};

constexpr std::array errors{std::pair{std::string_view{"classical"}, Errors::classical},
                            std::pair{std::string_view{"hc0"}, Errors::hc0},
                            std::pair{std::string_view{"hc1"}, Errors::hc1},
                            std::pair{std::string_view{"hc2"}, Errors::hc2},
                            std::pair{std::string_view{"hc3"}, Errors::hc3},
                            std::pair{std::string_view{"cr0"}, Errors::cr0},
                            std::pair{std::string_view{"cr1"}, Errors::cr1},
                            std::pair{std::string_view{"cr2"}, Errors::cr2}};

constexpr std::array roles{std::pair{std::string_view{"primary"}, Role::primary},
                           std::pair{std::string_view{"secondary"}, Role::secondary},
                           std::pair{std::string_view{"sensitivity"}, Role::sensitivity}};

constexpr std::array missing{
    std::pair{std::string_view{"complete-cases"}, MissingMethod::complete_cases},
    std::pair{std::string_view{"chained-equations"}, MissingMethod::chained_equations},
    std::pair{std::string_view{"response-weights"}, MissingMethod::response_weights}};

constexpr std::array families{
    std::pair{std::string_view{"holm"}, Adjustment::holm},
    std::pair{std::string_view{"bonferroni"}, Adjustment::bonferroni},
    std::pair{std::string_view{"hochberg"}, Adjustment::hochberg},
    std::pair{std::string_view{"hommel"}, Adjustment::hommel},
    std::pair{std::string_view{"benjamini-hochberg"}, Adjustment::benjamini_hochberg},
    std::pair{std::string_view{"benjamini-yekutieli"}, Adjustment::benjamini_yekutieli}};

constexpr std::array robust{Errors::hc2, Errors::classical, Errors::hc0, Errors::hc1,
                            Errors::hc3, Errors::cr2,       Errors::cr1, Errors::cr0};
constexpr std::array by_row{Errors::hc2, Errors::classical, Errors::hc0, Errors::hc1, Errors::hc3};
constexpr std::array of_model{Errors::hc0, Errors::classical};

constexpr std::array abilities{
    Abilities{.method = Method::difference_in_means, .errors = {}, .blocks = true, .imputed = true},
    Abilities{.method = Method::difference_in_proportions, .errors = {}, .binary = true},
    Abilities{.method = Method::least_squares,
              .errors = robust,
              .covariates = true,
              .blocks = true,
              .clusters = true,
              .weights = true,
              .imputed = true},
    Abilities{.method = Method::lin,
              .errors = robust,
              .covariates = true,
              .blocks = true,
              .clusters = true,
              .imputed = true},
    Abilities{.method = Method::logit,
              .errors = of_model,
              .covariates = true,
              .blocks = true,
              .binary = true,
              .imputed = true},
    Abilities{.method = Method::two_stage,
              .errors = by_row,
              .covariates = true,
              .blocks = true,
              .imputed = true},
    Abilities{.method = Method::survival, .errors = {}, .blocks = true, .event = true},
    Abilities{.method = Method::cox,
              .errors = of_model,
              .covariates = true,
              .blocks = true,
              .event = true},
    Abilities{.method = Method::permutation, .errors = {}, .blocks = true},
};

template <class Value, std::size_t Size>
std::string_view name_in(const std::array<std::pair<std::string_view, Value>, Size>& list,
                         Value value)
{
    const auto found = std::ranges::find(list, value, &std::pair<std::string_view, Value>::second);
    CHECK(found != list.end());
    return found->first;
}

} // namespace plan_words

std::string_view name(Method method)
{
    return plan_words::name_in(plan_words::methods, method);
}

std::string_view name(Errors errors)
{
    return errors == Errors::none ? "" : plan_words::name_in(plan_words::errors, errors);
}

std::string_view name(Role role)
{
    return plan_words::name_in(plan_words::roles, role);
}

std::string_view name(MissingMethod method)
{
    return plan_words::name_in(plan_words::missing, method);
}

std::string_view label(Method method)
{
    switch (method) {
    case Method::difference_in_means:
        return "Difference in means";
    case Method::difference_in_proportions:
        return "Difference in proportions";
    case Method::least_squares:
        return "Least squares";
    case Method::lin:
        return "Least squares with every covariate centred and by arm (Lin)";
    case Method::logit:
        return "Logistic regression, standardised";
    case Method::two_stage:
        return "Two-stage least squares";
    case Method::survival:
        return "Survival curves, log-rank test and restricted means";
    case Method::cox:
        return "Proportional hazards (Cox)";
    case Method::permutation:
        break;
    }
    return "Permutation test of the difference in means";
}

std::string_view label(Errors errors)
{
    switch (errors) {
    case Errors::none:
        return "";
    case Errors::classical:
        return "classical";
    case Errors::hc0:
        return "HC0";
    case Errors::hc1:
        return "HC1";
    case Errors::hc2:
        return "HC2";
    case Errors::hc3:
        return "HC3";
    case Errors::cr0:
        return "CR0";
    case Errors::cr1:
        return "CR1";
    case Errors::cr2:
        break;
    }
    return "CR2";
}

std::span<const std::pair<std::string_view, Method>> method_names()
{
    return plan_words::methods;
}

std::span<const std::pair<std::string_view, Errors>> errors_names()
{
    return plan_words::errors;
}

std::span<const std::pair<std::string_view, Role>> role_names()
{
    return plan_words::roles;
}

std::span<const std::pair<std::string_view, MissingMethod>> missing_names()
{
    return plan_words::missing;
}

std::span<const std::pair<std::string_view, statistics::Adjustment>> family_names()
{
    return plan_words::families;
}

const Abilities& abilities_of(Method method)
{
    const auto found = std::ranges::find(plan_words::abilities, method, &Abilities::method);
    CHECK(found != plan_words::abilities.end());
    return *found;
}

} // namespace evenhand::plans
