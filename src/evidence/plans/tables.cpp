#include "evidence/plans/tables.hpp"

#include "evidence/plans/plan_words.hpp"

#include "core/csv.hpp"

#include <fmt/format.h>

#include <cmath>
#include <initializer_list>

namespace evenhand::plans {

namespace table_files {

std::string number(const std::optional<double>& value)
{
    return value && std::isfinite(*value) ? fmt::format("{}", *value) : "";
}

std::string count(std::size_t value)
{
    return std::to_string(value);
}

/// A table that grows by rows, and knows whether it has any.
class Table
{
public:
    Table(std::string name, std::string head) : file_{std::move(name), std::move(head) + "\n"} {}

    void add(std::initializer_list<std::string> fields)
    {
        bool first = true;
        for (const std::string& field : fields) {
            if (!first) file_.text += ',';
            file_.text += csv_field(field);
            first = false;
        }
        file_.text += '\n';
        has_rows_ = true;
    }
    void put(std::vector<TableFile>& files) &&
    {
        if (has_rows_) files.push_back(std::move(file_));
    }

private:
    TableFile file_;
    bool has_rows_ = false;
};

/// Calls `visit(analysis, result)` for each analysis that has a result.
template <class Visit>
void each_result(const Plan& plan, const PlanResult& result, const Visit& visit)
{
    for (std::size_t i = 0; i < plan.analyses.size(); ++i)
        if (result.analyses.at(i)) visit(plan.analyses[i], *result.analyses[i]);
}

void add_effects(const Plan& plan, const PlanResult& result, std::vector<TableFile>& files)
{
    Table table("effects.csv", "analysis,role,group,outcome,method,effect,n,n_missing,coef,se,df,"
                               "p,p_adjusted,ci_low,ci_high,problem");
    for (std::size_t i = 0; i < plan.analyses.size(); ++i) {
        const Analysis& a = plan.analyses[i];
        const std::string role(name(a.role));
        const std::string method(name(a.method));
        const std::string group = group_name(plan, a.group);
        const auto& outcome = result.analyses.at(i);
        if (!outcome) {
            table.add({a.id, role, group, a.outcome, method, "", "", "", "", "", "", "", "", "", "",
                       outcome.error()});
            continue;
        }
        for (const Term& term : outcome->fitted.effects) {
            const bool first = &term == outcome->fitted.effects.data();
            table.add({a.id, role, group, a.outcome, method, term.name, count(outcome->n),
                       count(outcome->n_missing), number(term.value), number(term.se),
                       number(term.df), number(term.p),
                       first ? number(outcome->p_adjusted) : std::string(), number(term.low),
                       number(term.high), ""});
        }
    }
    std::move(table).put(files);
}

void add_terms(const Plan& plan, const PlanResult& result, std::vector<TableFile>& files)
{
    Table table("terms.csv", "analysis,term,coef,se,df,p,ci_low,ci_high");
    each_result(plan, result, [&](const Analysis& analysis, const AnalysisResult& each) {
        for (const Term& term : each.fitted.terms)
            table.add({analysis.id, term.name, number(term.value), number(term.se), number(term.df),
                       number(term.p), number(term.low), number(term.high)});
    });
    std::move(table).put(files);
}

void add_diagnostics(const Plan& plan, const PlanResult& result, std::vector<TableFile>& files)
{
    Table table("diagnostics.csv", "analysis,name,value");
    each_result(plan, result, [&](const Analysis& analysis, const AnalysisResult& each) {
        for (const Diagnostic& one : each.fitted.diagnostics)
            table.add({analysis.id, one.name, number(one.value)});
    });
    std::move(table).put(files);
}

void add_subgroups(const Plan& plan, const PlanResult& result, std::vector<TableFile>& files)
{
    Table table("subgroups.csv",
                "analysis,column,level,n,coef,se,p,ci_low,ci_high,interaction_p,problem");
    each_result(plan, result, [&](const Analysis& analysis, const AnalysisResult& each) {
        for (const Comparison& comparison : each.subgroups) {
            const auto p =
                comparison.interaction ? std::optional(comparison.interaction->p) : std::nullopt;
            for (const SubgroupEffect& level : comparison.levels) {
                const Term term = level.effect.value_or(Term{});
                const auto value = level.effect ? std::optional(term.value) : std::nullopt;
                table.add({analysis.id, comparison.column, level.level, count(level.n),
                           number(value), number(term.se), number(term.p), number(term.low),
                           number(term.high), number(p), level.problem});
            }
        }
    });
    std::move(table).put(files);
}

void add_balance(const Plan& plan, const PlanResult& result, std::vector<TableFile>& files)
{
    Table table("balance.csv", "analysis,term,n_missing,treated,control,standardised_difference");
    each_result(plan, result, [&](const Analysis& analysis, const AnalysisResult& each) {
        for (const Balance& row : each.balance)
            table.add({analysis.id, row.term, count(row.n_missing), number(row.treated),
                       number(row.control), number(row.difference)});
    });
    std::move(table).put(files);
}

void add_curves(const Plan& plan, const PlanResult& result, std::vector<TableFile>& files)
{
    Table table("curves.csv", "analysis,arm,time,at_risk,events,survival,ci_low,ci_high");
    each_result(plan, result, [&](const Analysis& analysis, const AnalysisResult& each) {
        for (const Curve& curve : each.fitted.curves)
            for (const CurvePoint& point : curve.points)
                table.add({analysis.id, curve.arm, number(point.time), count(point.at_risk),
                           count(point.events), number(point.survival), number(point.low),
                           number(point.high)});
    });
    std::move(table).put(files);
}

} // namespace table_files

std::vector<TableFile> tables(const Plan& plan, const PlanResult& result)
{
    std::vector<TableFile> files;
    table_files::add_effects(plan, result, files);
    table_files::add_terms(plan, result, files);
    table_files::add_diagnostics(plan, result, files);
    table_files::add_subgroups(plan, result, files);
    table_files::add_balance(plan, result, files);
    table_files::add_curves(plan, result, files);
    return files;
}

} // namespace evenhand::plans
