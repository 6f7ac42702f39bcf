// The plan written as R: the data as the plan reads them, then one block of lines an analysis.
#include "evidence/plans/r_script.hpp"

#include "evidence/plans/missing.hpp"
#include "evidence/plans/plan_words.hpp"
#include "evidence/plans/prepare.hpp"
#include "evidence/plans/r_expression.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace evenhand::plans {

namespace r_script_parts {

/// estimatr calls CR1 after Stata, which made it known.
std::string se_type(Errors errors)
{
    switch (errors) {
    case Errors::cr1:
        return r_text("stata");
    case Errors::classical:
        return r_text("classical");
    case Errors::none:
    case Errors::hc0:
    case Errors::hc1:
    case Errors::hc2:
    case Errors::hc3:
    case Errors::cr0:
    case Errors::cr2:
        break;
    }
    return r_text(label(errors));
}

std::vector<std::string> adjusted(const Analysis& a)
{
    std::vector<std::string> columns = a.covariates;
    if (!a.blocks.empty()) columns.emplace_back(block_column);
    return columns;
}

std::vector<std::string> with_arm(const std::string& arm, std::vector<std::string> columns)
{
    columns.insert(columns.begin(), arm);
    return columns;
}

/// The arguments that estimatr's functions share.
std::string robust_arguments(const Analysis& a)
{
    std::string text =
        fmt::format("data = a, se_type = {}, alpha = 1 - {}", se_type(a.errors), r_number(a.level));
    if (!a.clusters.empty()) text += fmt::format(", clusters = a[[{}]]", r_text(a.clusters));
    if (a.missing.method == MissingMethod::response_weights) text += ", weights = a$weight_";
    if (!a.weights.empty()) text += fmt::format(", weights = a[[{}]]", r_text(a.weights));
    return text;
}

std::string outcome_as_number(const Analysis& a)
{
    return fmt::format("a[[{0}]] <- as.numeric(a[[{0}]]); ", r_text(a.outcome));
}

std::string least_squares_call(const Analysis& a)
{
    return fmt::format(
        "{{ {}robust_rows(estimatr::lm_robust(formula_of({}, {}), {}), {}, \"difference\") }}",
        outcome_as_number(a), r_text(a.outcome), r_texts(with_arm(a.treatment.column, adjusted(a))),
        robust_arguments(a), r_text(a.treatment.column));
}

std::string lin_call(const Analysis& a)
{
    return fmt::format("{{ {}robust_rows(estimatr::lm_lin(formula_of({}, {}), covariates = "
                       "reformulate(sprintf(\"`%s`\", {})), {}), {}, \"difference\") }}",
                       outcome_as_number(a), r_text(a.outcome), r_text(a.treatment.column),
                       r_texts(adjusted(a)), robust_arguments(a), r_text(a.treatment.column));
}

std::string two_stage_call(const Analysis& a)
{
    const auto sum = [](const std::vector<std::string>& columns) {
        std::vector<std::string> quoted;
        for (const auto& column : columns)
            quoted.push_back("`" + column + "`");
        return fmt::format("{}", fmt::join(quoted, " + "));
    };
    return fmt::format("{{ {}robust_rows(estimatr::iv_robust(`{}` ~ {} | {}, {}), {}, "
                       "\"complier_effect\") }}",
                       outcome_as_number(a), a.outcome,
                       sum(with_arm(a.instrument_for, adjusted(a))),
                       sum(with_arm(a.treatment.column, adjusted(a))), robust_arguments(a),
                       r_text(a.instrument_for));
}

/// What gives the rows of an analysis from its people `a`; empty where R has no such thing.
std::string call_of(const Analysis& a, std::uint64_t seed)
{
    const std::string outcome = r_text(a.outcome);
    const std::string arm = r_text(a.treatment.column);
    const std::string level = r_number(a.level);
    const std::string robust = a.errors == Errors::classical ? "FALSE" : "TRUE";
    switch (a.method) {
    case Method::difference_in_means:
        return fmt::format("means_rows(a, {}, {}, {}, blocked = {})", outcome, arm, level,
                           a.blocks.empty() ? "FALSE" : "TRUE");
    case Method::difference_in_proportions:
        return fmt::format("proportions_rows(a, {}, {}, {})", outcome, arm, level);
    case Method::least_squares:
        return least_squares_call(a);
    case Method::lin:
        return lin_call(a);
    case Method::logit:
        if (a.firth) return "";
        return fmt::format("logit_rows(a, {}, {}, {}, {}, robust = {})", outcome, arm,
                           r_texts(adjusted(a)), level, robust);
    case Method::two_stage:
        return two_stage_call(a);
    case Method::survival:
        return fmt::format("survival_rows(a, {}, {}, {}, {}, {})", outcome, r_text(a.event), arm,
                           r_number(a.until), level);
    case Method::cox:
        return fmt::format("cox_rows(a, {}, {}, {}, {}, {}, robust = {})", outcome, r_text(a.event),
                           arm, r_texts(a.covariates), level, robust);
    case Method::permutation:
        break;
    }
    return fmt::format("permutation_rows(a, {}, {}, {}, {})", outcome, arm, a.draws, seed);
}

/// The people of whom nothing that is needed is missing, with their weights.
std::string complete_line(const Analysis& a)
{
    auto needed = needed_columns(a);
    if (a.missing.method != MissingMethod::response_weights)
        return fmt::format("  a <- complete_in(a, {})\n", r_texts(needed));
    std::erase(needed, a.outcome);
    needed.insert(needed.end(), a.missing.columns.begin(), a.missing.columns.end());
    return fmt::format("  a <- complete_in(a, {})\n"
                       "  a$weight_ <- response_weights_of(a, {}, {}, {})\n"
                       "  a <- complete_in(a, {})\n",
                       r_texts(needed), r_text(a.outcome), r_text(a.treatment.column),
                       r_texts(a.missing.columns), r_text(a.outcome));
}

std::string rows_of_group(const Plan& plan, const Analysis& a)
{
    const auto group = std::ranges::find(plan.groups, a.group, &Group::id);
    return group == plan.groups.end() ? "rep(TRUE, nrow(d))" : r_expression(group->where);
}

/// What was given for one set of complete data becomes what is pooled over several.
std::string imputed_lines(const Analysis& a, std::uint64_t seed)
{
    return fmt::format("rows_for_complete <- rows_for\nrows_for <- function(a) {{\n  a <- "
                       "complete_in(a, {})\n  imputed_rows(a, {}, {}, {}, {}, {}, "
                       "rows_for_complete, {})\n}}\n",
                       r_texts(columns_never_filled(a)), r_text(a.treatment.column),
                       r_texts(columns_to_fill(a)), a.missing.imputations, a.missing.rounds, seed,
                       r_number(a.level));
}

std::string analysis_lines(const Plan& plan, const Analysis& a)
{
    std::string text = fmt::format("\n# {}: {}\n", a.id, a.estimand);
    const std::string call = call_of(a, plan.seed);
    if (call.empty())
        return text + "# Firth's penalty is in no Debian package of R: left out here.\n";
    text += fmt::format("a <- people_of(d, {}, {}, {}, {}, {})\n", rows_of_group(plan, a),
                        r_text(a.treatment.column), r_text(a.treatment.treated),
                        r_text(a.treatment.control), r_texts(a.blocks));
    text += fmt::format("rows_for <- function(a) {{\n{}  {}\n}}\n", complete_line(a), call);
    if (a.missing.method == MissingMethod::chained_equations) text += imputed_lines(a, plan.seed);
    text += fmt::format("keep_rows({}, rows_for(a))\n", r_text(a.id));
    for (const Subgroup& subgroup : a.subgroups)
        text += fmt::format("keep_rows({}, parts_rows(a, {}, rows_for))\n", r_text(a.id),
                            r_text(subgroup.column));
    return text;
}

std::string data_lines(const Plan& plan)
{
    std::vector<std::string> missing;
    std::vector<std::string> types;
    std::string levels;
    for (const auto& rule : plan.read.columns) {
        if (!rule.missing.empty())
            missing.push_back(fmt::format("`{}` = {}", rule.name, r_texts(rule.missing)));
        if (rule.type)
            types.push_back(
                fmt::format("`{}` = {}", rule.name, r_text(statistics::name(*rule.type))));
        if (!rule.levels.empty())
            levels += fmt::format("d[[{0}]] <- factor(d[[{0}]], levels = {1})\n", r_text(rule.name),
                                  r_texts(rule.levels));
    }
    std::string text =
        fmt::format("d <- read_plan_data(arguments[1], {}, list({}), list({}))\n",
                    r_texts(plan.read.missing), fmt::join(missing, ", "), fmt::join(types, ", "));
    text += levels;
    for (const Derived& each : plan.derived)
        text += fmt::format("d[[{}]] <- {}\n", r_text(each.name), r_expression(each.as));
    if (!plan.frequency.empty())
        text += fmt::format("d <- d[rep(seq_len(nrow(d)), d[[{}]]), , drop = FALSE]\n",
                            r_text(plan.frequency));
    for (const Filter& each : plan.filters)
        text += fmt::format("d <- d[({}) %in% TRUE, , drop = FALSE] # {}\n",
                            r_expression(each.keep), each.why);
    return text;
}

/// R's own name for a way of adjusting.
std::string adjustment_in_r(statistics::Adjustment method)
{
    using statistics::Adjustment;
    switch (method) {
    case Adjustment::benjamini_hochberg:
        return "BH";
    case Adjustment::benjamini_yekutieli:
        return "BY";
    case Adjustment::bonferroni:
    case Adjustment::holm:
    case Adjustment::hochberg:
    case Adjustment::hommel:
        break;
    }
    return std::string(statistics::name(method));
}

std::string family_lines(const Plan& plan)
{
    std::string text;
    for (const Family& family : plan.families) {
        std::vector<std::string> members;
        for (const Analysis& analysis : plan.analyses)
            if (analysis.family == family.id) members.push_back(analysis.id);
        text += fmt::format("\n# Family {0}\nfirst <- results[results$kind == \"effect\" & "
                            "!duplicated(results$analysis), ]\nmembers <- first[first$analysis "
                            "%in% {1}, ]\nif (nrow(members) == {2})\n  print(data.frame(analysis = "
                            "members$analysis, p_adjusted = p.adjust(members$p, {3})))\n",
                            family.id, r_texts(members), members.size(),
                            r_text(adjustment_in_r(family.method)));
    }
    return text;
}

std::string packages_line(const Plan& plan)
{
    std::set<std::string> packages;
    for (const Analysis& a : plan.analyses) {
        const bool blocked = a.method == Method::difference_in_means && !a.blocks.empty();
        if (blocked || a.method == Method::least_squares || a.method == Method::lin ||
            a.method == Method::two_stage)
            packages.insert("r-cran-estimatr");
        if (a.missing.method == MissingMethod::chained_equations) packages.insert("r-cran-mice");
        if (a.method == Method::logit) packages.insert("r-cran-sandwich");
        if (a.method == Method::survival || a.method == Method::cox)
            packages.insert("r-cran-survival");
    }
    if (packages.empty()) return "# Needs base R alone (Debian: r-base-core).\n";
    // survival knows strata() in a formula only by its plain name, so it is attached.
    const std::string attached = packages.contains("r-cran-survival") ? "library(survival)\n" : "";
    return fmt::format("# Needs base R (Debian: r-base-core) and {}.\n{}",
                       fmt::join(packages, ", "), attached);
}

} // namespace r_script_parts

