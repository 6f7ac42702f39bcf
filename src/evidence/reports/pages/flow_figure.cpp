#include "evidence/reports/pages/flow_figure.hpp"

#include "evidence/reports/figure_words.hpp"
#include "html/components.hpp"

#include <fmt/format.h>

namespace evenhand::reports {

namespace flow_figure_parts {

using html::attr;
using html::element;
using html::Html;

std::string_view title_of(participants::Step milestone)
{
    using participants::Step;
    // A person comes to the appointment at which they are assessed; the journey calls it attended.
    if (milestone == Step::attended) return "Assessed at an appointment";
    return participants::label_of(milestone);
}

Html counted(std::string_view words, std::int64_t people)
{
    return html::fragment(words, " ",
                          element("span", {attr("class", "evenhand-nowrap")},
                                  fmt::format("(n = {})", grouped(people))));
}

Html list(std::string_view title, std::int64_t people, const std::vector<Html>& items)
{
    if (items.empty()) return {};
    return html::fragment(
        element("p", {attr("class", "evenhand-flow__why")}, counted(title, people)),
        element("ul", {attr("class", "govuk-list govuk-list--bullet evenhand-flow__list")}, items));
}

Html aside(const FlowBox& box)
{
    std::vector<Html> left;
    for (const Left& reason : box.left)
        left.push_back(element("li", {}, counted(reason.reason, reason.people)));
    std::vector<Html> waits;
    for (const Waits& row : box.waits)
        waits.push_back(element("li", {}, counted(participants::label_of(row.stage), row.people)));
    const auto both = list("Came no further", people_in(box.left), left) +
                      list("On their way", people_in(box.waits), waits);
    if (both.empty()) return {};
    return element("div", {attr("class", "evenhand-flow__aside")}, both);
}

Html after_the_last(const Consort& flow, FlowUpTo upto)
{
    if (upto == FlowUpTo::randomised) return {};
    if (flow.withdrew_after + flow.died_after == 0) return {};
    return element("p", {attr("class", "evenhand-flow__aside evenhand-flow__why")},
                   fmt::format("Since then {} withdrew and {} died. They stay counted.",
                               grouped(flow.withdrew_after), grouped(flow.died_after)));
}

} // namespace flow_figure_parts

html::Html flow_figure(const Consort& flow, FlowUpTo upto)
{
    using namespace flow_figure_parts;
    std::vector<Html> items;
    for (const FlowBox& box : flow.boxes) {
        const bool is_last = &box == &flow.boxes.back();
        items.push_back(element("li", {attr("class", "evenhand-flow__step")},
                                element("p", {attr("class", "evenhand-flow__box")},
                                        counted(title_of(box.milestone), box.people)),
                                is_last ? after_the_last(flow, upto) : aside(box)));
    }
    return element("figure", {attr("class", "evenhand-flow")},
                   element("figcaption", {attr("class", "govuk-visually-hidden")},
                           "The CONSORT flow, from referral to randomisation"),
                   element("ol", {attr("class", "evenhand-flow__steps")}, items));
}

html::Html flow_table(const Consort& flow)
{
    using namespace flow_figure_parts;
    html::Table table{.caption = "The same counts as a table",
                      .caption_classes = "govuk-table__caption--m",
                      .head = {{.text = "Came as far as"},
                               {.text = "People", .format = "numeric"},
                               {.text = "Came no further", .format = "numeric"},
                               {.text = "On their way", .format = "numeric"},
                               {.text = "Went on", .format = "numeric"}},
                      .rows = {},
                      .first_cell_is_header = true};
    for (std::size_t i = 0; i < flow.boxes.size(); ++i) {
        const FlowBox& box = flow.boxes[i];
        const bool is_last = i + 1 == flow.boxes.size();
        table.rows.push_back(
            {{.text = title_of(box.milestone)},
             {.text = grouped(box.people), .format = "numeric"},
             {.text = grouped(people_in(box.left)), .format = "numeric"},
             {.text = grouped(people_in(box.waits)), .format = "numeric"},
             {.text = is_last ? "" : grouped(flow.boxes[i + 1].people), .format = "numeric"}});
    }
    return html::scrolling_table(table, "The flow as a table");
}

} // namespace evenhand::reports
