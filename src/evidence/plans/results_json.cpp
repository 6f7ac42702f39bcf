#include "evidence/plans/results_json.hpp"

#include "evidence/plans/plan_words.hpp"
#include "evidence/plans/references.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace evenhand::plans {

namespace results_json_parts {

using Json = nlohmann::ordered_json;

Json number(const std::optional<double>& value)
{
    return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
}

/// The vectors that stand beside `terms`.
void put_terms(Json& object, const std::vector<Term>& terms)
{
    for (const char* name : {"terms", "coef", "se", "df", "p", "ci_low", "ci_high"})
        object[name] = Json::array();
    for (const Term& term : terms) {
        object["terms"].push_back(term.name);
        object["coef"].push_back(number(term.value));
        object["se"].push_back(number(term.se));
        object["df"].push_back(number(term.df));
        object["p"].push_back(number(term.p));
        object["ci_low"].push_back(number(term.low));
        object["ci_high"].push_back(number(term.high));
    }
}

Json curve_json(const Curve& curve)
{
    Json object{{"arm", curve.arm}, {"median", number(curve.median)}};
    for (const char* name : {"time", "at_risk", "events", "survival", "ci_low", "ci_high"})
        object[name] = Json::array();
    for (const CurvePoint& point : curve.points) {
        object["time"].push_back(point.time);
        object["at_risk"].push_back(point.at_risk);
        object["events"].push_back(point.events);
        object["survival"].push_back(point.survival);
        object["ci_low"].push_back(number(point.low));
        object["ci_high"].push_back(number(point.high));
    }
    return object;
}

Json comparison_json(const Comparison& comparison)
{
    Json object{{"column", comparison.column}, {"name", comparison.name}};
    object["levels"] = Json::array();
    for (const SubgroupEffect& level : comparison.levels) {
        Json each{{"level", level.level}, {"n", level.n}};
        if (level.effect) {
            each["coef"] = number(level.effect->value);
            each["se"] = number(level.effect->se);
            each["df"] = number(level.effect->df);
            each["p"] = number(level.effect->p);
            each["ci_low"] = number(level.effect->low);
            each["ci_high"] = number(level.effect->high);
        } else {
            each["problem"] = level.problem;
        }
        object["levels"].push_back(std::move(each));
    }
    object["interaction"] = nullptr;
    if (comparison.interaction)
        object["interaction"] = {{"chi_squared", number(comparison.interaction->chi_squared)},
                                 {"df", comparison.interaction->df},
                                 {"p", number(comparison.interaction->p)}};
    return object;
}

Json balance_json(const std::vector<Balance>& balance)
{
    Json list = Json::array();
    for (const Balance& row : balance)
        list.push_back({{"term", row.term},
                        {"n_missing", row.n_missing},
                        {"treated", number(row.treated)},
                        {"control", number(row.control)},
                        {"standardised_difference", number(row.difference)}});
    return list;
}

void put_result(Json& object, const AnalysisResult& result)
{
    object["n"] = result.n;
    object["n_missing"] = result.n_missing;
    object["n_outside"] = result.n_outside;
    object["arms"] = Json::array();
    for (const ArmCount& arm : result.arms)
        object["arms"].push_back({{"name", arm.name}, {"n", arm.n}, {"mean", number(arm.mean)}});
    Json effects;
    put_terms(effects, result.fitted.effects);
    object["effects"] = std::move(effects);
    object["p_adjusted"] = number(result.p_adjusted);
    put_terms(object, result.fitted.terms);
    object["diagnostics"] = Json::object();
    for (const Diagnostic& each : result.fitted.diagnostics)
        object["diagnostics"][each.name] = number(each.value);
    object["subgroups"] = Json::array();
    for (const Comparison& each : result.subgroups)
        object["subgroups"].push_back(comparison_json(each));
    object["curves"] = Json::array();
    for (const Curve& each : result.fitted.curves)
        object["curves"].push_back(curve_json(each));
    object["balance"] = balance_json(result.balance);
    object["notes"] = result.fitted.notes;
}

Json analysis_json(const Plan& plan, const Analysis& analysis, const AnalysisOutcome& outcome)
{
    Json object{
        {"id", analysis.id},
        {"role", name(analysis.role)},
        {"estimand", analysis.estimand},
        {"group", group_name(plan, analysis.group)},
        {"outcome", analysis.outcome},
        {"method", name(analysis.method)},
        {"errors", analysis.errors == Errors::none ? Json(nullptr) : Json(name(analysis.errors))},
        {"missing", name(analysis.missing.method)},
        {"level", analysis.level},
        {"family", analysis.family.empty() ? Json(nullptr) : Json(analysis.family)}};
    object["problem"] = nullptr;
    if (outcome) {
        put_result(object, *outcome);
    } else {
        object["problem"] = outcome.error();
    }
    object["methods"] = methods_words(plan, analysis);
    object["references"] = references_of(plan, analysis);
    return object;
}

} // namespace results_json_parts

std::string results_json(const Plan& plan, const PlanResult& result, const Provenance& from)
{
    using results_json_parts::Json;
    Json whole{{"plan",
                {{"id", plan.id},
                 {"version", plan.version},
                 {"title", plan.title},
                 {"note", plan.note},
                 {"file", from.plan_file},
                 {"sha256", from.plan_hash},
                 {"seed", plan.seed}}},
               {"data",
                {{"name", plan.data_name},
                 {"source", plan.data_source},
                 {"file", from.data_file},
                 {"sha256", from.data_hash},
                 {"rows", result.rows},
                 {"people", result.people}}},
               {"program", from.program}};
    whole["filters"] = Json::array();
    for (const FilterCount& filter : result.filters)
        whole["filters"].push_back({{"why", filter.why}, {"left_out", filter.left_out}});
    whole["analyses"] = Json::array();
    for (std::size_t i = 0; i < plan.analyses.size(); ++i)
        whole["analyses"].push_back(
            results_json_parts::analysis_json(plan, plan.analyses[i], result.analyses.at(i)));
    // Texts come from the data's levels too, which were checked to be UTF-8 when they were read.
    return whole.dump(2) + "\n";
}

} // namespace evenhand::plans