std::string r_script(const Plan& plan, const Provenance& from)
{
    using namespace r_script_parts;
    std::string text =
        fmt::format("# {} (plan {}, version {})\n", plan.title, plan.id, plan.version);
    if (!plan.note.empty()) text += fmt::format("# {}\n", plan.note);
    text += fmt::format("# Written by {} from the plan with SHA-256 {}\n", from.program,
                        from.plan_hash);
    text += fmt::format("# for the data with SHA-256 {}.\n", from.data_hash);
    text += "# Run: Rscript analysis.R DATA.csv OUT.csv\n";
    text += packages_line(plan);
    text += r_prelude();
    text += "\n# ---- Data ----\narguments <- commandArgs(trailingOnly = TRUE)\nif "
            "(length(arguments) != 2) stop(\"give the data file and the file to write\")\n";
    text += data_lines(plan);
    text += "\n# ---- Analyses ----\n";
    for (const Analysis& analysis : plan.analyses)
        text += analysis_lines(plan, analysis);
    text += family_lines(plan);
    return text + "\noptions(digits = 15)\nif (!is.null(results)) {\n  numbers <- "
                  "vapply(results, is.numeric, TRUE)\n  results[numbers] <- "
                  "lapply(results[numbers], function(x) ifelse(is.na(x), \"\", sprintf(\"%.17g\", "
                  "x)))\n  write.csv(results, arguments[2], row.names = FALSE)\n}\n";
}

} // namespace evenhand::plans
