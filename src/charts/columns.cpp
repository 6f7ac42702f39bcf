#include "charts/columns.hpp"

#include "charts/drawing.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::charts {

namespace columns_parts {

using html::attr;
using html::element;
using html::Html;

// The drawing's own units; the page stretches it to the width that there is.
constexpr int width = 960;
constexpr int height = 360;
constexpr int left = 64;
constexpr int right = 12;
constexpr int top = 16;
constexpr int bottom = 84; ///< room for labels that stand upright
constexpr int gridlines = 4;

struct Frame
{
    std::int64_t scale = 10;
    std::size_t count = 1;

    [[nodiscard]] double y(std::int64_t value) const
    {
        const double share = static_cast<double>(value) / static_cast<double>(scale);
        return height - bottom - share * (height - top - bottom);
    }
    [[nodiscard]] double step() const
    {
        return static_cast<double>(width - left - right) / static_cast<double>(count);
    }
    [[nodiscard]] double x(std::size_t column) const
    {
        return left + step() * static_cast<double>(column);
    }
};

Html grid(const Frame& frame)
{
    Html lines;
    for (int i = 0; i <= gridlines; ++i) {
        const auto value = frame.scale * i / gridlines;
        const auto y = frame.y(value);
        lines += element("line",
                         {attr("class", "evenhand-chart__line"), attr("x1", left),
                          attr("x2", width - right), attr("y1", units(y)), attr("y2", units(y))});
        lines += element("text",
                         {attr("class", "evenhand-chart__text"), attr("text-anchor", "end"),
                          attr("x", left - 8), attr("y", units(y + 5))},
                         std::to_string(value));
    }
    return lines;
}

Html bar(const Frame& frame, std::size_t at, const Column& column)
{
    constexpr double share_of_step = 0.7;
    const double y = frame.y(column.value);
    const double middle = frame.x(at) + frame.step() / 2;
    return html::fragment(
        element("rect", {attr("class", "evenhand-chart__column"),
                         attr("x", units(middle - frame.step() * share_of_step / 2)),
                         attr("y", units(y)), attr("width", units(frame.step() * share_of_step)),
                         attr("height", units(height - bottom - y))}),
        element("text",
                {attr("class", "evenhand-chart__text"), attr("text-anchor", "end"),
                 attr("transform", fmt::format("translate({} {}) rotate(-60)", units(middle + 5),
                                               height - bottom + 18))},
                column.label));
}

Html expected_line(const Frame& frame, const std::vector<Column>& columns)
{
    std::string points;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto y = units(frame.y(columns[i].expected));
        points += fmt::format("{},{} {},{} ", units(frame.x(i)), y, units(frame.x(i + 1)), y);
    }
    return element("polyline", {attr("class", "evenhand-chart__target"), attr("points", points)});
}

} // namespace columns_parts

std::int64_t top_of_scale(std::int64_t most)
{
    for (std::int64_t noughts = 10;; noughts *= 10) {
        for (const std::int64_t times : {1, 2, 5})
            if (noughts * times >= most) return noughts * times;
    }
}

html::Html columns(const Columns& chart)
{
    using namespace columns_parts;
    if (chart.columns.empty()) return {};
    std::int64_t most = 0;
    for (const Column& column : chart.columns)
        most = std::max({most, column.value, column.expected});
    const Frame frame{.scale = top_of_scale(most), .count = chart.columns.size()};
    Html bars;
    for (std::size_t i = 0; i < chart.columns.size(); ++i)
        bars += bar(frame, i, chart.columns[i]);
    return drawing({.id = chart.id,
                    .title = chart.title,
                    .description = chart.description,
                    .width = width,
                    .height = height},
                   html::fragment(grid(frame), bars, expected_line(frame, chart.columns)));
}

} // namespace evenhand::charts
