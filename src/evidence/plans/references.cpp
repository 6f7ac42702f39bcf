#include "evidence/plans/references.hpp"

#include "evidence/plans/plan_words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace evenhand::plans {

namespace references {

using List = std::vector<std::string>;

void add_of_method(const Analysis& analysis, List& list)
{
    switch (analysis.method) {
    case Method::difference_in_means:
        list.emplace_back("Welch (1947), Biometrika 34, 28");
        break;
    case Method::difference_in_proportions:
        list.emplace_back("Newcombe (1998), Statistics in Medicine 17, 873 (method 10)");
        break;
    case Method::least_squares:
        break;
    case Method::lin:
        list.emplace_back("Lin (2013), Annals of Applied Statistics 7, 295");
        break;
    case Method::logit:
        list.emplace_back("Ge et al. (2011), Drug Information Journal 45, 481");
        if (analysis.firth) list.emplace_back("Firth (1993), Biometrika 80, 27");
        break;
    case Method::two_stage:
        list.emplace_back("Angrist, Imbens & Rubin (1996), JASA 91, 444");
        list.emplace_back("Anderson & Rubin (1949), Annals of Mathematical Statistics 20, 46");
        break;
    case Method::survival:
        list.emplace_back("Kaplan & Meier (1958), JASA 53, 457");
        list.emplace_back("Royston & Parmar (2013), BMC Medical Research Methodology 13, 152");
        break;
    case Method::cox:
        list.emplace_back("Cox (1972), JRSS B 34, 187; ties by Efron (1977), JASA 72, 557");
        break;
    case Method::permutation:
        list.emplace_back("Fisher (1935), The Design of Experiments; Phipson & Smyth (2010), "
                          "SAGMB 9, 39");
        break;
    }
}

void add_of_errors(Errors errors, List& list)
{
    switch (errors) {
    case Errors::none:
    case Errors::classical:
        break;
    case Errors::hc0:
    case Errors::hc1:
    case Errors::hc2:
    case Errors::hc3:
        list.emplace_back("MacKinnon & White (1985), Journal of Econometrics 29, 305");
        break;
    case Errors::cr0:
    case Errors::cr1:
        list.emplace_back("Liang & Zeger (1986), Biometrika 73, 13");
        break;
    case Errors::cr2:
        list.emplace_back("Bell & McCaffrey (2002), Survey Methodology 28, 169; Pustejovsky & "
                          "Tipton (2018), JBES 36, 672");
        break;
    }
}

void add_of_missing(MissingMethod method, List& list)
{
    switch (method) {
    case MissingMethod::complete_cases:
        break;
    case MissingMethod::chained_equations:
        list.emplace_back("van Buuren & Groothuis-Oudshoorn (2011), Journal of Statistical "
                          "Software 45(3)");
        list.emplace_back("Barnard & Rubin (1999), Biometrika 86, 948");
        break;
    case MissingMethod::response_weights:
        list.emplace_back("Little & Rubin (2019), Statistical Analysis with Missing Data");
        break;
    }
}

std::string family_paper(statistics::Adjustment method)
{
    using statistics::Adjustment;
    switch (method) {
    case Adjustment::bonferroni:
        return "Dunn (1961), JASA 56, 52";
    case Adjustment::holm:
        return "Holm (1979), Scandinavian Journal of Statistics 6, 65";
    case Adjustment::hochberg:
        return "Hochberg (1988), Biometrika 75, 800";
    case Adjustment::hommel:
        return "Hommel (1988), Biometrika 75, 383";
    case Adjustment::benjamini_hochberg:
        return "Benjamini & Hochberg (1995), JRSS B 57, 289";
    case Adjustment::benjamini_yekutieli:
        break;
    }
    return "Benjamini & Yekutieli (2001), Annals of Statistics 29, 1165";
}

std::string model_sentence(const Analysis& a)
{
    std::string text = fmt::format(
        "{} of {}, comparing {} ({} = {}) with {} ({} = {}).", label(a.method), a.outcome_name,
        a.treatment.treated_name, a.treatment.column, a.treatment.treated, a.treatment.control_name,
        a.treatment.column, a.treatment.control);
    if (!a.covariates.empty())
        text += fmt::format(" Covariates: {}.", fmt::join(a.covariates, ", "));
    if (!a.blocks.empty())
        text += fmt::format(" The blocks of randomisation ({}) are held fixed.",
                            fmt::join(a.blocks, ", "));
    if (!a.instrument_for.empty())
        text += fmt::format(" The arm is the instrument for {}.", a.instrument_for);
    if (!a.weights.empty()) text += fmt::format(" Rows are weighted by {}.", a.weights);
    if (!a.event.empty())
        text += fmt::format(" The event is {} = 1; whoever was last seen without it is censored "
                            "then.",
                            a.event);
    if (a.until > 0) text += fmt::format(" Restricted means end at {}.", a.until);
    if (a.firth) text += " Firth's penalty keeps every coefficient finite.";
    return text;
}

std::string errors_sentence(const Analysis& a)
{
    std::string text;
    if (a.errors != Errors::none)
        text = fmt::format(" Standard errors are {}{}.", label(a.errors),
                           a.clusters.empty() ? "" : " by cluster (" + a.clusters + ")");
    return text + fmt::format(" Intervals are at {:g} %.", 100 * a.level);
}

std::string missing_sentence(const Analysis& a)
{
    switch (a.missing.method) {
    case MissingMethod::complete_cases:
        return " Rows with a missing value in any of these columns are left out.";
    case MissingMethod::chained_equations:
        return fmt::format(" Missing values are filled by chained equations in each arm by itself, "
                           "{} times over {} rounds, and pooled.",
                           a.missing.imputations, a.missing.rounds);
    case MissingMethod::response_weights:
        break;
    }
    return fmt::format(" Those who answered are weighted by one over their chance of answering, "
                       "from a logistic regression on {}, the arm and their products.",
                       fmt::join(a.missing.columns, ", "));
}

} // namespace references

std::vector<std::string> references_of(const Plan& plan, const Analysis& analysis)
{
    references::List list;
    references::add_of_method(analysis, list);
    references::add_of_errors(analysis.errors, list);
    references::add_of_missing(analysis.missing.method, list);
    const auto family = std::ranges::find(plan.families, analysis.family, &Family::id);
    if (family != plan.families.end()) list.push_back(references::family_paper(family->method));
    if (!analysis.subgroups.empty()) list.emplace_back("Cochran (1954), Biometrics 10, 101");
    return list;
}

std::string methods_words(const Plan& plan, const Analysis& analysis)
{
    std::string text = references::model_sentence(analysis) +
                       references::errors_sentence(analysis) +
                       references::missing_sentence(analysis);
    if (!analysis.group.empty())
        text += fmt::format(" The analysis is of the group: {}.", group_name(plan, analysis.group));
    const auto family = std::ranges::find(plan.families, analysis.family, &Family::id);
    if (family != plan.families.end())
        text +=
            fmt::format(" p is adjusted in the family {} ({}).", family->id, name(family->method));
    if (!analysis.subgroups.empty())
        text += " Subgroups: the same analysis in each part; the test of interaction is Cochran's "
                "Q of their effects.";
    return text;
}

} // namespace evenhand::plans
