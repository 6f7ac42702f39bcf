#include "evidence/plans/pages/report.hpp"

#include "evidence/plans/pages/report_parts.hpp"

#include "html/table.hpp"

#include <fmt/format.h>

namespace evenhand::plans {

namespace report_page {

using html::element;
using html::Html;

Html data_part(const Plan& plan, const PlanResult& result)
{
    Html parts = element("h2", {}, "Data");
    parts += element("p", {},
                     plan.data_source.empty()
                         ? plan.data_name + "."
                         : fmt::format("{}. Source: {}.", plan.data_name, plan.data_source));
    parts += element("p", {},
                     plan.frequency.empty()
                         ? fmt::format("The file has {} rows.", shown_count(result.rows))
                         : fmt::format("The file has {} rows, which stand for {} people.",
                                       shown_count(result.rows), shown_count(result.people)));
    Html items;
    for (const FilterCount& filter : result.filters)
        items += element("li", {}, fmt::format("{}: {} left out", filter.why, filter.left_out));
    return items.empty() ? parts : parts + element("ul", {}, items);
}

html::TableRow named(const char* name, const std::string& value)
{
    return {{.text = name}, {.text = element("code", {}, value)}};
}

Html provenance_part(const Plan& plan, const Provenance& from)
{
    return fragment(
        element("h2", {}, "How this page was made"),
        html::scrolling_table(
            {.caption = "From what, and by what",
             .head = {{.text = "What"}, {.text = "Which"}},
             .rows = {named("Program", from.program),
                      named("Plan", fmt::format("{} (version {}, seed {})", from.plan_file,
                                                plan.version, plan.seed)),
                      named("SHA-256 of the plan", from.plan_hash), named("Data", from.data_file),
                      named("SHA-256 of the data", from.data_hash)},
             .first_cell_is_header = true},
            "From what, and by what"),
        element("p", {},
                "Beside this page stand results.json, the tables as CSV, and analysis.R, which "
                "gives the same numbers in R."));
}

} // namespace report_page

std::string report(const Plan& plan, const PlanResult& result, const Provenance& from)
{
    using namespace report_page;
    Html body = element("h1", {}, plan.title);
    if (!plan.note.empty()) body += element("p", {html::attr("class", "note")}, plan.note);
    body += summary_section(plan, result);
    body += data_part(plan, result);
    for (std::size_t i = 0; i < plan.analyses.size(); ++i)
        body += analysis_section(plan, plan.analyses[i], result.analyses.at(i));
    body += provenance_part(plan, from);
    // The page carries its style and nothing that runs, and asks no host for anything.
    return fmt::format("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                       "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
                       "'none'; style-src 'unsafe-inline'\">\n{}\n<style>{}</style>\n</head>\n"
                       "<body>\n{}\n</body>\n</html>\n",
                       element("title", {}, plan.title).str(), report_style(),
                       element("main", {}, body).str());
}

} // namespace evenhand::plans
