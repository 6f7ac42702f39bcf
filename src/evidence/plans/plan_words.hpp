#pragma once

#include "evidence/plans/plan.hpp"

#include <span>

// The closed lists of a plan: each value with its name in plans and results, and its words.

namespace evenhand::plans {

/// In plans and results: "difference-in-means".
std::string_view name(Method method);
/// As a sentence begins: "Difference in means".
std::string_view label(Method method);
/// "HC2"; empty for none.
std::string_view label(Errors errors);
std::string_view name(Errors errors);
std::string_view name(Role role);
std::string_view name(MissingMethod method);

std::span<const std::pair<std::string_view, Method>> method_names();
std::span<const std::pair<std::string_view, Errors>> errors_names();
std::span<const std::pair<std::string_view, Role>> role_names();
std::span<const std::pair<std::string_view, MissingMethod>> missing_names();
std::span<const std::pair<std::string_view, statistics::Adjustment>> family_names();

/// What a method can be asked for.
struct Abilities
{
    Method method;
    std::span<const Errors> errors; ///< the first is taken where none is named; none: no choice
    bool covariates = false;
    bool blocks = false;
    bool clusters = false;
    bool weights = false;
    bool binary = false;  ///< its outcome is 0 or 1
    bool event = false;   ///< its outcome is a time, with an event
    bool imputed = false; ///< can be pooled over imputations
};
const Abilities& abilities_of(Method method);

} // namespace evenhand::plans
