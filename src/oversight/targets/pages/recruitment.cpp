#include "oversight/targets/pages/pages.hpp"

#include "charts/columns.hpp"
#include "core/london_time.hpp"
#include "crypto/hash.hpp"
#include "evidence/reports/figure_words.hpp"
#include "evidence/reports/pages/services.hpp"
#include "html/components.hpp"
#include "oversight/targets/figures_store.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::targets::pages {

namespace recruitment_page {

using html::attr;
using html::element;
using html::Html;
using reports::grouped;

struct Shown
{
    std::optional<Figures> figures; ///< nothing: no month has closed yet
    std::string when;
    std::string traits_when; ///< of what only frozen months hold; empty where all is of one moment
};

bool has(const Figures& figures, const std::string& id)
{
    return std::ranges::find(figures.breakdowns, id, &Breakdown::id) != figures.breakdowns.end();
}

/// What the viewer may see: up to now, or the last month that is frozen. What only frozen months
/// hold is of that month for both.
Shown look(const Services& services, const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto frozen = last_frozen(work);
    Shown shown;
    if (frozen) {
        shown.figures = frozen->figures;
        shown.when = fmt::format("At the end of {}, as known on {}.", frozen->month.plain(),
                                 london_date(frozen->frozen_at).plain());
    }
    if (!staff::may(viewer, reports::today_permission)) return shown;
    auto live = figures_until(work, services.protocol, work.now());
    for (auto& breakdown : frozen ? frozen->figures.breakdowns : std::vector<Breakdown>())
        if (!has(live, breakdown.id)) live.breakdowns.push_back(breakdown);
    shown.traits_when = frozen ? fmt::format("By campaign, by what people told of themselves and "
                                             "by condition: at the end of {}.",
                                             frozen->month.plain())
                               : "Campaigns, conditions and answers on equality are counted when "
                                 "the first month has closed.";
    shown.figures = std::move(live);
    shown.when = fmt::format("Up to now, {}.", london_plain(work.now()));
    return shown;
}

std::string percent_text(const std::optional<int>& percent)
{
    return percent ? fmt::format("{}%", *percent) : std::string();
}

Html months_chart(const Figures& figures)
{
    charts::Columns chart{
        .id = "by-month",
        .title = "Randomised in each month, and expected",
        .description = fmt::format("Columns are people randomised, the broken line is the target. "
                                   "The same numbers stand in the table below. In all {} of {}.",
                                   grouped(randomised(figures)), grouped(expected(figures))),
        .columns = {}};
    for (const MonthRow& row : figures.months)
        chart.columns.push_back({row.month.brief(), row.actual, row.expected});
    return charts::columns(chart);
}

Html months_table(const Figures& figures)
{
    html::Table table{.caption = "Randomised by month",
                      .caption_classes = "govuk-table__caption--m",
                      .head = {{.text = "Month"},
                               {.text = "Randomised", .format = "numeric"},
                               {.text = "Expected", .format = "numeric"},
                               {.text = "Randomised so far", .format = "numeric"},
                               {.text = "Expected so far", .format = "numeric"}},
                      .rows = {},
                      .first_cell_is_header = true};
    std::int64_t actual = 0;
    std::int64_t target = 0;
    for (const MonthRow& row : figures.months) {
        actual += row.actual;
        target += row.expected;
        table.rows.push_back({{.text = row.month.plain()},
                              {.text = grouped(row.actual), .format = "numeric"},
                              {.text = grouped(row.expected), .format = "numeric"},
                              {.text = grouped(actual), .format = "numeric"},
                              {.text = grouped(target), .format = "numeric"}});
    }
    return html::scrolling_table(table, "Randomised by month");
}

template <class Has>
bool any_row(const Breakdown& breakdown, Has has)
{
    return std::ranges::any_of(breakdown.rows, has);
}

Html breakdown_table(const Breakdown& breakdown)
{
    if (breakdown.withheld)
        return html::fragment(
            element("h2", {attr("class", "govuk-heading-m")}, breakdown.title),
            staff::paragraph("Too few people to break down without telling of somebody."));
    const bool expected =
        any_row(breakdown, [](const Row& row) { return row.expected.has_value(); });
    const bool percent = any_row(breakdown, [](const Row& row) { return row.percent.has_value(); });
    const bool share =
        any_row(breakdown, [](const Row& row) { return row.expected_percent.has_value(); });
    html::Table table{
        .caption = breakdown.title,
        .caption_classes = "govuk-table__caption--m",
        .head = {{.text = "Of those randomised"}, {.text = "People", .format = "numeric"}},
        .rows = {},
        .first_cell_is_header = true};
    const auto add = [](bool wanted, html::TableRow& row, Html text) {
        if (wanted) row.push_back({.text = std::move(text), .format = "numeric"});
    };
    add(expected, table.head, "Expected so far");
    add(percent, table.head, "Share");
    add(share, table.head, "Expected share");
    for (const Row& row : breakdown.rows) {
        html::TableRow cells{{.text = row.label},
                             {.text = reports::shown_count(row.people), .format = "numeric"}};
        add(expected, cells, row.expected ? grouped(*row.expected) : "");
        add(percent, cells, percent_text(row.percent));
        add(share, cells, percent_text(row.expected_percent));
        table.rows.push_back(std::move(cells));
    }
    return html::scrolling_table(table, breakdown.title);
}

Html body(const Shown& shown)
{
    if (!shown.figures)
        return html::inset_text({.text = "No month has closed yet. Figures are shown here from the "
                                         "first day of the next one."});
    const Figures& figures = *shown.figures;
    Html tables;
    for (const Breakdown& breakdown : figures.breakdowns)
        tables += breakdown_table(breakdown);
    return html::fragment(
        staff::paragraph(fmt::format("{} {} people were randomised; {} were expected.", shown.when,
                                     grouped(randomised(figures)), grouped(expected(figures)))),
        months_chart(figures), months_table(figures),
        staff::paragraph("Below, counts of 1 to 7 are shown as *, others are rounded to the "
                         "nearest 5, and a count may be hidden to protect another."),
        shown.traits_when.empty() ? Html() : staff::paragraph(shown.traits_when), tables,
        staff::paragraph(element("a",
                                 {attr("class", "govuk-link"), attr("href", "/recruitment.csv")},
                                 "Download these figures as a file for a spreadsheet")));
}

} // namespace recruitment_page

http::Response recruitment(const Services& services, const http::Request& request,
                           const http::Viewer& viewer, storage::UnitOfWork& work)
{
    return staff::answer_staff_page(services.staff, 200, request, viewer,
                                    [shown = recruitment_page::look(services, viewer, work)] {
                                        return html::Page{
                                            .title = "Recruitment",
                                            .body = html::fragment(staff::heading("Recruitment"),
                                                                   recruitment_page::body(shown)),
                                            .width = html::PageWidth::full};
                                    });
}

http::Response recruitment_file(const Services& services, const http::Request&,
                                const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto shown = recruitment_page::look(services, viewer, work);
    auto csv = csv_of(shown.figures.value_or(Figures{}));
    work.log({.action = "figures.downloaded",
              .object_type = "figures",
              .object_id = crypto::sha256(csv).text(),
              .detail = shown.when});
    http::Response response;
    response.content_type = "text/csv; charset=utf-8";
    response.download_name = "recruitment.csv";
    response.body = [csv = std::move(csv)] { return csv; };
    return response;
}

} // namespace evenhand::targets::pages
