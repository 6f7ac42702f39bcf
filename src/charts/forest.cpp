#include "charts/forest.hpp"

#include "charts/drawing.hpp"
#include "charts/scale.hpp"

#include <algorithm>

namespace evenhand::charts {

namespace forest_parts {

using html::attr;
using html::element;
using html::Html;

constexpr int width = 960;
constexpr int left = 300;  ///< room for labels
constexpr int right = 250; ///< room for the numbers as words
constexpr int top = 12;
constexpr int row_height = 36;
constexpr int bottom = 56;
constexpr int most_steps = 5; ///< more marks would run into each other

/// What does not fit beside the plot is cut; the table beside the chart has it whole. Cut between
/// characters, not within one.
std::string fitting(const std::string& label)
{
    constexpr std::size_t most = 34;
    std::size_t characters = 0;
    for (std::size_t at = 0; at < label.size(); ++at) {
        const bool begins = (static_cast<unsigned char>(label[at]) & 0xC0U) != 0x80U;
        if (begins && ++characters > most) return label.substr(0, at) + "\u2026";
    }
    return label;
}

struct Frame
{
    Scale scale;
    int height = 0;

    [[nodiscard]] double x(double value) const
    {
        return left + scale.share(value) * (width - left - right);
    }
};

Frame frame_of(const std::vector<ForestRow>& rows)
{
    double low = 0; // no effect is always shown
    double high = 0;
    for (const ForestRow& row : rows) {
        low = std::min({low, row.value, row.low.value_or(row.value)});
        high = std::max({high, row.value, row.high.value_or(row.value)});
    }
    return {.scale = scale_of(low, high, most_steps),
            .height = top + row_height * static_cast<int>(rows.size()) + bottom};
}

Html axis(const Frame& frame, const std::string& name)
{
    Html parts;
    const int base = frame.height - bottom;
    for (const double mark : frame.scale.marks) {
        const std::string x = units(frame.x(mark));
        parts += element("line", {attr("class", "evenhand-chart__line"), attr("x1", x),
                                  attr("x2", x), attr("y1", top), attr("y2", base)});
        parts += element("text",
                         {attr("class", "evenhand-chart__text"), attr("text-anchor", "middle"),
                          attr("x", x), attr("y", base + 20)},
                         mark_text(frame.scale, mark));
    }
    const std::string zero = units(frame.x(0));
    parts += element("line", {attr("class", "evenhand-chart__zero"), attr("x1", zero),
                              attr("x2", zero), attr("y1", top), attr("y2", base)});
    parts += element("text",
                     {attr("class", "evenhand-chart__text"), attr("text-anchor", "middle"),
                      attr("x", units((left + width - right) / 2.0)), attr("y", base + 44)},
                     name);
    return parts;
}

Html drawn(const Frame& frame, const ForestRow& row, int y)
{
    Html parts =
        element("text", {attr("class", "evenhand-chart__text"), attr("x", 0), attr("y", y + 5)},
                fitting(row.label));
    if (row.low && row.high) {
        parts +=
            element("line", {attr("class", "evenhand-chart__interval"),
                             attr("x1", units(frame.x(*row.low))),
                             attr("x2", units(frame.x(*row.high))), attr("y1", y), attr("y2", y)});
    }
    parts += element("rect", {attr("class", "evenhand-chart__point"),
                              attr("x", units(frame.x(row.value) - 5)), attr("y", y - 5),
                              attr("width", 10), attr("height", 10)});
    parts += element("text",
                     {attr("class", "evenhand-chart__text"), attr("text-anchor", "end"),
                      attr("x", width), attr("y", y + 5)},
                     row.text);
    return parts;
}

} // namespace forest_parts

html::Html forest(const Forest& chart)
{
    using namespace forest_parts;
    if (chart.rows.empty()) return {};
    const Frame frame = frame_of(chart.rows);
    Html content = axis(frame, chart.axis);
    int y = top + row_height / 2;
    for (const ForestRow& row : chart.rows) {
        content += drawn(frame, row, y);
        y += row_height;
    }
    return drawing({.id = chart.id,
                    .title = chart.title,
                    .description = chart.description,
                    .width = width,
                    .height = frame.height},
                   content);
}

} // namespace evenhand::charts
